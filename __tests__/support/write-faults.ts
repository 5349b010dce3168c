import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { constants } from 'node:os';
import { join, relative } from 'node:path';

/** What a disk answers in place of doing what it was asked for. */
export type DiskError = 'ENOSPC' | 'EIO' | 'EACCES' | 'EROFS';

/** A call that changes something on the disk. */
export interface Write {
  /** As the system calls it, such as `rename`. */
  readonly call: string;
  /** Below the folder that is watched. Of a rename or link, where it leads to. */
  readonly path: string;
}

type Call = (this: unknown, ...args: unknown[]) => unknown;
type Calls = Record<string, Call>;

/** Calls with the path that they change as first argument, and those with it as second. */
const FIRST = [
  'appendFile',
  'chmod',
  'chown',
  'lchown',
  'lutimes',
  'mkdir',
  'mkdtemp',
  'rm',
  'rmdir',
  'truncate',
  'unlink',
];
const BOTH = [...FIRST, 'utimes', 'writeFile'];
const SECOND = ['copyFile', 'cp', 'link', 'rename', 'symlink'];
const DESCRIPTORS = ['fchmod', 'fdatasync', 'fsync', 'ftruncate', 'futimes', 'write', 'writev'];
const HANDLES = ['appendFile', 'chmod', 'datasync', 'sync', 'truncate', 'utimes', 'write', 'writeFile', 'writev'];

/**
 * Sees every call of this process that changes something below a folder, and lets those fail that a test chooses. It takes the
 * place of functions of `node:fs` and `node:fs/promises`, also where a module has imported them by name.
 */
export class WriteFaults {
  readonly #folder: string;
  readonly #restores: (() => void)[] = [];
  /** What the disk says about a call; `undefined` lets it through. */
  fault: ((write: Write) => DiskError | undefined) | undefined;
  /** Is told of each call. */
  onWrite: ((write: Write) => void) | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async in(folder: string): Promise<WriteFaults> {
    const faults = new WriteFaults(folder);
    const promises = fs.promises as unknown as Calls;
    const plain = fs as unknown as Calls;
    for (const [names, at] of [
      [BOTH, 0],
      [SECOND, 1],
    ] as const) {
      for (const name of names) {
        const pathOf = (args: readonly unknown[]): string | undefined => faults.#below(args[at]);
        faults.#replace(promises, name, 'promise', name, pathOf);
        faults.#replace(plain, name, 'callback', name, pathOf);
        faults.#replace(plain, `${name}Sync`, 'sync', name, pathOf);
      }
    }
    const opened = ([path, flags]: readonly unknown[]): string | undefined =>
      writes(flags) ? faults.#below(path) : undefined;
    faults.#replace(promises, 'open', 'promise', 'open', opened);
    faults.#replace(plain, 'open', 'callback', 'open', opened);
    faults.#replace(plain, 'openSync', 'sync', 'open', opened);
    for (const name of DESCRIPTORS) {
      const pathOf = ([descriptor]: readonly unknown[]): string | undefined => faults.#of(descriptor);
      faults.#replace(plain, name, 'callback', name, pathOf);
      faults.#replace(plain, `${name}Sync`, 'sync', name, pathOf);
    }
    const handle = await fs.promises.open(folder);
    const prototype = Object.getPrototypeOf(handle) as Calls;
    await handle.close();
    for (const name of HANDLES) {
      faults.#replace(prototype, name, 'promise', name === 'sync' ? 'fsync' : name, (_, self) =>
        faults.#of((self as { readonly fd: number }).fd),
      );
    }
    syncBuiltinESMExports();
    return faults;
  }

  restore(): void {
    for (const restore of this.#restores) restore();
    syncBuiltinESMExports();
  }

  #replace(
    owner: Calls,
    name: string,
    kind: 'promise' | 'callback' | 'sync',
    call: string,
    pathOf: (args: readonly unknown[], self: unknown) => string | undefined,
  ): void {
    const original = owner[name];
    if (original === undefined) return;
    const refusal = (args: readonly unknown[], self: unknown): Error | undefined =>
      this.#refusal(call, pathOf(args, self));
    const replacement: Call = function (...args) {
      const error = refusal(args, this);
      if (error === undefined) return original.apply(this, args);
      if (kind === 'promise') return Promise.reject(error);
      if (kind === 'sync') throw error;
      process.nextTick(args.at(-1) as (error: Error) => void, error);
      return undefined;
    };
    owner[name] = Object.assign(replacement, original);
    this.#restores.push(() => (owner[name] = original));
  }

  #refusal(call: string, path: string | undefined): Error | undefined {
    if (path === undefined) return undefined;
    this.onWrite?.({ call, path });
    const code = this.fault?.({ call, path });
    if (code === undefined) return undefined;
    return Object.assign(new Error(`${code}: a fault of the test, ${call} '${join(this.#folder, path)}'`), {
      code,
      errno: -constants.errno[code],
      syscall: call,
      path: join(this.#folder, path),
    });
  }

  /** The path below the folder; `undefined` for another. */
  #below(path: unknown): string | undefined {
    if (typeof path === 'number') return this.#of(path);
    const isPath = typeof path === 'string' || Buffer.isBuffer(path) || path instanceof URL;
    if (!isPath) return undefined;
    const text = path instanceof URL ? path.pathname : String(path);
    const from = relative(this.#folder, text.startsWith('/proc/self/fd/') ? this.#throughDescriptor(text) : text);
    return from.startsWith('..') || from.startsWith('/') ? undefined : from;
  }

  /** `/proc/self/fd/N/name` is how a name in a folder is meant that is held open. */
  #throughDescriptor(path: string): string {
    const [, number = '', rest = ''] = /^\/proc\/self\/fd\/(\d+)(.*)$/.exec(path) ?? [];
    try {
      return fs.readlinkSync(`/proc/self/fd/${number}`) + rest;
    } catch {
      return path;
    }
  }

  #of(descriptor: unknown): string | undefined {
    return this.#below(this.#throughDescriptor(`/proc/self/fd/${String(descriptor)}`));
  }
}

function writes(flags: unknown): boolean {
  const { O_WRONLY, O_RDWR, O_CREAT } = fs.constants;
  if (typeof flags === 'number') return (flags & (O_WRONLY | O_RDWR | O_CREAT)) !== 0;
  return typeof flags === 'string' && /[wa+]/.test(flags);
}
