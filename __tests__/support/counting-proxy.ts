import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that went through the proxy, without the query. Digests and upload sessions are shortened. */
export interface CountedRequest {
  /** `PUT /v2/app/manifests/latest`. */
  readonly line: string;
  /** Bytes of the request's body. */
  readonly sent: number;
  /** Bytes of the answer's body. */
  readonly received: number;
}

export interface CountingProxy {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** The requests since the last call, in the order in which they came. */
  take(): readonly CountedRequest[];
  close(): Promise<void>;
}

/** Passes requests on to the server at `target`, and counts them and the bytes of their bodies. */
export async function countingProxy(target: string): Promise<CountingProxy> {
  const [hostname = '', port = ''] = target.split(':');
  let counted: { line: string; sent: number; received: number }[] = [];
  const server = createServer((incoming, answer) => {
    const { method = '', url = '', headers } = incoming;
    const count = { line: `${method} ${shortened(url)}`, sent: 0, received: 0 };
    counted.push(count);
    const outgoing = request({ hostname, port, method, path: url, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.on('data', (chunk: Buffer) => (count.received += chunk.length));
      response.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    incoming.on('data', (chunk: Buffer) => (count.sent += chunk.length));
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => {
      const taken = counted;
      counted = [];
      return taken;
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function shortened(url: string): string {
  return url
    .replace(/\?.*$/s, '')
    .replace(/sha256:[0-9a-f]{64}$/, 'DIGEST')
    .replace(/\/uploads\/.+$/, '/uploads/SESSION');
}
