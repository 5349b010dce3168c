import { connect, createServer } from 'node:net';
import { join } from 'node:path';

import { removeTree, temporaryFolder } from './temporary-folder.js';

/** A Unix socket that leads to another one, and counts what is sent to it. */
export interface CountedSocket {
  readonly path: string;
  /** Bytes since the last call. */
  sent(): number;
  close(): Promise<void>;
}

export async function countedSocket(target: string): Promise<CountedSocket> {
  const folder = await temporaryFolder('counted');
  const path = join(folder, 'socket');
  let count = 0;
  const server = createServer((client) => {
    const daemon = connect({ path: target });
    client.on('data', (chunk) => (count += chunk.length));
    client.pipe(daemon).pipe(client);
    for (const socket of [client, daemon]) {
      socket.on('error', () => {
        client.destroy();
        daemon.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    path,
    sent: () => {
      const bytes = count;
      count = 0;
      return bytes;
    },
    close: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await removeTree(folder);
    },
  };
}
