import { createPrivateKey, sign, X509Certificate, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { GivenCredentials } from '../../src/registry/credentials/given-credentials.js';
import { must } from '../support/command.js';
import { testClient } from '../support/registry-client.js';
import { type OwnRegistry, startRegistry } from '../support/registry.js';
import { smallImage } from '../support/small-image.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const SIGNAL = new AbortController().signal;
const ISSUER = { service: 'test-registry', issuer: 'test-issuer' };
const ANYBODY = { lookup: () => Promise.resolve({ found: undefined }) };

/** A token server that gives a user the scopes that are asked for, and nobody else anything. */
describe('docker-registry with tokens', () => {
  let folder: string;
  let registry: OwnRegistry;
  const asked: string[] = [];
  let token: (scopes: readonly string[]) => string;
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://token');
    if (request.headers.authorization !== `Basic ${Buffer.from('me:correct-horse').toString('base64')}`) {
      response.writeHead(401).end('{}');
      return;
    }
    const scopes = searchParams.getAll('scope');
    asked.push(scopes.join(' '));
    response.end(JSON.stringify({ token: token(scopes) }));
  });

  beforeAll(async () => {
    folder = await temporaryFolder('registry-token');
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=tokens'];
    await must(['openssl', 'req', '-x509', ...curve, '-keyout', key, '-out', certificate, '-days', '2']);
    const signer = createPrivateKey(await readFile(key));
    const x5c = [new X509Certificate(await readFile(certificate)).raw.toString('base64')];
    token = (scopes) => {
      const now = Math.floor(Date.now() / 1000);
      const access = scopes.map((scope) => {
        const [type = '', name = '', actions = ''] = scope.split(':');
        return { type, name, actions: actions.split(',') };
      });
      const claims = { iss: ISSUER.issuer, aud: ISSUER.service, sub: 'me', iat: now, nbf: now - 5, exp: now + 300 };
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const text = `${part({ typ: 'JWT', alg: 'ES256', x5c })}.${part({ ...claims, jti: randomUUID(), access })}`;
      const signature = sign('sha256', Buffer.from(text), { key: signer, dsaEncoding: 'ieee-p1363' });
      return `${text}.${signature.toString('base64url')}`;
    };
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const realm = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
    registry = await startRegistry({ token: { realm, ...ISSUER, certificate } });
  });
  afterAll(async () => {
    server.close();
    await registry.stop();
    await removeTree(folder);
  });

  it('mounts from the first repository in the second, with a token for both', async () => {
    const login = { kind: 'basic', username: 'me', password: 'correct-horse' } as const;
    const { client, close, events } = testClient({
      credentials: new GivenCredentials(new Map([[registry.host, login]]), ANYBODY),
    });
    const image = smallImage({ os: 'linux', architecture: 'amd64' });
    const target = (repository: string) => ({ registry: registry.host, repository, tags: ['1'] });
    await client.push({ targets: [target('one'), target('two')], root: image.manifest, images: [image] }, SIGNAL);
    close();
    expect(asked).toContain('repository:one:pull repository:two:pull,push');
    const how = events.flatMap((event) =>
      event.type === 'transfer' && event.done === event.total ? [event.skipped] : [],
    );
    expect(how.toSorted()).toEqual(['mounted from one', 'mounted from one', undefined, undefined]);
    const digest = [
      'skopeo',
      'inspect',
      '--tls-verify=false',
      '--creds',
      'me:correct-horse',
      '--format',
      '{{.Digest}}',
    ];
    expect((await must([...digest, `docker://${registry.host}/two:1`])).trim()).toBe(image.digest);
  });
});
