import { open } from 'node:fs/promises';
import path from 'node:path';

import { UserError } from '../../errors.js';
import { agentAt, agentOfKeys, serveAgent, type RunningAgent } from '../../ssh/agent.js';
import { identityOf, type Identity } from '../../ssh/identity.js';
import { readPrivateKey } from '../../ssh/private-key.js';
import type { SshSource } from '../options/values/ssh-spec.js';
import { makeFolders } from '../../files/make-folders.js';

export interface OpenedAgents {
  /** Absolute paths of sockets, by id. */
  readonly sockets: ReadonlyMap<string, string>;
  close(): void;
}

/**
 * Serves an agent for each id, from this process: keys stay in its memory, and an agent of the user's is asked through it for
 * nothing but its keys and signatures.
 *
 * @param folder absolute path of a folder for the sockets; made if missing, removed by the caller
 * @throws UserError for a file that holds no key that can be used
 */
export async function openSshAgents(
  sources: Readonly<Record<string, SshSource>>,
  folder: string,
): Promise<OpenedAgents> {
  const running: RunningAgent[] = [];
  const sockets = new Map<string, string>();
  const close = (): void => {
    for (const agent of running) agent.close();
  };
  try {
    for (const [id, source] of Object.entries(sources)) {
      const socket = path.join(folder, String(sockets.size));
      const conversation =
        source.kind === 'socket' ? agentAt(source.path) : agentOfKeys(await Promise.all(source.files.map(readKey)));
      makeFolders(folder, 0o700);
      running.push(await serveAgent(socket, conversation));
      sockets.set(id, socket);
    }
  } catch (error) {
    close();
    throw error;
  }
  return { sockets, close };
}

/** Bytes of a key file; BuildKit reads as many. */
const MAX_KEY = 100 * 1024;

async function readKey(file: string): Promise<Identity> {
  const label = `ssh key ${file}`;
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_KEY), 0, MAX_KEY);
      return identityOf(readPrivateKey(buffer.toString('latin1', 0, bytesRead), label), label);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`cannot read ${label}`, { cause: error });
  }
}
