import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';

import { moveEntry } from '../files/publish.js';

/** Name of the socket that listens while the folder's worker lives. */
const ALIVE = 'alive';
/** Milliseconds. */
const YOUNG = 10_000;

/**
 * Makes this worker's private folder below the current directory, with a socket that the kernel closes when the worker ends
 * however it ends: the sign of life that works across process and mount namespaces. The paths are relative because a socket's
 * may have 107 bytes only.
 *
 * @returns the folder's name
 */
export async function makeWorkFolder(): Promise<string> {
  const name = randomBytes(8).toString('hex');
  const draft = `.${name}`;
  mkdirSync(draft, { mode: 0o711 });
  await listen(`${draft}/${ALIVE}`);
  moveEntry(draft, name);
  return name;
}

/**
 * Removes the folders of workers that are gone. Those of another user's workers are not ours to judge.
 *
 * @returns resolves when they are removed; never rejects
 */
export async function sweepWorkFolders(own: string): Promise<void> {
  const others = readdirSync('.').filter((name) => name !== own);
  const states = await Promise.all(others.map(async (name) => ((await isDead(name)) ? [name] : [])));
  const dead = states.flat();
  if (dead.length === 0) return;
  await new Promise<void>((resolve) => {
    const remover = spawn('rm', ['-rf', '--one-file-system', '--', ...dead], { stdio: 'ignore' });
    remover.on('error', () => resolve());
    remover.on('close', () => resolve());
  });
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.on('error', reject);
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

function isDead(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(`${name}/${ALIVE}`);
    socket.on('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.on('error', (error) => {
      const code = 'code' in error ? error.code : '';
      resolve(code === 'ECONNREFUSED' || (code === 'ENOENT' && isOld(name)));
    });
  });
}

/** A folder without a socket may be one that is just being made. */
function isOld(name: string): boolean {
  const stats = statSync(name, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs > YOUNG;
}
