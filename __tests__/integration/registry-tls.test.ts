import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { parseReference } from '../../src/oci/reference.js';
import { InsecureHosts } from '../../src/http/insecure-hosts.js';
import { readBody } from '../../src/http/read-body.js';
import { HttpError } from '../../src/http/http-error.js';
import { RETRY_REQUIRED } from '../../src/http/retry-policy.js';
import { must } from '../support/command.js';
import { FakeRegistry } from '../support/fake-registry.js';
import { FakeClock, testHttpClient } from '../support/http-client.js';
import { testClient } from '../support/registry-client.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const SIGNAL = new AbortController().signal;
const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('TLS', () => {
  let folder: string;
  let secure: https.Server;
  let plain: http.Server;
  const seen: string[] = [];
  beforeAll(async () => {
    folder = await temporaryFolder('registry-tls');
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const request = ['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    const subject = ['-days', '2', '-subj', '/CN=registry', '-addext', 'subjectAltName=IP:127.0.0.1'];
    await must([...request, '-keyout', key, '-out', cert, ...subject]);
    secure = https.createServer({ key: await readFile(key), cert: await readFile(cert) }, (incoming, response) => {
      seen.push(`https ${incoming.url ?? ''}`);
      response.setHeader('docker-content-digest', DIGEST);
      if (incoming.url === '/down') response.writeHead(307, { location: `http://${hostOf(plain)}/x` });
      response.end('secure');
    });
    plain = http.createServer((_, response) => response.end('plain'));
    await Promise.all(
      [secure, plain].map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))),
    );
  });
  afterAll(async () => {
    for (const server of [secure, plain]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    await removeTree(folder);
  });

  const hostOf = (server: http.Server | https.Server): string => `127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function get(path: string, insecure: readonly string[]): Promise<string | HttpError> {
    const http = testHttpClient({ insecure: new InsecureHosts(insecure), clock: new FakeClock() });
    try {
      const url = new URL(path, `https://${hostOf(secure)}`);
      const request = { method: 'GET', url, secrets: [], retry: RETRY_REQUIRED, signal: SIGNAL } as const;
      return await http.send(request, async (response) => Buffer.from(await readBody(response, 100)).toString());
    } catch (error) {
      if (error instanceof HttpError) return error;
      throw error;
    } finally {
      http.close();
    }
  }

  it('a certificate of no known authority is refused at once, with what to do', async () => {
    const error = await get('/x', []);
    expect(error).toMatchObject({
      attempts: 1,
      retryable: false,
      hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') as string,
    });
  });

  it('unless the registry is named insecure', async () => {
    expect(await get('/x', [hostOf(secure)])).toBe('secure');
  });

  it('a redirect from https to http is refused, unless its host is named insecure', async () => {
    const error = await get('/down', [hostOf(secure)]);
    expect(error).toMatchObject({
      message: expect.stringContaining('redirects from https to http') as string,
      retryable: false,
    });
    expect(await get('/down', [hostOf(secure), hostOf(plain)])).toBe('plain');
  });

  it('a registry named insecure is asked by https first', async () => {
    const { client, close } = testClient({ insecureRegistries: [hostOf(secure)] });
    seen.length = 0;
    expect(await client.digest(parseReference(`${hostOf(secure)}/app`), SIGNAL)).toBe(DIGEST);
    expect(seen).toEqual(['https /v2/', 'https /v2/app/manifests/latest']);
    close();
  });

  it('and by http where it speaks no TLS, without waiting', async () => {
    const registry = await FakeRegistry.start();
    const manifest = { schemaVersion: 2, manifests: [] };
    const digest = registry.putManifest('app', 'latest', 'application/vnd.oci.image.index.v1+json', manifest);
    const { client, clock, close } = testClient({ insecureRegistries: [registry.host] });
    expect(await client.digest(parseReference(`${registry.host}/app`), SIGNAL)).toBe(digest);
    expect(clock.waits).toEqual([]);
    close();
    await registry.stop();
  });
});
