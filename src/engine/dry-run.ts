import type { Layer } from '../layer/layer.js';
import { digestHex, sha256 } from '../oci/digest.js';
import { type CacheKey, contentIdOfTree, diffIdOfHex, treeDigestOfHex } from '../oci/identity.js';
import { OCI_LAYER } from '../oci/media-types.js';
import type { KeyInputs } from './record.js';

/** The result of a dry run, which looks up every step and runs none. */
export interface DryRun {
  /** Steps whose hit or miss is not known, by number: the step that would have to run first. */
  readonly blockedBy: Map<number, number>;
  /**
   * For a build that somebody else does: a step that would have to run counts as done. Of its layer only the identity is known, which
   * follows from the step's key, so that the steps above can be looked up as well.
   */
  readonly assumes?: true;
}

/** A dry run came to a step that would have to run: the steps that use its result cannot be looked up. */
export class BlockedByStep extends Error {
  override readonly name = 'BlockedByStep';
  readonly step: number;

  constructor(step: number) {
    super(`step ${step} would have to run`);
    this.step = step;
  }
}

/** Whether the step's result is known without running it, since it can only change the image's config. */
export function makesNoLayer({ operation, files }: KeyInputs): boolean {
  return operation === 'arg' || operation === 'config' || (operation === 'from' && files.length === 0);
}

/** Stands for what a step would make. Nobody has its bytes, and nobody may ask for them. */
export function assumedLayer(key: CacheKey): Layer {
  const digest = sha256(`assumed ${key}`);
  const hex = digestHex(digest);
  return {
    blob: { mediaType: OCI_LAYER, digest, size: 0 },
    diffId: diffIdOfHex(hex),
    contentId: contentIdOfTree(treeDigestOfHex(hex)),
  };
}
