import type { HttpClient, HttpRequest } from '../http/http-client.js';
import { bytesBody } from '../http/request-body.js';
import { RETRY_SIGNING } from '../http/retry-policy.js';
import type { SignatureArchive } from './signing-settings.js';

/**
 * Gives a signature to GitHub, which lists it among the attestations of the repository.
 *
 * @param bundle as JSON
 * @throws HttpError, with status 403 or 404 if the token lacks the permission `attestations: write`
 */
export async function archiveSignature(
  { api, repository, token }: SignatureArchive,
  bundle: Uint8Array,
  http: HttpClient,
  signal: AbortSignal,
): Promise<void> {
  const request: HttpRequest = {
    method: 'POST',
    url: new URL(`${api.replace(/\/$/, '')}/repos/${repository}/attestations`),
    headers: {
      accept: 'application/vnd.github+json',
      'content-type': 'application/json',
      'x-github-api-version': '2022-11-28',
    },
    authorization: `Bearer ${token}`,
    body: bytesBody(Buffer.concat([Buffer.from('{"bundle":'), bundle, Buffer.from('}')])),
    secrets: [token],
    retry: RETRY_SIGNING,
    signal,
  };
  await http.send(request, async (response) => {
    if (response.status !== 201 && response.status !== 200) throw await http.failure(response, request);
    await response.discard();
  });
}
