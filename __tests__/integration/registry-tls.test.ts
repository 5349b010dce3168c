import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { sha256 } from '../../src/oci/digest.js';
import { OCI_CONFIG, OCI_MANIFEST } from '../../src/oci/media-types.js';
import { parseReference } from '../../src/oci/reference.js';
import { InsecureHosts } from '../../src/http/insecure-hosts.js';
import { readBody } from '../../src/http/read-body.js';
import { HttpError } from '../../src/http/http-error.js';
import { RETRY_REQUIRED } from '../../src/http/retry-policy.js';
import { must } from '../support/command.js';
import { FakeRegistry } from '../support/fake-registry.js';
import { FakeClock, testHttpClient } from '../support/http-client.js';
import { startRegistry } from '../support/registry.js';
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
      if (incoming.url === '/elsewhere') {
        response.writeHead(307, { location: `https://${hostOf(secure).replace('127.0.0.1', 'localhost')}/x` });
      }
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

  async function get(path: string, insecure: readonly string[], verifyCertificate = true): Promise<string | HttpError> {
    const http = testHttpClient({ insecure: new InsecureHosts(insecure), clock: new FakeClock() });
    try {
      const url = new URL(path, `https://${hostOf(secure)}`);
      const base = { method: 'GET', url, secrets: [], retry: RETRY_REQUIRED, signal: SIGNAL } as const;
      const request = { ...base, verifyCertificate };
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

  it('or the caller needs none, but then of that server alone', async () => {
    expect(await get('/x', [], false)).toBe('secure');
    expect(await get('/elsewhere', [], false)).toMatchObject({
      message: expect.stringMatching(/certificate/) as string,
      retryable: false,
    });
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
    expect(seen).toEqual(['https /v2/app/manifests/latest']);
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

  describe('on a port of this machine', () => {
    /** What a server answers to a request without TLS. */
    type ToPlain = (socket: Socket) => void;
    let port: Server;
    let toPlain: ToPlain;
    beforeEach(async () => {
      // The first byte tells: TLS begins with a record of type 22.
      port = createServer((socket) => {
        socket.on('error', () => socket.destroy());
        socket.once('data', (first: Buffer) => {
          if (first[0] !== 22) {
            toPlain(socket);
            return;
          }
          const upstream = connect((secure.address() as AddressInfo).port, '127.0.0.1');
          upstream.on('error', () => socket.destroy());
          socket.once('close', () => upstream.destroy());
          upstream.write(first);
          socket.pipe(upstream).pipe(socket);
        });
      });
      await new Promise<void>((resolve) => port.listen(0, '127.0.0.1', resolve));
      seen.length = 0;
    });
    afterEach(async () => {
      secure.closeAllConnections();
      await new Promise((resolve) => port.close(resolve));
    });

    it.each<[string, ToPlain]>([
      ['closes', (socket) => socket.destroy()],
      ['answers by an alert of TLS', (socket) => socket.end(Buffer.of(21, 3, 1, 0, 2, 2, 70))],
      ['answers by status 400', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\nuse TLS')],
    ])('TLS is spoken to a registry that %s where it is spoken to without', async (_, answer) => {
      toPlain = answer;
      const host = `127.0.0.1:${(port.address() as AddressInfo).port}`;
      const { client, clock, close } = testClient();
      expect(await client.digest(parseReference(`${host}/app`), SIGNAL)).toBe(DIGEST);
      expect(clock.waits).toEqual([]);
      expect(seen).toEqual(['https /v2/app/manifests/latest']);
      close();
    });
  });

  it('docker-registry with TLS on this machine takes an image, and gives it back', async () => {
    const tls = { key: join(folder, 'key.pem'), certificate: join(folder, 'cert.pem') };
    const registry = await startRegistry({ tls });
    const { client, clock, close } = testClient({ timeouts: { connectMs: 20_000, idleMs: 20_000, commitMs: 20_000 } });
    const config = Buffer.from('{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}');
    const manifest = Buffer.from(
      JSON.stringify({
        ...{ schemaVersion: 2, mediaType: OCI_MANIFEST, layers: [] },
        config: { mediaType: OCI_CONFIG, digest: sha256(config), size: config.length },
      }),
    );
    await client.pushImage(
      {
        target: { registry: registry.host, repository: 'app', tags: ['1'] },
        manifest: { mediaType: OCI_MANIFEST, bytes: manifest },
        config,
        layers: [],
      },
      SIGNAL,
    );
    expect(await client.digest(parseReference(`${registry.host}/app:1`), SIGNAL)).toBe(sha256(manifest));
    expect(clock.waits).toEqual([]);
    close();
    await registry.stop();
  });

  it('a registry on this machine without TLS is spoken to without', async () => {
    const registry = await FakeRegistry.start();
    const digest = registry.putManifest('app', 'latest', 'application/vnd.oci.image.index.v1+json', {
      schemaVersion: 2,
      manifests: [],
    });
    // The first request shows where the registry is.
    registry.fault = (_, response) => (registry.log.length === 1 ? (response.writeHead(400).end(), true) : undefined);
    const { client, close } = testClient();
    expect(await client.digest(parseReference(`${registry.host}/app`), SIGNAL)).toBe(digest);
    expect(registry.log).toEqual(['HEAD /v2/app/manifests/latest', 'HEAD /v2/app/manifests/latest']);
    close();
    await registry.stop();
  });
});
