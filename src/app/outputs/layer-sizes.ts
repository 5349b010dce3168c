import type { JournalLine } from '../../cache/journal.js';
import { writeWhole } from '../../files/atomic-file.js';
import { pathInRoot } from '../../files/root-folder.js';
import { readJsonFile } from '../../json/json-file.js';
import type { Layer } from '../../layer/layer.js';
import { type PathSize, pathSizes, pathSizesList } from '../../layer/path-sizes.js';
import { digestHex } from '../../oci/digest.js';
import type { LayerProvider } from '../host/layer-provider.js';

/** Bytes. A list has a few paths. */
const MAX_SIZE = 1024 * 1024;

/**
 * Where the bytes of layers are. The answer is kept beside the index, and travels with the records: to read a large index takes longer
 * than everything else that a build whose steps all hit does.
 */
export class LayerSizes {
  readonly #root: string;
  readonly #layers: Pick<LayerProvider, 'indexHere'>;
  readonly #note: (line: JournalLine) => void;

  constructor(root: string, layers: Pick<LayerProvider, 'indexHere'>, note: (line: JournalLine) => void) {
    this.#root = root;
    this.#layers = layers;
    this.#note = note;
  }

  /** @returns `undefined` if it is not known, and the layer's index is not on this machine */
  async of(layer: Layer): Promise<readonly PathSize[] | undefined> {
    const { diffId } = layer;
    const file = pathInRoot(this.#root, 'pathSizes', digestHex(diffId));
    const known = await readJsonFile(file, pathSizesList, MAX_SIZE);
    if (known !== undefined) this.#note({ type: 'sizes', diffId });
    return known ?? (await this.#find(layer, file));
  }

  async #find(layer: Layer, file: string): Promise<readonly PathSize[] | undefined> {
    const index = await this.#layers.indexHere(layer);
    if (index === undefined) return undefined;
    const sizes = pathSizes(index);
    try {
      await writeWhole(file, JSON.stringify(sizes));
      this.#note({ type: 'sizes', diffId: layer.diffId });
    } catch {
      // They are found again when they are asked for again. The image is made, and reached its outputs.
    }
    return sizes;
  }
}
