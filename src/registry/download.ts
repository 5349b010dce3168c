import { UserError } from '../errors.js';
import { type Download, downloadFixed } from '../http/download.js';
import { downloadPart } from '../http/download-part.js';
import type { HttpResponse } from '../http/exchange.js';
import { printable } from '../http/http-error.js';
import { NO_RETRY } from '../http/retry-policy.js';
import type { BlobPart } from '../oci/blob-part.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { Repository } from './repository.js';

/**
 * The bytes of a blob from `offset` on, with the attempts of the session's retry policy. The number of bytes is checked; the
 * caller verifies the digest.
 *
 * @throws HttpError when the blob cannot be had, or has another size
 * @throws UserError for a foreign layer that this registry does not hold
 */
export function downloadBlob(
  repository: Repository,
  blob: Descriptor,
  offset: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  return downloadFixed(downloadOf(repository, blob, signal), blob.size, offset);
}

/** Some of the bytes of a blob. @throws as `downloadBlob`; HttpError when the registry does not give parts */
export function downloadBlobPart(
  repository: Repository,
  blob: Descriptor,
  part: BlobPart,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  return downloadPart(downloadOf(repository, blob, signal), blob.size, part);
}

function downloadOf(repository: Repository, blob: Descriptor, signal: AbortSignal): Download {
  const { session } = repository;
  const request = {
    method: 'GET',
    target: `v2/${repository.name}/blobs/${blob.digest}`,
    scopes: repository.pullScopes,
    retry: NO_RETRY,
    signal,
  } as const;
  return {
    label: `blob ${blob.digest}`,
    ask: (headers: Readonly<Record<string, string>>) => session.open({ ...request, headers }),
    failure: (response: HttpResponse) => failure(repository, blob, response),
    budget: session.budget(),
    signal,
  };
}

async function failure(repository: Repository, blob: Descriptor, response: HttpResponse): Promise<Error> {
  const error = await repository.session.failure(response);
  const [url] = blob.urls ?? [];
  if (response.status !== 404 || url === undefined) return error;
  const host = URL.canParse(url) ? new URL(url).host : 'another server';
  return new UserError(
    `layer ${blob.digest} is a foreign layer: ${repository.session.endpoint.name} does not hold it, but names ${printable(host, 100)}`,
    { hint: 'Layers are fetched from registries only. Use an image whose layers its registry holds.', cause: error },
  );
}
