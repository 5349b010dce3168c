import type { Layer } from '../layer/layer.js';
import { hashFieldList, hashFields } from '../oci/digest.js';
import { type SnapshotId, type CacheKey, snapshotIdOfHex, cacheKeyOfHex } from '../oci/identity.js';
import type { KeyInputs } from './record.js';

/** Goes into every key: raise it when the same inputs would give another layer than before. */
const KEY_VERSION = 'layer-build step 2';

/**
 * The key of a step: a hash over its operation and the content of its inputs. Clocks, this machine's paths and files' mtimes
 * are no part of it.
 */
export function stepKey(inputs: KeyInputs): CacheKey {
  const fields = [
    KEY_VERSION,
    inputs.operation,
    inputs.command,
    inputs.platform,
    inputs.parent,
    inputs.config,
    ...counted(inputs.env),
    ...counted(inputs.args),
    ...counted(inputs.files.flat()),
  ];
  return cacheKeyOfHex(hashFieldList(fields));
}

/** A list with its length before it, so that lists side by side cannot run into each other. */
function counted(list: readonly string[]): readonly string[] {
  return [String(list.length), ...list];
}

/** What a stack of layers holds, by content: the same for two stacks that differ in mtimes or compression only. */
export function snapshotId(layers: readonly Layer[]): SnapshotId {
  return snapshotIdOfHex(hashFields('snapshot', ...layers.map((layer) => layer.contentId)));
}
