import { UserError } from '../errors.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { RepositoryName } from '../oci/reference.js';
import { HttpError } from '../http/http-error.js';
import type { Repository } from './repository.js';
import { retrying } from '../http/retry.js';
import { NO_RETRY, RETRY_REQUIRED_UPLOAD } from '../http/retry-policy.js';
import type { Progress } from '../async/progress.js';

export interface BlobToPush {
  readonly descriptor: Descriptor;
  /** Gives the bytes of the blob from the start. Called once for each attempt, and never when the registry has the blob. */
  open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** A repository that is known to have the blob. If it is in the same registry, the blob is mounted from there. */
  readonly mountFrom?: RepositoryName;
}

/**
 * Makes sure that the repository has the blob: asks whether it is there, otherwise mounts it, otherwise uploads it in one request
 * (distribution-spec, "Pushing blobs", "Mounting a blob from another repository").
 *
 * @returns whether the bytes were uploaded
 */
export async function pushBlob(
  repository: Repository,
  blob: BlobToPush,
  progress: Progress,
  signal: AbortSignal,
): Promise<'present' | 'uploaded'> {
  const found = await findBlob(repository, blob, progress, { signal });
  if (found === 'present') return found;
  await uploadBlob(repository, blob, found, progress, { signal });
  return 'uploaded';
}

/** How the requests of a push are sent. */
export interface PushRequests {
  /** The first failure ends the push. */
  readonly once?: boolean | undefined;
  readonly signal: AbortSignal;
}

/** A blob that the repository does not have. */
interface MissingBlob {
  /** An upload session that the registry opened in place of a mount. It serves the first attempt. */
  readonly opened: URL | undefined;
}

/** Asks whether the blob is there, and otherwise mounts it. */
export async function findBlob(
  repository: Repository,
  blob: Omit<BlobToPush, 'open'>,
  progress: Progress,
  { once, signal }: PushRequests,
): Promise<'present' | MissingBlob> {
  if (await repository.hasBlob(blob.descriptor.digest, signal, repository.pushScopes, once)) {
    progress.finish('already there');
    return 'present';
  }
  const mount = await mountBlob(repository, blob, signal, once);
  if (mount !== 'mounted') return { opened: mount };
  progress.finish(`mounted from ${blob.mountFrom?.repository ?? ''}`);
  return 'present';
}

export async function uploadBlob(
  repository: Repository,
  blob: BlobToPush,
  missing: MissingBlob,
  progress: Progress,
  { once, signal }: PushRequests,
): Promise<void> {
  let { opened } = missing;
  let lost = false;
  const budget = repository.session.budget(once === true ? NO_RETRY : RETRY_REQUIRED_UPLOAD);
  await retrying(budget, signal, async () => {
    const address = opened ?? (await openUpload(repository, signal, once));
    opened = undefined;
    try {
      await putBlob(repository, blob, address, progress, { once, signal });
    } catch (error) {
      // The session is gone: the registry has several machines, or was restarted. Not all of them say so by a code.
      if (!(error instanceof HttpError) || error.status !== 404) throw error;
      const retry = !lost || error.codes.includes('BLOB_UPLOAD_UNKNOWN');
      lost = true;
      throw retry ? error.asRetryable() : error;
    }
  });
  progress.finish();
}

/**
 * Tries to mount the blob from another repository.
 *
 * @returns the address of an upload session that the registry opened instead; `undefined` when it did neither
 */
export async function mountBlob(
  repository: Repository,
  { descriptor, mountFrom }: Omit<BlobToPush, 'open'>,
  signal: AbortSignal,
  once?: boolean,
): Promise<'mounted' | URL | undefined> {
  const { session, name } = repository;
  if (mountFrom === undefined || mountFrom.registry !== session.endpoint.name || mountFrom.repository === name) {
    return undefined;
  }
  const query = new URLSearchParams({ mount: descriptor.digest, from: mountFrom.repository });
  try {
    return await session.send(
      {
        method: 'POST',
        target: `v2/${name}/blobs/uploads/?${query.toString()}`,
        scopes: [...repository.pushScopes, `repository:${mountFrom.repository}:pull`],
        headers: { 'content-length': '0' },
        once,
        signal,
      },
      async (response) => {
        await response.discard();
        if (response.status === 201) return 'mounted';
        return response.status === 202 ? session.nextAddress(response.headers.location, response.url) : undefined;
      },
    );
  } catch (error) {
    signal.throwIfAborted();
    // A registry may refuse a mount, and a token server the scope for it. The blob is uploaded then.
    if (error instanceof HttpError || error instanceof UserError) return undefined;
    throw error;
  }
}

async function openUpload(
  { session, name, pushScopes }: Repository,
  signal: AbortSignal,
  once: boolean | undefined,
): Promise<URL> {
  const request = {
    method: 'POST',
    target: `v2/${name}/blobs/uploads/`,
    scopes: pushScopes,
    headers: { 'content-length': '0' },
    retry: NO_RETRY,
    once,
    signal,
  } as const;
  return await session.send(request, async (response) => {
    if (response.status !== 202) throw await session.failure(response);
    await response.discard();
    return session.nextAddress(response.headers.location, response.url);
  });
}

async function putBlob(
  { session, pushScopes }: Repository,
  blob: BlobToPush,
  address: URL,
  progress: Progress,
  { once, signal }: PushRequests,
): Promise<void> {
  const { descriptor } = blob;
  const target = new URL(address);
  // The registry's query is kept as text, since encoding it again could change it.
  target.search += `${target.search === '' ? '?' : '&'}digest=${encodeURIComponent(descriptor.digest)}`;
  const request = {
    method: 'PUT',
    target,
    scopes: pushScopes,
    headers: { 'content-type': 'application/octet-stream' },
    body: { size: descriptor.size, open: () => counted(blob, progress) },
    retry: NO_RETRY,
    once,
    signal,
  } as const;
  await session.send(request, async (response) => {
    if (response.status !== 201 && response.status !== 204) throw await session.failure(response);
    await response.discard();
    const stated = response.headers['docker-content-digest'];
    if (stated !== undefined && stated !== descriptor.digest) {
      throw new HttpError(`${response.url.host} stored blob ${descriptor.digest} under another digest`, {
        retryable: true,
        url: response.url,
      });
    }
  });
}

async function* counted(blob: BlobToPush, progress: Progress): AsyncGenerator<Uint8Array, void, undefined> {
  progress.restart();
  for await (const chunk of blob.open()) {
    yield chunk;
    progress.add(chunk.byteLength);
  }
}
