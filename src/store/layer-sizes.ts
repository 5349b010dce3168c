import { readFile } from 'node:fs/promises';

import { errorCode } from '../errors.js';
import { isFull } from '../files/write-error.js';
import { array } from '../json/containers.js';
import { parseOrUndefined } from '../json/decode-or.js';
import { nonNegativeInteger } from '../json/decoder.js';
import { object } from '../json/object.js';
import type { Digest } from '../oci/digest.js';
import type { StoreFolder } from './store-folder.js';

const MOST_BYTES = 64 * 1024;
const sizesDocument = object({ layers: array(nonNegativeInteger) });

/** How large the layers of images are when unpacked. To find out, their indexes have to be read, so it is kept beside the image. */
export class LayerSizes {
  readonly #folder: StoreFolder;

  constructor(folder: StoreFolder) {
    this.#folder = folder;
  }

  /** Bytes of each layer, lowest first; `undefined` if they are not known, or not of `count` layers. */
  async find(target: Digest, count: number): Promise<readonly number[] | undefined> {
    let bytes: Buffer;
    try {
      bytes = await readFile(this.#folder.imageSizes(target));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
    const layers = parseOrUndefined(sizesDocument, bytes, MOST_BYTES)?.layers;
    return layers?.length === count ? layers : undefined;
  }

  /** On a full disk they are not kept: whoever looks what is there, to make room, must not fail. */
  async keep(target: Digest, layers: readonly number[]): Promise<void> {
    try {
      await this.#folder.write(this.#folder.imageSizes(target), JSON.stringify({ layers }));
    } catch (error) {
      if (!isFull(errorCode(error))) throw error;
    }
  }
}
