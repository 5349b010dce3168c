import { UserError } from '../errors.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { HttpResponse } from '../http/exchange.js';
import { printable, RegistryError } from '../http/http-error.js';
import { contentLength, type Repository } from './repository.js';
import { NO_RETRY } from '../http/retry.js';

/** Bytes after which a download that breaks has its tries back. */
const PROGRESS = 1024 * 1024;
/** However much progress there was between them. */
const MAX_BREAKS = 50;

/**
 * The bytes of a blob from `offset` on. A connection that breaks is made again from where it was (RFC 9110, "Range
 * Requests"), as often as the session's retry policy allows without progress. The number of bytes is checked here, the
 * digest is the caller's to verify.
 *
 * @throws RegistryError when the blob cannot be had, is too short or too long
 * @throws UserError for a foreign layer that this registry does not hold
 */
export async function* downloadBlob(
  repository: Repository,
  blob: Descriptor,
  offset: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const budget = repository.session.budget();
  let at = offset;
  let progress = 0;
  for (let breaks = 0; at < blob.size || breaks === 0; breaks++) {
    try {
      for await (const chunk of rangeFrom(repository, blob, at, signal)) {
        at += chunk.byteLength;
        progress += chunk.byteLength;
        yield chunk;
      }
    } catch (error) {
      if (progress >= PROGRESS && breaks < MAX_BREAKS) {
        budget.reset();
        progress = 0;
      }
      await budget.next(error, signal);
    }
    if (at === blob.size) return;
  }
}

/** One answer, from `at` to the blob's end. */
async function* rangeFrom(
  repository: Repository,
  blob: Descriptor,
  at: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const response = await repository.session.open({
    method: 'GET',
    target: `v2/${repository.name}/blobs/${blob.digest}`,
    scopes: repository.pullScopes,
    ...(at === 0 ? {} : { headers: { range: `bytes=${at}-` } }),
    retry: NO_RETRY,
    signal,
  });
  if (response.status !== 200 && response.status !== 206) throw await notServed(repository, blob, response);
  let skip = at - startOf(response, at);
  let received = at - skip;
  const length = contentLength(response);
  if (length !== undefined && received + length !== blob.size) {
    response.abandon();
    throw wrongSize(blob, response, received + length);
  }
  for await (const chunk of response.body()) {
    received += chunk.byteLength;
    if (received > blob.size) throw wrongSize(blob, response, received);
    const wanted = chunk.subarray(Math.min(skip, chunk.byteLength));
    skip -= chunk.byteLength - wanted.byteLength;
    if (wanted.byteLength > 0) yield wanted;
  }
  if (received !== blob.size) throw wrongSize(blob, response, received);
}

/** The offset of the answer's first byte: a server may give the whole blob though a part was asked for. */
function startOf(response: HttpResponse, asked: number): number {
  if (response.status === 200) return 0;
  const range = response.headers['content-range'] ?? '';
  const start = /^bytes (\d{1,15})-/.exec(range)?.[1];
  if (start !== undefined && Number(start) === asked) return asked;
  response.abandon();
  throw new RegistryError(
    `${response.url.host} was asked for bytes from ${asked} on, but sent ${JSON.stringify(printable(range, 60))}`,
    { retryable: false, url: response.url },
  );
}

function wrongSize(blob: Descriptor, response: HttpResponse, size: number): RegistryError {
  const most = size > blob.size ? 'at least ' : '';
  return new RegistryError(
    `${response.url.host} sent ${most}${size} bytes for blob ${blob.digest}, whose manifest says ${blob.size}`,
    { retryable: false, url: response.url },
  );
}

async function notServed(repository: Repository, blob: Descriptor, response: HttpResponse): Promise<Error> {
  const error = await repository.session.failure(response);
  const [elsewhere] = blob.urls ?? [];
  if (response.status !== 404 || elsewhere === undefined) return error;
  const place = URL.canParse(elsewhere) ? new URL(elsewhere).host : 'another place';
  return new UserError(
    `layer ${blob.digest} is a foreign layer: ${repository.session.endpoint.name} does not hold it, but names ${printable(place, 100)}`,
    { hint: 'Layers are fetched from registries only. Use an image whose layers its registry holds.', cause: error },
  );
}
