import { EngineBug } from '../../errors.js';
import { GrowingNumbers } from '../../layer/packed/growing-numbers.js';
import type { SourceTree } from '../../layer/source-tree.js';

/** Where the bytes of a file in the layer come from. */
export type ContentSource =
  | { readonly kind: 'tree'; readonly tree: SourceTree; readonly path: string }
  | { readonly kind: 'archive'; readonly archive: TreeFile; readonly member: number };

/** A file of a source tree. */
export interface TreeFile {
  readonly tree: SourceTree;
  readonly path: string;
}

/** Files of a tree whose paths end as those in the layer do. */
interface Origin {
  readonly tree: SourceTree;
  /** What is in front of that end, in the tree and in the layer. */
  readonly front: string;
  readonly layerFront: string;
}

/**
 * The sources of a layer's files, by number. A COPY takes files by the thousand, and only the fronts of their paths change, so that these
 * are kept once.
 */
export class ContentSources {
  /** 1 + the number of the origin of each file. */
  readonly #originOf = new GrowingNumbers();
  readonly #members = new GrowingNumbers();
  readonly #origins: (Origin | TreeFile)[] = [];
  readonly #numbers = new Map<SourceTree, Map<string, number>>();
  readonly #archives = new Map<TreeFile, number>();
  /** Paths of files under which they were put first, if the layer has them under another. */
  readonly #paths = new Map<number, string>();

  /** @param path in the layer */
  set(number: number, path: string, content: ContentSource): void {
    if (content.kind === 'archive') {
      this.#originOf.set(number, 1 + this.#archive(content.archive));
      this.#members.set(number, content.member);
    } else this.#originOf.set(number, 1 + this.#origin(content.tree, content.path, path));
  }

  /** Remembers the path of a file that gets another name. */
  keepPath(number: number, path: string): void {
    if (!this.#paths.has(number)) this.#paths.set(number, path);
  }

  of(number: number, path: string): ContentSource {
    const origin = this.#origins[this.#originOf.at(number) - 1];
    if (origin === undefined) throw new EngineBug(`${path} has no content`);
    if (!('front' in origin)) return { kind: 'archive', archive: origin, member: this.#members.at(number) };
    const first = this.#paths.get(number) ?? path;
    return { kind: 'tree', tree: origin.tree, path: origin.front + first.slice(origin.layerFront.length) };
  }

  #archive(archive: TreeFile): number {
    let number = this.#archives.get(archive);
    if (number === undefined) this.#archives.set(archive, (number = this.#origins.push(archive) - 1));
    return number;
  }

  #origin(tree: SourceTree, path: string, layerPath: string): number {
    let same = 0;
    const most = Math.min(path.length, layerPath.length);
    while (same < most && path.charCodeAt(path.length - 1 - same) === layerPath.charCodeAt(layerPath.length - 1 - same))
      same++;
    const front = path.slice(0, path.length - same);
    const layerFront = layerPath.slice(0, layerPath.length - same);
    let numbers = this.#numbers.get(tree);
    if (numbers === undefined) this.#numbers.set(tree, (numbers = new Map<string, number>()));
    const key = `${front}\0${layerFront}`;
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = this.#origins.push({ tree, front, layerFront }) - 1));
    return number;
  }
}
