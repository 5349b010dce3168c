import http from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { HttpResponse } from '../../../src/http/exchange.js';
import { InsecureHosts } from '../../../src/http/insecure-hosts.js';
import { Agents, type ProxySettings } from '../../../src/http/agents.js';
import { readBody } from '../../../src/http/read-body.js';
import { HttpError } from '../../../src/http/http-error.js';
import { bytesBody, type RequestBody } from '../../../src/http/request-body.js';
import { RETRY_REQUIRED } from '../../../src/http/retry-policy.js';
import type { HttpRequest, HttpClient } from '../../../src/http/http-client.js';
import { bodyOf, FakeRegistry, refuse } from '../../support/fake-registry.js';
import { FakeClock, testHttpClient } from '../../support/http-client.js';

const SIGNAL = new AbortController().signal;

describe('HttpClient', () => {
  let server: FakeRegistry;
  let other: FakeRegistry;
  let clock: FakeClock;
  const clients: HttpClient[] = [];

  beforeEach(async () => {
    server = await FakeRegistry.start();
    other = await FakeRegistry.start();
    clock = new FakeClock();
  });
  afterEach(async () => {
    for (const http of clients.splice(0)) http.close();
    await server.stop();
    await other.stop();
  });

  function open(proxies: ProxySettings = {}, insecure: readonly string[] = []): HttpClient {
    const http = testHttpClient({
      insecure: new InsecureHosts(insecure),
      agents: new Agents(proxies),
      timeouts: { connectMs: 5_000, idleMs: 1_000, commitMs: 1_000 },
      clock,
      random: () => 0,
    });
    clients.push(http);
    return http;
  }

  function request(more: Partial<HttpRequest> = {}): HttpRequest {
    return {
      method: 'GET',
      url: new URL(`http://${server.host}/x`),
      secrets: [],
      retry: RETRY_REQUIRED,
      signal: SIGNAL,
      ...more,
    };
  }

  const text = async (response: HttpResponse): Promise<string> =>
    Buffer.from(await readBody(response, 1000)).toString();

  async function failureOf(work: Promise<unknown>): Promise<HttpError> {
    const error: unknown = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    if (error instanceof HttpError) return error;
    throw new Error('no HttpError came', { cause: error });
  }

  describe('retries', () => {
    it.each([408, 429, 500, 502, 503, 504])('after %i', async (status) => {
      server.fault = ({ before }, response) =>
        before < 2 ? (refuse(response, status, 'BUSY', 'later'), true) : (response.end('ok'), true);
      expect(await open().send(request(), text)).toBe('ok');
      expect(clock.waits).toEqual([250, 500]);
    });

    it.each([400, 401, 403, 404, 405, 416, 501])('not after %i', async (status) => {
      server.fault = (_, response) => (refuse(response, status, 'NO', 'no'), true);
      expect((await open().open(request())).status).toBe(status);
      expect(server.requests).toHaveLength(1);
    });

    it('waits as long as Retry-After says, in seconds or until a date', async () => {
      const values = ['7', new Date(clock.now() + 7_000 + 30_000).toUTCString(), 'soon'];
      server.fault = ({ before }, response) => {
        const value = values[before];
        if (value !== undefined) response.setHeader('retry-after', value).writeHead(429);
        response.end();
        return true;
      };
      await open().send(request(), text);
      expect(clock.waits).toEqual([7_000, 30_000, 1000]);
    });

    it('gives up at once when it should wait longer than it has time', async () => {
      server.fault = (_, response) => {
        response.setHeader('retry-after', '3600');
        refuse(response, 429, 'TOOMANYREQUESTS', 'You have reached your pull rate limit.');
        return true;
      };
      const error = await failureOf(open().open(request()));
      expect(error).toMatchObject({ attempts: 1, status: 429, codes: ['TOOMANYREQUESTS'], retryAfterMs: 3_600_000 });
      expect(error.message).toBe(
        `${server.host} answered 429: TOOMANYREQUESTS: You have reached your pull rate limit.`,
      );
      expect(clock.waits).toEqual([]);
    });

    it('gives up after six attempts, and says how many there were', async () => {
      server.fault = (_, response) => (refuse(response, 503, 'DOWN', 'down'), true);
      expect(await failureOf(open().open(request()))).toMatchObject({ attempts: 6, retryable: true, status: 503 });
      expect(clock.waits).toEqual([250, 500, 1000, 2000, 4000]);
    });

    it('after a connection that broke, in the head or in the middle of the body', async () => {
      server.fault = ({ before }, response) => {
        if (before === 0) response.destroy();
        else if (before === 1)
          response.writeHead(200, { 'content-length': 10 }).write('half', () => response.destroy());
        else response.end('whole');
        return true;
      };
      expect(await open().send(request(), text)).toBe('whole');
      expect(server.requests).toHaveLength(3);
    });

    it('after a server that hangs', async () => {
      server.fault = ({ before }, response) => (before === 0 || response.end('ok'), true);
      expect(await open().send(request(), text)).toBe('ok');
    });

    it('after a refused connection', async () => {
      const refused = request();
      await server.stop();
      const error = await failureOf(open().open(refused));
      expect(error).toMatchObject({ attempts: 6, retryable: true });
      expect(error.message).toMatch(/cannot reach 127\.0\.0\.1:\d+: .*ECONNREFUSED/);
      server = await FakeRegistry.start();
    });

    it('not for a host that does not exist', async () => {
      const error = await failureOf(open().open(request({ url: new URL('http://no-such-host.invalid/') })));
      if (error.message.includes('there is no host')) expect(error.attempts).toBe(1);
      else expect(error.message).toContain('EAI_AGAIN');
    });

    it('not after what is no fault of the connection', async () => {
      const fault = new TypeError('ours');
      await expect(open().send(request(), () => Promise.reject(fault))).rejects.toBe(fault);
      expect(server.requests).toHaveLength(1);
    });

    it('none once it is aborted, not even while it waits', async () => {
      const abort = new AbortController();
      const reason = new Error('cancelled');
      server.fault = (_, response) => (abort.abort(reason), refuse(response, 503, 'DOWN', 'down'), true);
      await expect(open().open(request({ signal: abort.signal }))).rejects.toBe(reason);
      expect(server.requests).toHaveLength(1);
    });
  });

  describe('bodies', () => {
    const put = (body: RequestBody): HttpRequest => request({ method: 'PUT', body });

    it('are made again for another attempt', async () => {
      const bodies: string[] = [];
      server.fault = ({ before }, response, raw) => {
        void bodyOf(raw).then((bytes) => {
          bodies.push(bytes.toString());
          response.writeHead(before === 0 ? 500 : 201).end();
        });
        return true;
      };
      const response = await open().open(put({ size: 6, open: () => [Buffer.from('abc'), Buffer.from('def')] }));
      expect(response.status).toBe(201);
      expect(bodies).toEqual(['abcdef', 'abcdef']);
      expect(server.requests[0]?.headers['content-length']).toBe('6');
    });

    it.each([
      ['fewer', 4],
      ['more', 2],
    ])('with %s bytes than promised are a bug, not a request', async (_, size) => {
      const sent = open().open(put({ size, open: () => [Buffer.from('abc')] }));
      await expect(sent).rejects.toMatchObject({ name: 'EngineBug' });
      expect(clock.waits).toEqual([]);
    });

    it('whose source fails end the request with that very error', async () => {
      const fault = new Error('disk');
      let closed = false;
      async function* source(): AsyncGenerator<Uint8Array> {
        try {
          yield Buffer.from('abc');
          await Promise.resolve();
          throw fault;
        } finally {
          closed = true;
        }
      }
      await expect(open().open(put({ size: 9, open: source }))).rejects.toBe(fault);
      expect(closed).toBe(true);
    });

    it('are not sent to the end when the answer comes before', async () => {
      let produced = 0;
      function* source(): Generator<Uint8Array> {
        for (; produced < 200; produced++) yield Buffer.alloc(1 << 20);
      }
      server.fault = (_, response) => (refuse(response, 413, 'SIZE_INVALID', 'too large'), true);
      const response = await open().open(put({ size: 200 << 20, open: source }));
      expect(response.status).toBe(413);
      await response.discard();
      expect(produced).toBeLessThan(200);
    });

    it('that the server does not take end in time', async () => {
      server.fault = () => true;
      const endless = { size: 1 << 30, open: (): Generator<Uint8Array> => zeroes() };
      const error = await failureOf(open().open({ ...put(endless), retry: { ...RETRY_REQUIRED, maxAttempts: 1 } }));
      expect(error.message).toContain('no progress of the upload');
      const silent = await failureOf(
        open().open({ ...put(bytesBody(Buffer.from('x'))), retry: { ...RETRY_REQUIRED, maxAttempts: 1 } }),
      );
      expect(silent.message).toContain('no answer');
    });

    function* zeroes(): Generator<Uint8Array> {
      for (let i = 0; i < 1024; i++) yield Buffer.alloc(1 << 20);
    }
  });

  describe('redirects', () => {
    const to = (location: string, status: number, from = '/x'): FakeRegistry['fault'] => {
      return ({ url }, response) => {
        if (url === from) response.writeHead(status, { location });
        response.end(url);
        return true;
      };
    };

    it.each([301, 302, 303, 307, 308])('%i are followed, with Authorization on the same origin', async (status) => {
      server.fault = to('/y?a=b#c', status);
      expect(await open().send(request({ authorization: 'Bearer t' }), text)).toBe('/y?a=b');
      expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer t', 'Bearer t']);
    });

    it('drop Authorization on another origin, and keep the other headers', async () => {
      server.fault = to(`http://user:pass@${other.host}/y`, 307);
      other.fault = (_, response) => (response.end('there'), true);
      const headers = { range: 'bytes=5-' };
      expect(await open().send(request({ authorization: 'Bearer t', headers }), text)).toBe('there');
      expect(other.requests[0]?.headers.authorization).toBeUndefined();
      expect(other.requests[0]?.headers.range).toBe('bytes=5-');
    });

    it('do not get Authorization back when they lead home again', async () => {
      server.fault = to(`http://${other.host}/y`, 307);
      other.fault = to(`http://${server.host}/z`, 307, '/y');
      await open().send(request({ authorization: 'Bearer t' }), text);
      expect(server.requests[1]?.headers.authorization).toBeUndefined();
    });

    it('307 sends the body again', async () => {
      const bodies: string[] = [];
      server.fault = ({ url }, response, raw) => {
        void bodyOf(raw).then((bytes) => {
          bodies.push(bytes.toString());
          response.writeHead(url === '/x' ? 307 : 201, { location: '/y' }).end();
        });
        return true;
      };
      await open().open(request({ method: 'PUT', body: bytesBody(Buffer.from('abc')) }));
      expect(bodies).toEqual(['abc', 'abc']);
    });

    it.each([301, 302, 303])('%i of a PUT is refused: it would become a GET', async (status) => {
      server.fault = to('/y', status);
      const error = await failureOf(open().open(request({ method: 'PUT', body: bytesBody(Buffer.from('x')) })));
      expect(error.message).toContain(`redirects (${status}) a PUT request`);
    });

    it('in a circle, or to nowhere, end', async () => {
      server.fault = to('/x', 302);
      expect((await failureOf(open().open(request()))).message).toContain('in a circle');
      expect(server.requests).toHaveLength(11);
      server.fault = to('http://[', 302);
      expect((await failureOf(open().open(request()))).message).toContain('without a valid address');
      server.fault = to('file:///etc/passwd', 302);
      expect((await failureOf(open().open(request()))).message).toContain('is refused');
    });

    it.each([
      ['https://a.example/', 'http://b.example/', [], false],
      ['https://a.example/', 'http://b.example/', ['b.example'], true],
      ['https://a.example/', 'http://b.example:5000/', ['b.example'], false],
      ['https://a.example/', 'http://127.0.0.1:80/', [], false],
      ['https://a.example/', 'https://b.example/', [], true],
      ['http://localhost/', 'http://b.example/', [], true],
      ['https://a.example/', 'ftp://b.example/', [], false],
    ])('from %s to %s with insecure %j: %s', (from, target, insecure, allowed) => {
      expect(open({}, insecure).mayFollow(new URL(from), new URL(target))).toBe(allowed);
    });
  });

  describe('errors', () => {
    it('show neither query, nor credentials that the server sends back, nor control characters', async () => {
      server.fault = (_, response) => (refuse(response, 500, 'X', 'token s3cret-token\n::error::x\u001b[31m'), true);
      const url = new URL(`http://${server.host}/x?signature=abc`);
      const sent = request({ url, authorization: 'Bearer s3cret-token', secrets: ['s3cret-token'] });
      const error = await failureOf(open().open({ ...sent, retry: { ...RETRY_REQUIRED, maxAttempts: 1 } }));
      expect(error.message).toBe(`${server.host} answered 500: X: token *** ::error::x [31m`);
      expect(error.url).toBe(`http://${server.host}/x`);
      expect(JSON.stringify(error) + (error.stack ?? '')).not.toMatch(/s3cret|signature/);
    });

    it('cap what the server says', async () => {
      server.fault = (_, response) => (response.writeHead(500).end('y'.repeat(1 << 20)), true);
      const error = await failureOf(open().open(request({ retry: { ...RETRY_REQUIRED, maxAttempts: 1 } })));
      expect(error.message.length).toBeLessThan(400);
    });

    it.each([
      ['{"error":"invalid_grant","error_description":"token expired"}', 'token expired'],
      ['{"details":"incorrect username or password"}', 'incorrect username or password'],
      ['{"errors":[{"code":"A","message":"a"},{"code":"B"},null,7]}', 'A: a; B'],
      ['<html>proxy error</html>', ''],
      ['plain words', 'plain words'],
      ['{"errors":"x"}', ''],
    ])('read %s', async (body, words) => {
      server.fault = (_, response) => (response.writeHead(400).end(body), true);
      const http = open();
      const error = await http.failure(await http.open(request()), { secrets: [] });
      expect(error.message).toBe(`${server.host} answered 400${words === '' ? '' : `: ${words}`}`);
    });
  });

  describe('proxies', () => {
    let proxy: http.Server;
    const seen: string[] = [];
    beforeEach(async () => {
      seen.length = 0;
      proxy = http.createServer((incoming, response) => {
        seen.push(`${incoming.method ?? ''} ${incoming.url ?? ''} ${incoming.headers['proxy-authorization'] ?? ''}`);
        response.end('through the proxy');
      });
      proxy.on('connect', (incoming, socket) => {
        seen.push(`CONNECT ${incoming.url ?? ''}`);
        if (incoming.url?.startsWith('closed') === true) return socket.resume().end('HTTP/1.1 200 OK\r\n\r\n');
        if (incoming.url?.startsWith('refused') === true) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        const [host = '', port = ''] = server.host.split(':');
        const upstream = connect(Number(port), host, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
        socket.on('error', () => upstream.destroy());
        upstream.on('error', () => socket.destroy());
        return upstream.pipe(socket).pipe(upstream);
      });
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    });
    afterEach(async () => {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    });
    const address = (user = ''): string => `http://${user}127.0.0.1:${(proxy.address() as AddressInfo).port}`;

    it('take http requests whole, with the proxy’s own credentials', async () => {
      const http = open({ http: address('u:p@') });
      expect(await http.send(request({ url: new URL('http://registry.example/x') }), text)).toBe('through the proxy');
      expect(seen).toEqual([`GET http://registry.example/x Basic ${Buffer.from('u:p').toString('base64')}`]);
    });

    it('are asked for a tunnel for https', async () => {
      // The far end speaks no TLS: that the handshake reaches it is what counts.
      const once = { ...RETRY_REQUIRED, maxAttempts: 1 };
      const http = open({ https: address() });
      await failureOf(http.open(request({ url: new URL('https://registry.example/x'), retry: once })));
      expect(seen).toEqual(['CONNECT registry.example:443']);
    });

    it('that refuse a tunnel are not taken for the registry', async () => {
      const http = open({ https: address() });
      const error = await failureOf(http.open(request({ url: new URL('https://refused.example/x') })));
      expect(error.message).toBe('the proxy did not open a tunnel to refused.example: status 403');
      expect(error.status).toBeUndefined();
    });

    it('that open tunnels and close them are asked as often as a server is', async () => {
      const http = open({ https: address() });
      const error = await failureOf(http.open(request({ url: new URL('https://closed.example/x') })));
      expect(error).toMatchObject({ attempts: 6, retryable: true });
      expect(seen).toHaveLength(6);
    });

    it('are left out for loopback and for NO_PROXY', async () => {
      server.fault = (_, response) => (response.end('direct'), true);
      expect(await open({ http: address() }).send(request(), text)).toBe('direct');
      expect(seen).toEqual([]);
    });
  });
});
