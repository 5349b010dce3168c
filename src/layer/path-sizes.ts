import { array } from '../json/containers.js';
import { nonNegativeInteger, oneOf, refine, string } from '../json/decoder.js';
import { object, optional } from '../json/object.js';
import type { LayerIndex } from './layer-index.js';
import { PackedEntries } from './packed-entries.js';
import { ROOT } from './packed/path-table.js';

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

/** A file or a directory, with the bytes below it. */
interface Node {
  readonly number: number;
  /** What is not listed by itself. */
  bytes: number;
  /** Children with any bytes, largest first. */
  readonly children: readonly number[];
  /** How many of them are listed by themselves. */
  taken: number;
}

/**
 * Where the bytes of a layer are, largest first. Every byte counts at one path. The largest path is divided into its children again and
 * again, until there are enough paths.
 */
export function pathSizes({ entries: given }: LayerIndex): readonly PathSize[] {
  const entries = PackedEntries.of(given);
  const bytesAt = bytesByPath(entries);
  const nodeOf = (number: number): Node => ({
    number,
    bytes: bytesAt[number] ?? 0,
    children: largestFirst(entries.below(number), bytesAt),
    taken: 0,
  });
  const listed = [nodeOf(ROOT)];
  while (listed.length < LISTED) {
    const divisible = listed.filter(({ children, taken }) => taken < children.length);
    const largest = divisible.reduce<Node | undefined>(
      (best, node) => (best === undefined || node.bytes > best.bytes ? node : best),
      undefined,
    );
    const child = largest?.children[largest.taken];
    if (largest === undefined || child === undefined) break;
    const node = nodeOf(child);
    largest.taken += 1;
    largest.bytes -= node.bytes;
    listed.push(node);
    // Everything in the directory is listed by itself.
    if (largest.bytes === 0) listed.splice(listed.indexOf(largest), 1);
  }
  return listed
    .filter(({ bytes }) => bytes > 0)
    .sort((left, right) => right.bytes - left.bytes)
    .map(({ number, bytes, taken }) => ({
      path: `/${entries.paths.pathOf(number)}`,
      bytes,
      ...(taken > 0 && { rest: true as const }),
    }));
}

/** By the number of the path: bytes of the file, or of all files below it. */
function bytesByPath(entries: PackedEntries): Float64Array {
  const { paths } = entries;
  const bytes = new Float64Array(paths.size);
  for (const entry of entries) {
    if (entry.type !== 'file' || entry.size === 0) continue;
    let at = paths.numberOf(entry.path);
    for (;;) {
      bytes[at] = (bytes[at] ?? 0) + entry.size;
      if (at === ROOT) break;
      at = paths.parentOf(at);
    }
  }
  return bytes;
}

function largestFirst(paths: Uint32Array, bytes: Float64Array): readonly number[] {
  const sizeOf = (path: number): number => bytes[path] ?? 0;
  return [...paths].filter((path) => sizeOf(path) > 0).sort((left, right) => sizeOf(right) - sizeOf(left));
}
