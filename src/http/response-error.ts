import { arrayOfValid } from '../json/containers.js';
import { decodeOrUndefined, parseOrUndefined } from '../json/decode-or.js';
import { anything, string } from '../json/decoder.js';
import { type Decoded, ifValid, object } from '../json/object.js';
import type { HttpResponse } from './exchange.js';
import { printable, HttpError } from './http-error.js';
import { isRetryableStatus, parseRetryAfter } from './retry.js';

const MAX_ERROR_BODY = 16 * 1024;
const MAX_SHOWN = 300;

/**
 * Makes an error from an answer, with what the server says in the body, which is read for it.
 *
 * @param secrets texts that must not show, in case the server sends them back
 */
export async function responseError(
  response: HttpResponse,
  secrets: readonly string[],
  now: number,
): Promise<HttpError> {
  const { codes, words } = readErrors(await readUpTo(response, MAX_ERROR_BODY), secrets);
  const message = words === '' ? '' : `: ${words}`;
  return new HttpError(`${response.url.host} answered ${response.status}${message}`, {
    retryable: isRetryableStatus(response.status),
    url: response.url,
    status: response.status,
    codes,
    retryAfterMs: isRetryableStatus(response.status)
      ? parseRetryAfter(response.headers['retry-after'], now)
      : undefined,
  });
}

async function readUpTo(response: HttpResponse, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body()) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size >= limit) break;
    }
  } catch (error) {
    // The status is enough for an error. A broken body only means that there are no words.
    if (!(error instanceof HttpError)) throw error;
  }
  return Buffer.concat(chunks).subarray(0, limit).toString('utf8');
}

function readErrors(
  text: string,
  secrets: readonly string[],
): { readonly codes: readonly string[]; readonly words: string } {
  const document = parseOrUndefined(anything, text, MAX_ERROR_BODY);
  if (document === undefined) {
    return { codes: [], words: /^\s*</.test(text) ? '' : printable(text, MAX_SHOWN, secrets) };
  }
  const { errors = [], error_description, details, message, error } = decodeOrUndefined(errorDocument, document) ?? {};
  const listed = errors.slice(0, 3);
  const codes = listed.flatMap(({ code }) => code ?? []);
  const words = listed.map(codeAndMessage).filter((part) => part !== '');
  const shown = words.length > 0 ? words.join('; ') : (error_description ?? details ?? message ?? error ?? '');
  return { codes: codes.map((code) => printable(code, 64, secrets)), words: printable(shown, MAX_SHOWN, secrets) };
}

const listedError = object({ code: ifValid(string), message: ifValid(string) });
const errorDocument = object({
  // The form of registries (distribution-spec, "Error Codes").
  errors: ifValid(arrayOfValid(listedError)),
  // Token servers answer in OAuth2's form (RFC 6749, section 5.2), some in a form of their own.
  error_description: ifValid(string),
  details: ifValid(string),
  message: ifValid(string),
  error: ifValid(string),
});

function codeAndMessage({ code, message }: Decoded<typeof listedError>): string {
  return [code, message].filter((part) => part !== undefined && part !== '').join(': ');
}
