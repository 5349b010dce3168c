/**
 * The structures of EROFS on the disk, as far as an image without compression needs them. See
 * https://docs.kernel.org/filesystems/erofs.html and Linux's fs/erofs/erofs_fs.h, whose names are in quotes here. All numbers are little
 * endian.
 */
import { InfraError } from '../../errors.js';

const BLOCK_BITS = 12;
export const BLOCK = 1 << BLOCK_BITS;
/** An inode's number ("nid") is its distance from the first inode in units of this size ("EROFS_ISLOTBITS"). */
export const SLOT = 32;
/** "struct erofs_inode_extended". */
export const INODE = 64;
/** "struct erofs_dirent". */
const DIRENT = 12;

const SUPER_OFFSET = 1024;
const MAGIC = 0xe0f5e1e2;
/** "EROFS_INODE_FLAT_PLAIN": the content is in blocks. "EROFS_INODE_FLAT_INLINE": its end follows the inode, here all of it. */
const LAYOUT = { plain: 0, inline: 2 } as const;

export interface Superblock {
  readonly uuid: Buffer;
  readonly rootNid: number;
  readonly inodes: number;
  readonly blocks: number;
  /** The block of the first inode. */
  readonly metaBlock: number;
}

/** The first block of an image. */
export function superblock({ uuid, rootNid, inodes, blocks, metaBlock }: Superblock): Buffer {
  const block = Buffer.alloc(BLOCK);
  const at = SUPER_OFFSET;
  block.writeUInt32LE(MAGIC, at);
  block.writeUInt8(BLOCK_BITS, at + 12);
  block.writeUInt16LE(rootNid, at + 14);
  block.writeUInt32LE(inodes, at + 16);
  block.writeUInt32LE(blocks, at + 36);
  block.writeUInt32LE(metaBlock, at + 40);
  uuid.copy(block, at + 48, 0, 16);
  return block;
}

export interface Inode {
  /** With the type, as in `st_mode`. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  readonly links: number;
  readonly size: number;
  /** The first block of its content, or the number of a device. */
  readonly start: number;
  readonly inline: boolean;
  /** Bytes of `xattrBody`. */
  readonly xattrSize: number;
}

/** Seconds: what ext4 can hold. The kernel does the same when times are set on such a file system. */
const [MIN_TIME, MAX_TIME] = [-(2 ** 31), 0x37fffffff];
/** chown(2) takes it as "no change". */
const NO_ID = 0xffffffff;

export function inodeBytes(inode: Inode, number: number): Buffer {
  const bytes = Buffer.alloc(INODE);
  const { xattrSize } = inode;
  bytes.writeUInt16LE(1 | (LAYOUT[inode.inline ? 'inline' : 'plain'] << 1), 0);
  bytes.writeUInt16LE(xattrSize === 0 ? 0 : (xattrSize - XATTR_HEADER) / 4 + 1, 2);
  bytes.writeUInt16LE(inode.mode, 4);
  writeInteger(bytes, inode.size, 8);
  bytes.writeUInt32LE(inode.start, 16);
  bytes.writeUInt32LE(number >>> 0, 20);
  bytes.writeUInt32LE(inode.uid === NO_ID ? 0 : inode.uid, 24);
  bytes.writeUInt32LE(inode.gid === NO_ID ? 0 : inode.gid, 28);
  writeInteger(bytes, Math.min(MAX_TIME, Math.max(MIN_TIME, inode.mtime)), 32);
  bytes.writeUInt32LE(inode.links, 44);
  return bytes;
}

function writeInteger(bytes: Buffer, value: number, at: number): void {
  bytes.writeUInt32LE(value >>> 0, at);
  bytes.writeInt32LE(Math.floor(value / 2 ** 32), at + 4);
}

/** "struct erofs_xattr_ibody_header". */
const XATTR_HEADER = 12;
/** "struct erofs_xattr_entry". */
const XATTR_ENTRY = 4;
/** "EROFS_XATTR_INDEX_…": the start of a name is a number. */
const XATTR_PREFIXES: readonly (readonly [prefix: string, number: number])[] = [
  ['user.', 1],
  ['trusted.', 4],
  ['security.', 6],
];
/** Bytes. An inode counts them in 16 bits of four bytes each; other file systems hold much less. */
export const MAX_XATTRS = 64 * 1024;

export type Xattr = readonly [name: string, value: Buffer];

/** What follows the inode of a file with extended attributes. */
export function xattrBody(xattrs: readonly Xattr[]): Buffer {
  if (xattrs.length === 0) return Buffer.alloc(0);
  const parts = [Buffer.alloc(XATTR_HEADER)];
  for (const [name, value] of xattrs) {
    const [prefix, number] = XATTR_PREFIXES.find(([start]) => name.startsWith(start)) ?? ['', 0];
    const rest = Buffer.from(name.slice(prefix.length));
    const entry = Buffer.alloc(Math.ceil((XATTR_ENTRY + rest.length + value.length) / 4) * 4);
    entry.writeUInt8(rest.length, 0);
    entry.writeUInt8(number, 1);
    entry.writeUInt16LE(value.length, 2);
    rest.copy(entry, XATTR_ENTRY);
    value.copy(entry, XATTR_ENTRY + rest.length);
    parts.push(entry);
  }
  return Buffer.concat(parts);
}

export interface Dirent {
  /** The name's bytes as latin1, by which a directory is sorted. */
  readonly name: string;
  /** The file type bits of a mode. */
  readonly type: number;
  readonly nid: number;
}

const MAX_NAME = 255;

/** @returns the bytes of a directory with these names, which are sorted @throws InfraError for a name that is too long */
export function directorySize(names: readonly string[]): number {
  let [full, used] = [0, 0];
  for (const name of names) {
    if (name.length > MAX_NAME) throw new InfraError(`a layer has a name of ${name.length} bytes`);
    const size = DIRENT + name.length;
    if (used + size > BLOCK) [full, used] = [full + 1, 0];
    used += size;
  }
  return full * BLOCK + used;
}

/** A directory's content. Each block has its entries first, and then their names. */
export function* directoryBlocks(entries: readonly Dirent[]): Generator<Buffer, void, undefined> {
  for (let first = 0; first < entries.length;) {
    let [end, used] = [first, 0];
    for (let next = entries[end]; next !== undefined; next = entries[++end]) {
      const size = DIRENT + next.name.length;
      if (used + size > BLOCK) break;
      used += size;
    }
    const bytes = Buffer.alloc(end < entries.length ? BLOCK : used);
    let name = (end - first) * DIRENT;
    for (const [position, entry] of entries.slice(first, end).entries()) {
      const at = position * DIRENT;
      writeInteger(bytes, entry.nid, at);
      bytes.writeUInt16LE(name, at + 8);
      bytes.writeUInt8(DIRENT_TYPES.get(entry.type) ?? 0, at + 10);
      name += bytes.write(entry.name, name, 'latin1');
    }
    yield bytes;
    first = end;
  }
}

/** File type bits of `st_mode`. */
export const TYPE = {
  file: 0o100000,
  directory: 0o040000,
  symlink: 0o120000,
  char: 0o020000,
  block: 0o060000,
  fifo: 0o010000,
} as const;

/** Linux, include/linux/fs_types.h, "FT_…". */
const DIRENT_TYPES: ReadonlyMap<number, number> = new Map([
  [TYPE.file, 1],
  [TYPE.directory, 2],
  [TYPE.char, 3],
  [TYPE.block, 4],
  [TYPE.fifo, 5],
  [TYPE.symlink, 7],
]);
