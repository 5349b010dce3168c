import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { InfraError } from '../../errors.js';
import type { Restriction } from '../kernel/mount-flags.js';
import type { RuntimeSpec, SpecHook } from './runtime-spec.js';

export interface ContainerRun {
  /** Unique among the running containers. */
  readonly id: string;
  /** An empty private folder for the bundle. */
  readonly bundle: string;
  readonly spec: RuntimeSpec;
  /** Restrictions of the root file system's mount, which it must keep. */
  readonly rootRestrictions: readonly Restriction[];
  readonly stdin: Uint8Array | undefined;
  /** Gets output as it comes. If it returns `false`, no more is read until `drained` resolves. */
  readonly output: (stream: 'stdout' | 'stderr', data: Buffer) => boolean;
  readonly drained: () => Promise<void>;
  readonly signal: AbortSignal;
}

export interface ContainerRuntime {
  /** `crun` or `runc`. */
  readonly name: string;
  /**
   * Runs the process to its end. If the signal fires, the process is killed.
   *
   * @returns its exit code; 128 + the signal's number when one killed it
   * @throws InfraError when no container could be made; the signal's reason
   */
  run(container: ContainerRun): Promise<number>;
}

const KILL_RETRY = 50;

export interface OciProgram {
  readonly name: 'crun' | 'runc';
  readonly program: string;
  /** A private folder for the runtime's own state. */
  readonly state: string;
  /** Options that keep it from making control groups. */
  readonly cgroups: readonly string[];
  /** Programs to run in the container's mount namespace before its own program. */
  readonly hooks: (container: ContainerRun) => readonly SpecHook[];
}

/** A program with the command line of an OCI runtime. */
export class OciRuntime implements ContainerRuntime {
  readonly name: string;
  readonly #program: string;
  readonly #state: string;
  readonly #global: readonly string[];
  readonly #hooks: OciProgram['hooks'];

  constructor({ name, program, state, cgroups, hooks }: OciProgram) {
    this.name = name;
    this.#program = program;
    this.#state = state;
    this.#global = cgroups;
    this.#hooks = hooks;
  }

  async run(container: ContainerRun): Promise<number> {
    const { bundle, id, signal } = container;
    signal.throwIfAborted();
    const hooks = { createContainer: this.#hooks(container) };
    writeFileSync(`${bundle}/config.json`, encodeSpec({ ...container.spec, hooks }));
    const log = `${bundle}/runtime.log`;
    writeFileSync(log, '');
    const logging = this.name === 'crun' ? [`--log=file:${log}`] : ['--log', log];
    const args = ['--root', this.#state, ...this.#global, ...logging, 'run', '--bundle', bundle, id];
    const child = spawn(this.#program, args, {
      stdio: 'pipe',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      cwd: '/',
    });
    const ended = pipeThrough(child, container);
    const kill = (): void => void this.#kill(id, ended);
    signal.addEventListener('abort', kill, { once: true });
    let code: number;
    try {
      code = await ended;
    } finally {
      signal.removeEventListener('abort', kill);
    }
    signal.throwIfAborted();
    return code === 0 ? 0 : (failedStart(readFileSync(log, 'utf8'), this.name, container) ?? code);
  }

  /** Tries again and again, since a kill fails until the container exists. */
  async #kill(id: string, ended: Promise<unknown>): Promise<void> {
    const over = ended.then(
      () => true,
      () => true,
    );
    do await this.#command('kill', id, 'KILL');
    while (!(await Promise.race([over, delay(KILL_RETRY, false)])));
  }

  #command(...args: readonly string[]): Promise<void> {
    return new Promise((resolve) => {
      const child = spawn(this.#program, ['--root', this.#state, ...this.#global, ...args], {
        stdio: 'ignore',
        cwd: '/',
      });
      child.on('error', () => resolve());
      child.on('close', () => resolve());
    });
  }
}

/** -1 means no limit. The runtime-spec writes that as the largest 64-bit number, which JSON.stringify cannot. */
function encodeSpec(spec: RuntimeSpec): string {
  return JSON.stringify(spec).replaceAll(/"(soft|hard)":-1\b/g, '"$1":18446744073709551615');
}

/** Connects a child's streams and waits for its end. @throws InfraError when it cannot be started */
async function pipeThrough(child: ChildProcess, container: ContainerRun): Promise<number> {
  const pump = async (stream: 'stdout' | 'stderr'): Promise<void> => {
    for await (const chunk of child[stream] ?? []) {
      if (!container.output(stream, chunk as Buffer)) await container.drained();
    }
  };
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', (error) =>
      reject(new InfraError(`cannot start the container runtime: ${error.message}`, { cause: error })),
    );
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
  // The process may end, or close its standard input, before it has read everything.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(container.stdin ?? '');
  const [code] = await Promise.all([ended, pump('stdout'), pump('stderr')]);
  return code;
}

const NOT_FOUND = /executable file .*not found|no such file or directory|not a directory|command not found/i;
const NOT_EXECUTABLE =
  /permission denied|exec format error|is a directory|open executable: operation not permitted|argument list too long|too many levels/i;

/**
 * Reads from the runtime's log why the process did not start. A command that the image does not have, or that cannot be
 * executed, is the step's failure (with a shell's exit codes). Everything else is the machine's.
 *
 * @returns `undefined` when the runtime reported no error
 * @throws InfraError
 */
function failedStart(log: string, name: string, container: ContainerRun): number | undefined {
  const lines = log.split('\n').filter((line) => line.trim() !== '' && !/level=(?:warning|info|debug)/.test(line));
  const last = lines.at(-1);
  if (last === undefined) return undefined;
  const message = (/msg="((?:[^"\\]|\\.)*)"/.exec(last)?.[1] ?? last).replaceAll('\\"', '"').trim();
  const [command = ''] = container.spec.process.args;
  const aboutCommand = /exec|open executable/.test(message);
  if (aboutCommand && NOT_FOUND.test(message)) return sayFailed(container, `${command}: not found in the image`, 127);
  if (aboutCommand && NOT_EXECUTABLE.test(message))
    return sayFailed(container, `${command}: cannot be executed: ${message}`, 126);
  throw new InfraError(`${name} could not run the step: ${message}`);
}

function sayFailed(container: ContainerRun, message: string, code: number): number {
  container.output('stderr', Buffer.from(`${message}\n`));
  return code;
}
