import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import type { Descriptor } from '../../../src/oci/descriptor.js';
import { parseDigest, sha256 } from '../../../src/oci/digest.js';
import { OCI_CONFIG, OCI_LAYER, OCI_MANIFEST } from '../../../src/oci/media-types.js';
import { parseChallenges } from '../../../src/registry/challenge.js';
import type { RegistryClient } from '../../../src/registry/client.js';
import type { CredentialLookup, Credentials, CredentialSource } from '../../../src/registry/credentials/credentials.js';
import { bodyOf, FakeRegistry, refuse, type SeenRequest } from '../../support/fake-registry.js';
import { type TestClient, testClient } from '../../support/registry-client.js';

const SIGNAL = new AbortController().signal;

describe('parseChallenges', () => {
  it.each([
    ['Basic realm="x"', [['basic', { realm: 'x' }]]],
    [
      'Bearer realm="https://auth.example/token",service="reg",scope="repository:a:pull,push"',
      [['bearer', { realm: 'https://auth.example/token', service: 'reg', scope: 'repository:a:pull,push' }]],
    ],
    [
      'Negotiate, Basic realm="a, b", Bearer realm=c',
      [
        ['negotiate', {}],
        ['basic', { realm: 'a, b' }],
        ['bearer', { realm: 'c' }],
      ],
    ],
    ['BEARER Realm = "q\\"q" , Service=s', [['bearer', { realm: 'q"q', service: 's' }]]],
    ['Bearer realm=""', [['bearer', { realm: '' }]]],
    ['', []],
    ['"', []],
    [`Basic realm="${'x'.repeat(9000)}"`, []],
  ])('%s', (header, challenges) => {
    expect(parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])).toEqual(
      challenges,
    );
  });
});

describe('authorisation', () => {
  let registry: FakeRegistry;
  let tokens: FakeRegistry;
  const clients: TestClient[] = [];
  beforeEach(async () => {
    registry = await FakeRegistry.start();
    tokens = await FakeRegistry.start();
    registry.putBlob('app', Buffer.from('x'));
    registry.putBlob('base', Buffer.from('x'));
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await registry.stop();
    await tokens.stop();
  });

  const DIGEST = parseDigest('sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881');

  function open(found?: CredentialLookup | Credentials): TestClient {
    const lookup: CredentialLookup = found === undefined ? { found: undefined } : 'kind' in found ? { found } : found;
    const credentials: CredentialSource = { lookup: () => Promise.resolve(lookup) };
    const made = testClient({ credentials });
    clients.push(made);
    return made;
  }
  const ask = (client: RegistryClient, repository = 'app'): Promise<boolean> =>
    client.hasBlob({ registry: registry.host, repository }, DIGEST, SIGNAL);

  function challenge(response: ServerResponse, header: string): true {
    response.setHeader('www-authenticate', header);
    refuse(response, 401, 'UNAUTHORIZED', 'authentication required');
    return true;
  }

  /** A registry that takes tokens of this server's, which are `token for SCOPES`. */
  function bearer(answer: (request: SeenRequest) => object = () => ({})): void {
    registry.fault = ({ headers, url }, response) => {
      const wanted = /\/v2\/(.+)\/(?:blobs|manifests)\//.exec(url)?.[1];
      const held = Buffer.from(headers.authorization?.replace('Bearer ', '') ?? '', 'base64').toString();
      if (headers.authorization !== undefined && (wanted === undefined || held.includes(`:${wanted}:`)))
        return undefined;
      return challenge(response, `Bearer realm="http://${tokens.host}/token",service="reg.example"`);
    };
    tokens.fault = (request, response, raw) => {
      void bodyOf(raw).then((form) => {
        const query = new URLSearchParams(request.method === 'POST' ? form.toString() : request.url.split('?')[1]);
        const token = Buffer.from(query.getAll('scope').join(' ')).toString('base64');
        const name = request.method === 'POST' ? 'access_token' : 'token';
        response.end(JSON.stringify({ [name]: token, expires_in: 300, ...answer(request) }));
      });
      return true;
    };
  }

  it('goes without where nothing is asked for, and does not even look credentials up', async () => {
    const made = testClient({ credentials: { lookup: () => Promise.reject(new Error('looked up')) } });
    clients.push(made);
    const { client } = made;
    expect(await ask(client)).toBe(true);
    expect(registry.requests.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
  });

  it('basic', async () => {
    const header = `Basic ${Buffer.from('user:pä:ss').toString('base64')}`;
    registry.fault = ({ headers }, response) =>
      headers.authorization === header ? undefined : challenge(response, 'Basic realm="r"');
    const { client } = open({ kind: 'basic', username: 'user', password: 'pä:ss' });
    expect(await ask(client)).toBe(true);
    expect(registry.log).toHaveLength(2);
  });

  it('bearer: one token a scope, asked for once however many want it', async () => {
    bearer();
    const { client } = open();
    expect(await Promise.all([ask(client), ask(client), ask(client)])).toEqual([true, true, true]);
    expect(await ask(client)).toBe(true);
    expect(tokens.log).toEqual(['GET /token?service=reg.example&scope=repository%3Aapp%3Apull']);
    expect(tokens.requests[0]?.headers.authorization).toBeUndefined();
    // Only the first request is sent without a token.
    expect(registry.log).toHaveLength(5);
    expect(await ask(client, 'base')).toBe(true);
    expect(tokens.log).toHaveLength(2);
  });

  it('bearer: takes a new token shortly before the old one ends', async () => {
    bearer();
    const { client, clock } = open();
    await ask(client);
    clock.advance(269_000);
    await ask(client);
    expect(tokens.log).toHaveLength(1);
    clock.advance(2_000);
    await ask(client);
    expect(tokens.log).toHaveLength(2);
  });

  it('bearer: takes a new token when the registry refuses the one it has', async () => {
    bearer();
    const { client } = open();
    await ask(client);
    const before = registry.fault;
    let refusals = 1;
    registry.fault = (request, response, raw) =>
      refusals-- > 0
        ? challenge(response, `Bearer realm="http://${tokens.host}/token"`)
        : before?.(request, response, raw);
    expect(await ask(client)).toBe(true);
    expect(tokens.log).toHaveLength(2);
  });

  it('bearer: user and password go to the token server alone', async () => {
    bearer();
    const { client } = open({ kind: 'basic', username: 'user', password: 'secret' });
    expect(await ask(client)).toBe(true);
    expect(tokens.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('user:secret').toString('base64')}`);
    expect(tokens.requests[0]?.url).toContain('account=user');
    expect(registry.requests.some(({ headers }) => headers.authorization?.startsWith('Basic') === true)).toBe(false);
  });

  describe('bearer: tokens that are revoked', () => {
    let issued = 0;
    const uses = new Map<string, number>();

    /** Each token is good for so many requests; the first `dead` ones are good for none. */
    function goodFor(requests: number, dead = 0): void {
      issued = 0;
      uses.clear();
      registry.fault = ({ headers, url }, response, raw) => {
        const token = headers.authorization ?? '';
        const left = uses.get(token) ?? 0;
        if (left <= 0 || url === '/v2/') {
          raw.resume();
          return challenge(response, `Bearer realm="http://${tokens.host}/token"`);
        }
        uses.set(token, left - 1);
        return undefined;
      };
      tokens.fault = (_, response) => {
        issued += 1;
        uses.set(`Bearer token-${issued}`, issued <= dead ? 0 : requests);
        return (response.end(JSON.stringify({ token: `token-${issued}`, expires_in: 300 })), true);
      };
    }

    it('after every request are renewed as often as it takes, also in the middle of a push', async () => {
      goodFor(1);
      const { client } = open();
      const layers = [Buffer.alloc(300_000, 'a')];
      const config = Buffer.from('{}');
      const descriptorOf = (bytes: Buffer, mediaType = OCI_LAYER): Descriptor => {
        return { mediaType, digest: sha256(bytes), size: bytes.length };
      };
      const manifest = {
        schemaVersion: 2,
        mediaType: OCI_MANIFEST,
        config: descriptorOf(config, OCI_CONFIG),
        layers: layers.map((bytes) => descriptorOf(bytes)),
      };
      const image = {
        target: { registry: registry.host, repository: 'app', tags: ['1', '2'] },
        manifest: { mediaType: OCI_MANIFEST, bytes: Buffer.from(JSON.stringify(manifest)) },
        config,
        layers: layers.map((bytes) => ({ descriptor: descriptorOf(bytes), open: () => [bytes] })),
      };
      await client.pushImage(image, SIGNAL);
      expect(registry.manifests.has('app:2')).toBe(true);
      for (const bytes of [config, ...layers]) expect(registry.blobs.has(`app@${sha256(bytes)}`)).toBe(true);
      // One request for the manifest, three for each of two blobs, one for each tag.
      expect(issued).toBe(1 + 2 * 3 + 2);
    });

    it('before their first use are renewed, too', async () => {
      goodFor(1, 4);
      expect(await ask(open().client)).toBe(true);
      expect(issued).toBe(5);
    });

    it('without end are renewed a few times, and then access is denied', async () => {
      goodFor(0);
      const error = await refusal(open().client);
      expect(error.message).toContain('denied');
      expect(issued).toBe(6);
      expect(registry.requests, 'the first one finds the base').toHaveLength(1 + 6);
    });

    it('and sent back by the registry do not show', async () => {
      goodFor(0);
      const inner = registry.fault;
      registry.fault = (request, response, raw) => {
        if (issued < 6) return inner?.(request, response, raw);
        refuse(response, 403, 'DENIED', 'once there were token-1, token-2 and token-6');
        return true;
      };
      const blob = { mediaType: OCI_LAYER, digest: DIGEST, size: 1 };
      const fetching = open().client.fetchBlob({ registry: registry.host, repository: 'app' }, blob, SIGNAL);
      await expect(fetching.next()).rejects.toThrow('once there were ***, *** and ***');
    });
  });

  it('bearer: an identity token goes by POST', async () => {
    bearer();
    const forms: string[] = [];
    const inner = tokens.fault;
    tokens.fault = (request, response, raw) => {
      raw.once('data', (data: Buffer) => forms.push(data.toString()));
      return inner?.(request, response, raw);
    };
    const { client } = open({ kind: 'identity-token', token: 'r+f/=' });
    expect(await ask(client)).toBe(true);
    expect(Object.fromEntries(new URLSearchParams(forms[0]))).toEqual({
      grant_type: 'refresh_token',
      client_id: 'layer-build',
      service: 'reg.example',
      scope: 'repository:app:pull',
      refresh_token: 'r+f/=',
    });
  });

  it('bearer: a registry token goes to the registry, and no token server is asked', async () => {
    registry.fault = ({ headers }, response) =>
      headers.authorization === 'Bearer mine' ? undefined : challenge(response, 'Bearer realm="http://127.0.0.1:1/"');
    expect(await ask(open({ kind: 'registry-token', token: 'mine' }).client)).toBe(true);
  });

  it('adds the scope that the registry names', async () => {
    bearer();
    registry.fault = ({ headers, url }, response) => {
      const held = Buffer.from(headers.authorization?.slice(7) ?? '', 'base64').toString();
      if (url === '/v2/' || held.includes('special')) return undefined;
      return challenge(response, `Bearer realm="http://${tokens.host}/token",scope="repository:special:pull"`);
    };
    expect(await ask(open().client)).toBe(true);
    expect(tokens.log.at(-1)).toContain('scope=repository%3Aapp%3Apull&scope=repository%3Aspecial%3Apull');
  });

  async function refusal(client: RegistryClient): Promise<UserError> {
    const error: unknown = await ask(client).then(
      () => undefined,
      (caught: unknown) => caught,
    );
    if (error instanceof UserError) return error;
    throw new Error('no UserError came', { cause: error });
  }

  it('a refusal names the registry, says what to do, and shows no credentials', async () => {
    registry.fault = (_, response) => challenge(response, 'Basic realm="r"');
    const error = await refusal(open({ kind: 'basic', username: 'user', password: 'secret' }).client);
    expect(error.message).toContain(registry.host);
    expect(error.hint).toContain(`docker login ${registry.host}`);
    expect(registry.requests, 'the ping, and the request with one more try').toHaveLength(3);
    expect(error.message + String(error.stack) + JSON.stringify(error)).not.toMatch(/secret|dXNlcjpzZWNyZXQ/);
  });

  it.each([
    [{ found: { kind: 'basic', username: 'u', password: 's3cret' } }, 'the credentials were refused'],
    [{ found: { kind: 'identity-token', token: 's3cret' } }, 'the credentials were refused'],
    [{ found: undefined }, 'no access without a login'],
  ] as const)('a token server’s refusal of %j', async (lookup, words) => {
    bearer();
    // A server that sends back what it was given.
    const echo = lookup.found === undefined ? 'nothing' : 's3cret';
    tokens.fault = (_, response) => (refuse(response, 401, 'UNAUTHORIZED', `bad ${echo} here`), true);
    const error = await refusal(open(lookup).client);
    expect(error.message).toContain(words);
    expect(String(error) + String(error.cause)).not.toContain('s3cret');
  });

  it('tells of a credential source that failed only when credentials were needed', async () => {
    const lookup = { found: undefined, problem: 'docker-credential-x could not be run' };
    expect(await ask(open(lookup).client)).toBe(true);
    registry.fault = (_, response) => challenge(response, 'Basic realm="r"');
    expect((await refusal(open(lookup).client)).hint).toContain('docker-credential-x could not be run');
  });

  it.each(['{}', 'x', '{"token":1}', '{"token":"a b"}', '{"token":"a\\nb"}', '{"token":"ok","expires_in":"x"}'])(
    'refuses the token %s without showing it',
    async (body) => {
      bearer();
      tokens.fault = (_, response) => (response.end(body), true);
      await expect(ask(open().client)).rejects.toThrow(`${tokens.host} gave no valid token`);
    },
  );
});
