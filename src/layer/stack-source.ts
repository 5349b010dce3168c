import { EngineBug, InfraError } from '../errors.js';
import type { Digest } from '../oci/digest.js';
import type { FileEntry } from './entry.js';
import { FileDigest } from './file-digest.js';
import type { LayerStack } from './layer-stack.js';
import { displayName } from '../text/byte-name.js';
import { selectContents } from './select-contents.js';
import type { FileContent, SourceEntry, SourceTree } from './source-tree.js';

/** A file that several of the wanted paths name is kept in memory up to this size. Bytes. */
const MAX_KEPT = 8 * 1024 * 1024;

/** A file of a layer's tar, and the wanted paths that name it. */
interface Wanted {
  readonly file: FileEntry;
  readonly names: string[];
}

/** The flattened layers of an image or stage, as the source of a COPY. */
export class StackSource implements SourceTree {
  readonly label: string;
  readonly #stack: LayerStack;
  readonly #blobFile: (layer: number) => Promise<string>;
  readonly #signal: AbortSignal | undefined;

  /**
   * @param blobFile returns the path of a layer's verified blob, by its number in the stack
   * @param signal ends the reading of a blob
   */
  constructor(label: string, stack: LayerStack, blobFile: (layer: number) => Promise<string>, signal?: AbortSignal) {
    this.label = label;
    this.#stack = stack;
    this.#blobFile = blobFile;
    this.#signal = signal;
  }

  lstat(path: string): Promise<SourceEntry | undefined> {
    return settled(() => {
      const entry = this.#stack.lstat(path);
      if (entry?.type !== 'file') return entry;
      const location = this.#stack.contentOf(path);
      if (location === undefined || !this.#stack.isHardLinked(location)) return entry;
      return { ...entry, inode: `${location.layer}:${location.path}` };
    });
  }

  readdir(path: string): Promise<readonly string[]> {
    return settled(() => this.#stack.readdir(path));
  }

  /** @throws EngineBug when one of `paths` is not a regular file */
  digests(paths: readonly string[]): Promise<ReadonlyMap<string, Digest>> {
    return settled(() => new Map(paths.map((path) => [path, this.#file(path).digest])));
  }

  /**
   * Layer by layer from the bottom, in the order of each tar.
   *
   * @throws EngineBug when one of `paths` is not a regular file
   * @throws InfraError when a blob is not what its index says
   */
  async *contents(paths: readonly string[]): AsyncGenerator<FileContent, void, undefined> {
    for (const [layer, wanted] of this.#byLayer(paths)) {
      const blobFile = await this.#blobFile(layer);
      let left = wanted;
      // More than one pass is only for large files of which several names are wanted.
      while (left.size > 0) left = yield* this.#pass(blobFile, layer, left);
    }
  }

  /** Reads a blob once. @returns what has to be read in another pass */
  async *#pass(
    blobFile: string,
    layer: number,
    wanted: ReadonlyMap<string, Wanted>,
  ): AsyncGenerator<FileContent, Map<string, Wanted>, undefined> {
    const left = new Map<string, Wanted>();
    const options = { repeats: this.#stack.repeats(layer), signal: this.#signal };
    for await (const content of selectContents(blobFile, wanted.keys(), options)) {
      const { file, names } = wanted.get(content.path) ?? notAsked(content.path);
      const [first, ...others] = names;
      if (first === undefined) continue;
      const data = checked(content, file);
      if (others.length > 0 && file.size <= MAX_KEPT) {
        const kept: Buffer[] = [];
        for await (const chunk of data) kept.push(Buffer.from(chunk));
        for (const path of names) yield { path, size: file.size, data: kept };
      } else {
        yield { path: first, size: file.size, data };
        if (others.length > 0) left.set(content.path, { file, names: others });
      }
    }
    return left;
  }

  #byLayer(paths: readonly string[]): [layer: number, wanted: Map<string, Wanted>][] {
    const layers = new Map<number, Map<string, Wanted>>();
    for (const path of new Set(paths)) {
      const file = this.#file(path);
      const location = this.#stack.contentOf(path) ?? notAsked(path);
      let wanted = layers.get(location.layer);
      if (wanted === undefined) layers.set(location.layer, (wanted = new Map<string, Wanted>()));
      const known = wanted.get(location.path);
      if (known === undefined) wanted.set(location.path, { file, names: [path] });
      else known.names.push(path);
    }
    return [...layers].sort(([left], [right]) => left - right);
  }

  #file(path: string): FileEntry {
    const entry = this.#stack.lstat(path);
    return entry?.type === 'file' ? entry : notAsked(path);
  }
}

function notAsked(path: string): never {
  throw new EngineBug(`${JSON.stringify(displayName(path))} is no regular file of the stack`);
}

/** Calls `answer` at once. If it throws, the promise is rejected. */
function settled<T>(answer: () => T): Promise<T> {
  return new Promise((resolve) => resolve(answer()));
}

/** The content, compared with the index while it is read: blob and index may come from different caches. */
async function* checked(content: FileContent, file: FileEntry): AsyncGenerator<Uint8Array, void, undefined> {
  const digest = new FileDigest(file.size);
  for await (const chunk of content.data) {
    digest.update(chunk);
    yield chunk;
  }
  if (content.size !== file.size || digest.digest() !== file.digest) {
    throw new InfraError(
      `${JSON.stringify(displayName(file.path))} in a layer's blob is not what the layer's index says`,
    );
  }
}
