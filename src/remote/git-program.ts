import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

import { InfraError } from '../errors.js';
import { SLOWEST_RATE } from '../http/slowest-rate.js';

export interface GitProgramSettings {
  /** `:`-separated folders to look for programs in. */
  readonly path: string;
  /** `HTTPS_PROXY` and its like. */
  readonly proxies: Readonly<Record<string, string>>;
  /** Absolute path of an ssh agent's socket. */
  readonly agent: string | undefined;
  /** Absolute path of a file for host keys that the user's own known_hosts does not have. It lasts for this build. */
  readonly knownHosts: string;
  /** Seconds over which the rate of a server is measured. Default: 60, as for our own downloads. Tests have less time. */
  readonly patienceSeconds?: number;
}

const PATIENCE_SECONDS = 60;
const MAX_OUTPUT = 16 * 1024 * 1024;
/** Lines of git's output that are shown when it fails, counted from the end. */
const LINES_SHOWN = 5;

/** git failed. `said` is the end of its error output. */
export class GitFailure extends InfraError {
  readonly said: string;

  constructor(message: string, said: string, cause?: unknown) {
    super(said === '' ? message : `${message}: ${said}`, { cause });
    this.said = said;
  }
}

interface RunOptions {
  readonly signal: AbortSignal;
  readonly cwd?: string;
  /** Settings by name, such as `http.extraHeader`. They may contain secrets, so they are not passed as arguments. */
  readonly config?: readonly (readonly [name: string, value: string])[];
  /** Texts that must not show in errors, such as an address with a password. */
  readonly secrets?: readonly string[];
  /** Further variables, which may hold secrets too. */
  readonly environment?: Readonly<Record<string, string>>;
  /** It also failed if it wrote to its error output. */
  readonly quiet?: boolean;
}

type GitProcess = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Runs the `git` program without the settings of the user and the machine, since what a build fetches must not depend on them. git
 * never prompts, uses only the protocols that addresses can have, and makes files with umask 022.
 */
export class GitProgram {
  readonly #settings: GitProgramSettings;

  constructor(settings: GitProgramSettings) {
    this.#settings = settings;
  }

  /**
   * @param args as typed, `--git-dir` and the like included
   * @param onOutput takes what it writes to standard output; nothing is returned then
   * @returns what it wrote to standard output
   * @throws GitFailure when it ended with another code than 0; InfraError when there is no git
   */
  async run(
    args: readonly string[],
    options: RunOptions & { readonly onOutput?: (chunk: Buffer) => void },
  ): Promise<string> {
    const { onOutput } = options;
    const child = this.#start(args, options);
    let output = '';
    if (onOutput !== undefined) child.stdout.on('data', onOutput);
    else {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (output.length < MAX_OUTPUT) output += text;
      });
    }
    await ended(child, args, options);
    return output;
  }

  /**
   * What git writes to standard output, as it comes. git waits for whoever reads it.
   *
   * @throws as `run`, at the end
   */
  async *output(args: readonly string[], options: RunOptions): AsyncGenerator<Buffer, void, undefined> {
    const child = this.#start(args, options);
    const end = ended(child, args, options);
    // It may fail before it is awaited.
    end.catch(() => undefined);
    // If nobody reads on, the stream is destroyed, and git ends.
    yield* child.stdout as AsyncIterable<Buffer>;
    await end;
  }

  #start(args: readonly string[], { signal, cwd, config = [], environment = {} }: RunOptions): GitProcess {
    signal.throwIfAborted();
    return spawn('/bin/sh', ['-c', 'umask 022; exec git "$@"', 'git', ...args], {
      env: { ...this.#environment(), ...environment, ...configEnvironment(config) },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      ...(cwd === undefined ? {} : { cwd }),
    });
  }

  #environment(): NodeJS.ProcessEnv {
    const { path, proxies, agent, knownHosts, patienceSeconds = PATIENCE_SECONDS } = this.#settings;
    return {
      ...proxies,
      PATH: path,
      LC_ALL: 'C',
      HOME: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      GIT_ALLOW_PROTOCOL: 'http:https:ssh:git',
      // A server that hangs, or drips, is given up as by our own downloads. git's error has both figures.
      GIT_HTTP_LOW_SPEED_LIMIT: String(SLOWEST_RATE),
      GIT_HTTP_LOW_SPEED_TIME: String(patienceSeconds),
      // As in BuildKit, the key of an unknown host is accepted. A key that differs from the known one is not.
      GIT_SSH_COMMAND: `ssh -o BatchMode=yes -o ConnectTimeout=15 -o ServerAliveInterval=20 -o ServerAliveCountMax=3 -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile='"${knownHosts}" ~/.ssh/known_hosts'`,
      ...(agent === undefined ? {} : { SSH_AUTH_SOCK: agent }),
    };
  }
}

/** @throws GitFailure, InfraError */
async function ended(
  child: GitProcess,
  args: readonly string[],
  { signal, secrets = [], quiet = false }: RunOptions,
): Promise<void> {
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-8192);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new InfraError('cannot start git', { cause: error });
  });
  signal.throwIfAborted();
  if (code === 0 && !(quiet && said !== '')) return;
  if (code === 127)
    throw new InfraError('git is needed to fetch a repository, but is not installed', { hint: 'Install it.' });
  throw new GitFailure(`git ${args.find((arg) => /^[a-z-]+$/.test(arg)) ?? ''} failed`, shown(said, secrets));
}

function configEnvironment(config: readonly (readonly [name: string, value: string])[]): NodeJS.ProcessEnv {
  if (config.length === 0) return {};
  const entries = config.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(config.length), ...(Object.fromEntries(entries) as NodeJS.ProcessEnv) };
}

function shown(text: string, secrets: readonly string[]): string {
  let safe = text;
  for (const secret of secrets) if (secret !== '') safe = safe.replaceAll(secret, '***');
  const lines = safe.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-LINES_SHOWN).join('; ');
}
