import type { BigIntStats } from 'node:fs';

/** What is remembered of an entry of a tree, to see later whether it was changed. */
export interface KnownEntry {
  readonly kind: 'directory' | 'other';
  readonly inode: bigint;
  /** Nanoseconds. When the kernel last changed anything about it, which no program can set; and when it was made, 0 if that is not known. */
  readonly changed: bigint;
  readonly born: bigint;
  /** Without the type. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Whole seconds. */
  readonly mtime: number;
}

/** By name. */
export type KnownEntries = ReadonlyMap<string, KnownEntry>;
export const NOTHING: KnownEntries = new Map();

/** A tree as it was when a step began. */
export interface Origin {
  /** What was in a folder of it; `''` is the root. */
  entries(folder: string): KnownEntries;
}

export function knownEntry(stats: BigIntStats): KnownEntry {
  return {
    kind: stats.isDirectory() ? 'directory' : 'other',
    inode: stats.ino,
    changed: stats.ctimeNs,
    born: stats.birthtimeNs,
    mode: Number(stats.mode) & 0o7777,
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    mtime: Math.floor(Number(stats.mtimeMs) / 1000),
  };
}

/** Whether nothing about the entry was changed: not its content, name, metadata or attributes. */
export function isUntouched(was: KnownEntry, now: BigIntStats): boolean {
  const kind = now.isDirectory() ? 'directory' : 'other';
  return was.kind === kind && was.inode === now.ino && was.changed === now.ctimeNs;
}

/** Whether it is the folder that was there, and not one that was made at the same place. A number can be used again. */
export function isSameFolder(was: KnownEntry, now: BigIntStats): boolean {
  return was.kind === 'directory' && was.inode === now.ino && was.born === now.birthtimeNs;
}
