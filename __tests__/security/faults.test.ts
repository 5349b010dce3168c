import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { runCliInProcess } from '../support/cli-in-process.js';
import { plainEnvironment, type CommandResult } from '../support/command.js';
import { FakeRegistry, refuse, type Fault } from '../support/fake-registry.js';
import { FakeClock, testHttpClient } from '../support/http-client.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { putSmallBase } from '../support/small-base.js';
import { sample } from '../support/thorough.js';

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

/** 0: it was tried again, or only the cache failed. 1: what the user named was refused or does not exist. */
const MEANS: Readonly<Record<string, number>> = { '0': 0, '1': 1, X: 69 };

/**
 * The exit codes by the first request that meets a fault: where it alone meets it, and where all that follow meet it too. One
 * character for each of the faults, in their order.
 */
const CODES: Readonly<Record<string, readonly [once: string, fromThenOn: string]>> = {
  'GET cache/manifests/latest': ['00000000000', 'XXXX11XXXXX'],
  'HEAD base/manifests/latest': ['00001100000', 'XXXX11XXXXX'],
  'GET base/manifests/DIGEST': ['000011000X0', 'XXXX11XXXXX'],
  'GET base/blobs/CONFIG': ['00X01X000X0', 'XXXX1XXXXXX'],
  'GET base/blobs/DIGEST': ['00X01X000X0', 'XXXX1XXXXXX'],
  'HEAD image/blobs/DIGEST': ['00001000000', 'XXXX1XXXX0X'],
  'HEAD image/manifests/DIGEST': ['00000000000', 'XXXX1XXXX0X'],
  'POST image/blobs/uploads/': ['00X01X000X0', 'XXXX1XXXXXX'],
  'POST image/blobs/uploads/?mount': ['00000000000', 'XXXX1XXXXXX'],
  'PUT image/blobs/uploads/1': ['00X010000X0', 'XXXX1XXXXXX'],
  'PUT image/manifests/latest': ['00001X00000', 'XX0X1XXXX0X'],
  'HEAD cache/blobs/DIGEST': ['00000000000', '00000000000'],
  'POST cache/blobs/uploads/': ['00000000000', '00000000000'],
  'PUT cache/blobs/uploads/1': ['00000000000', '00000000000'],
  'PUT cache/manifests/latest': ['00000000000', '00000000000'],
};

const BASE = 'library/base';

describe('a build that pulls, pushes and saves its cache, where a server fails', () => {
  let registry: FakeRegistry;
  let folder: string;
  let builds = 0;
  /** The requests of a build without faults, in their order. */
  let requests: readonly string[];
  let configDigest: string;

  beforeAll(async () => {
    registry = await FakeRegistry.start();
    folder = await temporaryFolder('faults');
    mkdirSync(join(folder, 'context'));
    writeFileSync(join(folder, 'context/Dockerfile'), `FROM ${registry.host}/${BASE}\nCOPY Dockerfile /d\n`);
    configDigest = putSmallBase(registry, BASE);
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

  it('makes all kinds of requests that the table has', () => {
    expect([...new Set(requests.map(kindOf))].sort()).toEqual(Object.keys(CODES).sort());
  });

  // By default each kind of request meets some of the faults, and each fault some of the requests.
  const cases = Object.keys(CODES).flatMap((kind) =>
    Object.keys(FAULTS).flatMap((name, which) => ([0, 1] as const).map((row) => ({ kind, name, which, row }))),
  );
  it.each(sample(cases, 11).map((one) => [one.name, one.row === 0 ? 'once' : 'from then on', one.kind, one] as const))(
    'and %s %s, at %s, ends with the right code, and a good build follows',
    async (_name, _times, _kind, { kind, name, which, row }) => {
      const root = newRoot();
      let met = false;
      registry.fault = (request, response, raw) => {
        const here = kindOf(`${request.method} ${request.url}`) === kind;
        if (met ? row === 0 : !here) return undefined;
        met = true;
        return FAULTS[name]?.(request, response, raw);
      };
      const { code, stderr } = await build(root);
      registry.fault = undefined;
      expect(met).toBe(true);
      expect(stderr).not.toMatch(/this is a bug|^ {4,}at /m);
      expect(code, stderr.slice(-1500)).toBe(MEANS[CODES[kind]?.[row][which] ?? '']);
      const good = await build(root);
      expect(good.code, `${stderr}\nafterwards: ${good.stderr}`).toBe(0);
    },
  );

  /** What a request is about, without what differs between builds. */
  function kindOf(request: string): string {
    return request
      .replace(/\?mount=.*/, '?mount')
      .replace(/uploads\/\d+.*/, 'uploads/1')
      .replace(/\/v2\/app\d+\//, '')
      .replace('/v2/library/', '')
      .replace(configDigest, 'CONFIG')
      .replace(/sha256:[0-9a-f]{64}/, 'DIGEST');
  }
});
