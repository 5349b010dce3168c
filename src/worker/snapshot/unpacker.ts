import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  ftruncateSync,
  futimesSync,
  lchownSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';

import { InfraError, unreachable, errorCode } from '../../errors.js';
import type { EntryMetadata, NewEntry } from '../../layer/entry.js';
import { displayName, encodeName, fsPath } from '../../text/byte-name.js';
import { FILE_TYPE, SyscallError, type KernelCalls } from '../kernel/syscalls.js';
import type { SnapshotWriter } from './snapshot-writer.js';
import { OPAQUE_XATTR, type XattrFamily } from '../kernel/overlay-marks.js';
import type { SnapshotNotes } from './snapshot-notes.js';

interface Node {
  readonly mode: number;
  readonly major: number;
  readonly minor: number;
  readonly metadata: EntryMetadata;
}

type Owner = Pick<EntryMetadata, 'uid' | 'gid'>;
type Known = 'directory' | 'implied' | 'other';

/** Mode bits that a file can get when it is opened, and that neither writing nor a change of owner clears. */
const PLAIN_MODE = 0o755;
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
const ZEROS = Buffer.alloc(1024 * 1024);

/**
 * Writes a layer into an empty folder, as a lower directory for an overlay. Only this object writes there, and it knows what
 * is at each path, so nothing is ever written through a symbolic link or outside the folder. `finish` does what Node has no
 * call for (device nodes, whiteouts, extended attributes) and what later entries would change again (directories' times).
 */
export class LayerUnpacker implements SnapshotWriter {
  readonly #root: string;
  /** The owner that new files get. */
  readonly #owner: Owner;
  readonly #marks: XattrFamily | 'none';
  readonly #known = new Map<string, Known>([['', 'implied']]);
  readonly #directories = new Map<string, EntryMetadata>();
  readonly #nodes = new Map<string, Node>();
  /** Hard links to files of layers below, by path. */
  readonly #links = new Map<string, string>();
  readonly #xattrs = new Map<string, Readonly<Record<string, string>>>();
  readonly #whiteouts = new Set<string>();
  readonly #opaque = new Set<string>();
  #file: { readonly fd: number; readonly metadata: EntryMetadata; readonly size: number } | undefined;
  #position = 0;
  /** Bytes that the open file has so far. Less than its position if it ends in a hole. */
  #written = 0;

  /**
   * @param root a new and empty folder: files that are made in it get the same owner as the folder
   * @param marks overlayfs's, for what the layer removes, or none: then the notes alone say it
   */
  constructor(root: string, marks: XattrFamily | 'none') {
    this.#root = root;
    this.#owner = statSync(root);
    this.#marks = marks;
  }

  entry(entry: NewEntry): void {
    const { path } = entry;
    if (entry.type === 'whiteout') {
      this.#makeParents(path);
      if (this.#isDirectory(path)) this.#opaque.add(path);
      else if (!this.#known.has(path)) this.#whiteouts.add(path);
      return;
    }
    this.#makeRoom(entry);
    const file = this.#absolute(path);
    try {
      this.#make(entry, file);
    } catch (error) {
      throw explained(error, entry);
    }
    if (entry.type !== 'hardlink' && entry.xattrs !== undefined) this.#xattrs.set(path, entry.xattrs);
  }

  data(chunk: Buffer): void {
    const file = this.#file;
    if (file === undefined) return;
    const end = this.#position + chunk.length;
    // Long runs of zeros become holes, so that a sparse file takes little disk space.
    const isHole =
      chunk.length >= 4096 && chunk.length <= ZEROS.length && chunk.equals(ZEROS.subarray(0, chunk.length));
    if (!isHole) {
      for (let at = 0; at < chunk.length;) at += writeSync(file.fd, chunk, at, undefined, this.#position + at);
      this.#written = end;
    }
    this.#position = end;
  }

  end(): void {
    const file = this.#file;
    if (file === undefined) return;
    this.#file = undefined;
    try {
      if (this.#written !== file.size) ftruncateSync(file.fd, file.size);
      setMetadata(file.fd, file.metadata, this.#owner);
    } finally {
      closeSync(file.fd);
    }
  }

  opaque(path: string): void {
    this.#makeParents(path);
    if (!this.#isDirectory(path)) this.#implyDirectory(path);
    this.#opaque.add(path);
  }

  /** Closes the file that is open if reading was interrupted. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file.fd);
    this.#file = undefined;
  }

  async finish(kernel: () => KernelCalls, warn: (message: string) => void): Promise<SnapshotNotes> {
    if (this.#marks !== 'none') await this.#makeMarks(kernel, this.#marks);
    const skipped = await this.#makeNodes(kernel);
    if (skipped > 0) warn(`${skipped} device nodes of a layer were left out: a user namespace cannot make them`);
    await this.#setXattrs(kernel, warn);
    // Deepest first, so that a parent's time is set after its last child's.
    for (const [path, metadata] of [...this.#directories].reverse()) {
      const folder = fsPath(this.#absolute(path));
      try {
        chownSync(folder, metadata.uid, metadata.gid);
      } catch (error) {
        throw explained(error, { path, ...metadata });
      }
      chmodSync(folder, metadata.mode);
      utimesSync(folder, metadata.mtime, metadata.mtime);
    }
    const implied = [...this.#known].flatMap(([path, known]) => (known === 'implied' ? [path] : []));
    const links = [...this.#links].map(([path, target]) => ({ path, target }));
    const notes = { implied, opaque: [...this.#opaque], links };
    return this.#marks === 'none'
      ? { ...notes, whiteouts: [...this.#whiteouts], attributes: this.#attributes() }
      : notes;
  }

  #attributes(): NonNullable<SnapshotNotes['attributes']> {
    return [...this.#xattrs].flatMap(([path, xattrs]) => {
      const kept = Object.fromEntries(Object.entries(xattrs).filter(([name]) => isKept(name)));
      return this.#known.get(path) === 'directory' ? [{ path, xattrs: kept }] : [];
    });
  }

  #absolute(path: string): string {
    return path === '' ? this.#root : `${this.#root}/${path}`;
  }

  #isDirectory(path: string): boolean {
    const known = this.#known.get(path);
    return known === 'directory' || known === 'implied';
  }

  #makeParents(path: string): void {
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? '' : path.slice(0, slash);
    if (path === '' || this.#isDirectory(parent)) return;
    this.#makeParents(parent);
    this.#implyDirectory(parent);
  }

  #implyDirectory(path: string): void {
    this.#remove(path);
    mkdirSync(fsPath(this.#absolute(path)), 0o755);
    this.#becomes(path, 'implied');
  }

  #makeRoom(entry: Exclude<NewEntry, { type: 'whiteout' }>): void {
    const { path, type } = entry;
    if (path.split('/').includes('..') || path.startsWith('/'))
      throw new InfraError(`layer entry ${path} leaves its root`);
    if (path === '' && type !== 'directory') throw new InfraError(`a layer makes its root a ${type}`);
    this.#makeParents(path);
    if (type === 'directory' && this.#isDirectory(path)) return;
    this.#remove(path);
    this.#becomes(path, type === 'directory' ? 'directory' : 'other');
    if (type === 'directory') mkdirSync(fsPath(this.#absolute(path)), 0o700);
  }

  #becomes(path: string, known: Known): void {
    this.#known.set(path, known);
    if (this.#whiteouts.delete(path) && known !== 'other') this.#opaque.add(path);
  }

  #remove(path: string): void {
    const known = this.#known.get(path);
    if (known === undefined) return;
    if (known === 'other') {
      if (!this.#nodes.has(path) && !this.#links.has(path)) unlinkSync(fsPath(this.#absolute(path)));
      this.#forget(path);
      return;
    }
    rmSync(fsPath(this.#absolute(path)), { recursive: true, force: true });
    for (const other of [...this.#known.keys()]) {
      if (other === path || other.startsWith(`${path}/`)) this.#forget(other);
    }
    for (const other of this.#whiteouts) if (other.startsWith(`${path}/`)) this.#whiteouts.delete(other);
  }

  #forget(path: string): void {
    this.#known.delete(path);
    this.#directories.delete(path);
    this.#nodes.delete(path);
    this.#links.delete(path);
    this.#xattrs.delete(path);
    this.#opaque.delete(path);
  }

  #make(entry: Exclude<NewEntry, { type: 'whiteout' }>, file: string): void {
    const { path } = entry;
    const name = fsPath(file);
    switch (entry.type) {
      case 'file':
        this.#file = { fd: openSync(name, NEW_FILE, entry.mode & PLAIN_MODE), metadata: entry, size: entry.size };
        this.#position = 0;
        this.#written = 0;
        return;
      case 'directory':
        this.#known.set(path, 'directory');
        this.#directories.delete(path);
        this.#directories.set(path, entry);
        if (entry.opaque === true) this.#opaque.add(path);
        return;
      case 'symlink':
        symlinkSync(fsPath(entry.target), name);
        lchownSync(name, entry.uid, entry.gid);
        lutimesSync(name, entry.mtime, entry.mtime);
        return;
      case 'hardlink':
        this.#link(entry.target, path);
        return;
      case 'char':
      case 'block':
        this.#nodes.set(path, {
          mode: FILE_TYPE[entry.type],
          major: entry.major,
          minor: entry.minor,
          metadata: entry,
        });
        return;
      case 'fifo':
        this.#nodes.set(path, { mode: FILE_TYPE.fifo, major: 0, minor: 0, metadata: entry });
        return;
      default:
        unreachable(entry);
    }
  }

  #link(target: string, path: string): void {
    const node = this.#nodes.get(target);
    if (node !== undefined) {
      this.#nodes.set(path, node);
      return;
    }
    const known = this.#known.get(target);
    const lower = this.#links.get(target) ?? (known === undefined && !this.#whiteouts.has(target) ? target : undefined);
    if (lower !== undefined && target !== path) {
      this.#links.set(path, lower);
      return;
    }
    if (known !== 'other' || target === path)
      throw new InfraError(
        `layer entry ${displayName(path)} is a hard link to ${displayName(target)}, which is not a file`,
      );
    linkSync(fsPath(this.#absolute(target)), fsPath(this.#absolute(path)));
  }

  async #makeMarks(kernel: () => KernelCalls, family: XattrFamily): Promise<void> {
    await Promise.all(
      [...this.#whiteouts].map((path) => kernel().makeNode(encodeName(this.#absolute(path)), FILE_TYPE.char, 0, 0)),
    );
    for (const path of this.#opaque)
      await kernel().setXattr(encodeName(this.#absolute(path)), OPAQUE_XATTR[family], Buffer.from('y'));
  }

  async #makeNodes(kernel: () => KernelCalls): Promise<number> {
    let skipped = 0;
    for (const [path, node] of this.#nodes) {
      const name = encodeName(this.#absolute(path));
      try {
        await kernel().makeNode(name, node.mode | 0o600, node.major, node.minor);
      } catch (error) {
        if (!(error instanceof SyscallError && error.code === 'EPERM')) throw error;
        skipped++;
        continue;
      }
      const { metadata } = node;
      lchownSync(name, metadata.uid, metadata.gid);
      chmodSync(name, metadata.mode);
      lutimesSync(name, metadata.mtime, metadata.mtime);
    }
    return skipped;
  }

  async #setXattrs(kernel: () => KernelCalls, warn: (message: string) => void): Promise<void> {
    let refused = '';
    for (const [path, attributes] of this.#xattrs) {
      for (const [name, value] of Object.entries(attributes)) {
        if (!isKept(name)) continue;
        try {
          await kernel().setXattr(encodeName(this.#absolute(path)), name, Buffer.from(value, 'base64'));
        } catch (error) {
          if (!(error instanceof SyscallError)) throw error;
          refused = `${displayName(path)} (${name}): ${error.message}`;
        }
      }
    }
    if (refused !== '') warn(`an extended attribute of a layer could not be set, the last one on ${refused}`);
  }
}

/** With overlayfs's own attributes, a layer could redirect lookups to wherever its maker likes. */
function isKept(attribute: string): boolean {
  return (
    attribute === 'security.capability' || (attribute.startsWith('user.') && !attribute.startsWith('user.overlay.'))
  );
}

/**
 * Sets what a new file does not have yet. Most files only need their time, and with many thousand files every call counts.
 */
function setMetadata(fd: number, metadata: EntryMetadata, owner: Owner): void {
  const { uid, gid, mode, mtime } = metadata;
  if (uid !== owner.uid || gid !== owner.gid) {
    try {
      fchownSync(fd, uid, gid);
    } catch (error) {
      throw explained(error, { path: 'a file', ...metadata });
    }
  }
  // After the owner: changing it clears the setuid bits.
  if (mode !== (mode & PLAIN_MODE)) fchmodSync(fd, mode);
  futimesSync(fd, mtime, mtime);
}

/** Explains EINVAL, which the kernel returns for an id that the user namespace does not map. */
function explained(
  error: unknown,
  entry: { readonly path: string; readonly uid?: number; readonly gid?: number },
): unknown {
  if (errorCode(error) !== 'EINVAL' || entry.uid === undefined) return error;
  return new InfraError(
    `${displayName(entry.path)} belongs to ${entry.uid}:${entry.gid ?? 0}, which this user namespace does not map`,
    {
      hint: 'Give the user a wider range in /etc/subuid and /etc/subgid, or run as root or with password-less sudo.',
      cause: error,
    },
  );
}
