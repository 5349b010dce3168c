import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { getSystemErrorName } from 'node:util';

import {
  deviceNumber,
  splitMountOptions,
  SyscallError,
  type KernelCalls,
  type KernelMount,
  type Lock,
  type LockKind,
  type Xattrs,
} from './syscalls.js';
import { SYSCALL_SCRIPT } from './syscall-script.js';

interface Waiting {
  readonly call: string;
  readonly resolve: (fields: readonly Buffer[]) => void;
  readonly reject: (error: Error) => void;
}

const DETACH = 2;

/** System calls through one long-lived Perl process; calls are pipelined and answered in order. */
export class PerlKernelCalls implements KernelCalls {
  readonly limits = '';
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting: Waiting[] = [];
  #held: Buffer = Buffer.alloc(0);
  #gone: Error | undefined;
  #locks = 0;

  /** @param numbers the script's arguments, see `syscallArguments` */
  constructor(perl: string, numbers: readonly string[]) {
    this.#child = spawn(perl, ['-e', SYSCALL_SCRIPT, ...numbers], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      cwd: '/',
    });
    this.#child.on('error', (error) => this.#fail(error));
    this.#child.on('close', () => this.#fail(new Error('the system call helper ended')));
    this.#child.stdin.on('error', (error) => this.#fail(error));
    this.#child.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
  }

  async mount(mount: KernelMount): Promise<void> {
    const { flags, data } = splitMountOptions(mount.options);
    await this.#call(`mount ${mount.type} on ${mount.target}`, [
      'mount',
      mount.source,
      mount.target,
      mount.type,
      String(flags),
      data,
      mount.cwd ?? '',
    ]);
  }

  async unmount(target: string): Promise<void> {
    await this.#call(`umount ${target}`, ['umount', target, String(DETACH)]);
  }

  async makeNode(path: Buffer, mode: number, major: number, minor: number): Promise<void> {
    const device = String(deviceNumber(major, minor));
    await this.#call(`mknod ${path.toString()}`, ['mknod', path, String(mode), device]);
  }

  async setXattr(path: Buffer, name: string, value: Buffer): Promise<void> {
    await this.#call(`setxattr ${name} on ${path.toString()}`, ['setxattr', path, name, value]);
  }

  async scanXattrs(root: string): Promise<ReadonlyMap<string, Xattrs>> {
    const fields = await this.#call(`list attributes below ${root}`, ['scan', root]);
    const found = new Map<string, Map<string, Buffer>>();
    for (let at = 0; at + 2 < fields.length; at += 3) {
      const [path, name, value] = fields.slice(at, at + 3);
      if (path === undefined || name === undefined || value === undefined) break;
      const key = path.toString('latin1');
      const attributes = found.get(key) ?? new Map<string, Buffer>();
      found.set(key, attributes.set(name.toString(), value));
    }
    return found;
  }

  async lock(path: string, kind: LockKind): Promise<Lock | undefined> {
    const name = String(++this.#locks);
    try {
      await this.#call(`lock ${path}`, ['lock', path, kind, name]);
    } catch (error) {
      if (error instanceof SyscallError && error.code === 'EAGAIN') return undefined;
      throw error;
    }
    return {
      release: async () => {
        await this.#call(`unlock ${path}`, ['unlock', name]);
      },
    };
  }

  close(): void {
    this.#child.stdin.end();
  }

  #call(call: string, fields: readonly (string | Buffer)[]): Promise<readonly Buffer[]> {
    return new Promise((resolve, reject) => {
      if (this.#gone !== undefined) {
        reject(this.#gone);
        return;
      }
      this.#waiting.push({ call, resolve, reject });
      this.#child.stdin.write(encode(fields));
    });
  }

  #receive(chunk: Buffer): void {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    while (this.#held.length >= 4) {
      const end = 4 + this.#held.readUInt32BE(0);
      if (this.#held.length < end) return;
      const fields = decode(this.#held.subarray(4, end));
      this.#held = this.#held.subarray(end);
      this.#settle(fields);
    }
  }

  #settle([status, ...fields]: readonly Buffer[]): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    const errno = Number(status?.toString());
    if (errno === 0) {
      waiting.resolve(fields);
      return;
    }
    const code = getSystemErrorName(-errno);
    waiting.reject(new SyscallError(`${waiting.call}: ${code}`, code));
  }

  #fail(error: Error): void {
    this.#gone ??= error;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#gone);
  }
}

function encode(fields: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [];
  let size = 0;
  for (const field of fields) {
    const data = typeof field === 'string' ? Buffer.from(field) : field;
    const length = Buffer.allocUnsafe(4);
    length.writeUInt32BE(data.length);
    parts.push(length, data);
    size += 4 + data.length;
  }
  const header = Buffer.allocUnsafe(4);
  header.writeUInt32BE(size);
  return Buffer.concat([header, ...parts]);
}

function decode(body: Buffer): readonly Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at + 4 <= body.length;) {
    const end = at + 4 + body.readUInt32BE(at);
    fields.push(body.subarray(at + 4, end));
    at = end;
  }
  return fields;
}
