/**
 * The system calls that Node does not offer. The options of mounts are those of mount(8); an option that is not a flag of
 * mount(2) goes to the file system as data.
 */
export interface KernelCalls {
  /** @throws SyscallError */
  mount(mount: KernelMount): Promise<void>;
  /** Detaches the mount at once. The kernel cleans up when its last user is gone. @throws SyscallError */
  unmount(target: string): Promise<void>;
  /** @param mode type and permission bits, as in `st_mode` @throws SyscallError */
  makeNode(path: Buffer, mode: number, major: number, minor: number): Promise<void>;
  /** Follows no symbolic link. @throws SyscallError */
  setXattr(path: Buffer, name: string, value: Buffer): Promise<void>;
  /**
   * The attributes below `root` that layers or overlays use (`security.capability`, `user.*`, `trusted.overlay.opaque`), by
   * relative path in latin1. Files that vanish meanwhile are left out. @throws SyscallError
   */
  scanXattrs(root: string): Promise<ReadonlyMap<string, Xattrs>>;
  /**
   * Locks the file until the lock is released or the process ends. Either any number have it `shared`, or one has it
   * `exclusive`.
   *
   * @returns `undefined` when others have a lock that excludes this one
   */
  lock(path: string, kind: LockKind): Promise<Lock | undefined>;
  /** What this implementation cannot do, as words for a warning; empty if it can do everything. */
  readonly limits: string;
  close(): void;
}

export type LockKind = 'shared' | 'exclusive';

export interface Lock {
  release(): Promise<void>;
}

export type Xattrs = ReadonlyMap<string, Buffer>;

export interface KernelMount {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly options: readonly string[];
  /** Folder that relative paths in `options` start from. */
  readonly cwd?: string;
}

export class SyscallError extends Error {
  override readonly name = 'SyscallError';
  /** `EPERM`, …; empty if the program that made the call did not report it. */
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** Flags of mount(2), by the name of their option (linux/mount.h). */
const MOUNT_FLAGS: ReadonlyMap<string, number> = new Map([
  ['ro', 1],
  ['nosuid', 2],
  ['nodev', 4],
  ['noexec', 8],
  ['remount', 32],
  ['noatime', 1024],
  ['bind', 4096],
  ['rbind', 4096 | 16384],
  ['move', 8192],
  ['rprivate', 16384 | 0x40000],
  ['relatime', 0x200000],
  ['strictatime', 0x1000000],
]);

export function splitMountOptions(options: readonly string[]): { readonly flags: number; readonly data: string } {
  let flags = 0;
  const data: string[] = [];
  for (const option of options) {
    const bit = MOUNT_FLAGS.get(option);
    if (bit === undefined) data.push(option);
    else flags |= bit;
  }
  return { flags, data: data.join(',') };
}

export const FILE_TYPE = { fifo: 0o010000, char: 0o020000, block: 0o060000 } as const;

/** A device number as the kernel's 32-bit interface takes it (linux/kdev_t.h, `new_encode_dev`). */
export function deviceNumber(major: number, minor: number): number {
  return ((minor & 0xff) | ((major & 0xfff) << 8) | ((minor & 0xfff00) << 12)) >>> 0;
}
