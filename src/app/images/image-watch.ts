import type { Digest } from '../../oci/digest.js';

/** What a pull or a push does with one layer, in docker's words. */
type LayerState =
  | 'Already exists'
  | 'Pulling fs layer'
  | 'Verifying Checksum'
  | 'Download complete'
  | 'Extracting'
  | 'Pull complete'
  | 'Preparing'
  | 'Pushed'
  | 'Layer already exists';

/** Called while layers move. The bytes that move are told by `transfer` events. */
export interface ImageWatch {
  /** A line about the whole. */
  readonly says: (line: string) => void;
  /** @param id of the layer, as docker shows it: of its blob when pulled, its diff id when pushed */
  readonly layer: (id: Digest, state: LayerState) => void;
}
