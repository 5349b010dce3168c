import type { FileEntry, NewEntry, NewFile } from './entry.js';
import { digestedFile, FileDigest } from './file-digest.js';
import { LayerStructure } from './layer-structure.js';
import type { LayerVisitor } from './layer-visitor.js';

/** Makes a layer's index: its structure, and the digest of each file. */
export class IndexBuilder implements LayerVisitor {
  readonly #structure: LayerStructure<FileEntry>;
  #file: { readonly entry: NewFile; readonly digest: FileDigest } | undefined;

  /** @param label how errors name the layer */
  constructor(label: string) {
    this.#structure = new LayerStructure(label);
  }

  /** @throws InfraError when the entry is not valid at its path */
  entry(entry: NewEntry): void {
    this.#structure.enter(entry);
    if (entry.type === 'file') this.#file = { entry, digest: new FileDigest(entry.size) };
  }

  data(chunk: Buffer): void {
    this.#file?.digest.update(chunk);
  }

  end(): void {
    if (this.#file === undefined) return;
    const { entry, digest } = this.#file;
    this.#file = undefined;
    this.#structure.put(digestedFile(entry, digest.digest()));
  }

  opaque(path: string): void {
    this.#structure.opaque(path);
  }

  /** @throws InfraError for a layer that is not valid as a whole */
  finish(): ReturnType<LayerStructure<FileEntry>['finish']> {
    return this.#structure.finish();
  }
}
