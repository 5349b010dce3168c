import { readlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';

import { errorCode } from '../../errors.js';
import type { BinfmtOwner } from '../protocol/binfmt-name.js';

/**
 * Says that this worker lives, to the workers of other builds of this machine: by a socket in the abstract namespace, which the
 * kernel closes however the worker ends.
 *
 * @param owner 16 hexadecimal digits that nobody else has
 */
export async function announceOwner(owner: string): Promise<{ readonly own: BinfmtOwner; readonly server: Server }> {
  const server = createServer((connection) => connection.destroy());
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(socketOf(owner), () => resolve());
  });
  server.unref();
  return { own: { network: networkNamespace(), owner }, server };
}

/**
 * Whether the worker has certainly ended. Sockets of another network namespace cannot be seen: what such a worker left counts as
 * dead after two days.
 *
 * @param madeMs when it registered the emulator, in milliseconds since the epoch
 */
export async function hasDied({ network, owner }: BinfmtOwner, madeMs: number): Promise<boolean> {
  if (network !== networkNamespace()) return Date.now() - madeMs > LONGEST_BUILD;
  return new Promise((resolve) => {
    const socket = connect(socketOf(owner));
    socket.on('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.on('error', (error) => resolve(errorCode(error) === 'ECONNREFUSED'));
  });
}

/** Milliseconds. */
const LONGEST_BUILD = 48 * 3600 * 1000;

function socketOf(owner: string): string {
  return `\0layer-build-emulation-${owner}`;
}

function networkNamespace(): string {
  return /\d+/.exec(readlinkSync('/proc/self/ns/net'))?.[0] ?? '0';
}
