import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import type { Server } from 'node:net';

import { errorCode, UserError } from '../../errors.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import { SyscallError } from '../kernel/syscalls.js';
import { binfmtName, ownerOf, type BinfmtOwner } from '../protocol/binfmt-name.js';
import { type Architecture, ELF_MACHINES } from '../protocol/elf-machines.js';
import { registration } from './binfmt-registration.js';
import { copyEmulator } from './emulator-copy.js';
import { announceOwner, hasDied } from './living-owners.js';

interface Emulator {
  readonly architecture: Architecture;
  /** Absolute path of a static program. */
  readonly file: string;
  /** In hex. */
  readonly sha256: string;
  /** Programs get the `argv[0]` that their caller gave them, if the emulator understands that (flag P). */
  readonly keepsArgv0: boolean;
}

interface BinfmtPlace {
  readonly kernel: KernelCalls;
  /** A private folder in memory, which does not exist yet. */
  readonly folder: string;
  /** Identifies this worker: 16 hexadecimal digits. */
  readonly owner: string;
}

/**
 * The kernel's table of emulators (binfmt_misc) that counts for this worker's steps. In a user namespace of a kernel from Linux 6.7
 * on, the mount makes a table for this namespace alone. Else it is the machine's, and what we put into it is taken out again.
 */
export class BinfmtMisc {
  readonly #kernel: KernelCalls;
  readonly #mount: string;
  readonly #emulators: string;
  readonly #own: BinfmtOwner;
  readonly #server: Server;
  readonly #names: string[] = [];
  /** Ends when the last call of `register` has ended. */
  #turn: Promise<void> = Promise.resolve();
  /** The folder of the emulators, which is held: its path need not be trusted. */
  readonly #held: number;

  /**
   * Opens the table, and removes what killed builds left in it.
   *
   * @throws UserError when this machine does not allow it
   */
  static async open({ kernel, folder, owner }: BinfmtPlace): Promise<BinfmtMisc> {
    const [mount, emulators] = [`${folder}/formats`, `${folder}/emulators`];
    for (const made of [folder, mount, emulators]) mkdirSync(made, { mode: 0o700 });
    try {
      await kernel.mount({ source: 'binfmt_misc', target: mount, type: 'binfmt_misc', options: QUIET });
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      throw new UserError(`this machine does not let a build register emulators: ${error.message}`, { hint: REMEDY });
    }
    await kernel.mount({ source: 'tmpfs', target: emulators, type: 'tmpfs', options: PRIVATE });
    const { own, server } = await announceOwner(owner);
    const table = new BinfmtMisc(kernel, mount, emulators, own, server);
    await table.#sweep();
    return table;
  }

  private constructor(kernel: KernelCalls, mount: string, emulators: string, own: BinfmtOwner, server: Server) {
    this.#kernel = kernel;
    this.#mount = mount;
    this.#emulators = emulators;
    this.#own = own;
    this.#server = server;
    this.#held = openSync(emulators, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  }

  /**
   * Registers those that are not registered yet. Platforms that are built side by side ask at the same time, but the folder cannot be
   * closed to writing while another call writes: so one call follows the other.
   *
   * @throws UserError, InfraError
   */
  register(emulators: readonly Emulator[]): Promise<void> {
    const registered = this.#turn.then(() => this.#registerAll(emulators));
    this.#turn = registered.catch(() => undefined);
    return registered;
  }

  async #registerAll(emulators: readonly Emulator[]): Promise<void> {
    if (readFileSync(`${this.#mount}/status`, 'latin1').trim() !== 'enabled') {
      throw new UserError('emulators are turned off on this machine', {
        hint: 'Turn them on as root: echo 1 > /proc/sys/fs/binfmt_misc/status',
      });
    }
    await this.#remount([]);
    try {
      for (const emulator of emulators) this.#register(emulator);
    } finally {
      // A step sees the emulator as /proc/PID/exe, and may be root: only a mount without writing keeps it from changing that file.
      await this.#remount(['ro']);
    }
  }

  #remount(options: readonly string[]): Promise<void> {
    const target = this.#emulators;
    return this.#kernel.mount({ source: 'tmpfs', target, type: 'tmpfs', options: ['remount', ...options, ...PRIVATE] });
  }

  /** Takes out what was registered. Emulated programs must not be running any more. */
  async close(): Promise<void> {
    for (const name of this.#names.splice(0)) this.#remove(name);
    this.#server.close();
    closeSync(this.#held);
    await this.#kernel.unmount(this.#mount);
    await this.#kernel.unmount(this.#emulators);
  }

  #register({ architecture, file, sha256, keepsArgv0 }: Emulator): void {
    const machine = ELF_MACHINES[architecture];
    const name = binfmtName(this.#own, machine.qemu);
    if (this.#names.includes(name)) return;
    const program = `qemu-${machine.qemu}`;
    const copy = `${this.#emulators}/${program}`;
    try {
      copyEmulator(file, copy, sha256);
      // The kernel opens the interpreter now (F). This path leads into the held folder, in which only we can write.
      this.#writeNew(registration(name, machine, `/proc/self/fd/${this.#held}/${program}`, keepsArgv0));
    } catch (error) {
      rmSync(copy, { force: true });
      throw error;
    }
    this.#names.push(name);
  }

  /**
   * A program that another thread is just starting has, until it runs, all files open that this process had: the copy too, for writing. Then
   * the kernel does not take it as a program yet.
   */
  #writeNew(entry: string): void {
    for (let tries = 1; ; tries++) {
      try {
        this.#write('register', entry);
        return;
      } catch (error) {
        if (errorCode(error) !== 'ETXTBSY' || tries === MOST_TRIES) throw error;
        Atomics.wait(SLEEPING, 0, 0, BETWEEN_TRIES);
      }
    }
  }

  /** The kernel reads a registration from one write. */
  #write(file: string, text: string): void {
    const fd = openSync(`${this.#mount}/${file}`, constants.O_WRONLY | constants.O_NOFOLLOW);
    try {
      writeSync(fd, text, null, 'latin1');
    } finally {
      closeSync(fd);
    }
  }

  #remove(name: string): void {
    try {
      this.#write(name, '-1');
    } catch {
      // Somebody else has removed it, or it was not registered.
    }
  }

  /** Concurrent builds each have their own entries, so those of an ended build can go while others run. */
  async #sweep(): Promise<void> {
    for (const name of readdirSync(this.#mount)) {
      const owner = ownerOf(name);
      const made = statSync(`${this.#mount}/${name}`, { throwIfNoEntry: false })?.mtimeMs;
      if (owner !== undefined && made !== undefined && (await hasDied(owner, made))) this.#remove(name);
    }
  }
}

const MOST_TRIES = 100;
/** Milliseconds. */
const BETWEEN_TRIES = 10;
const SLEEPING = new Int32Array(new SharedArrayBuffer(4));

const QUIET = ['nosuid', 'nodev', 'noexec'];
const PRIVATE = ['nosuid', 'nodev', 'mode=700'];
const REMEDY =
  'Register them before the build (docker/setup-qemu-action, or apt-get install qemu-user-static), let the user use sudo, or build ' +
  'on a machine of that platform.';
