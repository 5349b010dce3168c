import { array } from '../json/containers.js';
import { nonNegativeInteger, oneOf, refine, string } from '../json/decoder.js';
import { object, optional } from '../json/object.js';
import type { LayerIndex } from './layer-index.js';
import { parentPath } from '../text/path-parts.js';

/** A file, or a directory with what is below it. */
export interface PathSize {
  /** In the image, with a leading slash. */
  readonly path: string;
  /** Of the files' contents. */
  readonly bytes: number;
  /** Without what of the directory is listed by itself. */
  readonly rest?: true;
}

/** At most so many paths are listed. */
const LISTED = 24;

/** What `pathSizes` gives, when it is read again. */
export const pathSizesList = refine(
  array(object<PathSize>({ path: string, bytes: nonNegativeInteger, rest: optional(oneOf(true)) })),
  (list) => list.length <= LISTED,
  `at most ${LISTED} paths`,
);

interface Node {
  readonly path: string;
  bytes: number;
  /** Largest first; none for a file. */
  readonly children: Node[];
}

/**
 * Where the bytes of a layer are, largest first. Every byte counts at one path. The largest path is divided into its children again and
 * again, until there are enough paths.
 */
export function pathSizes(index: LayerIndex): readonly PathSize[] {
  const root = treeOf(index);
  const listed: { readonly node: Node; bytes: number; taken: number }[] = [{ node: root, bytes: root.bytes, taken: 0 }];
  while (listed.length < LISTED) {
    const divisible = listed.filter(({ node, taken }) => taken < node.children.length);
    const largest = divisible.reduce<(typeof listed)[number] | undefined>(
      (best, item) => (best === undefined || item.bytes > best.bytes ? item : best),
      undefined,
    );
    const child = largest?.node.children[largest.taken];
    if (largest === undefined || child === undefined) break;
    largest.taken += 1;
    largest.bytes -= child.bytes;
    listed.push({ node: child, bytes: child.bytes, taken: 0 });
    // Everything in the directory is listed by itself.
    if (largest.bytes === 0) listed.splice(listed.indexOf(largest), 1);
  }
  return listed
    .filter(({ bytes }) => bytes > 0)
    .sort((left, right) => right.bytes - left.bytes)
    .map(({ node, bytes, taken }) => ({
      path: `/${node.path}`,
      bytes,
      ...(taken > 0 && { rest: true as const }),
    }));
}

function treeOf({ entries }: LayerIndex): Node {
  const root: Node = { path: '', bytes: 0, children: [] };
  const directories = new Map<string, Node>([['', root]]);
  const directory = (path: string): Node => {
    const known = directories.get(path);
    if (known !== undefined) return known;
    const node: Node = { path, bytes: 0, children: [] };
    directories.set(path, node);
    directory(parentPath(path)).children.push(node);
    return node;
  };
  for (const entry of entries) {
    if (entry.type !== 'file' || entry.size === 0) continue;
    const { path, size } = entry;
    directory(parentPath(path)).children.push({ path, bytes: size, children: [] });
    for (let above = parentPath(path); ; above = parentPath(above)) {
      directory(above).bytes += size;
      if (above === '') break;
    }
  }
  for (const { children } of directories.values()) children.sort((left, right) => right.bytes - left.bytes);
  return root;
}
