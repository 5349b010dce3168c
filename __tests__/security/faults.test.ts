import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { runCliInProcess } from '../support/cli-in-process.js';
import { plainEnvironment, type CommandResult } from '../support/command.js';
import { FakeRegistry, refuse, sha256Of, type Fault } from '../support/fake-registry.js';
import { FakeClock, testHttpClient } from '../support/http-client.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { sample } from '../support/thorough.js';
import { tarBytes } from '../support/tar-bytes.js';

// Waits between attempts end at once, and hangs are short, since the length of waits is not tested here.
vi.mock('../../src/app/host/http-client.js', () => ({
  httpClientOf: () =>
    testHttpClient({ clock: new FakeClock(), timeouts: { connectMs: 5000, idleMs: 150, commitMs: 150 } }),
}));

const cut = (response: ServerResponse): true => {
  response.destroy();
  return true;
};
const status =
  (code: number): Fault =>
  (_, response) => (refuse(response, code, 'FAULT', 'a fault'), true);

/** What a server may do instead of answering. */
const FAULTS: Readonly<Record<string, Fault>> = {
  'cuts the connection': (_, response) => cut(response),
  'resets it': (_, response) => (response.socket?.resetAndDestroy(), true),
  'cuts its answer in the middle': (_, response) => {
    response.writeHead(200, { 'content-length': 1000 });
    response.write('half', () => response.destroy());
    return true;
  },
  'never answers': () => true,
  'answers 401': status(401),
  'answers 404': status(404),
  'answers 429': status(429),
  'answers 500': status(500),
  'answers 503': status(503),
  'answers nonsense': (_, response) => (response.end('<html>'), true),
  'redirects to a host that is not there': (_, response) => {
    response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end();
    return true;
  },
};

const BASE = 'library/base';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar';

describe('a build that pulls, pushes and saves its cache, where a server fails', () => {
  let registry: FakeRegistry;
  let folder: string;
  let builds = 0;
  /** The requests of a build without faults, in their order. */
  let requests: readonly string[];

  beforeAll(async () => {
    registry = await FakeRegistry.start();
    folder = await temporaryFolder('faults');
    mkdirSync(join(folder, 'context'));
    writeFileSync(join(folder, 'context/Dockerfile'), `FROM ${registry.host}/${BASE}\nCOPY Dockerfile /d\n`);
    const layer = tarBytes([{ name: 'base', content: 'of a base' }]);
    const digest = registry.putBlob(BASE, layer);
    const config = Buffer.from(
      JSON.stringify({
        architecture: 'amd64',
        os: 'linux',
        config: {},
        rootfs: { type: 'layers', diff_ids: [digest] },
      }),
    );
    registry.putManifest(BASE, 'latest', MANIFEST, {
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: { mediaType: CONFIG, digest: registry.putBlob(BASE, config), size: config.length },
      layers: [{ mediaType: LAYER, digest: sha256Of(layer), size: layer.length }],
    });
    const { code, stderr } = await build(newRoot());
    if (code !== 0) throw new Error(stderr);
    requests = registry.log;
  });

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  const newRoot = (): string => join(folder, `root-${(builds += 1)}`);

  /** Each build pushes to a repository of its own, and finds no cache. */
  function build(root: string): Promise<CommandResult> {
    const name = `${registry.host}/app${builds}`;
    return runCliInProcess(
      [
        ...[
          'build',
          '--root',
          root,
          '--progress',
          'plain',
          '-t',
          `${name}/image:latest`,
          '--push',
          '--provenance=false',
        ],
        ...['--cache-to', `type=registry,ref=${name}/cache`, '--cache-from', `type=registry,ref=${name}/cache`],
        join(folder, 'context'),
      ],
      { env: plainEnvironment({ DOCKER_CONFIG: join(folder, 'docker'), TMPDIR: folder }) },
    );
  }

  it('makes enough requests that can fail', () => {
    expect(requests.length).toBeGreaterThan(15);
    for (const method of ['GET', 'HEAD', 'POST', 'PUT']) {
      expect(requests.some((request) => request.startsWith(method))).toBe(true);
    }
  });

  // By default each request meets some of the faults, and each fault some of the requests.
  const numbered = Object.entries(FAULTS).map(([name, fault], which) => [name, fault, which] as const);
  describe.each(numbered)('and %s', (_, fault, which) => {
    it.each([
      ['once', 1],
      ['from then on', Infinity],
    ])(
      '%s, at its requests, ends with the right code, and a good build follows',
      { timeout: 600_000 },
      async (_times, times) => {
        const codes = new Set<number>();
        for (const at of sample([...requests.keys()], 11, which)) {
          const root = newRoot();
          let seen = 0;
          registry.fault = (request, response, raw) => {
            const number = seen++;
            return number >= at && number < at + times ? fault(request, response, raw) : undefined;
          };
          const { code, stderr } = await build(root);
          const about = `at request ${at}, ${requests[at]}:\n${stderr.slice(-1500)}`;
          // 0: it was tried again, or only the cache failed. 1: what the user named was refused or does not exist.
          expect([0, 1, 69], about).toContain(code);
          expect(stderr, about).not.toMatch(/this is a bug|^ {4,}at /m);
          codes.add(code);
          registry.fault = undefined;
          const good = await build(root);
          expect(good.code, `${about}\nafterwards: ${good.stderr}`).toBe(0);
        }
        if (times === Infinity) expect([...codes].some((code) => code !== 0)).toBe(true);
      },
    );
  });
});
