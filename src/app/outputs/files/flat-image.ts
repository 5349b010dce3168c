import type { EntryMetadata, TreeEntry } from '../../../layer/entry.js';
import type { Layer } from '../../../layer/layer.js';
import { LayerStack } from '../../../layer/layer-stack.js';
import type { FileContent } from '../../../layer/source-tree.js';
import { StackSource } from '../../../layer/stack-source.js';
import type { Digest } from '../../../oci/digest.js';
import { formatPlatform, type Platform } from '../../../oci/platform.js';
import type { LayerProvider } from '../../host/layer-provider.js';

/** A further name of a file, with the metadata of the file. */
export interface OtherName extends EntryMetadata {
  readonly type: 'hardlink';
  readonly path: string;
  /** The name under which the file comes. */
  readonly target: string;
}

/** What was built for one platform. */
export interface LayeredFiles {
  readonly platform: Platform;
  /** Lowest first. */
  readonly layers: readonly Layer[];
  /** SOURCE_DATE_EPOCH: seconds since the epoch. */
  readonly sourceDateEpoch: number | undefined;
}

/** The files of one platform's image: its layers on top of each other. */
export class FlatImage {
  /** As `linux/arm/v7`. */
  readonly platform: string;
  /** All but files, parents before what is in them. The root is not among them. */
  readonly others: readonly Exclude<TreeEntry, { type: 'file' }>[];
  /** Each file once, under the first of its names. */
  readonly files: ReadonlyMap<string, Extract<TreeEntry, { type: 'file' }>>;
  readonly links: readonly OtherName[];
  /** SOURCE_DATE_EPOCH: seconds since the epoch. */
  readonly sourceDateEpoch: number | undefined;
  readonly #source: StackSource;

  /** Fetches all layers, so that nothing has to be fetched any more when the first byte is written. */
  static async open(platform: LayeredFiles, layers: LayerProvider, signal: AbortSignal): Promise<FlatImage> {
    const blobs = await Promise.all(platform.layers.map((layer) => layers.blobFile(layer, signal)));
    const indexes = await Promise.all(platform.layers.map((layer) => layers.index(layer, signal)));
    return new FlatImage(platform, LayerStack.of(indexes), blobs);
  }

  private constructor({ platform, sourceDateEpoch }: LayeredFiles, stack: LayerStack, blobs: readonly string[]) {
    this.platform = formatPlatform(platform);
    this.sourceDateEpoch = sourceDateEpoch;
    const others: Exclude<TreeEntry, { type: 'file' }>[] = [];
    const files = new Map<string, Extract<TreeEntry, { type: 'file' }>>();
    const links: OtherName[] = [];
    const firstNames = new Map<string, string>();
    for (const shown of stack.entries()) {
      // As in BuildKit: with SOURCE_DATE_EPOCH, all times are that time.
      const entry = sourceDateEpoch === undefined ? shown : { ...shown, mtime: sourceDateEpoch };
      if (entry.type !== 'file') {
        others.push(entry);
        continue;
      }
      const location = stack.contentOf(entry.path);
      const content = `${location?.layer ?? ''}:${location?.path ?? ''}`;
      const first = firstNames.get(content);
      if (first === undefined) {
        firstNames.set(content, entry.path);
        files.set(entry.path, entry);
      } else {
        const { path, mode, uid, gid, mtime, xattrs } = entry;
        links.push({ type: 'hardlink', path, target: first, mode, uid, gid, mtime, ...(xattrs && { xattrs }) });
      }
    }
    this.others = others;
    this.files = files;
    this.links = links;
    this.#source = new StackSource(this.platform, stack, (layer) => Promise.resolve(blobs[layer] ?? ''));
  }

  /** All names of files, each with the content's digest. */
  digests(): readonly (readonly [path: string, digest: Digest])[] {
    const ofLinks = this.links.flatMap(({ path, target }) => {
      const file = this.files.get(target);
      return file === undefined ? [] : [[path, file.digest] as const];
    });
    return [...[...this.files].map(([path, { digest }]) => [path, digest] as const), ...ofLinks];
  }

  /** The bytes of all files, in the order of the layers. Each must be read before the next is asked for. */
  contents(): AsyncIterable<FileContent> {
    return this.#source.contents([...this.files.keys()]);
  }
}
