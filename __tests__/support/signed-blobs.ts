import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Reply } from './faulty-server.js';

interface Part {
  readonly file: string;
  readonly size: number;
}

/**
 * The blob side of the cache service: Azure's Put Blob, Put Block, Put Block List, Get Blob with ranges and its properties,
 * at addresses that are signed for reading or writing one blob, until a time. Bytes lie on the disk.
 */
export class SignedBlobs {
  readonly #folder: string;
  readonly #key = randomBytes(32);
  readonly #blobs = new Map<string, readonly Part[]>();
  readonly #blocks = new Map<string, Part>();
  #files = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  newName(): string {
    return randomUUID();
  }

  /** Path and query of an address for one blob. */
  sign(name: string, permission: 'r' | 'w', lifetimeMs: number): string {
    const until = new Date(Date.now() + lifetimeMs).toISOString();
    const query = `sv=2021-12-02&sr=b&sp=${permission}&se=${encodeURIComponent(until)}`;
    return `/blobs/${name}?${query}&sig=${encodeURIComponent(this.#signature(name, permission, until))}`;
  }

  size(name: string): number | undefined {
    return this.#blobs.get(name)?.reduce((sum, part) => sum + part.size, 0);
  }

  /** As the protocol's first version uploads: a part from an offset on. */
  async patch(name: string, offset: number, request: IncomingMessage): Promise<void> {
    const file = join(this.#folder, `${name}.patched`);
    const handle = await open(file, 'a');
    await handle.close();
    await pipeline(request, createWriteStream(file, { flags: 'r+', start: offset }));
    this.#blobs.set(name, [{ file, size: (await stat(file)).size }]);
  }

  async drop(name: string): Promise<void> {
    const parts = this.#blobs.get(name) ?? [];
    this.#blobs.delete(name);
    for (const { file } of parts) await rm(file, { force: true });
  }

  /** What a request does, for logs and faults. */
  static actionOf(method: string, url: URL): string {
    const kind = url.searchParams.get('comp');
    if (method === 'PUT') return kind === 'block' ? 'put-block' : kind === 'blocklist' ? 'put-block-list' : 'put-blob';
    return method === 'HEAD' ? 'head-blob' : 'get-blob';
  }

  async serve(request: IncomingMessage, url: URL): Promise<Reply> {
    const name = url.pathname.slice('/blobs/'.length);
    const permission = request.method === 'PUT' ? 'w' : 'r';
    if (!this.#allows(url, name, permission)) return refusal(403, 'AuthenticationFailed');
    if (request.method === 'PUT') return await this.#put(name, request, url);
    const parts = this.#blobs.get(name);
    return parts === undefined ? refusal(404, 'BlobNotFound') : this.#get(parts, request);
  }

  async #put(name: string, request: IncomingMessage, url: URL): Promise<Reply> {
    switch (SignedBlobs.actionOf('PUT', url)) {
      case 'put-block': {
        const id = url.searchParams.get('blockid') ?? '';
        if (!/^[A-Za-z0-9+/]+={0,2}$/.test(id)) return refusal(400, 'InvalidQueryParameterValue');
        this.#blocks.set(`${name} ${id}`, await this.#keep(request));
        return CREATED;
      }
      case 'put-block-list': {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const ids = [
          ...Buffer.concat(chunks)
            .toString()
            .matchAll(/<(?:Latest|Uncommitted)>([^<]+)</g),
        ];
        const parts = ids.map(([, id]) => this.#blocks.get(`${name} ${id ?? ''}`));
        if (parts.some((part) => part === undefined)) return refusal(400, 'InvalidBlockList');
        this.#blobs.set(name, parts as readonly Part[]);
        return CREATED;
      }
      default: {
        if (request.headers['x-ms-blob-type'] !== 'BlockBlob') return refusal(400, 'InvalidHeaderValue');
        this.#blobs.set(name, [await this.#keep(request)]);
        return CREATED;
      }
    }
  }

  /** @throws when the request breaks off: then nothing was put */
  async #keep(request: IncomingMessage): Promise<Part> {
    const file = join(this.#folder, String(this.#files++));
    await pipeline(request, createWriteStream(file));
    return { file, size: (await stat(file)).size };
  }

  #get(parts: readonly Part[], request: IncomingMessage): Reply {
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    const range = /^bytes=(\d+)-(\d*)$/.exec(String(request.headers['x-ms-range'] ?? request.headers.range ?? ''));
    const from = Number(range?.[1] ?? 0);
    const last = range?.[2] === undefined || range[2] === '' ? size - 1 : Math.min(size - 1, Number(range[2]));
    if (range !== null && from >= size) return refusal(416, 'InvalidRange');
    const headers = {
      'content-length': String(last - from + 1),
      'content-type': 'application/octet-stream',
      'accept-ranges': 'bytes',
      'last-modified': new Date(0).toUTCString(),
      'x-ms-blob-type': 'BlockBlob',
      etag: '"0x1"',
      ...(range === null ? {} : { 'content-range': `bytes ${from}-${last}/${size}` }),
    };
    const body = request.method === 'HEAD' ? undefined : Readable.from(bytesOf(parts, from, last));
    return { status: range === null ? 200 : 206, headers, ...(body === undefined ? {} : { body }) };
  }

  #allows(url: URL, name: string, permission: string): boolean {
    const until = url.searchParams.get('se') ?? '';
    return (
      url.searchParams.get('sp') === permission &&
      url.searchParams.get('sig') === this.#signature(name, permission, until) &&
      Date.parse(until) > Date.now()
    );
  }

  #signature(name: string, permission: string, until: string): string {
    return createHmac('sha256', this.#key).update(`${name}\n${permission}\n${until}`).digest('base64');
  }
}

/** Azure numbers its answers; clients of Go read that. */
const REQUEST_ID = { 'x-ms-request-id': '00000000-0000-0000-0000-000000000000' };
const CREATED: Reply = {
  status: 201,
  headers: { etag: '"0x1"', 'last-modified': new Date(0).toUTCString(), ...REQUEST_ID },
};

function refusal(status: number, code: string): Reply {
  const text = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code }, body: Buffer.from(text) };
}

async function* bytesOf(parts: readonly Part[], from: number, last: number): AsyncGenerator<Buffer> {
  let start = 0;
  for (const { file, size } of parts) {
    const end = start + size - 1;
    if (end >= from && start <= last) {
      yield* createReadStream(file, {
        start: Math.max(0, from - start),
        end: Math.min(size - 1, last - start),
      }) as AsyncIterable<Buffer>;
    }
    start += size;
  }
}
