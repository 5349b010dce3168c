import { getEventListeners } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Download, downloadChanging, downloadFixed, WrongSize } from '../../../src/http/download.js';
import type { HttpResponse } from '../../../src/http/exchange.js';
import type { HttpClient } from '../../../src/http/http-client.js';
import { HttpError } from '../../../src/http/http-error.js';
import { retrying, type RetryBudget } from '../../../src/http/retry.js';
import { NO_RETRY, RETRY_REQUIRED } from '../../../src/http/retry-policy.js';
import { FakeClock, testHttpClient } from '../../support/http-client.js';

const NEVER = new AbortController().signal;
/** Every byte differs from those near it, so that a wrong offset shows. */
const CONTENT = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7 + (at >> 8)) & 0xff));
const ETAG = '"one"';

/** What the server does with a request; `before` counts those before it, `from` is where its range starts. */
type Serve = (before: number, from: number, response: ServerResponse, request: IncomingMessage) => void;

/** Sends everything from `from` on, as a server that knows ranges. */
function sendRest(content: Buffer, from: number, response: ServerResponse, headers = {}): ServerResponse {
  const range = `bytes ${from}-${content.length - 1}/${content.length}`;
  response.writeHead(from === 0 ? 200 : 206, {
    'content-length': content.length - from,
    ...(from === 0 ? {} : { 'content-range': range }),
    ...headers,
  });
  return response;
}

/** Sends `bytes`, and cuts the connection when they have arrived. */
function cutAfter(bytes: Buffer, response: ServerResponse): void {
  response.write(bytes, () => setTimeout(() => response.destroy(), 20));
}

describe('a download', () => {
  const server = createServer((request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const before = requests.length;
    requests.push({ range: request.headers.range, ifRange: request.headersDistinct['if-range']?.[0] });
    serve(before, from, response, request);
  });
  const requests: { readonly range: string | undefined; readonly ifRange: string | undefined }[] = [];
  let serve: Serve;
  let clock: FakeClock;
  let http: HttpClient;
  let url: URL;

  beforeEach(async () => {
    requests.length = 0;
    clock = new FakeClock();
    http = testHttpClient({ clock, random: () => 0, timeouts: { connectMs: 5_000, idleMs: 500, commitMs: 500 } });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/content`);
  });
  afterEach(async () => {
    http.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const ranges = (): readonly (string | undefined)[] => requests.map(({ range }) => range);

  function parts(signal = NEVER, budget: RetryBudget = http.budget(RETRY_REQUIRED)): Download {
    return {
      label: 'the content',
      ask: (headers) => http.open({ method: 'GET', url, headers, secrets: [], retry: NO_RETRY, signal }),
      failure: (response) => http.failure(response, { secrets: [] }),
      budget,
      signal,
    };
  }

  async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  async function errorOf(work: Promise<unknown>): Promise<unknown> {
    return await work.then(
      () => expect.unreachable('it must fail'),
      (error: unknown) => error,
    );
  }

  describe('of something that never changes', () => {
    const fixed = (size = CONTENT.length, offset = 0): Promise<Buffer> => collect(downloadFixed(parts(), size, offset));

    it('takes one request where nothing goes wrong', async () => {
      serve = (_, from, response) => sendRest(CONTENT, from, response).end(CONTENT);
      expect((await fixed()).equals(CONTENT)).toBe(true);
      expect(ranges()).toEqual([undefined]);
    });

    it('begins where the caller says, and asks for nothing when that is the end', async () => {
      serve = (_, from, response) => sendRest(CONTENT, from, response).end(CONTENT.subarray(from));
      expect((await fixed(CONTENT.length, 60_000)).equals(CONTENT.subarray(60_000))).toBe(true);
      expect(await fixed(CONTENT.length, CONTENT.length)).toHaveLength(0);
      expect(ranges()).toEqual(['bytes=60000-']);
    });

    it('of no bytes is asked for all the same', async () => {
      serve = (before, _, response) => (before === 0 ? response.writeHead(503).end() : response.end());
      expect(await fixed(0)).toHaveLength(0);
      expect(requests).toHaveLength(2);
    });

    it('goes on where the connection was cut, as often as there is progress', async () => {
      serve = (before, from, response) => {
        sendRest(CONTENT, from, response);
        if (before < 3) cutAfter(CONTENT.subarray(from, from + 30_000), response);
        else response.end(CONTENT.subarray(from));
      };
      expect((await fixed()).equals(CONTENT)).toBe(true);
      expect(ranges()).toEqual([undefined, 'bytes=30000-', 'bytes=60000-', 'bytes=90000-']);
    });

    it('is complete when the connection is cut after the last byte', async () => {
      serve = (_, __, response) => cutAfter(CONTENT, response);
      expect((await fixed()).equals(CONTENT)).toBe(true);
      expect(requests).toHaveLength(1);
    });

    it('goes on after a server that hangs in the middle', async () => {
      serve = (before, from, response) => {
        sendRest(CONTENT, from, response);
        if (before === 0) response.write(CONTENT.subarray(0, 10_000));
        else response.end(CONTENT.subarray(from));
      };
      expect((await fixed()).equals(CONTENT)).toBe(true);
      expect(ranges()).toEqual([undefined, 'bytes=10000-']);
    });

    it('takes a slow server as it is, and a slow reader too', async () => {
      serve = (_, from, response) => {
        sendRest(CONTENT, from, response);
        let at = 0;
        const timer = setInterval(() => {
          response.write(CONTENT.subarray(at, (at += 20_000)));
          if (at < CONTENT.length) return;
          clearInterval(timer);
          response.end();
        }, 150);
      };
      let size = 0;
      for await (const chunk of downloadFixed(parts(), CONTENT.length)) {
        if (size === 0) await new Promise((resolve) => setTimeout(resolve, 800));
        size += chunk.byteLength;
      }
      expect(size).toBe(CONTENT.length);
      expect(requests).toHaveLength(1);
    });

    it('skips what it has where the server sends the whole again', async () => {
      serve = (before, _, response) => {
        sendRest(CONTENT, 0, response);
        if (before < 2) cutAfter(CONTENT.subarray(0, 40_000 * (before + 1)), response);
        else response.end(CONTENT);
      };
      expect((await fixed()).equals(CONTENT)).toBe(true);
      expect(ranges()).toEqual([undefined, 'bytes=40000-', 'bytes=80000-']);
    });

    it('asks for the rest where the server sends less of it than was asked for', async () => {
      serve = (_, from, response) => {
        const end = Math.min(from + 30_000, CONTENT.length);
        response.writeHead(206, { 'content-range': `bytes ${from}-${end - 1}/${CONTENT.length}` });
        response.end(CONTENT.subarray(from, end));
      };
      expect((await fixed()).equals(CONTENT)).toBe(true);
      expect(ranges()).toEqual([undefined, 'bytes=30000-', 'bytes=60000-', 'bytes=90000-']);
    });

    it.each([
      ['begins elsewhere', { 'content-range': 'bytes 20000-99999/100000' }],
      ['is not a range of bytes', { 'content-range': 'lines 10000-99999/100000' }],
      ['ends before it begins', { 'content-range': 'bytes 10000-9999/100000' }],
      ['ends after the whole', { 'content-range': 'bytes 10000-100000/100000' }],
      ['has another length than the body', { 'content-range': 'bytes 10000-99999/100000', 'content-length': '7' }],
      ['is missing', {}],
    ])('refuses a part whose range %s', async (_, headers) => {
      serve = (before, from, response) => {
        if (before === 0) cutAfter(CONTENT.subarray(0, 10_000), sendRest(CONTENT, from, response));
        else response.writeHead(206, headers).end('1234567');
      };
      const error = await errorOf(fixed());
      expect(error).toMatchObject({ retryable: false });
      expect(String(error)).toContain('was asked for bytes from 10000 on, but sent');
      expect(requests).toHaveLength(2);
    });

    it.each([
      ['says that it has fewer bytes', 99_999, true],
      ['says that it has more bytes', 100_001, true],
      ['sends fewer bytes', 99_999, false],
      ['sends more bytes', 100_001, false],
    ])('refuses a server that %s, at once', async (_, size, stated) => {
      serve = (__, ___, response) => {
        if (stated) response.setHeader('content-length', size);
        response.end(Buffer.alloc(size));
      };
      const error = await errorOf(fixed());
      expect(error).toBeInstanceOf(WrongSize);
      expect(String(error)).toMatch(/sent (?:at least )?\d+ bytes for the content, which should have 100000$/);
      expect(requests).toHaveLength(1);
    });

    it('refuses a rest of something with another size, also after a break', async () => {
      serve = (before, from, response) => {
        if (before === 0) {
          cutAfter(CONTENT.subarray(0, 10_000), sendRest(CONTENT, from, response));
          return;
        }
        const other = Buffer.concat([CONTENT, CONTENT]);
        return sendRest(other, from, response).end(other.subarray(from));
      };
      expect(await errorOf(fixed())).toBeInstanceOf(WrongSize);
      expect(requests).toHaveLength(2);
    });

    it('ends when the server has nothing from there on', async () => {
      serve = (before, from, response) => {
        if (before === 0) cutAfter(CONTENT.subarray(0, 10_000), sendRest(CONTENT, from, response));
        else response.writeHead(416, { 'content-range': 'bytes */10000' }).end();
      };
      expect(await errorOf(fixed())).toMatchObject({ status: 416, retryable: false });
      expect(requests).toHaveLength(2);
    });

    it.each([403, 404, 410])('ends with what the caller makes of an answer %i', async (status) => {
      serve = (_, __, response) => response.writeHead(status).end();
      const failure = new Error('the caller’s own');
      const download = downloadFixed({ ...parts(), failure: () => Promise.resolve(failure) }, 5);
      await expect(collect(download)).rejects.toBe(failure);
      expect(requests).toHaveLength(1);
    });

    it('gives up after as many attempts without progress as the policy has', async () => {
      serve = (_, from, response) => cutAfter(Buffer.alloc(0), sendRest(CONTENT, from, response));
      expect(await errorOf(fixed())).toMatchObject({ attempts: 6, retryable: true });
      expect(clock.waits).toEqual([250, 500, 1000, 2000, 4000]);
    });

    describe('with much progress between the breaks', () => {
      const LARGE = Buffer.alloc(120 * 1024 * 1024, 'x');
      const MIB = 1024 * 1024;

      it('has all attempts again after each, but not for ever', async () => {
        serve = (_, from, response) => {
          sendRest(LARGE, from, response).write(LARGE.subarray(from, from + MIB + 1), () => {
            setTimeout(() => response.destroy(), 5);
          });
        };
        let received = 0;
        const work = (async () => {
          for await (const chunk of downloadFixed(parts(), LARGE.length)) received += chunk.byteLength;
        })();
        expect(await errorOf(work)).toMatchObject({ retryable: true });
        expect(requests.length).toBeGreaterThan(50);
        expect(requests.length).toBeLessThan(60);
        expect(received).toBeGreaterThan(50 * MIB);
      });
    });

    it('stops with the reason when it is aborted, and leaves no listener behind', async () => {
      serve = (_, from, response) => void sendRest(CONTENT, from, response).write(CONTENT.subarray(0, 1000));
      const abort = new AbortController();
      const reason = new Error('cancelled');
      const work = (async () => {
        for await (const chunk of downloadFixed(parts(abort.signal), CONTENT.length)) {
          expect(chunk.byteLength).toBeGreaterThan(0);
          setTimeout(() => abort.abort(reason), 10);
        }
      })();
      expect(await errorOf(work)).toBe(reason);
      expect(requests).toHaveLength(1);
      expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
    });

    it('closes its connection when the reader has enough', async () => {
      let closed: Promise<void> | undefined;
      serve = (_, from, response) => {
        closed = new Promise((resolve) => response.once('close', resolve));
        sendRest(CONTENT, from, response).write(CONTENT.subarray(0, 1000));
      };
      for await (const chunk of downloadFixed(parts(), CONTENT.length)) if (chunk.byteLength > 0) break;
      await closed;
      expect(requests).toHaveLength(1);
    });
  });

  describe('of something that may change', () => {
    const CHANGED = Buffer.from(CONTENT).reverse();

    /** One attempt for the whole, as callers make it. */
    async function whole(download: Download): Promise<Buffer> {
      const first: HttpResponse = await download.ask({});
      return await collect(downloadChanging(download, first));
    }

    /** The first answer breaks off after 30,000 bytes. */
    function breaksOnce(etag: string | undefined, next: Serve): Serve {
      return (before, from, response, request) => {
        if (before > 0) {
          next(before, from, response, request);
          return;
        }
        cutAfter(CONTENT.subarray(0, 30_000), sendRest(CONTENT, 0, response, etag === undefined ? {} : { etag }));
      };
    }

    it('goes on where the ETag says that it is the same', async () => {
      serve = breaksOnce(ETAG, (_, from, response) => {
        sendRest(CONTENT, from, response, { etag: ETAG }).end(CONTENT.subarray(from));
      });
      expect((await whole(parts())).equals(CONTENT)).toBe(true);
      expect(requests).toEqual([
        { range: undefined, ifRange: undefined },
        { range: 'bytes=30000-', ifRange: ETAG },
      ]);
    });

    it('goes on also where the server sends the whole again, and it is the same', async () => {
      serve = breaksOnce(ETAG, (_, __, response) => sendRest(CONTENT, 0, response, { etag: ETAG }).end(CONTENT));
      expect((await whole(parts())).equals(CONTENT)).toBe(true);
    });

    it('needs no known size', async () => {
      serve = (before, from, response) => {
        response.setHeader('etag', ETAG);
        if (from > 0) response.writeHead(206, { 'content-range': `bytes ${from}-99999/*` });
        if (before < 2) cutAfter(CONTENT.subarray(from, from + 40_000), response);
        else response.end(CONTENT.subarray(from));
      };
      expect((await whole(parts())).equals(CONTENT)).toBe(true);
      expect(ranges()).toEqual([undefined, 'bytes=40000-', 'bytes=80000-']);
    });

    it('is complete when there is nothing after what came', async () => {
      serve = (before, from, response) => {
        response.setHeader('etag', ETAG);
        if (before === 0) cutAfter(CONTENT, response);
        else response.writeHead(416, { 'content-range': `bytes */${from}` }).end();
      };
      expect((await whole(parts())).equals(CONTENT)).toBe(true);
      expect(requests).toHaveLength(2);
    });

    it.each<[string, Serve]>([
      ['the whole of another', (_, __, response) => sendRest(CHANGED, 0, response, { etag: '"two"' }).end(CHANGED)],
      ['the whole without an ETag', (_, __, response) => sendRest(CHANGED, 0, response).end(CHANGED)],
      [
        'a part of another',
        (_, from, response) => sendRest(CHANGED, from, response, { etag: '"two"' }).end(CHANGED.subarray(from)),
      ],
      ['less than there was', (_, __, response) => response.setHeader('etag', ETAG).end('short')],
    ])('tells when the server sends %s', async (_, next) => {
      serve = breaksOnce(ETAG, next);
      const error = await errorOf(whole(parts()));
      expect(error).toBeInstanceOf(HttpError);
      expect(error).toMatchObject({ message: 'the content changed while it was downloaded', retryable: true });
      expect(requests).toHaveLength(2);
    });

    it.each([
      ['no ETag', undefined],
      ['a weak ETag', 'W/"one"'],
    ])('is not put together from parts where there is %s', async (_, etag) => {
      serve = breaksOnce(etag, () => expect.unreachable('nothing else is asked for'));
      expect(await errorOf(whole(parts()))).toMatchObject({ retryable: true });
      expect(requests).toHaveLength(1);
    });

    it('shares its attempts with the caller, who asks for the whole again', async () => {
      serve = (before, from, response) => {
        const etag = before % 2 === 0 ? ETAG : `"other ${before}"`;
        cutAfter(CONTENT.subarray(0, 10), sendRest(CONTENT, from, response, { etag }));
      };
      const download = parts();
      const error = await errorOf(retrying(download.budget, NEVER, () => whole(download)));
      expect(error).toMatchObject({ attempts: 6, retryable: true });
      expect(clock.waits).toHaveLength(5);
    });
  });
});
