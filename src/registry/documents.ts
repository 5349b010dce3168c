import { createHash } from 'node:crypto';

import { InfraError } from '../errors.js';
import type { Descriptor } from '../oci/descriptor.js';
import { type Digest, digestAlgorithm, digestHex, isDigest } from '../oci/digest.js';
import { MAX_CONFIG_SIZE } from '../oci/image-config.js';
import { MAX_MANIFEST_SIZE, parseManifest } from '../oci/manifest.js';
import { downloadBlob } from './download.js';
import type { FetchedManifest, Repository } from './repository.js';

/** Where indexes, manifests and configs of base images are kept between builds. */
export interface DocumentStore {
  /**
   * The verified bytes of a document, or `undefined` when it is not there or larger than `maxBytes`. May wait for a cache to be
   * restored that contains documents.
   */
  find(digest: Digest, maxBytes: number): Promise<Uint8Array | undefined>;
  keep(document: Pick<Descriptor, 'digest' | 'size'>, bytes: Uint8Array): Promise<void>;
}

/**
 * Reads the manifest or index under a tag or digest. Where documents are kept, the registry is only asked for the digest of a
 * tag, and a document that is kept is not fetched again. For the digest, HEAD is enough, which Docker Hub's limit does not count.
 */
export async function readManifest(
  documents: DocumentStore | undefined,
  repository: Repository,
  tagOrDigest: string,
  signal: AbortSignal,
): Promise<FetchedManifest> {
  if (documents === undefined) return await repository.manifest(tagOrDigest, signal);
  const head = isDigest(tagOrDigest) ? { digest: tagOrDigest } : await repository.manifestHead(tagOrDigest, signal);
  const kept = await documents.find(head.digest, MAX_MANIFEST_SIZE);
  if (kept !== undefined) return { digest: head.digest, bytes: kept, document: parseManifest(kept) };
  const fetched = head.fetched ?? (await repository.manifest(head.digest, signal));
  await documents.keep({ digest: fetched.digest, size: fetched.bytes.byteLength }, fetched.bytes);
  return fetched;
}

/** Reads a config. One that is kept is not fetched again. */
export async function readConfig(
  documents: DocumentStore | undefined,
  repository: Repository,
  blob: Descriptor,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const kept = await documents?.find(blob.digest, MAX_CONFIG_SIZE);
  if (kept !== undefined) return kept;
  const bytes = await fetchSmall(repository, blob, MAX_CONFIG_SIZE, signal);
  await documents?.keep(blob, bytes);
  return bytes;
}

/** Fetches and verifies a whole blob. */
async function fetchSmall(
  repository: Repository,
  blob: Descriptor,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (blob.size > maxBytes)
    throw new InfraError(`config ${blob.digest} has ${blob.size} bytes; at most ${maxBytes} are read`);
  const chunks: Uint8Array[] = [];
  const hash = createHash(digestAlgorithm(blob.digest));
  for await (const chunk of downloadBlob(repository, blob, 0, signal)) {
    hash.update(chunk);
    chunks.push(chunk);
  }
  if (hash.digest('hex') !== digestHex(blob.digest)) {
    throw new InfraError(`${repository.session.endpoint.name} sent a config with another digest than ${blob.digest}`);
  }
  return Buffer.concat(chunks);
}
