import type { IncomingMessage } from 'node:http';

import { ARTIFACT_METHODS, Artifacts } from './artifact-service.js';
import { type CacheEntry, CacheEntries, type TokenScope } from './cache-entries.js';
import { CacheTokens } from './cache-tokens.js';
import { FaultyServer, type Reply } from './faulty-server.js';
import { SignedBlobs } from './signed-blobs.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

interface ServiceOptions {
  /** Bytes above which entries are evicted. */
  readonly quota?: number;
  readonly uploadsAMinute?: number;
  /** Milliseconds for which an address of a blob is good. */
  readonly urlLifetimeMs?: number;
}

/** GitHub's cache service, with both versions of its protocol and its blobs, on a loopback port. Artifacts have the same address. */
export interface ActionsCacheService {
  /** Where all of it is, without a slash at the end. */
  readonly address: string;
  /** The variables that GitHub's runner gives to an action's process; the token is one for the default branch. */
  readonly env: Readonly<Record<string, string>>;
  readonly tokens: CacheTokens;
  /** Log and faults. */
  readonly server: FaultyServer;
  /** Variables of a job with another token. */
  envWith(token: string): Readonly<Record<string, string>>;
  /** Variables of a job on GitHub Enterprise Server, or in act. */
  envV1(token: string): Readonly<Record<string, string>>;
  /** Keys that were saved to their end, oldest first. */
  keys(): readonly string[];
  entries(): readonly CacheEntry[];
  /** Removes the entry, as if it had not been used for long. */
  evict(key: string): Promise<void>;
  /** Lets go of what was reserved and never finalized. */
  expireReservations(): void;
  stop(): Promise<void>;
}

export const MAIN = 'refs/heads/main';

const METHODS = '/twirp/github.actions.results.api.v1.CacheService/';
const V1 = '/_apis/artifactcache/';
const READ = 1;
const WRITE = 2;

export async function startActionsCacheService(options: ServiceOptions = {}): Promise<ActionsCacheService> {
  const folder = await temporaryFolder('cache-service');
  const service = new Service(folder, options);
  const server = new FaultyServer(actionOf, (request, url) => service.handle(request, url));
  service.address = await server.start();
  const { address, tokens } = service;
  const common = (token: string) => ({ ACTIONS_RUNTIME_TOKEN: token, ACTIONS_CACHE_URL: `${address}/` });
  const envWith = (token: string) => ({
    ...common(token),
    ACTIONS_CACHE_SERVICE_V2: 'True',
    ACTIONS_RESULTS_URL: `${address}/`,
  });
  return {
    address,
    tokens,
    server,
    env: envWith(tokens.mint(MAIN)),
    envWith,
    envV1: common,
    entries: () => service.entries.finished,
    keys: () => service.entries.finished.map(({ key }) => key),
    evict: (key) => service.drop((entry) => entry.key === key).then(() => undefined),
    expireReservations: () => void service.entries.remove(({ size }) => size === undefined),
    stop: async () => {
      await server.stop();
      await removeTree(folder);
    },
  };
}

function actionOf(method: string, url: URL): string {
  const { pathname } = url;
  if (pathname.startsWith('/blobs/')) return SignedBlobs.actionOf(method, url);
  if (pathname.startsWith(METHODS)) return ACTIONS[pathname.slice(METHODS.length)] ?? 'unknown';
  if (!pathname.startsWith(V1)) return 'unknown';
  if (method === 'GET') return 'find';
  if (method === 'PATCH') return 'put-block';
  return pathname === `${V1}caches` ? 'create' : 'finalize';
}

const ACTIONS: Readonly<Record<string, string>> = {
  GetCacheEntryDownloadURL: 'find',
  CreateCacheEntry: 'create',
  FinalizeCacheEntryUpload: 'finalize',
};

type Reserved = { readonly entry: CacheEntry } | { readonly refusal: Reply };

class Service {
  address = '';
  readonly entries = new CacheEntries();
  readonly tokens = new CacheTokens();
  readonly #blobs: SignedBlobs;
  readonly #artifacts: Artifacts;
  readonly #quota: number;
  readonly #uploadsAMinute: number;
  readonly #urlLifetimeMs: number;
  #uploads: number[] = [];

  constructor(folder: string, options: ServiceOptions) {
    this.#blobs = new SignedBlobs(folder);
    this.#artifacts = new Artifacts(this.#blobs);
    this.#quota = options.quota ?? 10 * 1024 ** 3;
    this.#uploadsAMinute = options.uploadsAMinute ?? 200;
    this.#urlLifetimeMs = options.urlLifetimeMs ?? 600_000;
  }

  async handle(request: IncomingMessage, url: URL): Promise<Reply> {
    const { pathname } = url;
    if (pathname.startsWith('/blobs/')) return await this.#blobs.serve(request, url);
    const scopes = this.tokens.scopesOf(request.headers.authorization);
    if (scopes === undefined) return json(401, { code: 'unauthenticated', msg: 'invalid token' });
    if (pathname.startsWith(METHODS)) {
      return await this.#twirp(pathname.slice(METHODS.length), await document(request), scopes);
    }
    if (pathname.startsWith(ARTIFACT_METHODS)) {
      return await this.#artifacts.answer(pathname.slice(ARTIFACT_METHODS.length), request, this.address);
    }
    if (pathname.startsWith(V1)) return await this.#v1(request, url, scopes);
    return json(404, { code: 'bad_route', msg: 'no handler' });
  }

  async drop(which: (entry: CacheEntry) => boolean): Promise<number> {
    const gone = this.entries.remove(which);
    for (const { blob } of gone) await this.#blobs.drop(blob);
    return gone.length;
  }

  async #twirp(method: string, body: Fields, scopes: readonly TokenScope[]): Promise<Reply> {
    const key = text(body['key']);
    const version = text(body['version']);
    switch (method) {
      case 'CreateCacheEntry': {
        if (writeScope(scopes) === undefined) {
          return json(200, { ok: false, message: 'cache write denied: the token is read-only' });
        }
        const reserved = this.#reserve(key, version, scopes);
        if ('refusal' in reserved) return reserved.refusal;
        return json(200, { ok: true, signed_upload_url: this.#signed(reserved.entry, 'w') });
      }
      case 'FinalizeCacheEntryUpload': {
        const entry = this.entries.reserved(writeScope(scopes) ?? '', key, version);
        if (entry === undefined) return json(404, { code: 'not_found', msg: 'no such upload' });
        // JSON of protobuf: a number of 64 bits is a text, and a number is taken too.
        const finished = await this.#finish(entry, Number(body['size_bytes']));
        return json(200, finished ? { ok: true, entry_id: String(entry.id) } : { ok: false, message: 'size mismatch' });
      }
      case 'GetCacheEntryDownloadURL': {
        const readable = readScopes(scopes);
        if (readable.length === 0) {
          return json(403, { code: 'permission_denied', msg: 'cache read denied: no readable scope' });
        }
        const more = Array.isArray(body['restore_keys']) ? (body['restore_keys'] as readonly unknown[]) : [];
        const keys = [key, ...more.map(text)];
        if (keys.length > 10 || keys.some((one) => !isKey(one)))
          return json(400, { code: 'invalid_argument', msg: 'key' });
        const found = this.entries.find(readable, keys, version);
        if (found === undefined) return json(200, { ok: false });
        return json(200, { ok: true, signed_download_url: this.#signed(found, 'r'), matched_key: found.key });
      }
      default:
        return json(404, { code: 'bad_route', msg: 'no such method' });
    }
  }

  /** The protocol's first version. */
  async #v1(request: IncomingMessage, url: URL, scopes: readonly TokenScope[]): Promise<Reply> {
    const target = url.pathname.slice(V1.length);
    if (request.method === 'GET' && target === 'cache') {
      const keys = (url.searchParams.get('keys') ?? '').split(',');
      const found = this.entries.find(readScopes(scopes), keys, url.searchParams.get('version') ?? '');
      if (found === undefined) return { status: 204 };
      return json(200, { cacheKey: found.key, scope: found.scope, archiveLocation: this.#signed(found, 'r') });
    }
    if (request.method === 'POST' && target === 'caches') {
      const body = await document(request);
      const reserved = this.#reserve(text(body['key']), text(body['version']), scopes);
      return 'refusal' in reserved ? reserved.refusal : json(201, { cacheId: reserved.entry.id });
    }
    const entry = this.entries.byId(Number(/^caches\/(\d+)$/.exec(target)?.[1]));
    if (entry === undefined || entry.size !== undefined) return json(404, { message: 'no such upload' });
    if (request.method === 'PATCH') {
      const offset = Number(/^bytes (\d+)-/.exec(request.headers['content-range'] ?? '')?.[1]);
      await this.#blobs.patch(entry.blob, offset, request);
      return { status: 204 };
    }
    const { size } = await document(request);
    return (await this.#finish(entry, Number(size))) ? { status: 204 } : json(400, { message: 'size mismatch' });
  }

  #reserve(key: string, version: string, scopes: readonly TokenScope[]): Reserved {
    const scope = writeScope(scopes);
    if (scope === undefined) return { refusal: json(403, { message: 'cache write denied: the token is read-only' }) };
    if (!isKey(key)) return { refusal: json(400, { code: 'invalid_argument', msg: 'key' }) };
    const minuteAgo = Date.now() - 60_000;
    this.#uploads = this.#uploads.filter((time) => time > minuteAgo);
    if (this.#uploads.length >= this.#uploadsAMinute) {
      const wait = Math.ceil(((this.#uploads[0] ?? 0) - minuteAgo) / 1000);
      const refusal = json(429, { code: 'resource_exhausted', msg: 'rate limit' }, { 'retry-after': String(wait) });
      return { refusal };
    }
    const entry = this.entries.reserve(scope, key, version, this.#blobs.newName());
    if (entry === undefined)
      return { refusal: json(409, { code: 'already_exists', msg: 'cache entry already exists' }) };
    this.#uploads.push(Date.now());
    return { entry };
  }

  async #finish(entry: CacheEntry, size: number): Promise<boolean> {
    if (this.#blobs.size(entry.blob) !== size) return false;
    this.entries.finish(entry, size);
    for (const { blob } of this.entries.keepBelow(this.#quota)) await this.#blobs.drop(blob);
    return true;
  }

  #signed(entry: CacheEntry, permission: 'r' | 'w'): string {
    return this.address + this.#blobs.sign(entry.blob, permission, this.#urlLifetimeMs);
  }
}

type Fields = Readonly<Record<string, unknown>>;

async function document(request: IncomingMessage): Promise<Fields> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Fields;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  };
}

function isKey(key: string): boolean {
  return key.length > 0 && key.length <= 512 && !key.includes(',');
}

function readScopes(scopes: readonly TokenScope[]): readonly string[] {
  return scopes.filter(({ Permission }) => (Permission & READ) !== 0).map(({ Scope }) => Scope);
}

function writeScope(scopes: readonly TokenScope[]): string | undefined {
  return scopes.find(({ Permission }) => (Permission & WRITE) !== 0)?.Scope;
}
