import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { must, plainEnvironment } from './command.js';
import { type AccessLogEntry, readAccessLog } from './registry-log.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

export interface RunningRegistry {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** Every request to this host, in the order in which they ended. */
  accessLog(): Promise<readonly AccessLogEntry[]>;
  stop(): Promise<void>;
}

/** A registry of one's own. */
export interface OwnRegistry extends RunningRegistry {
  /** The file of its access log. */
  readonly log: string;
  readonly pid: number | undefined;
}

export interface RegistryOptions {
  /** Who may enter, by Basic authentication; default: everybody. */
  readonly auth?: { readonly username: string; readonly password: string };
  /** Where it sends clients for a token; `certificate` is the path of the PEM file of whoever signs tokens. */
  readonly token?: {
    readonly realm: string;
    readonly service: string;
    readonly issuer: string;
    readonly certificate: string;
  };
  /** Paths of PEM files; default: plain http. With TLS, there is no access log. */
  readonly tls?: { readonly key: string; readonly certificate: string };
}

/** Starts Debian's docker-registry on a free port of the loopback interface, with an empty store. */
export async function startRegistry(options: RegistryOptions = {}): Promise<OwnRegistry> {
  const folder = await temporaryFolder('registry');
  const config = join(folder, 'config.json');
  await writeFile(config, JSON.stringify(await configuration(folder, options)));
  // The access log goes to standard output, everything else to standard error.
  const log = join(folder, 'access.log');
  const errors = join(folder, 'errors.log');
  const files = [log, errors].map((file) => openSync(file, 'a'));
  const child = spawn('docker-registry', ['serve', config], {
    stdio: ['ignore', ...files],
    env: { ...plainEnvironment(), OTEL_TRACES_EXPORTER: 'none' },
  });
  for (const file of files) closeSync(file);
  const ended = once(child, 'close').then(
    () => 'it ended',
    (error: unknown) => String(error),
  );
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    await removeTree(folder);
  };
  try {
    const host = await listeningAddress(errors, ended);
    const lines = async (): Promise<readonly string[]> => (await readFile(log, 'utf8')).split('\n');
    return { host, log, pid: child.pid, stop, accessLog: () => readAccessLog(host, lines) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function configuration(folder: string, { auth, token, tls }: RegistryOptions): Promise<object> {
  const base = {
    version: '0.1',
    log: { level: 'info' },
    storage: { filesystem: { rootdirectory: join(folder, 'store') }, delete: { enabled: true } },
    http: { addr: '127.0.0.1:0', secret: randomBytes(16).toString('hex'), ...(tls !== undefined && { tls }) },
  };
  if (token !== undefined) {
    const { certificate, ...rest } = token;
    return { ...base, auth: { token: { ...rest, rootcertbundle: certificate } } };
  }
  if (auth === undefined) return base;
  const file = join(folder, 'htpasswd');
  const salt = '$2y$04$abcdefghijklmnopqrstuu';
  const hash = await must(['perl', '-e', 'print crypt($ARGV[0], $ARGV[1])', auth.password, salt]);
  await writeFile(file, `${auth.username}:${hash}\n`);
  return { ...base, auth: { htpasswd: { realm: 'test', path: file } } };
}

async function listeningAddress(errors: string, ended: Promise<string>): Promise<string> {
  let why: string | undefined;
  void ended.then((told) => (why = told));
  for (;;) {
    const said = await readFile(errors, 'utf8');
    const address = /listening on (127\.0\.0\.1:\d+)/.exec(said)?.[1];
    if (address !== undefined) return address;
    if (why !== undefined) throw new Error(`docker-registry does not listen: ${why}\n${said.slice(0, 100_000)}`);
    await sleep(10);
  }
}
