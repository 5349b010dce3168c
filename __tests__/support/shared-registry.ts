import { open, readFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { inject } from 'vitest';
import { makeOnce } from './made-once.js';
import { readAccessLog } from './registry-log.js';
import type { RunningRegistry } from './registry.js';
import { serveStandIns, type StandIn } from './stand-in-bases.js';

/**
 * A door of one's own to the one registry of this run, under an address that nobody else uses: its access log tells only of what
 * came through it. The images are everybody's, so each test file names its own: `HOST/name-of-the-file/…`. Bases, which are
 * below `library/`, are put there once.
 */
export async function openRegistry(bases: readonly StandIn[] = []): Promise<RunningRegistry> {
  const shared = inject('registry');
  if (shared === undefined) throw new Error('docker-registry is not installed: npm test installs it, as root');
  for (const base of bases) {
    await makeOnce(join(inject('runFolder'), `served-${base.replace(':', '-')}`), () =>
      serveStandIns(shared.host, [base]),
    );
  }
  // All of 127.0.0.0/8 is this machine; the registry notes from where it was asked.
  const from = `127.${byte()}.${byte()}.${byte()}`;
  const { host, close } = await forwarded(shared.host, from);
  const before = (await readFile(shared.log)).length;
  const lines = async (): Promise<readonly string[]> =>
    (await textFrom(shared.log, before)).split('\n').filter((line) => line.startsWith(`${from} `));
  return { host, accessLog: () => readAccessLog(host, lines), stop: close };
}

/** 2 to 254: no address that something else is likely to use. */
function byte(): number {
  return 2 + Math.floor(Math.random() * 253);
}

async function textFrom(file: string, start: number): Promise<string> {
  const handle = await open(file);
  try {
    return await streamText(handle.createReadStream({ start, encoding: 'utf8' }));
  } finally {
    await handle.close();
  }
}

async function streamText(stream: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}

/** Passes connections on, byte by byte. */
async function forwarded(
  target: string,
  localAddress: string,
): Promise<{ readonly host: string; readonly close: () => Promise<void> }> {
  const [host = '', port = ''] = target.split(':');
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (incoming) => {
    const outgoing = connect({ host, port: Number(port), localAddress, allowHalfOpen: true });
    for (const [one, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(one);
      one.once('close', () => sockets.delete(one));
      one.once('error', () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
