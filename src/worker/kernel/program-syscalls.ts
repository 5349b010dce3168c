import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { findProgram } from '../../files/find-program.js';
import {
  FILE_TYPE,
  SyscallError,
  type KernelCalls,
  type KernelMount,
  type Lock,
  type LockKind,
  type Xattrs,
} from './syscalls.js';

const run = promisify(execFile);

/**
 * System calls through command-line programs, for machines without Perl. It needs mount, umount and mknod; setfattr and
 * getfattr are used if they are installed. Locks work only within this process.
 */
export class ProgramKernelCalls implements KernelCalls {
  readonly limits: string;
  readonly #path: string;
  /** The locks on each file; those on one file are all of one kind. */
  readonly #locks = new Map<string, readonly LockKind[]>();

  constructor(path: string) {
    this.#path = path;
    const lost = ['setfattr', 'getfattr'].every((name) => findProgram(name, path) !== undefined)
      ? []
      : ['file capabilities and other extended attributes'];
    this.limits = [...lost, 'locks between builds that run side by side'].join(' and ');
  }

  async mount(mount: KernelMount): Promise<void> {
    const type = mount.options.some((option) => ['bind', 'rbind', 'move', 'remount', 'rprivate'].includes(option))
      ? []
      : ['-t', mount.type];
    const options = mount.options.length === 0 ? [] : ['-o', mount.options.join(',')];
    // -c: the program must not resolve a path to a descriptor, the kernel must get it as it is.
    await this.#run('mount', ['-n', '-c', ...type, ...options, mount.source, mount.target], mount.cwd);
  }

  async unmount(target: string): Promise<void> {
    await this.#run('umount', ['-n', '-c', '-l', target]);
  }

  async makeNode(path: Buffer, mode: number, major: number, minor: number): Promise<void> {
    const permissions = `--mode=${(mode & 0o7777).toString(8)}`;
    const name = this.#argument(path);
    if ((mode & 0o170000) === FILE_TYPE.fifo) await this.#run('mknod', [permissions, '--', name, 'p']);
    else {
      const kind = (mode & 0o170000) === FILE_TYPE.char ? 'c' : 'b';
      await this.#run('mknod', [permissions, '--', name, kind, String(major), String(minor)]);
    }
  }

  async setXattr(path: Buffer, name: string, value: Buffer): Promise<void> {
    const encoded = `0x${value.toString('hex')}`;
    await this.#run('setfattr', ['-h', '-n', name, '-v', encoded, '--', this.#argument(path)]);
  }

  async scanXattrs(root: string): Promise<ReadonlyMap<string, Xattrs>> {
    const found = new Map<string, Xattrs>();
    if (findProgram('getfattr', this.#path) === undefined) return found;
    const { stdout } = await this.#run('getfattr', ['-R', '-P', '-h', '-d', '-e', 'hex', '-m', '-', '.'], root);
    for (const block of stdout.split('\n\n')) {
      const [header, ...lines] = block.split('\n');
      if (header?.startsWith('# file: ') !== true) continue;
      const attributes = new Map<string, Buffer>();
      for (const line of lines) {
        const equals = line.indexOf('=0x');
        const name = line.slice(0, equals);
        const known = name === 'security.capability' || name === 'trusted.overlay.opaque' || name.startsWith('user.');
        if (equals > 0 && known) attributes.set(name, Buffer.from(line.slice(equals + 3), 'hex'));
      }
      const path = unescapeName(header.slice('# file: '.length));
      if (attributes.size > 0 && path !== '.') found.set(path, attributes);
    }
    return found;
  }

  lock(path: string, kind: LockKind): Promise<Lock | undefined> {
    const holders = this.#locks.get(path) ?? [];
    if (kind === 'exclusive' ? holders.length > 0 : holders.includes('exclusive')) return Promise.resolve(undefined);
    this.#locks.set(path, [...holders, kind]);
    const release = (): Promise<void> => {
      this.#locks.set(path, (this.#locks.get(path) ?? []).slice(1));
      return Promise.resolve();
    };
    return Promise.resolve({ release });
  }

  close(): void {
    this.#locks.clear();
  }

  /** @throws SyscallError for a name that is not UTF-8: Node cannot pass it as an argument */
  #argument(path: Buffer): string {
    const name = path.toString();
    if (Buffer.from(name).equals(path)) return name;
    throw new SyscallError(`${name}: a name that is not UTF-8 needs perl`, 'EILSEQ');
  }

  async #run(program: string, args: readonly string[], cwd?: string): Promise<{ readonly stdout: string }> {
    const file = findProgram(program, this.#path);
    if (file === undefined) throw new SyscallError(`neither perl nor ${program} is installed`, 'ENOSYS');
    try {
      return await run(file, args, {
        cwd: cwd ?? '/',
        env: { PATH: this.#path, LC_ALL: 'C' },
        maxBuffer: 256 * 1024 * 1024,
        encoding: 'latin1',
      });
    } catch (error) {
      const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
      throw new SyscallError(`${program}: ${output}`, '');
    }
  }
}

/** getfattr writes bytes beyond ASCII, and the backslash, as three octal digits. */
function unescapeName(name: string): string {
  return name.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
