import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { InfraError, UserError } from '../../../src/errors.js';
import type { HttpClient } from '../../../src/http/http-client.js';
import { HttpError } from '../../../src/http/http-error.js';
import { sha256 } from '../../../src/oci/digest.js';
import { DownloadNotes } from '../../../src/remote/download-notes.js';
import { Downloads } from '../../../src/remote/downloads.js';
import { FakeClock, testHttpClient } from '../../support/http-client.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

const SIGNAL = new AbortController().signal;
const CONTENT = randomBytes(50_000);
const ETAG = '"one"';

describe('a download', () => {
  let folder: string;
  let http: HttpClient;
  let clock: FakeClock;
  let address: string;
  let serve: (before: number, response: ServerResponse, request: IncomingMessage) => void;
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const before = requests.length;
    requests.push(`${request.method ?? ''} ${request.headers.range ?? 'whole'}`);
    serve(before, response, request);
  });

  beforeEach(async () => {
    requests.length = 0;
    clock = new FakeClock();
    http = testHttpClient({ clock });
    folder = await temporaryFolder('downloads');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dir/file?token=s3cret`;
  });
  afterEach(async () => {
    http.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await removeTree(folder);
  });

  const files = (): string => path.join(folder, 'files');

  async function download(signal = SIGNAL, maxSize?: number): Promise<Buffer> {
    const downloads = new Downloads({
      http,
      notes: new DownloadNotes(path.join(folder, 'notes')),
      secrets: new Map(),
      folder: files(),
      ...(maxSize === undefined ? {} : { maxSize }),
    });
    const tree = await downloads.open(address, { name: 'f', checksum: undefined }, signal);
    const chunks: Uint8Array[] = [];
    for await (const { data } of tree.contents(['f'])) for await (const chunk of data) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    expect((await tree.digests(['f'])).get('f')).toBe(sha256(bytes));
    return bytes;
  }

  async function failure(work: Promise<unknown>): Promise<unknown> {
    const error = await work.then(
      () => expect.unreachable('it must fail'),
      (caught: unknown) => caught,
    );
    expect(String(error)).not.toContain('s3cret');
    return error;
  }

  /** Sends the head and `bytes` of a whole, and cuts the connection when they have arrived. */
  function cut(response: ServerResponse, headers: Readonly<Record<string, string>>, bytes: Uint8Array): void {
    response.writeHead(200, { 'content-length': CONTENT.length, ...headers });
    response.write(bytes, () => setTimeout(() => response.destroy(), 20));
  }

  function rest(response: ServerResponse, whole: Buffer, from: number, headers = {}): void {
    response.writeHead(206, { 'content-range': `bytes ${from}-${whole.length - 1}/${whole.length}`, ...headers });
    response.end(whole.subarray(from));
  }

  it('that breaks off goes on from there, where the server gave an ETag', async () => {
    serve = (before, response) => {
      if (before === 0) cut(response, { etag: ETAG }, CONTENT.subarray(0, 20_000));
      else rest(response, CONTENT, 20_000, { etag: ETAG });
    };
    expect((await download()).equals(CONTENT)).toBe(true);
    expect(requests).toEqual(['GET whole', 'GET bytes=20000-']);
  });

  it('that breaks off goes on also where it is compressed on its way', async () => {
    const packed = gzipSync(CONTENT);
    serve = (before, response) => {
      const headers = { etag: ETAG, 'content-encoding': 'gzip', 'content-length': String(packed.length) };
      if (before === 0) cut(response, headers, packed.subarray(0, 20_000));
      else rest(response, packed, 20_000, { etag: ETAG, 'content-encoding': 'gzip' });
    };
    expect((await download()).equals(CONTENT)).toBe(true);
    expect(requests).toEqual(['GET whole', 'GET bytes=20000-']);
  });

  it('that breaks off starts again without an ETag', async () => {
    serve = (before, response) => {
      if (before < 2) cut(response, {}, CONTENT.subarray(0, 20_000));
      else response.end(CONTENT);
    };
    expect((await download()).equals(CONTENT)).toBe(true);
    expect(requests).toEqual(['GET whole', 'GET whole', 'GET whole']);
  });

  it('that breaks off starts again where the file has changed', async () => {
    const changed = randomBytes(60_000);
    serve = (before, response) => {
      if (before === 0) cut(response, { etag: ETAG }, CONTENT.subarray(0, 20_000));
      else response.writeHead(200, { etag: '"two"' }).end(changed);
    };
    expect((await download()).equals(changed)).toBe(true);
    expect(requests).toEqual(['GET whole', 'GET bytes=20000-', 'GET whole']);
  });

  it('that always breaks off ends after six attempts, and leaves no file', async () => {
    serve = (_, response) => cut(response, {}, CONTENT.subarray(0, 20_000));
    const error = await failure(download());
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ attempts: 6, retryable: true });
    expect(await readdir(files())).toEqual([]);
  });

  it('is tried again after an answer that says so, and not after another', async () => {
    serve = (before, response) => {
      if (before === 0) response.setHeader('retry-after', '3').writeHead(503).end();
      else response.writeHead(404).end('no');
    };
    const error = await failure(download());
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      message: `cannot download ${address.replace(/\?.*/, '')}: the server answered 404`,
      hint: 'Check the address.',
    });
    expect(clock.waits).toEqual([3000]);
    expect(requests).toHaveLength(2);
  });

  it.each([
    [401, UserError, 'Give credentials that the server accepts, as the secret HTTP_AUTH_TOKEN_127.0.0.1.'],
    [403, UserError, 'Give credentials that the server accepts, as the secret HTTP_AUTH_TOKEN_127.0.0.1.'],
    [501, InfraError, undefined],
  ])('that is answered by %i says what to do', async (status, type, hint) => {
    serve = (_, response) => response.writeHead(status).end();
    const error = await failure(download());
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ hint });
  });

  it('that is too large ends there', async () => {
    serve = (_, response) => response.end(CONTENT);
    const error = await failure(download(SIGNAL, CONTENT.length - 1));
    expect(error).toMatchObject({ message: expect.stringContaining('has more than 49999 bytes') as string });
    expect(await readdir(files())).toEqual([]);
  });

  it('that is aborted ends with the reason', async () => {
    const abort = new AbortController();
    const reason = new Error('cancelled');
    serve = (_, response) => {
      response.writeHead(200, { 'content-length': CONTENT.length }).write(CONTENT.subarray(0, 10));
      setTimeout(() => abort.abort(reason), 20);
    };
    expect(await failure(download(abort.signal))).toBe(reason);
    expect(existsSync(path.join(folder, 'notes'))).toBe(false);
  });
});
