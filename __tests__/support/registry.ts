import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';

import { must, plainEnvironment } from './command.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

/** One line of the registry's access log. */
export interface AccessLogEntry {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Without the question mark; `''` where there is none. */
  readonly query: string;
  readonly status: number;
  /** Of the answer's body. */
  readonly bytes: number;
  readonly userAgent: string;
}

export interface RunningRegistry {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** Every request since the start, in the order in which they ended. */
  accessLog(): Promise<readonly AccessLogEntry[]>;
  stop(): Promise<void>;
}

export interface RegistryOptions {
  /** Who may enter, by Basic authentication; default: everybody. */
  readonly auth?: { readonly username: string; readonly password: string };
  /** Paths of PEM files; default: plain http. With TLS, there is no access log. */
  readonly tls?: { readonly key: string; readonly certificate: string };
}

const MARKER = 'access-log-marker=';

/** Starts Debian's docker-registry on a free port of the loopback interface, with an empty store. */
export async function startRegistry(options: RegistryOptions = {}): Promise<RunningRegistry> {
  const folder = await temporaryFolder('registry');
  const config = join(folder, 'config.json');
  await writeFile(config, JSON.stringify(await configuration(folder, options)));
  const child = spawn('docker-registry', ['serve', config], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...plainEnvironment(), OTEL_TRACES_EXPORTER: 'none' },
  });
  const lines: string[] = [];
  collectLines(child, lines);
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    }
    await removeTree(folder);
  };
  try {
    const host = await listeningAddress(child);
    return { host, stop, accessLog: () => readLog(host, lines) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function configuration(folder: string, { auth, tls }: RegistryOptions): Promise<object> {
  const base = {
    version: '0.1',
    log: { level: 'info' },
    storage: { filesystem: { rootdirectory: join(folder, 'store') }, delete: { enabled: true } },
    http: { addr: '127.0.0.1:0', secret: randomBytes(16).toString('hex'), ...(tls !== undefined && { tls }) },
  };
  if (auth === undefined) return base;
  const file = join(folder, 'htpasswd');
  const salt = '$2y$04$abcdefghijklmnopqrstuu';
  const hash = await must(['perl', '-e', 'print crypt($ARGV[0], $ARGV[1])', auth.password, salt]);
  await writeFile(file, `${auth.username}:${hash}\n`);
  return { ...base, auth: { htpasswd: { realm: 'test', path: file } } };
}

/** The access log goes to standard output, everything else to standard error. */
function collectLines(child: ChildProcess, lines: string[]): void {
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
}

function listeningAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('error', (error) => reject(new Error(`docker-registry cannot be started: ${error.message}`)));
    child.once('close', (code) => reject(new Error(`docker-registry ended with ${code ?? 'a signal'}: ${said}`)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (said.length < 100_000) said += text;
      const address = /listening on (127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}

/** A line is written after its answer was sent: a last request of our own shows that those before it are there. */
async function readLog(host: string, lines: readonly string[]): Promise<readonly AccessLogEntry[]> {
  const marker = MARKER + randomBytes(8).toString('hex');
  await new Promise<void>((resolve, reject) => {
    get(`http://${host}/v2/?${marker}`, (response) => response.resume().once('end', resolve)).once('error', reject);
  });
  const deadline = Date.now() + 10_000;
  while (!lines.some((line) => line.includes(marker))) {
    if (Date.now() > deadline) throw new Error('the registry writes no access log');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return lines.flatMap(parseLine).filter(({ query }) => !query.startsWith(MARKER));
}

/** Apache's combined log format. */
function parseLine(line: string): readonly AccessLogEntry[] {
  const match = /"([A-Z]+) (\S+) HTTP\/[\d.]+" (\d{3}) (\d+|-) "[^"]*" "([^"]*)"$/.exec(line);
  if (match === null) return [];
  const [, method = '', target = '', status = '', bytes = '', userAgent = ''] = match;
  const [path = '', query = ''] = target.split('?');
  return [{ method, path, query, status: Number(status), bytes: bytes === '-' ? 0 : Number(bytes), userAgent }];
}
