import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { WrongSize } from '../../../src/http/download.js';
import { downloadPart } from '../../../src/http/download-part.js';
import type { HttpClient } from '../../../src/http/http-client.js';
import { HttpError } from '../../../src/http/http-error.js';
import { NO_RETRY, RETRY_REQUIRED } from '../../../src/http/retry-policy.js';
import { FakeClock, testHttpClient } from '../../support/http-client.js';
import { randomContent } from '../../support/random-content.js';

const NEVER = new AbortController().signal;
const CONTENT = randomContent(100_000, 1);
const PART = { offset: 20_000, length: 50_000 };
const WANTED = CONTENT.subarray(20_000, 70_000);

/** What the server does; `before` counts the requests before it. */
type Serve = (response: ServerResponse, range: { readonly from: number; readonly to: number }, before: number) => void;

describe('a download of a part', () => {
  const ranges: string[] = [];
  let serve: Serve;
  let http: HttpClient;
  let url: URL;
  const server = createServer((request, response) => {
    const range = request.headers.range ?? '';
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    ranges.push(range);
    serve(response, { from: Number(from), to: Number(to) }, ranges.length - 1);
  });

  beforeEach(async () => {
    ranges.length = 0;
    http = testHttpClient({ clock: new FakeClock(), timeouts: { connectMs: 5_000, idleMs: 500, commitMs: 500 } });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/content`);
  });
  afterEach(async () => {
    http.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function download(size = CONTENT.length): Promise<Buffer> {
    const parts = {
      label: 'the content',
      ask: (headers: Readonly<Record<string, string>>) =>
        http.open({ method: 'GET', url, headers, secrets: [], retry: NO_RETRY, signal: NEVER }),
      failure: (response: Parameters<HttpClient['failure']>[0]) => http.failure(response, { secrets: [] }),
      budget: http.budget(RETRY_REQUIRED),
      signal: NEVER,
    };
    const chunks: Uint8Array[] = [];
    for await (const chunk of downloadPart(parts, size, PART)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  const answer = (response: ServerResponse, from: number, to: number, total: number | '*' = CONTENT.length) =>
    response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${total}`, 'content-length': to - from + 1 });

  it('asks for these bytes alone', async () => {
    serve = (response, { from, to }) => answer(response, from, to).end(CONTENT.subarray(from, to + 1));
    expect((await download()).equals(WANTED)).toBe(true);
    expect(ranges).toEqual(['bytes=20000-69999']);
  });

  it('asks for the rest if the connection breaks off, or the server is busy', async () => {
    serve = (response, { from, to }, before) => {
      if (before === 1) {
        response.writeHead(503).end();
        return;
      }
      const sent = answer(response, from, to);
      if (before === 0) sent.write(CONTENT.subarray(from, from + 30_000), () => setTimeout(() => sent.destroy(), 20));
      else sent.end(CONTENT.subarray(from, to + 1));
    };
    expect((await download()).equals(WANTED)).toBe(true);
    expect(ranges).toEqual(['bytes=20000-69999', 'bytes=50000-69999', 'bytes=50000-69999']);
  });

  it('goes on where an answer has less than was asked for', async () => {
    serve = (response, { from, to }) => {
      const end = Math.min(to, from + 19_999);
      answer(response, from, end, '*').end(CONTENT.subarray(from, end + 1));
    };
    expect((await download()).equals(WANTED)).toBe(true);
    expect(ranges).toHaveLength(3);
  });

  it.each<[string, Serve]>([
    ['the whole', (response) => response.writeHead(200).end(CONTENT)],
    ['416', (response) => response.writeHead(416).end()],
    ['404', (response) => response.writeHead(404).end()],
    ['another part', (response) => answer(response, 0, 49_999).end(CONTENT.subarray(0, 50_000))],
    ['more', (response, { from, to }) => answer(response, from, to + 1).end(CONTENT.subarray(from, to + 2))],
    ['a part without its place', (response) => response.writeHead(206).end(WANTED)],
  ])('is an error at once if the server sends %s', async (_, serving) => {
    serve = serving;
    await expect(download()).rejects.toThrow(HttpError);
    expect(ranges).toHaveLength(1);
  });

  it('is an error if the whole has another size', async () => {
    serve = (response, { from, to }) => answer(response, from, to).end(CONTENT.subarray(from, to + 1));
    await expect(download(CONTENT.length + 1)).rejects.toThrow(WrongSize);
  });
});
