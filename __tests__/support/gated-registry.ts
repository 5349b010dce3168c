import { type IncomingMessage, request as httpRequest } from 'node:http';

import { FaultyServer, type Reply } from './faulty-server.js';
import { type Gate, gate } from './gate.js';

/** Milliseconds after which a gate that did not open refuses. */
const LATEST_MS = 60_000;

/**
 * A door to a registry that notes every request, can be told to fail, and has a gate: a step that fetches `gateUrl` runs until the test opens
 * it. So a test can say what has to happen while that step runs, without looking at a clock.
 */
export class GatedRegistry {
  /** `host:port`. */
  readonly host: string;
  /** What came and what was answered, in order: `put-blob team/app sha256:…`, `gate`, `answered …`. Requests that fail have no answer. */
  readonly log: readonly string[];
  /** Its faults and requests. */
  readonly server: FaultyServer;
  /** Is told of each line of the log. */
  onLine: (line: string) => void = () => undefined;
  readonly #gate: Gate;

  private constructor(host: string, log: readonly string[], server: FaultyServer, opening: Gate) {
    this.host = host;
    this.log = log;
    this.server = server;
    this.#gate = opening;
  }

  /** @param target `host:port` of the registry */
  static async start(target: string): Promise<GatedRegistry> {
    const opening = gate();
    const log: string[] = [];
    const say = (line: string): void => {
      log.push(line);
      made.onLine(line);
    };
    const server = new FaultyServer(actionOf, async (request, url) => {
      const line = lineOf(request.method ?? '', url);
      say(line);
      const reply = line === 'gate' ? await passed(opening) : await forwarded(target, request);
      say(`answered ${line}`);
      return reply;
    });
    const host = new URL(await server.start()).host;
    const made = new GatedRegistry(host, log, server, opening);
    return made;
  }

  get gateUrl(): string {
    return `http://${this.host}/gate`;
  }

  open(): void {
    this.#gate.open();
  }

  /** The lines of one kind of request. */
  of(action: string): readonly string[] {
    return this.log.filter((line) => line.startsWith(`${action} `));
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

function actionOf(method: string, url: URL): string {
  if (url.pathname === '/gate') return 'gate';
  if (url.searchParams.has('mount')) return 'mount';
  if (url.pathname.includes('/blobs/uploads/')) return method === 'PUT' ? 'put-blob' : 'open-upload';
  const what = /\/(manifests|blobs)\//.exec(url.pathname)?.[1];
  return what === undefined ? 'other' : `${method.toLowerCase()}-${what.slice(0, -1)}`;
}

function lineOf(method: string, url: URL): string {
  const action = actionOf(method, url);
  const [, repository, name] = /^\/v2\/(.+?)\/(?:manifests|blobs\/uploads|blobs)\/(.*)$/.exec(url.pathname) ?? [];
  const digest = url.searchParams.get('digest') ?? url.searchParams.get('mount') ?? name;
  return repository === undefined ? action : `${action} ${repository} ${digest}`;
}

async function passed({ opened }: Gate): Promise<Reply> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), LATEST_MS);
  const refused = new Promise<Reply>((resolve) =>
    late.signal.addEventListener('abort', () => resolve({ status: 503, body: Buffer.from('never opened') })),
  );
  try {
    return await Promise.race([opened.then(() => ({ status: 200, body: Buffer.from('open\n') })), refused]);
  } finally {
    clearTimeout(timer);
  }
}

function forwarded(target: string, incoming: IncomingMessage): Promise<Reply> {
  const [hostname = '', port = ''] = target.split(':');
  const { method = '', url: path = '', headers } = incoming;
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ hostname, port, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const told = Object.entries(response.headers).filter(
          (header): header is [string, string] => typeof header[1] === 'string' && header[0] !== 'transfer-encoding',
        );
        resolve({ status: response.statusCode ?? 502, headers: Object.fromEntries(told), body: Buffer.concat(chunks) });
      });
    });
    outgoing.on('error', reject);
    incoming.pipe(outgoing);
  });
}
