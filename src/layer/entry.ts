import type { Digest } from '../oci/digest.js';

interface EntryBase {
  /**
   * Path in the image, without a slash at its start or end and without `.` and `..`; `''` is the root. Bytes that are not UTF-8
   * are encoded as in `text/byte-name.ts`.
   */
  readonly path: string;
}

export interface EntryMetadata {
  /** Permission, setuid, setgid and sticky bits: `0o7777` at most. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Whole seconds since the epoch. Layers have no fractions of seconds. */
  readonly mtime: number;
  /** Extended attributes by name; values are base64. Absent when there are none. */
  readonly xattrs?: Readonly<Record<string, string>>;
}

export interface FileEntry extends EntryBase, EntryMetadata {
  readonly type: 'file';
  /** Bytes. */
  readonly size: number;
  /** sha256 of the content. */
  readonly digest: Digest;
}

export interface DirectoryEntry extends EntryBase, EntryMetadata {
  readonly type: 'directory';
  /** Nothing of the layers below shows through this directory (`.wh..wh..opq`, image-spec "Opaque Whiteout"). */
  readonly opaque?: true;
}

export interface SymlinkEntry extends EntryBase, EntryMetadata {
  readonly type: 'symlink';
  readonly target: string;
}

/** Another name for a file that comes earlier in the same layer, or is in a layer below. */
interface HardlinkEntry extends EntryBase {
  readonly type: 'hardlink';
  /** Path of the other name, in the form of `path`. */
  readonly target: string;
}

export interface DeviceEntry extends EntryBase, EntryMetadata {
  readonly type: 'char' | 'block';
  readonly major: number;
  readonly minor: number;
}

export interface FifoEntry extends EntryBase, EntryMetadata {
  readonly type: 'fifo';
}

/** Removes a path of the layers below (image-spec, "Whiteouts"); `path` is without `.wh.`. */
export interface WhiteoutEntry extends EntryBase {
  readonly type: 'whiteout';
}

/** One entry of a layer's index. */
export type LayerEntry =
  FileEntry | DirectoryEntry | SymlinkEntry | HardlinkEntry | DeviceEntry | FifoEntry | WhiteoutEntry;

/** An entry of flattened layers, in which a hard link is the file that it names. */
export type TreeEntry = FileEntry | DirectoryEntry | SymlinkEntry | DeviceEntry | FifoEntry;

/** A regular file whose content has not been read yet. */
export type NewFile = Omit<FileEntry, 'digest'>;

/** An entry as in the index, except that a file's digest is not known yet. */
export type NewEntry = Exclude<LayerEntry, FileEntry> | NewFile;
