import { createHash } from 'node:crypto';
import type { FlatEntry, FlatImage } from './flatten-image.js';
import type { TreeEntry } from './flatten-layers.js';
import type { ReadImage } from './read-image.js';

/** An image whose layers these tests laid over each other by themselves, in the form of one that was unpacked. */
export function flatImage({ tree, config }: ReadImage): FlatImage {
  const flat: Record<string, FlatEntry> = {};
  // What no layer says of the root is what whoever unpacks an image makes.
  flat['.'] = { type: 'dir', mode: '0755', owner: '0:0' };
  const firsts = new Map<object, string>();
  for (const path of [...tree.keys()].sort()) {
    const name = path === '/' ? '.' : path.slice(1);
    const entry = tree.get(path)!;
    const first = firsts.get(entry.inode);
    if (first !== undefined) flat[name] = { ...flat[first]!, linkedTo: first };
    else {
      firsts.set(entry.inode, name);
      flat[name] = flatEntry(entry);
    }
  }
  return { tree: flat, config };
}

/** The size and digest of a file by its content's buffer: a base's files come again in every image on it. */
const DIGESTS = new WeakMap<Buffer, string>();

function flatEntry({ type, mode, owner, content, target, device, xattrs }: TreeEntry): FlatEntry {
  const attributes = Object.entries(xattrs).map(([name, value]): [string, string] => [name, `0x${value}`]);
  return {
    type,
    mode: type === 'symlink' ? '0777' : mode,
    owner,
    ...(content !== undefined && { size: content.length, sha256: digestOf(content) }),
    ...(target !== undefined && { target }),
    ...(device !== undefined && { device }),
    ...(attributes.length > 0 && { xattrs: Object.fromEntries(attributes) }),
  };
}

function digestOf(content: Buffer): string {
  const known = DIGESTS.get(content) ?? createHash('sha256').update(content).digest('hex');
  DIGESTS.set(content, known);
  return known;
}
