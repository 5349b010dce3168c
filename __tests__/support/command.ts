import { spawn } from 'node:child_process';
import { constants } from 'node:os';

export interface CommandOptions {
  readonly cwd?: string;
  /** The whole environment; default: `plainEnvironment()`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: Uint8Array | string;
  /** Milliseconds after which the process is killed; default ten minutes. */
  readonly timeout?: number;
  /** A signal to the process, and to it alone, when its standard output matches. */
  readonly interrupt?: { readonly at: RegExp; readonly signal: NodeJS.Signals };
  /** Kills the process when it is aborted. */
  readonly kill?: AbortSignal;
  readonly uid?: number;
  readonly gid?: number;
}

export interface CommandResult {
  /** Exit code, or 128 + the signal's number. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What every program of these tests gets: nothing of the developer's own settings but the way to the network. */
export function plainEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && /^(?:https?_proxy|no_proxy|SSL_CERT_(?:FILE|DIR))$/i.test(name)) kept[name] = value;
  }
  return { ...kept, PATH: SYSTEM_PATH, HOME: '/root', LANG: 'C.UTF-8', ...more };
}

/** As `plainEnvironment`, for a program of Node that talks to servers outside this machine. */
export function networkEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  // vitest.config.ts takes the variable away, and says why.
  const file = process.env['LAYER_BUILD_TEST_CERTIFICATES'] ?? process.env['NODE_EXTRA_CA_CERTS'];
  return plainEnvironment({ ...(file !== undefined && { NODE_EXTRA_CA_CERTS: file }), ...more });
}

/** Runs a program to its end, with both outputs kept. A failed start is code 127, as in a shell. */
export function run(argv: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const [program = '', ...args] = argv;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? plainEnvironment(),
      uid: options.uid,
      gid: options.gid,
      timeout: options.timeout ?? 600_000,
      killSignal: 'SIGKILL',
    });
    options.kill?.addEventListener('abort', () => child.kill('SIGKILL'));
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let { interrupt } = options;
    child.stdout.on('data', (data: Buffer) => {
      out.push(data);
      if (interrupt?.at.test(Buffer.concat(out).toString()) !== true) return;
      child.kill(interrupt.signal);
      interrupt = undefined;
    });
    child.stderr.on('data', (data: Buffer) => err.push(data));
    child.once('error', (error) => resolve({ code: 127, stdout: '', stderr: error.message }));
    child.once('close', (code, signal) =>
      resolve({
        code: code ?? 128 + constants.signals[signal ?? 'SIGKILL'],
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
      }),
    );
    // A program that ends without reading its input is no failure of the test's.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/**
 * As `run`, for programs that must succeed.
 *
 * @returns standard output
 */
export async function must(argv: readonly string[], options: CommandOptions = {}): Promise<string> {
  const result = await run(argv, options);
  if (result.code !== 0) {
    throw new Error(
      `${argv.join(' ').slice(0, 400)}: exit code ${result.code}\n${(result.stdout + result.stderr).slice(-3000)}`,
    );
  }
  return result.stdout;
}

/** Runs a script of several lines in bash, stopping at the first failure. */
export function shell(script: string, options: CommandOptions = {}): Promise<string> {
  return must(['/bin/bash', '-euo', 'pipefail', '-c', script], options);
}

/** One word for a shell, whatever is in it. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
