import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Entry {
  readonly key: string;
  readonly version: string;
  readonly blob: string;
  finished: boolean;
}

/** The second version of GitHub's cache service, as much of it as @actions/cache speaks, on a loopback port. */
export interface ActionsCacheService {
  /** The variables that GitHub's runner gives to an action's process. */
  readonly env: Readonly<Record<string, string>>;
  /** Keys that were saved to their end, oldest first. */
  keys(): readonly string[];
  stop(): Promise<void>;
}

const METHODS = '/twirp/github.actions.results.api.v1.CacheService/';

/** A token without signature whose claim grants reading and writing on one branch. */
function token(): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const scopes = JSON.stringify([{ Scope: 'refs/heads/main', Permission: 3 }]);
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ ac: scopes, scp: 'Actions.Results:run:job', exp: 4102444800 })}.`;
}

export async function startActionsCacheService(): Promise<ActionsCacheService> {
  const entries: Entry[] = [];
  const blobs = new Map<string, Buffer>();
  const blocks = new Map<string, Buffer>();
  let address = '';

  const call = (method: string, body: Readonly<Record<string, unknown>>): unknown => {
    const { key, version } = body;
    switch (method) {
      case 'CreateCacheEntry': {
        if (entries.some((entry) => entry.key === key && entry.version === version)) return { ok: false };
        const blob = randomUUID();
        entries.push({ key: String(key), version: String(version), blob, finished: false });
        return { ok: true, signed_upload_url: `${address}/blobs/${blob}?sig=test` };
      }
      case 'FinalizeCacheEntryUpload': {
        const entry = entries.find((one) => one.key === key && one.version === version);
        if (entry === undefined || blobs.get(entry.blob)?.length !== Number(body['size_bytes'])) return { ok: false };
        entry.finished = true;
        return { ok: true, entry_id: String(entries.indexOf(entry) + 1) };
      }
      case 'GetCacheEntryDownloadURL': {
        const wanted = [key, ...((body['restore_keys'] ?? []) as readonly unknown[])].map(String);
        const found = lookUp(
          entries.filter((one) => one.finished && one.version === version),
          wanted,
        );
        if (found === undefined) return { ok: false };
        return { ok: true, signed_download_url: `${address}/blobs/${found.blob}?sig=test`, matched_key: found.key };
      }
      default:
        return undefined;
    }
  };

  /** Put Blob, Put Block and Put Block List of Azure's storage, and reading with ranges. */
  const serveBlob = (request: IncomingMessage, url: URL, body: Buffer, response: ServerResponse): void => {
    const name = url.pathname.slice('/blobs/'.length);
    const kind = url.searchParams.get('comp');
    if (request.method === 'PUT') {
      if (kind === 'block') blocks.set(`${name}/${url.searchParams.get('blockid') ?? ''}`, body);
      else if (kind === 'blocklist') {
        const ids = [...body.toString().matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]+)</g)].map(
          (match) => match[1] ?? '',
        );
        blobs.set(name, Buffer.concat(ids.map((id) => blocks.get(`${name}/${id}`) ?? Buffer.alloc(0))));
      } else blobs.set(name, body);
      response.writeHead(201, { etag: '"1"', 'last-modified': new Date().toUTCString() }).end();
      return;
    }
    const blob = blobs.get(name);
    if (blob === undefined) {
      response.writeHead(404).end();
      return;
    }
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const from = Number(range?.[1] ?? 0);
    const to = Math.min(
      blob.length - 1,
      range?.[2] === undefined || range[2] === '' ? blob.length - 1 : Number(range[2]),
    );
    const part = blob.subarray(from, to + 1);
    const headers = { 'content-length': part.length, 'content-type': 'application/octet-stream', etag: '"1"' };
    const ranged = range === null ? {} : { 'content-range': `bytes ${from}-${to}/${blob.length}` };
    response.writeHead(range === null ? 200 : 206, { ...headers, ...ranged });
    response.end(request.method === 'HEAD' ? undefined : part);
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const url = new URL(request.url ?? '/', address);
      if (url.pathname.startsWith('/blobs/')) {
        serveBlob(request, url, body, response);
        return;
      }
      const answer = url.pathname.startsWith(METHODS)
        ? call(url.pathname.slice(METHODS.length), JSON.parse(body.toString()) as Readonly<Record<string, unknown>>)
        : undefined;
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: {
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RESULTS_URL: `${address}/`,
      ACTIONS_RUNTIME_TOKEN: token(),
      ACTIONS_CACHE_URL: `${address}/`,
    },
    keys: () => entries.filter((entry) => entry.finished).map((entry) => entry.key),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Each key in turn: the entry of just that name, else the newest that begins with it. */
function lookUp(entries: readonly Entry[], keys: readonly string[]): Entry | undefined {
  for (const key of keys) {
    const exact = entries.find((entry) => entry.key === key);
    const found = exact ?? entries.findLast((entry) => entry.key.startsWith(key));
    if (found !== undefined) return found;
  }
  return undefined;
}
