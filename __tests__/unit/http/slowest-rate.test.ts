import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { HttpClient } from '../../../src/http/http-client.js';
import { NO_RETRY } from '../../../src/http/retry-policy.js';
import { RateWatch, SLOWEST_RATE } from '../../../src/http/slowest-rate.js';
import { testHttpClient } from '../../support/http-client.js';

const MINUTE = 60_000;

describe('the slowest rate of an answer', () => {
  it('is far below that of a slow link', () => {
    const watch = new RateWatch(MINUTE);
    // 10 kB a second, in pieces of an Ethernet frame, for ten minutes.
    for (let at = 0; at < 4000; at++) watch.received(1500, 150);
    expect(SLOWEST_RATE).toBeLessThanOrEqual(10_000 / 8);
  });

  it('is named in the error for a lower rate', () => {
    const watch = new RateWatch(MINUTE);
    for (let at = 0; at < 59; at++) watch.received(1, 1000);
    expect(() => watch.received(1, 1000)).toThrow(
      'it sent 60 bytes in 60 s, and less than 1024 bytes a second are too few to go on',
    );
  });

  it('allows for a long silence before a burst', () => {
    const watch = new RateWatch(MINUTE);
    watch.received(1, 59_000);
    watch.received(1_000_000, 2000);
    watch.received(1, 59_000);
  });

  it('counts only the time that we wait for the server', () => {
    const watch = new RateWatch(MINUTE);
    for (let at = 0; at < 10_000; at++) watch.received(1, 0);
  });
});

describe('a server that drips a byte at a time', () => {
  let client: HttpClient;
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-length': 1_000_000 });
    const drip = setInterval(() => response.write('x'), 10);
    response.on('close', () => clearInterval(drip));
  });

  beforeEach(async () => {
    client = testHttpClient({ timeouts: { connectMs: 5000, idleMs: 300, commitMs: 5000 } });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(async () => {
    client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('is given up, though it is never silent for long', async () => {
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const { signal } = new AbortController();
    const reading = client.send({ method: 'GET', url, secrets: [], retry: NO_RETRY, signal }, async (response) => {
      for await (const chunk of response.body()) expect(chunk.byteLength).toBeGreaterThan(0);
    });
    await expect(reading).rejects.toMatchObject({
      name: 'InfraError',
      retryable: true,
      message: expect.stringMatching(/it sent \d+ bytes in \d+ s, and less than 1024 bytes a second/) as string,
    });
  });
});
