import type { CompiledFilters } from './compiled-filters.js';
import type { ControlGroups, StepGroup } from './control-groups.js';
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { InfraError, messageOf, UserError } from '../../errors.js';
import type { StepUsage } from '../../engine/step-times.js';
import type { Restriction } from '../kernel/mount-flags.js';
import type { ProcessStreams } from './process-streams.js';
import { MEASURED_STDIO, measured, measureUsage } from './process-usage.js';
import type { RuntimeSpec, SpecHook, SpecProcess } from './runtime-spec.js';

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

/** A process whose streams are connected while it runs. */
interface LiveProcess {
  /** Of its container. */
  readonly id: string;
  readonly streams: ProcessStreams;
  /** A private folder for the runtime's files about this process. */
  readonly folder: string;
  /** Called when the process runs. */
  readonly started: () => void;
  /** Called when it has ended. What it printed may not have been passed on yet. */
  readonly ended: () => void;
  /** Gets the reason when the process cannot be executed. */
  readonly say: (message: string) => void;
  readonly signal: AbortSignal;
}

export interface LiveContainer extends LiveProcess, Pick<ContainerRun, 'spec' | 'rootRestrictions'> {
  /** Bytes that its processes may use together; absent: as many as there are. */
  readonly memory?: number | undefined;
}

export interface LiveExec extends LiveProcess {
  readonly process: SpecProcess;
}

export interface ContainerRuntime {
  /** `crun` or `runc`. */
  readonly name: string;
  /** As `run`, with streams that are connected while it runs. @returns the exit code, as of `run` */
  start(container: LiveContainer): Promise<number>;
  /** Runs another process in a container that runs. @returns and @throws as `run` */
  exec(process: LiveExec): Promise<number>;
  /** Sends a signal to the container's first process, if there is one. @param name as `TERM` */
  kill(id: string, name: string): Promise<void>;
  /**
   * Runs the process to its end. If the signal fires, the process is killed.
   *
   * @throws InfraError when no container could be made; the signal's reason
   */
  run(container: ContainerRun): Promise<ContainerEnd>;
}

export interface ContainerEnd {
  /** 128 + the signal's number when one killed it. */
  readonly exitCode: number;
  readonly usage: StepUsage;
}

const RUNTIME_ENV = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };
/** Milliseconds, as all below. */
const KILL_RETRY = 50;
const PID_RETRY = 10;
/** How long output is waited for when an executed process has ended. */
const OUTPUT_WAIT = 300;

export interface OciProgram {
  readonly name: 'crun' | 'runc';
  readonly program: string;
  /** A private folder for the runtime's own state. */
  readonly state: string;
  /** Options that keep it from making control groups. */
  readonly cgroups: readonly string[];
  /** Programs to run in the container's mount namespace before its own program. */
  readonly hooks: (container: Pick<ContainerRun, 'spec' | 'rootRestrictions'>) => readonly SpecHook[];
  /** Absent: the runtime compiles the filter of each container. */
  readonly filters?: CompiledFilters | undefined;
  /** Where steps run. Absent: in the group of this process. */
  readonly groups?: Pick<ControlGroups, 'enter'> | undefined;
}

/** A program with the command line of an OCI runtime. */
export class OciRuntime implements ContainerRuntime {
  readonly name: string;
  readonly #program: string;
  readonly #state: string;
  readonly #global: readonly string[];
  readonly #hooks: OciProgram['hooks'];
  readonly #filters: CompiledFilters | undefined;
  readonly #groups: OciProgram['groups'];

  constructor({ name, program, state, cgroups, hooks, filters, groups }: OciProgram) {
    this.#groups = groups;
    this.name = name;
    this.#program = program;
    this.#state = state;
    this.#global = cgroups;
    this.#hooks = hooks;
    this.#filters = filters;
  }

  async run(container: ContainerRun): Promise<ContainerEnd> {
    const { bundle, id, signal } = container;
    signal.throwIfAborted();
    this.#writeSpec(bundle, container);
    const { log, logging } = this.#newLog(bundle);
    const group = this.#groups?.enter(id);
    const command = this.#command(...logging, 'run', '--bundle', bundle, id);
    const [program, ...args] = measured(group?.command(command) ?? command);
    try {
      return await this.#runMeasured(program, args, container, log);
    } finally {
      await group?.leave();
    }
  }

  async #runMeasured(
    program: string,
    args: readonly string[],
    container: ContainerRun,
    log: string,
  ): Promise<ContainerEnd> {
    const { id, signal, spec } = container;
    const child = spawn(program, args, { stdio: [...MEASURED_STDIO], env: RUNTIME_ENV, cwd: '/' });
    const used = measureUsage(child);
    const ended = pipeThrough(child, container);
    const code = await this.#killedBy(signal, ended, () => this.#killAgain(id, ended));
    const say = (message: string): void => void container.output('stderr', Buffer.from(`${message}\n`));
    const exitCode = this.#exitCode(code, log, spec.process, say);
    return { exitCode, usage: await used() };
  }

  async start(container: LiveContainer): Promise<number> {
    const { folder, id, spec, memory } = container;
    this.#writeSpec(folder, container);
    const group = memory === undefined ? undefined : this.#limited(id, memory);
    try {
      return await this.#live(container, ['run', '--bundle', folder], [id], spec.process, group);
    } finally {
      await group?.leave();
    }
  }

  exec(exec: LiveExec): Promise<number> {
    const { folder, id, process } = exec;
    writeFileSync(`${folder}/process.json`, encodeLimits(process), { mode: 0o600 });
    return this.#live(exec, ['exec', '--process', `${folder}/process.json`], [id], process);
  }

  async kill(id: string, name: string): Promise<void> {
    await this.#runCommand('kill', id, name);
  }

  async #live(
    live: LiveProcess,
    verb: readonly string[],
    operands: readonly string[],
    { args: argv }: SpecProcess,
    group?: StepGroup,
  ): Promise<number> {
    const { folder, id, signal, streams, started, ended: tellEnd, say } = live;
    signal.throwIfAborted();
    const { log, logging } = this.#newLog(folder);
    const pidFile = `${folder}/pid`;
    const command = this.#command(...logging, ...verb, '--pid-file', pidFile, ...operands);
    const [program = '', ...args] = streams.wrap(group?.command(command) ?? command);
    const child = spawn(program, args, { stdio: streams.stdio, env: RUNTIME_ENV, cwd: '/' });
    const ended = endOf(child);
    const output = streams.connect(child);
    const first = verb[0] === 'run';
    void whenWritten(pidFile, ended).then((written) => (written ? started() : undefined));
    const killing = (): Promise<void> => (first ? this.#killAgain(id, ended) : killOnce(pidFile));
    void streams.endedUnread(child).then(tellEnd);
    const code = await this.#killedBy(signal, ended, killing);
    tellEnd();
    // A process that runs on may have the streams of one that was executed.
    await (first ? output : Promise.race([output, delay(OUTPUT_WAIT)]));
    return this.#exitCode(code, log, { args: argv }, say);
  }

  /** @throws UserError when this machine cannot limit memory */
  #limited(id: string, memory: number): StepGroup {
    const hint = 'Control groups can be made by root. Without them, limit each process: --ulimit data=BYTES';
    if (this.#groups === undefined) throw new UserError('the memory of a container cannot be limited here', { hint });
    try {
      return this.#groups.enter(id, memory);
    } catch (error) {
      throw new UserError(`the memory of a container cannot be limited here: ${messageOf(error)}`, {
        hint,
        cause: error,
      });
    }
  }

  #exitCode(code: number, log: string, process: Pick<SpecProcess, 'args'>, say: (message: string) => void): number {
    return code === 0 ? 0 : (failedStart(readFileSync(log, 'utf8'), this.name, process, say) ?? code);
  }

  async #killedBy(signal: AbortSignal, ended: Promise<number>, kill: () => Promise<void>): Promise<number> {
    const onAbort = (): void => void kill();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const code = await ended;
      signal.throwIfAborted();
      return code;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  #writeSpec(bundle: string, container: Pick<ContainerRun, 'id' | 'spec' | 'rootRestrictions'>): void {
    const { id, spec } = container;
    const filter = this.#filters?.partsFor(spec.linux.seccomp, id);
    const hooks = { createContainer: this.#hooks(container), poststart: filter?.hooks ?? [] };
    const annotations = filter?.annotations ?? {};
    writeFileSync(`${bundle}/config.json`, encodeLimits({ ...spec, hooks, annotations }));
  }

  #newLog(folder: string): { readonly log: string; readonly logging: readonly string[] } {
    const log = `${folder}/runtime.log`;
    writeFileSync(log, '');
    return { log, logging: this.name === 'crun' ? [`--log=file:${log}`] : ['--log', log] };
  }

  #command(...args: readonly string[]): readonly string[] {
    return [this.#program, '--root', this.#state, ...this.#global, ...args];
  }

  /** Tries again and again, since a kill fails until the container exists. */
  async #killAgain(id: string, ended: Promise<unknown>): Promise<void> {
    const over = ended.then(
      () => true,
      () => true,
    );
    do await this.kill(id, 'KILL');
    while (!(await Promise.race([over, delay(KILL_RETRY, false)])));
  }

  #runCommand(...given: readonly string[]): Promise<void> {
    return new Promise((resolve) => {
      const [program = '', ...args] = this.#command(...given);
      const child = spawn(program, args, { stdio: 'ignore', cwd: '/' });
      child.on('error', () => resolve());
      child.on('close', () => resolve());
    });
  }
}

/** -1 means no limit. The runtime-spec writes that as the largest 64-bit number, which JSON.stringify cannot. */
function encodeLimits(spec: RuntimeSpec | SpecProcess): string {
  return JSON.stringify(spec).replaceAll(/"(soft|hard)":-1\b/g, '"$1":18446744073709551615');
}

/** Connects a child's streams and waits for its end. @throws InfraError when it cannot be started */
async function pipeThrough(child: ChildProcess, container: ContainerRun): Promise<number> {
  const pump = async (stream: 'stdout' | 'stderr'): Promise<void> => {
    for await (const chunk of child[stream] ?? []) {
      if (!container.output(stream, chunk as Buffer)) await container.drained();
    }
  };
  const ended = endOf(child);
  // The process may end, or close its standard input, before it has read everything.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(container.stdin ?? '');
  const [code] = await Promise.all([ended, pump('stdout'), pump('stderr')]);
  return code;
}

/** @throws InfraError when it cannot be started */
function endOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', (error) =>
      reject(new InfraError(`cannot start the container runtime: ${error.message}`, { cause: error })),
    );
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

/** Waits until the runtime has written the file. @returns `false` if the process ended first */
async function whenWritten(file: string, ended: Promise<unknown>): Promise<boolean> {
  const over = ended.then(
    () => true,
    () => true,
  );
  while (!existsSync(file)) if (await Promise.race([over, delay(PID_RETRY, false)])) return existsSync(file);
  return true;
}

function killOnce(pidFile: string): Promise<void> {
  try {
    process.kill(Number.parseInt(readFileSync(pidFile, 'utf8'), 10), 'SIGKILL');
  } catch {
    // It has not begun, or has ended.
  }
  return Promise.resolve();
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
function failedStart(
  log: string,
  name: string,
  { args: [command = ''] }: Pick<SpecProcess, 'args'>,
  say: (message: string) => void,
): number | undefined {
  const lines = log.split('\n').filter((line) => line.trim() !== '' && !/level=(?:warning|info|debug)/.test(line));
  const last = lines.at(-1);
  if (last === undefined) return undefined;
  const message = (/msg="((?:[^"\\]|\\.)*)"/.exec(last)?.[1] ?? last).replaceAll('\\"', '"').trim();
  const aboutCommand = /exec|open executable/.test(message);
  if (aboutCommand && NOT_FOUND.test(message)) {
    say(`${command}: not found in the image`);
    return 127;
  }
  if (aboutCommand && NOT_EXECUTABLE.test(message)) {
    say(`${command}: cannot be executed: ${message}`);
    return 126;
  }
  throw new InfraError(`${name} could not run the step: ${message}`);
}
