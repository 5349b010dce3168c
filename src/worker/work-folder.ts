import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';

import { errorCode } from '../errors.js';
import { moveEntry } from '../files/publish.js';
import { removeTree } from './kernel/remove-tree.js';

/** Name of the socket that listens as long as the folder's worker runs. */
const ALIVE = 'alive';
/** Milliseconds. A younger folder without a socket may still be in the making. */
const YOUNG = 10_000;

/**
 * Makes this worker's private folder below the current directory, with a socket that the kernel closes when the worker ends,
 * however it ends. So others can see across process and mount namespaces whether it runs. The paths are relative because the
 * path of a socket may have only 107 bytes.
 *
 * @returns the folder's name
 */
export async function makeWorkFolder(): Promise<string> {
  const name = randomBytes(8).toString('hex');
  const draft = `.${name}`;
  mkdirSync(draft, { mode: 0o700 });
  await listen(`${draft}/${ALIVE}`);
  moveEntry(draft, name);
  return name;
}

/**
 * Removes the folders of workers that are gone. Folders of other users' workers are left alone.
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
  for (const name of dead) await removeVolumes(name);
}

/** The program leaves what is on another device: that may be a mount, but also a volume of btrfs, which a step worked on. */
async function removeVolumes(name: string): Promise<void> {
  if (!existsSync(name)) return;
  const place = realpathSync(name);
  const isMounted = readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${place}/`);
  if (!isMounted) await removeTree(place).catch(() => undefined);
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
      const code = errorCode(error);
      resolve(code === 'ECONNREFUSED' || (code === 'ENOENT' && isOld(name)));
    });
  });
}

/** A young folder without a socket may still be in the making. */
function isOld(name: string): boolean {
  const stats = statSync(name, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs > YOUNG;
}
