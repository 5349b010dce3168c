import type { HttpClient, HttpRequest } from '../http/http-client.js';
import { HttpError } from '../http/http-error.js';
import { readBody } from '../http/read-body.js';
import { RETRY_SIGNING } from '../http/retry-policy.js';
import { parseOrUndefined } from '../json/decode-or.js';
import { string } from '../json/decoder.js';
import { ifValid, object } from '../json/object.js';
import type { IdentitySource } from './signing-settings.js';

/** Bytes. */
const MAX_SIZE = 64 * 1024;
/** For whom the token is: Fulcio takes no other. */
const AUDIENCE = 'sigstore';

const answer = object({ value: string });
const claims = object({ repository_visibility: ifValid(string) });

/** A token that says who signs. @throws HttpError when the runner's service does not give one */
export async function identityToken(source: IdentitySource, http: HttpClient, signal: AbortSignal): Promise<string> {
  if (source.kind === 'given') return source.token;
  const url = new URL(source.url);
  url.searchParams.set('audience', AUDIENCE);
  const request: HttpRequest = {
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    authorization: `Bearer ${source.requestToken}`,
    secrets: [source.requestToken],
    retry: RETRY_SIGNING,
    signal,
  };
  return await http.send(request, async (response) => {
    if (response.status !== 200) throw await http.failure(response, request);
    const token = parseOrUndefined(answer, await readBody(response, MAX_SIZE), MAX_SIZE)?.value ?? '';
    if (!isToken(token)) {
      // Without a cause: its message could quote the token.
      throw new HttpError(`${url.host} gave no valid token`, { retryable: false, url });
    }
    return token;
  });
}

/** Three parts in base64url (RFC 7519): only its form. Fulcio checks what it says. */
export function isToken(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text);
}

/** Whether anybody may see the repository: `public`, `private` or `internal`; `undefined` if the token does not say. */
export function visibilityIn(token: string): string | undefined {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
  return parseOrUndefined(claims, payload, MAX_SIZE)?.repository_visibility;
}
