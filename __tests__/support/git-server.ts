import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** git's own CGI behind Node's server: the repositories below a folder, for reading. */
export interface GitServer {
  /** `http://127.0.0.1:port` */
  readonly address: string;
  /** Requests so far, as `METHOD path`. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

/**
 * @param authorization header without which nothing is given
 * @param drips answers to these requests come with 4 bytes every 100 ms
 */
export async function startGitServer(folder: string, authorization?: string, drips?: RegExp): Promise<GitServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    if (authorization !== undefined && request.headers.authorization !== authorization) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="test"' }).end();
      return;
    }
    answer(folder, request, response, drips?.test(requests.at(-1) ?? '') === true ? drip : whole);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { address: `http://127.0.0.1:${port}`, requests, stop };
}

type Send = (response: ServerResponse, body: Buffer) => void;

const whole: Send = (response, body) => void response.end(body);

const drip: Send = (response, body) => {
  let sent = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(sent, (sent += 4)));
    if (sent < body.length) return;
    clearInterval(timer);
    response.end();
  }, 100);
  response.on('close', () => clearInterval(timer));
};

function answer(folder: string, request: IncomingMessage, response: ServerResponse, send: Send): void {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const header = (name: string): string => String(request.headers[name] ?? '');
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: '/usr/bin:/bin',
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'uploadpack.allowReachableSHA1InWant',
      GIT_CONFIG_VALUE_0: 'true',
      GIT_CONFIG_KEY_1: 'safe.directory',
      GIT_CONFIG_VALUE_1: '*',
      PATH_INFO: path,
      QUERY_STRING: query,
      REQUEST_METHOD: request.method ?? '',
      CONTENT_TYPE: header('content-type'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      HTTP_GIT_PROTOCOL: header('git-protocol'),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(backend.stdin);
  const chunks: Buffer[] = [];
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  backend.once('close', () => {
    const output = Buffer.concat(chunks);
    const end = output.indexOf('\r\n\r\n');
    const fields = output.subarray(0, Math.max(end, 0)).toString('latin1').split('\r\n');
    let status = 200;
    for (const field of fields) {
      const colon = field.indexOf(':');
      const name = field.slice(0, colon);
      if (name.toLowerCase() === 'status') status = Number.parseInt(field.slice(colon + 1), 10);
      else if (colon > 0) response.setHeader(name, field.slice(colon + 1).trim());
    }
    response.writeHead(status);
    send(response, output.subarray(end + 4));
  });
}
