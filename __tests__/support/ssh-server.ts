import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { must } from './command.js';
import { freePort } from './free-port.js';

/** Debian's sshd on a loopback port, for root, who logs in with keys alone. */
export interface SshServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * @param folder a folder for its settings and host key
 * @param authorized public keys, a line each
 * @param settings further ones, `Keyword value`
 */
export async function startSshServer(
  folder: string,
  authorized: readonly string[],
  settings: readonly string[] = [],
): Promise<SshServer> {
  const port = await freePort();
  await mkdir('/run/sshd', { recursive: true });
  await mkdir(folder, { recursive: true });
  await must(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'host')]);
  await writeFile(join(folder, 'authorized'), `${authorized.join('\n')}\n`);
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey "${join(folder, 'host')}"`,
    `AuthorizedKeysFile "${join(folder, 'authorized')}"`,
    'PidFile none',
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'PermitRootLogin yes',
    ...settings,
  ];
  await writeFile(join(folder, 'config'), `${lines.join('\n')}\n`);
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', join(folder, 'config')], { stdio: 'ignore' });
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries === 100 || server.exitCode !== null) throw new Error('sshd did not start');
    await sleep(50);
  }
  return {
    port,
    stop: async () => {
      const ended = once(server, 'close');
      server.kill('SIGTERM');
      await ended;
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
