import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';

import { InfraError, UserError } from '../errors.js';
import { MAX_TEXT_FILE } from '../files/text-file.js';
import { displayName } from '../text/byte-name.js';
import { parentPath } from '../text/path-parts.js';
import { resolvePathSync, TooManyLinks } from '../text/resolve-path.js';
import type { SourceEntry } from '../layer/source-tree.js';
import type { TarHeader } from '../layer/tar/tar-header.js';
import type { TarSink } from '../layer/tar/tar-reader.js';
import { digestOfHex, type Digest } from '../oci/digest.js';
import type { ContextEntry } from './context-entry.js';
import type { RawTree } from './visible-tree.js';

/** The position of a file's bytes in the content file. */
interface Extent {
  readonly offset: number;
  readonly size: number;
  digest: Digest;
}

interface Node {
  readonly entry: SourceEntry;
  readonly extent?: Extent;
  /** Names below a directory. */
  readonly children?: Set<string>;
}

/** An archive with more members than this is refused, to bound memory. */
const MAX_ENTRIES = 1_000_000;
const CHUNK = 512 * 1024;
const EMPTY_FILE: ContextEntry['identity'] = { size: 0, mtimeMs: 0, inode: 0 };

/**
 * An unpacked tar: entries in memory, the content of all files in one file. So names, links, modes and owners of the archive
 * never reach the file system, and an ordinary user can read archives that only root could unpack.
 */
export class TarFiles implements RawTree, TarSink {
  readonly #nodes = new Map<string, Node>([['', directoryNode('', 0o755, 0)]]);
  readonly #contentFile: string;
  readonly #fd: number;
  #end = 0;
  #newest: number | undefined;
  #current: { readonly extent: Extent; readonly hash: Hash } | undefined;

  /** @param contentFile absolute path of a file that is made for the bytes, and that must not exist */
  constructor(contentFile: string) {
    this.#contentFile = contentFile;
    this.#fd = openSync(contentFile, 'wx+', 0o600);
  }

  entry(header: TarHeader): void {
    const { path, mode, mtime } = header;
    const metadata = { path, mode, uid: 0, gid: 0, mtime };
    if (header.typeflag === '0' || header.typeflag === '1') this.#newest = Math.max(this.#newest ?? mtime, mtime);
    switch (header.typeflag) {
      case '0': {
        const extent: Extent = { offset: this.#end, size: header.size, digest: NO_DIGEST };
        this.#current = { extent, hash: createHash('sha256') };
        this.#put({ entry: { ...metadata, type: 'file', size: header.size }, extent });
        return;
      }
      case '1': {
        this.#link(header);
        return;
      }
      case '2': {
        this.#put({ entry: { ...metadata, mode: 0o777, type: 'symlink', target: header.linkname } });
        return;
      }
      case '3':
      case '4': {
        this.#put({
          entry: {
            ...metadata,
            type: header.typeflag === '3' ? 'char' : 'block',
            major: header.major,
            minor: header.minor,
          },
        });
        return;
      }
      case '5': {
        const before = this.#nodes.get(path)?.children;
        this.#put(directoryNode(path, mode, mtime, before));
        return;
      }
      case '6': {
        this.#put({ entry: { ...metadata, type: 'fifo' } });
        return;
      }
      default:
        // Anything else, such as a volume label, is not part of a tree.
        return;
    }
  }

  data(chunk: Buffer): void {
    if (this.#current === undefined) return;
    this.#current.hash.update(chunk);
    for (let at = 0; at < chunk.length;) at += writeSync(this.#fd, chunk, at, chunk.length - at, this.#end + at);
    this.#end += chunk.length;
  }

  end(): void {
    if (this.#current !== undefined) this.#current.extent.digest = digestOfHex(this.#current.hash.digest('hex'));
    this.#current = undefined;
  }

  read(path: string): ContextEntry | undefined {
    const entry = this.#nodes.get(path)?.entry;
    return entry === undefined ? undefined : { entry, identity: EMPTY_FILE, readable: false };
  }

  names(path: string): readonly string[] {
    return [...(this.#nodes.get(path)?.children ?? [])];
  }

  /** The content of a regular file; `undefined` if there is no such file. */
  digest(path: string): Digest | undefined {
    return this.#nodes.get(path)?.extent?.digest;
  }

  /** Where a regular file's bytes begin, so that many files can be read in order. */
  offset(path: string): number {
    return this.#nodes.get(path)?.extent?.offset ?? 0;
  }

  /** The bytes of a regular file; a chunk is valid until the next one is asked for. */
  *content(path: string): Generator<Buffer, void, undefined> {
    const extent = this.#nodes.get(path)?.extent;
    if (extent === undefined) return;
    const buffer = Buffer.allocUnsafe(Math.min(extent.size, CHUNK));
    for (let done = 0; done < extent.size;) {
      const count = readSync(this.#fd, buffer, 0, Math.min(buffer.length, extent.size - done), extent.offset + done);
      if (count === 0) throw new InfraError(`${this.#contentFile} was cut off while the build was using it`);
      done += count;
      yield buffer.subarray(0, count);
    }
  }

  /**
   * The file that `path` leads to, links followed inside of the archive: for the Dockerfile and its .dockerignore.
   *
   * @throws UserError when it is larger than such files are
   */
  fileAt(path: string): Buffer | undefined {
    const tree = { lstat: (at: string): SourceEntry | undefined => this.#nodes.get(at)?.entry };
    try {
      const { entry, path: at } = resolvePathSync(tree, path, { followLast: true });
      if (entry?.type !== 'file') return undefined;
      if (entry.size > MAX_TEXT_FILE) {
        throw new UserError(
          `failed to read ${displayName(path)}: it is larger than ${MAX_TEXT_FILE / 1024 / 1024} MiB`,
        );
      }
      return Buffer.concat([...this.content(at)].map(copy));
    } catch (error) {
      if (error instanceof TooManyLinks) return undefined;
      throw error;
    }
  }

  /** When the newest of the archive's files was changed, in seconds since the epoch; undefined where it has none. */
  get newest(): number | undefined {
    return this.#newest;
  }

  /** Closes the content file; nothing can be read afterwards. */
  close(): void {
    closeSync(this.#fd);
  }

  #link(header: TarHeader): void {
    const target = this.#nodes.get(header.linkname);
    if (target?.extent === undefined || target.entry.type !== 'file') {
      throw new UserError(
        `the context on standard input has a hard link ${displayName(header.path)} to ${displayName(header.linkname)}, which is not a file before it`,
      );
    }
    this.#put({ entry: { ...target.entry, path: header.path }, extent: target.extent });
  }

  /** Later members win, as they do when a tar is unpacked. */
  #put(node: Node): void {
    const { path } = node.entry;
    if (path === '') {
      if (node.children === undefined)
        throw new UserError('the context on standard input has a root that is not a directory');
      this.#nodes.set('', node);
      return;
    }
    if (this.#nodes.size >= MAX_ENTRIES) {
      throw new UserError(`the context on standard input has more than ${MAX_ENTRIES} entries`);
    }
    this.#parent(path, displayName(path)).add(path.slice(path.lastIndexOf('/') + 1));
    if (node.children === undefined) this.#remove(path);
    this.#nodes.set(path, node);
  }

  /** The names of the directory around `path`, which is made where the archive does not have it. */
  #parent(path: string, shown: string): Set<string> {
    const parent = parentPath(path);
    const node = this.#nodes.get(parent);
    if (node?.children !== undefined) return node.children;
    if (node !== undefined) {
      throw new UserError(
        `the context on standard input has ${shown} below ${displayName(parent)}, which is not a directory`,
      );
    }
    this.#parent(parent, shown).add(parent.slice(parent.lastIndexOf('/') + 1));
    const children = new Set<string>();
    this.#nodes.set(parent, directoryNode(parent, 0o755, 0, children));
    return children;
  }

  #remove(path: string): void {
    for (const name of this.#nodes.get(path)?.children ?? []) this.#remove(`${path}/${name}`);
    this.#nodes.delete(path);
  }
}

/** A placeholder until the last byte of a member was read. */
const NO_DIGEST = digestOfHex('0'.repeat(64));

function directoryNode(path: string, mode: number, mtime: number, children = new Set<string>()): Node {
  return { entry: { path, mode, uid: 0, gid: 0, mtime, type: 'directory' }, children };
}

function copy(chunk: Buffer): Buffer {
  return Buffer.from(chunk);
}
