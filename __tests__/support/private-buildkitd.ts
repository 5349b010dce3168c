import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { plainEnvironment, run } from './command.js';
import { freePort } from './free-port.js';
import { programOnPath } from './program-on-path.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

/** Today's BuildKit, where this machine has it. */
export const BUILDKITD = programOnPath('buildkitd');

export interface BuildkitdOptions {
  /** `host:port` of a registry that stands in for docker.io, and is spoken to without TLS. */
  readonly registry: string;
  /** Also listens at a TCP port of the loopback: absolute paths of PEM files, of which `ca` is the clients' authority. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca: string };
  /** As `linux/arm64`; default: what the daemon finds out. */
  readonly platforms?: readonly string[];
  /** Folder for what it builds; default: one of its own. It may be a small disk. */
  readonly root?: string;
}

/** A `buildkitd` with nothing shared with the machine's own. RUN has the machine's network, and is done by runc. */
export interface PrivateBuildkitd {
  /** `unix:///…` */
  readonly address: string;
  /** `tcp://127.0.0.1:…`, if it was to listen there. */
  readonly tcpAddress: string;
  /** As text, what it wrote to its log so far. */
  log(): Promise<string>;
  signal(name: NodeJS.Signals): void;
  /** Starts it again with nothing in its cache, at the same addresses. */
  renew(): Promise<void>;
  /** Whether it takes connections. */
  answers(): Promise<boolean>;
  stop(): Promise<void>;
}

export async function startBuildkitd({
  registry,
  tls,
  platforms = [],
  root,
}: BuildkitdOptions): Promise<PrivateBuildkitd> {
  if (BUILDKITD === undefined) throw new Error('no buildkitd is on the PATH');
  const folder = await temporaryFolder('buildkitd');
  const socket = join(folder, 'buildkitd.sock');
  const state = root ?? join(folder, 'state');
  const settings = [
    'insecure-entitlements = ["network.host"]',
    `[registry."docker.io"]\n  mirrors = ["${registry}"]`,
    `[registry."${registry}"]\n  http = true`,
    '[worker.containerd]\n  enabled = false',
    '[worker.oci]\n  enabled = true\n  binary = "runc"\n  gc = false\n  networkMode = "host"',
    ...(platforms.length === 0 ? [] : [`  platforms = ${JSON.stringify(platforms)}`]),
  ];
  await mkdir(join(folder, 'home'));
  await writeFile(join(folder, 'buildkitd.toml'), `${settings.join('\n')}\n`);
  const port = tls === undefined ? 0 : await freePort();
  const listens = ['--addr', `unix://${socket}`];
  if (tls !== undefined) {
    listens.push('--addr', `tcp://127.0.0.1:${port}`);
    listens.push('--tlscert', tls.cert, '--tlskey', tls.key, '--tlscacert', tls.ca);
  }
  const log = openSync(join(folder, 'log'), 'w');
  const argv = [
    '--config',
    join(folder, 'buildkitd.toml'),
    '--root',
    state,
    '--otel-socket-path',
    join(folder, 'otel.sock'),
    ...listens,
  ];
  const program = BUILDKITD;
  const launch = (): { readonly daemon: ChildProcess; readonly ended: Promise<void> } => {
    const daemon = spawn(program, argv, {
      stdio: ['ignore', log, log],
      env: plainEnvironment({ HOME: join(folder, 'home'), BUILDKIT_SETUP_CGROUPV2_ROOT: '0' }),
    });
    const ended = new Promise<void>((resolve) => daemon.once('close', () => resolve()).once('error', () => resolve()));
    return { daemon, ended };
  };
  let running = launch();
  const told = (): Promise<string> => readFile(join(folder, 'log'), 'utf8');
  const end = async (): Promise<void> => {
    const { daemon, ended } = running;
    daemon.kill('SIGTERM');
    await Promise.race([ended, sleep(20_000).then(() => daemon.kill('SIGKILL'))]);
    await ended;
    // What a daemon that was killed had mounted.
    const mounts = (await readFile('/proc/self/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
    for (const mount of mounts.filter((path) => path.startsWith(`${state}/`)).toReversed()) {
      await run(['umount', '--lazy', mount]);
    }
  };
  const stop = async (): Promise<void> => {
    await end();
    await removeTree(folder);
  };
  const started = async (): Promise<void> => {
    for (let tries = 0; !(await answers(socket)); tries += 1) {
      if (tries === 300 || hasEnded(running.daemon)) {
        const words = await told();
        await stop();
        throw new Error(`buildkitd did not start:\n${words.slice(-2000)}`);
      }
      await sleep(100);
    }
  };
  await started();
  return {
    address: `unix://${socket}`,
    tcpAddress: `tcp://127.0.0.1:${port}`,
    log: told,
    answers: () => answers(socket),
    signal: (name) => void running.daemon.kill(name),
    renew: async () => {
      await end();
      await removeTree(state);
      running = launch();
      await started();
    },
    stop,
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => resolve(true)).once('error', () => resolve(false));
    connection.once('connect', () => connection.destroy());
  });
}
