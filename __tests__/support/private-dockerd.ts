import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CommandOptions, type CommandResult, plainEnvironment, run } from './command.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

/** Debian's dockerd with nothing shared with the machine's own: no bridge, no firewall rules, its own folders. */
export interface PrivateDockerd {
  /** As the client's `--host` takes it. */
  readonly address: string;
  /** Debian's client against this daemon. */
  docker(args: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  stop(): Promise<void>;
}

/**
 * @param mirror base URL of a registry that stands in for docker.io
 * @param parent of the daemon's folder; default: the folder for temporary files
 */
export async function startDockerd(mirror?: string, parent?: string): Promise<PrivateDockerd> {
  const folder = await temporaryFolder('dockerd', parent);
  const socket = `unix://${join(folder, 'docker.sock')}`;
  const settings = {
    'data-root': join(folder, 'data'),
    'exec-root': join(folder, 'exec'),
    pidfile: join(folder, 'docker.pid'),
    hosts: [socket],
    bridge: 'none',
    iptables: false,
    ip6tables: false,
    'registry-mirrors': mirror === undefined ? [] : [mirror],
    features: { buildkit: true },
  };
  await mkdir(join(folder, 'home'));
  await writeFile(join(folder, 'daemon.json'), JSON.stringify(settings));
  const log = openSync(join(folder, 'log'), 'w');
  const daemon = spawn('/usr/sbin/dockerd', ['--config-file', join(folder, 'daemon.json')], {
    stdio: ['ignore', log, log],
    env: plainEnvironment(),
  });
  const ended = new Promise<void>((resolve) => daemon.once('close', () => resolve()).once('error', () => resolve()));
  const docker = (args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> =>
    run(['/usr/bin/docker', '--host', socket, ...args], {
      ...options,
      env: plainEnvironment({ HOME: join(folder, 'home'), ...options.env }),
    });
  const stop = async (): Promise<void> => {
    daemon.kill('SIGTERM');
    await Promise.race([ended, sleep(20_000).then(() => daemon.kill('SIGKILL'))]);
    // Where the machine's root is a private mount, dockerd mounts its data folder on itself, and leaves that.
    await run(['umount', '--lazy', join(folder, 'data')]);
    await removeTree(folder);
  };
  for (let tries = 0; (await docker(['version'])).code !== 0; tries += 1) {
    if (tries === 150 || daemon.exitCode !== null) {
      const told = await readFile(join(folder, 'log'), 'utf8');
      await stop();
      throw new Error(`dockerd did not start:\n${told.slice(-2000)}`);
    }
    await sleep(200);
  }
  return { address: socket, docker, stop };
}
