import { ConnectionProblem } from '../http/connection-error.js';
import type { HttpClient } from '../http/http-client.js';
import { HttpError } from '../http/http-error.js';
import { NO_RETRY } from '../http/retry-policy.js';
import type { Wire } from './port/wire.js';

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';

/** Bytes. A list of a thousand long keys takes 2 MiB. */
const LONGEST_ANSWER = 8 * 1024 * 1024;

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE'] satisfies Method[]);

function isMethod(text: string): text is Method {
  return METHODS.has(text);
}

/** @param secrets texts that must not show in errors */
export function wireOf(http: HttpClient, secrets: readonly string[]): Wire {
  return async ({ method, url: text, path, headers: given, body, isObject }, signal) => {
    if (!isMethod(method)) throw new ConnectionProblem(`no request is made by ${method}`);
    const url = new URL(text);
    // Nobody here would unpack the answer.
    const { 'accept-encoding': _, 'content-length': __, ...headers } = lowerCased(given);
    const response = await http.open({
      method,
      url,
      path,
      headers,
      ...(body !== undefined && { body }),
      follow: false,
      secrets,
      retry: NO_RETRY,
      signal,
    });
    const { status } = response;
    const isShort = !isObject || status < 200 || status > 299;
    return {
      status,
      headers: Object.fromEntries(
        Object.entries(response.headers).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
        ),
      ),
      body: () => (isShort ? atMost(LONGEST_ANSWER, response.body(), url) : response.body()),
    };
  };
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

async function* atMost(limit: number, body: AsyncIterable<Uint8Array>, url: URL): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) throw new HttpError(`${url.host} gave an answer without end`, { retryable: false, url });
    yield chunk;
  }
}
