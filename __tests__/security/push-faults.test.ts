import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { InfraError, UserError } from '../../src/errors.js';
import { OCI_INDEX, OCI_MANIFEST } from '../../src/oci/media-types.js';
import type { Push } from '../../src/registry/push-everywhere.js';
import { FakeRegistry, type Fault, refuse, sha256Of } from '../support/fake-registry.js';
import { testClient } from '../support/registry-client.js';
import { smallImage } from '../support/small-image.js';
import { sample } from '../support/thorough.js';

const SIGNAL = new AbortController().signal;
const IMAGES = ['amd64', 'arm64'].map((architecture) => smallImage({ os: 'linux', architecture }, architecture));
const INDEX = Buffer.from(
  JSON.stringify({
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: IMAGES.map(({ digest, manifest }) => ({
      mediaType: OCI_MANIFEST,
      digest,
      size: manifest.bytes.byteLength,
    })),
  }),
);
const LOGIN = { kind: 'basic', username: 'me', password: 'correct-horse' } as const;
const AUTHORIZATION = `Basic ${Buffer.from('me:correct-horse').toString('base64')}`;

/** Lets the registry answer, and changes the head of its answer. */
const changed =
  (change: (headers: Record<string, unknown>) => void): Fault =>
  (_request, response) => {
    const writeHead = response.writeHead.bind(response) as (status: number, headers?: object) => ServerResponse;
    response.writeHead = ((status: number, headers: Record<string, unknown> = {}) => {
      change(headers);
      return writeHead(status, headers);
    }) as ServerResponse['writeHead'];
    return undefined;
  };
const status =
  (code: number): Fault =>
  (_request, response) => (refuse(response, code, 'FAULT', 'a fault'), true);

/** @param foreign address of a server that is no registry */
function faults(foreign: string): Readonly<Record<string, Fault>> {
  return {
    'cuts the connection': (_request, response) => (response.destroy(), true),
    'cuts its answer': (_request, response) => {
      response.writeHead(500, { 'content-length': 1000 });
      response.write('half', () => response.destroy());
      return true;
    },
    'never answers': () => true,
    'answers 401': status(401),
    'answers 404': status(404),
    'answers 429': status(429),
    'answers 500': status(500),
    'answers 503': status(503),
    'gives no Location': changed((headers) => delete headers['location']),
    'moves the Location to another host': changed((headers) => {
      if ('location' in headers) headers['location'] = `${foreign}/upload?state=x`;
    }),
    'redirects to another host': (request, response) => {
      response.writeHead(307, { location: `${foreign}${request.url}` }).end();
      return true;
    },
    'lies about the digest': changed((headers) => (headers['docker-content-digest'] = sha256Of('a lie'))),
  };
}

/** A request without its names: two requests of a kind are answered alike. */
function kindOf(request: string): string {
  const [method = '', url = ''] = request.split(' ');
  if (url.includes('mount=')) return 'POST mount';
  if (url.includes('/blobs/uploads/')) return `${method} upload`;
  return `${method} ${url.includes('/manifests/') ? 'manifest' : 'blob'}`;
}

const ANY = ['HEAD manifest', 'HEAD blob', 'POST mount', 'POST upload', 'PUT upload', 'PUT manifest'];

/**
 * Requests at which an answer ends the push although it comes only once. At all others the push asks again, asks in another way, or does
 * more than it has to. What a server says of a manifest, or says without doubt, is believed.
 */
const FINAL: Readonly<Record<string, readonly string[]>> = {
  'answers 401': ['HEAD blob', 'POST upload', 'PUT upload', 'PUT manifest'],
  'answers 404': ['POST upload', 'PUT manifest'],
  'gives no Location': ['POST upload'],
  'moves the Location to another host': ['POST upload'],
  'redirects to another host': ['POST upload', 'PUT manifest'],
  'lies about the digest': ['PUT manifest'],
};
/** The same, if every answer from then on is so. Only one answer has a Location. */
const FINAL_ALWAYS: typeof FINAL = {
  'gives no Location': ['POST upload'],
  'moves the Location to another host': ['POST upload'],
};

/** Exit codes: 1 if the user can help, 69 if it is the server's fault. */
function expectedCode(name: string, times: number, met: readonly string[]): number {
  const final = times === 1 ? (FINAL[name] ?? []) : (FINAL_ALWAYS[name] ?? ANY);
  if (!met.some((kind) => final.includes(kind))) return 0;
  return name === 'answers 401' ? 1 : 69;
}

function codeOf(error: unknown): number | undefined {
  if (error === undefined) return 0;
  return error instanceof UserError ? 1 : error instanceof InfraError ? 69 : undefined;
}

/** A push of an index to two repositories of one registry, with a password, under three tags. */
describe('a push, where the registry', () => {
  const seen: IncomingHttpHeaders[] = [];
  const foreign = createServer((request, response) => {
    seen.push(request.headers);
    // It takes what is uploaded, and keeps nothing.
    const code = request.url?.startsWith('/upload') === true ? 201 : 404;
    request.resume().on('end', () => response.writeHead(code).end());
  });
  let requests: readonly string[];

  beforeAll(async () => {
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    const registry = await FakeRegistry.start();
    expect(await push(registry, undefined)).toBeUndefined();
    expect(tagsOf(registry)).toHaveLength(3);
    requests = registry.log;
    await registry.stop();
  });
  afterAll(() => void foreign.close());

  const addressOfForeign = (): string => `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
  const tagsOf = (registry: FakeRegistry): readonly string[] =>
    [...registry.manifests.keys()].filter((name) => !name.includes('sha256:'));

  /** @returns what it failed with */
  async function push(registry: FakeRegistry, fault: Fault | undefined): Promise<unknown> {
    registry.checksManifests = true;
    registry.fault = (request, response, raw) => {
      if (request.headers.authorization !== AUTHORIZATION) {
        response.setHeader('www-authenticate', 'Basic realm="test"');
        return (refuse(response, 401, 'UNAUTHORIZED', 'log in'), true);
      }
      return fault?.(request, response, raw);
    };
    const { client, close } = testClient({
      credentials: { lookup: () => Promise.resolve({ found: LOGIN }) },
      timeouts: { connectMs: 1000, idleMs: 60, commitMs: 60 },
    });
    const what: Push = {
      targets: [
        { registry: registry.host, repository: 'a', tags: ['1', '2'] },
        { registry: registry.host, repository: 'b', tags: ['1'] },
      ],
      root: { mediaType: OCI_INDEX, bytes: INDEX },
      images: IMAGES,
    };
    try {
      await client.push(what, SIGNAL);
      return undefined;
    } catch (error) {
      return error ?? 'nothing';
    } finally {
      close();
    }
  }

  /** The digests that a tag's image needs and its repository does not have. */
  function missing(registry: FakeRegistry, name: string): readonly string[] {
    const repository = name.split(':')[0] ?? '';
    const index = registry.manifests.get(name);
    if (index === undefined || !index.bytes.equals(INDEX)) return ['the index'];
    return IMAGES.flatMap(({ digest, layers, config }) => [
      ...(registry.manifests.has(`${repository}@${digest}`) ? [] : [digest]),
      ...[sha256Of(config), ...layers.map(({ descriptor }) => descriptor.digest)].filter(
        (blob) => !registry.blobs.has(`${repository}@${blob}`),
      ),
    ]);
  }

  const numbered = Object.keys(faults('http://x')).map((name, which) => [name, which] as const);
  it.each(numbered)('%s, ends as the tables say, and no tag is incomplete', async (name, which) => {
    const fault = faults(addressOfForeign())[name]!;
    expect(requests.length).toBeGreaterThan(25);
    for (const at of sample([...requests.keys()], 7, which)) {
      for (const times of [1, Infinity]) {
        const registry = await FakeRegistry.start();
        let count = 0;
        const met: string[] = [];
        const error = await push(registry, (request, response, raw) => {
          const number = count++;
          if (number < at || number >= at + times) return undefined;
          met.push(kindOf(`${request.method} ${request.url}`));
          return fault(request, response, raw);
        });
        const about = `${times === 1 ? 'once' : 'always'} at request ${at}, ${requests[at]}: ${String(error)}`;
        expect(codeOf(error), `${about}; met ${met.join(', ')}`).toBe(expectedCode(name, times, met));
        if (error === undefined) expect(tagsOf(registry), about).toHaveLength(3);
        for (const tag of tagsOf(registry)) expect([tag, ...missing(registry, tag)], about).toEqual([tag]);
        expect(String(error), about).not.toContain(LOGIN.password);
        await registry.stop();
      }
    }
  });

  it('sends no credential to a foreign host, although it was led there', () => {
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });
});
