import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mustRunCliInProcess } from '../support/cli-in-process.js';
import { type CountedRequest, type CountingProxy, countingProxy } from '../support/counting-proxy.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

/** Enough for an index and a list that do not wait in the pack. */
const FILES = 600;
const DOCKERFILE = 'FROM busybox\nWORKDIR /app\nCOPY modules /app/modules\nCOPY main /app/main\n';

let registry: RunningRegistry;
let proxy: CountingProxy;
let folder: string;

beforeAll(async () => {
  registry = await openRegistry(['busybox']);
  proxy = await countingProxy(registry.host);
  folder = await temporaryFolder('nothing-changed');
  const modules = Array.from({ length: FILES }, (_, number) => [`modules/m${number}.js`, `module ${number}`] as const);
  await writeProject(join(folder, 'context'), { Dockerfile: DOCKERFILE, main: 'main', ...Object.fromEntries(modules) });
  await build('first');
});

afterAll(async () => {
  await proxy.close();
  await registry.stop();
  await removeTree(folder);
});

/** What a build on a machine asks, and what it prints. */
async function build(
  machine: string,
  [from, to]: readonly [string, string] = ['nothing-changed/cache:1', 'nothing-changed/cache:1'],
): Promise<{ readonly asked: readonly CountedRequest[]; readonly output: string }> {
  const cache = (name: string) => `type=registry,ref=${proxy.host}/${name}`;
  proxy.take();
  const { stdout } = await mustRunCliInProcess([
    ...['build', '--root', join(folder, machine), '--registry-mirror', `http://${proxy.host}`, '--progress', 'plain'],
    ...['--cache-from', cache(from), '--cache-to', `${cache(to)},mode=max`],
    ...['-t', `${proxy.host}/nothing-changed/app:1`, '--push', join(folder, 'context')],
  ]);
  return { asked: proxy.take(), output: stdout };
}

function lines(asked: readonly CountedRequest[]): readonly string[] {
  return asked.map(({ line }) => line);
}

/** Of all bodies, in both directions. */
function bytes(asked: readonly CountedRequest[]): number {
  return asked.reduce((sum, { sent, received }) => sum + sent + received, 0);
}

describe('a build that changes nothing', { timeout: 180_000 }, () => {
  it('asks a registry with image and cache five times on a fresh machine, for the head of the cache', async () => {
    const { asked, output } = await build('second');
    expect(output).toContain('All 4 steps came from the cache');
    expect([...lines(asked)].sort()).toEqual([
      'GET /v2/nothing-changed/cache/blobs/DIGEST',
      'GET /v2/nothing-changed/cache/manifests/1',
      'HEAD /v2/library/busybox/manifests/latest',
      // The provenance is that of the build that made the image, so the index is there too.
      'HEAD /v2/nothing-changed/app/manifests/DIGEST',
      'PUT /v2/nothing-changed/app/manifests/1',
    ]);
    expect(bytes(asked)).toBeLessThan(40_000);
  });

  it('asks no cache on the same machine', async () => {
    const { asked } = await build('second');
    expect([...lines(asked)].sort()).toEqual([
      'HEAD /v2/library/busybox/manifests/latest',
      'HEAD /v2/nothing-changed/app/manifests/DIGEST',
      'PUT /v2/nothing-changed/app/manifests/1',
    ]);
  });
});

describe('a build with one changed file', { timeout: 180_000 }, () => {
  it('fetches the details that it needs, says what changed, and sends none of the others again', async () => {
    await writeProject(join(folder, 'context'), { main: 'another main' });
    const { asked, output } = await build('third');
    expect(output).toContain('main modified');
    const ofCache = asked.filter(({ line }) => line.includes('/nothing-changed/cache/'));
    // The small new index waits in the pack until there are more: a new pack is all that is sent.
    const sent = ofCache.filter(({ line }) => line.startsWith('PUT '));
    expect(lines(sent)).toEqual([
      'PUT /v2/nothing-changed/cache/blobs/uploads/SESSION',
      'PUT /v2/nothing-changed/cache/manifests/1',
    ]);
    expect(bytes(sent)).toBeLessThan(40_000);
    // What changed is in the record. The index of the layer below says where /app/main leads.
    expect(lines(ofCache.filter(({ line }) => line.startsWith('GET ')))).toEqual([
      'GET /v2/nothing-changed/cache/manifests/1',
      'GET /v2/nothing-changed/cache/blobs/DIGEST',
      'GET /v2/nothing-changed/cache/blobs/DIGEST',
      'GET /v2/nothing-changed/cache/manifests/1',
    ]);
  });

  it('fetches the list of a step with many files to say which one it was', async () => {
    await writeProject(join(folder, 'context'), { 'modules/m7.js': 'another module' });
    const { asked, output } = await build('fourth');
    expect(output).toContain('modules/m7.js modified');
    const parcels = asked.filter(({ line }) => line === 'GET /v2/nothing-changed/cache/blobs/DIGEST');
    expect(parcels.length).toBeGreaterThan(1);
  });
});

describe('a cache that is saved elsewhere than where it came from', () => {
  it('gets the details too, though the build did not need them', { timeout: 180_000 }, async () => {
    const copied = await build('fifth', ['nothing-changed/cache:1', 'nothing-changed/copy:1']);
    expect(copied.output).toContain('nothing-changed/copy:1 (');
    proxy.take();
    const { output } = await build('sixth', ['nothing-changed/copy:1', 'nothing-changed/copy:1']);
    expect(output).toContain('All 4 steps came from the cache');
    await writeProject(join(folder, 'context'), { 'modules/m8.js': 'a third module' });
    const changed = await build('seventh', ['nothing-changed/copy:1', 'nothing-changed/copy:1']);
    expect(changed.output).toContain('modules/m8.js modified');
  });
});
