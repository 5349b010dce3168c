import { createHash } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a test's server does with one request instead of the ordinary thing; `undefined` leaves it to that. */
export type Fault = (request: SeenRequest, response: ServerResponse, raw: IncomingMessage) => true | undefined;

export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  /** How many requests with this method and path (without query) came before. */
  readonly before: number;
}

interface StoredManifest {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export function sha256Of(bytes: Uint8Array | string): `sha256:${string}` {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A small registry in this process, whose faults a test chooses. Repositories do not share blobs. */
export class FakeRegistry {
  readonly requests: SeenRequest[] = [];
  /** By `repository@digest`. */
  readonly blobs = new Map<string, Buffer>();
  /** By `repository:tag` and `repository@digest`. */
  readonly manifests = new Map<string, StoredManifest>();
  fault: Fault | undefined;
  /** Answers `Range` requests with 206, as registries do. */
  ranges = true;
  /** Refuses a manifest that names what its repository does not have, as docker-registry does. */
  checksManifests = false;
  readonly #server: http.Server;
  readonly #counts = new Map<string, number>();
  #uploads = 0;

  private constructor() {
    this.#server = http.createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<FakeRegistry> {
    const registry = new FakeRegistry();
    await new Promise<void>((resolve) => registry.#server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** `127.0.0.1:port`. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** `METHOD /path?query` of all requests so far. */
  get log(): readonly string[] {
    return this.requests.map(({ method, url }) => `${method} ${url}`);
  }

  putBlob(repository: string, bytes: Uint8Array): `sha256:${string}` {
    const digest = sha256Of(bytes);
    this.blobs.set(`${repository}@${digest}`, Buffer.from(bytes));
    return digest;
  }

  putManifest(repository: string, tag: string, mediaType: string, document: object | Buffer): `sha256:${string}` {
    const bytes = Buffer.isBuffer(document) ? document : Buffer.from(JSON.stringify(document));
    const digest = sha256Of(bytes);
    this.manifests.set(`${repository}:${tag}`, { mediaType, bytes });
    this.manifests.set(`${repository}@${digest}`, { mediaType, bytes });
    return digest;
  }

  async #serve(raw: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = raw;
    const key = `${method} ${url.split('?')[0]}`;
    const before = this.#counts.get(key) ?? 0;
    this.#counts.set(key, before + 1);
    const request = { method, url, headers: raw.headers, before };
    this.requests.push(request);
    if (this.fault?.(request, response, raw) === true) return;
    await this.#answer(request, raw, response);
  }

  async #answer({ method, url }: SeenRequest, raw: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const { pathname, searchParams } = new URL(url, 'http://registry');
    if (pathname === '/v2/') return response.end('{}');
    const [, repository = '', kind = '', name = ''] = /^\/v2\/(.+)\/(manifests|blobs)\/(.*)$/.exec(pathname) ?? [];
    if (kind === 'manifests') {
      if (method === 'PUT') {
        const bytes = await bodyOf(raw);
        if (this.checksManifests && this.#lacks(repository, bytes)) {
          return refuse(response, 400, 'MANIFEST_BLOB_UNKNOWN', 'blob unknown to registry');
        }
        const digest = this.putManifest(repository, name, raw.headers['content-type'] ?? '', bytes);
        return response.writeHead(201, { 'docker-content-digest': digest }).end();
      }
      const found = this.manifests.get(`${repository}${name.includes(':') ? '@' : ':'}${name}`);
      if (found === undefined) return refuse(response, 404, 'MANIFEST_UNKNOWN', 'manifest unknown');
      response.writeHead(200, {
        'content-type': found.mediaType,
        'content-length': found.bytes.length,
        'docker-content-digest': sha256Of(found.bytes),
      });
      return response.end(method === 'HEAD' ? undefined : found.bytes);
    }
    if (kind === 'blobs' && (method === 'POST' || method === 'PUT')) {
      return await this.#upload(method, repository, searchParams, raw, response);
    }
    const blob = this.blobs.get(`${repository}@${name}`);
    if (blob === undefined) return refuse(response, 404, 'BLOB_UNKNOWN', 'blob unknown to registry');
    const asked = this.ranges && method === 'GET' ? /^bytes=(\d+)-(\d*)$/.exec(raw.headers.range ?? '') : null;
    if (asked === null) {
      response.writeHead(200, { 'content-length': blob.length });
      return response.end(method === 'HEAD' ? undefined : blob);
    }
    const from = Number(asked[1]);
    if (from >= blob.length) return response.writeHead(416, { 'content-range': `bytes */${blob.length}` }).end();
    const last = Math.min(blob.length - 1, asked[2] === '' ? blob.length : Number(asked[2]));
    response.writeHead(206, {
      'content-length': last - from + 1,
      'content-range': `bytes ${from}-${last}/${blob.length}`,
    });
    return response.end(blob.subarray(from, last + 1));
  }

  #lacks(repository: string, manifest: Buffer): boolean {
    const named = [...manifest.toString().matchAll(/"digest":"(sha256:[0-9a-f]{64})"/g)].map(([, digest]) => digest);
    const places = [this.blobs, this.manifests] as const;
    return named.some((digest) => !places.some((place) => place.has(`${repository}@${digest ?? ''}`)));
  }

  async #upload(
    method: 'POST' | 'PUT',
    repository: string,
    query: URLSearchParams,
    raw: IncomingMessage,
    response: ServerResponse,
  ): Promise<unknown> {
    const bytes = await bodyOf(raw);
    if (method === 'POST') {
      const digest = query.get('mount') ?? '';
      const mounted = this.blobs.get(`${query.get('from') ?? ''}@${digest}`);
      if (mounted !== undefined) {
        this.blobs.set(`${repository}@${digest}`, mounted);
        return response.writeHead(201, { location: `/v2/${repository}/blobs/${digest}` }).end();
      }
      this.#uploads += 1;
      // Relative, and with a query of its own, as the specification allows.
      const location = `/v2/${repository}/blobs/uploads/${this.#uploads}?_state=a%2Bb%3D%3D`;
      return response.writeHead(202, { location }).end();
    }
    const digest = query.get('digest') ?? '';
    if (sha256Of(bytes) !== digest) return refuse(response, 400, 'DIGEST_INVALID', 'digest did not match');
    this.blobs.set(`${repository}@${digest}`, bytes);
    return response.writeHead(201, { 'docker-content-digest': digest }).end();
  }
}

export function refuse(response: ServerResponse, status: number, code: string, message: string): ServerResponse {
  response.writeHead(status, { 'content-type': 'application/json' });
  return response.end(JSON.stringify({ errors: [{ code, message }] }));
}

export async function bodyOf(raw: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of raw as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
