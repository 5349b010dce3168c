import { encodeName } from '../../text/byte-name.js';
import type { ImageFile } from './image-file.js';
import type { ImageNode } from './image-tree.js';
import {
  BLOCK,
  directoryBlocks,
  directorySize,
  INODE,
  inodeBytes,
  SLOT,
  superblock,
  xattrBody,
  type Dirent,
} from './structures.js';

/** Where an inode is, and where its content. */
interface Place {
  readonly node: ImageNode;
  readonly nid: number;
  readonly size: number;
  readonly inline: boolean;
  readonly xattrSize: number;
  /** The first block of a directory or link that is not inline. */
  block: number;
  /** For a directory. */
  readonly names: readonly Named[];
  readonly parent: ImageNode;
}

interface Named {
  readonly name: string;
  readonly node: ImageNode;
}

/** A superblock has 16 bits for the root's number, so the root comes first. Number 0 would not be shown by every program. */
const FIRST_NID = 2;
const TYPE_BITS = 0o170000;

/**
 * Writes the metadata of a tree behind what `file` has so far: directories and links that take blocks, then the inodes.
 *
 * @returns the first block of the image, which says where the rest is
 */
export function writeMetadata(root: ImageNode, uuid: Buffer, file: ImageFile): Buffer {
  const places = new Places(root);
  for (const place of places.all.values()) {
    if (place.inline || place.node.content.type === 'file' || place.node.content.type === 'device') continue;
    place.block = file.nextBlock();
    for (const piece of places.contentOf(place)) file.write(piece);
  }
  const metaBlock = file.nextBlock();
  let inodes = 0;
  for (const place of places.all.values()) {
    const { node, nid, size, inline, xattrSize } = place;
    const { content } = node;
    const start = content.type === 'file' ? content.block : content.type === 'device' ? content.number : place.block;
    file.skipTo(metaBlock * BLOCK + nid * SLOT);
    file.write(inodeBytes({ ...node, size, start, inline, xattrSize }, ++inodes));
    if (xattrSize > 0) file.write(xattrBody(node.xattrs));
    if (inline) for (const piece of places.contentOf(place)) file.write(piece);
  }
  const blocks = file.nextBlock();
  return superblock({ uuid, rootNid: FIRST_NID, inodes, blocks, metaBlock });
}

/** Gives every inode its place. Those of one directory are beside each other. */
class Places {
  readonly all = new Map<ImageNode, Place>();
  #end = FIRST_NID * SLOT;

  constructor(root: ImageNode) {
    const folders = [this.#add(root, root)];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      for (const { node } of folder.names) {
        // A file with several names has one inode. The names of a directory include itself and the one above.
        if (this.all.has(node)) continue;
        const place = this.#add(node, folder.node);
        if (node.content.type === 'directory') folders.push(place);
      }
    }
  }

  /** The content of a directory or link. */
  contentOf({ node, names }: Place): Iterable<Buffer> {
    if (node.content.type === 'symlink') return [node.content.target];
    const entries = names.map(({ name, node: child }): Dirent => ({
      name,
      type: child.mode & TYPE_BITS,
      nid: this.all.get(child)?.nid ?? 0,
    }));
    return directoryBlocks(entries);
  }

  #add(node: ImageNode, parent: ImageNode): Place {
    const { content } = node;
    const names = content.type === 'directory' ? sortedNames(content.children, node, parent) : [];
    const size = sizeOf(node, names);
    const xattrSize = xattrBody(node.xattrs).length;
    const body = INODE + xattrSize;
    const inline = (content.type === 'directory' || content.type === 'symlink') && body + size <= BLOCK;
    // What is inline may not go over the end of a block.
    if (inline && (this.#end % BLOCK) + body + size > BLOCK) this.#end = Math.ceil(this.#end / BLOCK) * BLOCK;
    const place = { node, nid: this.#end / SLOT, size, inline, xattrSize, block: 0, names, parent };
    this.#end = Math.ceil((this.#end + body + (inline ? size : 0)) / SLOT) * SLOT;
    this.all.set(node, place);
    return place;
  }
}

function sizeOf({ content }: ImageNode, names: readonly Named[]): number {
  switch (content.type) {
    case 'file':
      return content.size;
    case 'symlink':
      return content.target.length;
    case 'directory':
      return directorySize(names.map(({ name }) => name));
    case 'device':
      return 0;
  }
}

function sortedNames(children: ReadonlyMap<string, ImageNode>, self: ImageNode, parent: ImageNode): readonly Named[] {
  const names = [
    { name: '.', node: self },
    { name: '..', node: parent },
  ];
  for (const [name, node] of children) names.push({ name: bytesOf(name), node });
  return names.sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** A name's bytes as latin1. */
function bytesOf(name: string): string {
  return Buffer.byteLength(name) === name.length ? name : encodeName(name).toString('latin1');
}
