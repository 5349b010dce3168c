import type { Layer } from '../layer/layer.js';
import { hashFieldList, hashFields } from '../oci/digest.js';
import { type SnapshotId, type CacheKey, snapshotIdOfHex, cacheKeyOfHex } from '../oci/identity.js';
import type { KeyInputs } from './record.js';

/** Part of every key. Raise it when the same inputs would make another layer than before. */
const KEY_VERSION = 'layer-build step 2';

/**
 * The key of a step: a hash over its operation and the content of its inputs. Times, mtimes and paths of this machine are not
 * part of it.
 *
 * @param pepper a slow hash of the values that nobody should be able to guess (`values/given-values.ts`); '' if there are none
 */
export function stepKey(inputs: KeyInputs, pepper = ''): CacheKey {
  return cacheKeyOfHex(hashFieldList(keyFields(inputs, pepper)));
}

function* keyFields(inputs: KeyInputs, pepper: string): Generator<string, void, undefined> {
  yield* [
    KEY_VERSION,
    inputs.operation,
    inputs.command,
    inputs.platform,
    inputs.parent,
    inputs.config,
    ...counted(inputs.env),
    ...counted(inputs.args),
  ];
  yield String(2 * inputs.files.length);
  for (const file of inputs.files) yield* file;
  if (inputs.layout !== undefined) yield* ['layout', inputs.layout];
  if (pepper !== '') yield pepper;
}

/** A list with its length in front: otherwise a field could move from one list to the next without changing the key. */
function counted(list: readonly string[]): readonly string[] {
  return [String(list.length), ...list];
}

/** Identifies what a stack of layers holds. Stacks that differ only in mtimes or compression have the same id. */
export function snapshotId(layers: readonly Layer[]): SnapshotId {
  return snapshotIdOfHex(hashFields('snapshot', ...layers.map((layer) => layer.contentId)));
}
