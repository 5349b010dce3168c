import { InfraError } from '../../errors.js';
import { indexDigest, type LayerIndex } from '../../layer/layer-index.js';
import { readLayer } from '../../layer/layer-reader.js';
import type { Layer } from '../../layer/layer.js';
import { treeDigest } from '../../layer/tree-digest.js';
import { contentIdOfBase, contentIdOfTree } from '../../oci/identity.js';
import type { ContentStore } from '../../store/content-store.js';

/** The part of a layer that does not match the layer's digests. */
export type Flaw = 'index' | 'blob';

interface ProofParts {
  readonly layer: Layer;
  /** The index in the store; `undefined` if there is none. */
  readonly index: LayerIndex | undefined;
  readonly content: Pick<ContentStore, 'open' | 'size'>;
  /** Fetches the blob of a base if it is not on this machine. */
  readonly fetch: () => Promise<string>;
  readonly signal: AbortSignal;
}

/**
 * Checks a layer on this machine against its digests: the blob, the diff id, the tree, and the index against the blob. The
 * tree of a layer that a step made is known, so its index can be checked without the blob. The index of a base's layer can
 * only be checked with the blob.
 *
 * @returns `undefined` if nothing is wrong, or nothing can be checked
 */
export async function flawOf(parts: ProofParts): Promise<Flaw | undefined> {
  const { layer, index, content, signal } = parts;
  const { blob, diffId, contentId } = layer;
  const isBase = contentId === contentIdOfBase(diffId);
  if (!isBase && index !== undefined && !hasTree(index, layer)) return 'index';
  const size = await content.size(blob.digest);
  if (!isBase && size === undefined) return undefined;
  if (size !== undefined && size !== blob.size) return 'blob';
  let fetched: string;
  try {
    fetched = await parts.fetch();
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
  let found: LayerIndex;
  try {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars -- reading to the end is the check
    for await (const _ of content.open(blob, signal));
    found = await readLayer(fetched, blob, { expectedDiffId: diffId, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof InfraError) return 'blob';
    throw error;
  }
  if (!isBase && !hasTree(found, layer)) return 'blob';
  return index === undefined || indexDigest(index) === indexDigest(found) ? undefined : 'index';
}

function hasTree({ entries }: LayerIndex, { contentId }: Layer): boolean {
  try {
    return contentIdOfTree(treeDigest(entries)) === contentId;
  } catch (error) {
    if (error instanceof InfraError) return false;
    throw error;
  }
}
