import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActionsCacheService, startActionsCacheService } from '../support/actions-cache-service.js';
import { FreshMachines, type JobResult } from '../support/fresh-machines.js';
import { filesBelow } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import type { AccessLogEntry } from '../support/registry-log.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const FIXTURE = join(import.meta.dirname, 'fixtures/bundled-app');
const isRoot = process.getuid?.() === 0;

interface Run extends JobResult {
  /** What the cache service was asked in main and post together: `get-blob`. */
  readonly cache: readonly { readonly action: string; readonly bytesOut: number }[];
  readonly registry: readonly AccessLogEntry[];
}

/** A project with a real `npm ci`, built on one machine after another that share nothing but the servers. */
describe.skipIf(!isRoot)('a Node project on machines that are always new', () => {
  let registry: RunningRegistry;
  let service: ActionsCacheService;
  let folder: string;
  let machines: FreshMachines;
  let files: Readonly<Record<string, string>>;
  let first: Run;

  beforeAll(async () => {
    registry = await openRegistry(['node:18.13.0-slim']);
    service = await startActionsCacheService();
    folder = await temporaryFolder('five-machines');
    const inputs = {
      tags: `${registry.host}/five-machines/app:latest`,
      push: 'true',
      // It tells when and by whom, and so differs from build to build.
      provenance: 'false',
      'registry-mirrors': `http://${registry.host}`,
    };
    machines = await FreshMachines.in(folder, { inputs, env: service.env });
    files = await filesBelow(FIXTURE);
    first = await run();
  }, 600_000);

  afterAll(async () => {
    await service.stop();
    await registry.stop();
    await removeTree(folder);
  });

  async function run(changed: Readonly<Record<string, string>> = {}, code = 0): Promise<Run> {
    service.server.heal();
    const before = (await registry.accessLog()).length;
    const result = await machines.job({ files: { ...files, ...changed } });
    expect(result.main.code, result.main.stdout + result.main.stderr).toBe(code);
    expect(result.post.code, result.post.stdout + result.post.stderr).toBe(0);
    expect(result.main.stdout + result.post.stdout).not.toMatch(/^(?:::warning|WARNING:)/m);
    return { ...result, cache: [...service.server.requests], registry: (await registry.accessLog()).slice(before) };
  }

  function missed({ steps }: Run): readonly string[] {
    return steps.filter((step) => step.startsWith('miss ')).map((step) => step.slice('miss '.length));
  }

  it('restores, pushes and saves nothing when nothing changed', { timeout: 300_000 }, async () => {
    expect(missed(first)).toEqual(expect.arrayContaining(first.steps.flatMap((step) => /RUN .*/.exec(step) ?? [])));
    const second = await run();
    expect(missed(second)).toEqual([]);
    expect(second.main.outputs['digest']).toBe(first.main.outputs['digest']);
    expect(second.registry.filter(movesBlob)).toEqual([]);
    expect(second.registry.length).toBeLessThanOrEqual(12);
    // The pack is looked up and brought, and that is all.
    expect(second.cache.map(({ action }) => action)).toEqual(['find', 'get-blob']);
  });

  it('restores only the layers below the step that runs when a source file changed', { timeout: 300_000 }, async () => {
    const changed = await run({ 'src/greeting.js': "export const greeting = 'hi';\n" });
    expect(missed(changed)).toEqual([
      'COPY src src',
      'RUN mkdir /out && node src/bundle.js > /out/bundle.js',
      'RUN test -s /out/bundle.js && cp /out/bundle.js /out/checked.js',
      'COPY --from=build /out/checked.js bundle.js',
      'CMD ["node", "bundle.js"]',
    ]);
    // The base's two layers, and that of WORKDIR, which is a layer of the pushed image too.
    const read = changed.registry.filter(readsBlob);
    expect(read.map(({ path }) => path.split('/blobs/')[0]).sort()).toEqual([
      '/v2/five-machines/app',
      '/v2/library/node',
      '/v2/library/node',
    ]);
    expect(read.find(({ path }) => path.startsWith('/v2/five-machines/app/'))?.bytes).toBeLessThan(1_000);
    // The head of the pack, its details, what npm ci made, and the branch's newest baseline, whose trend goes on. What other stages made is larger, and stays where it is.
    const brought = changed.cache.filter(({ action }) => action === 'get-blob');
    expect(brought).toHaveLength(4);
    expect(brought.reduce((sum, { bytesOut }) => sum + bytesOut, 0)).toBeLessThan(2_000_000);
  });

  it('goes on with what it has when a step that ran again gave what it gave before', async () => {
    const changed = await run({ 'src/greeting.js': "// Said first.\nexport const greeting = 'hello';\n" });
    expect(missed(changed)).toEqual([
      'COPY src src',
      'RUN mkdir /out && node src/bundle.js > /out/bundle.js',
      'RUN test -s /out/bundle.js && cp /out/bundle.js /out/checked.js',
    ]);
    expect(changed.main.outputs['digest']).toBe(first.main.outputs['digest']);
    expect(changed.registry.filter(writes)).toEqual([]);
  }, 300_000);

  it('runs npm ci again for another version of the package, and goes on at a step that failed once it is mended', async () => {
    const dockerfile = files['Dockerfile'] ?? '';
    const packages = (files['package.json'] ?? '').replace('"1.0.0"', '"2.0.0"');
    const broken = { 'package.json': packages, Dockerfile: dockerfile.replace('test -s', 'test ! -s') };
    const failed = await run(broken, 1);
    expect(failed.main.stdout).toMatch(/^::error [^\n]*line=9/m);
    // Not the steps whose files are the same.
    expect(missed(failed)).toEqual([
      'COPY package.json package-lock.json ./',
      'RUN npm ci',
      'FROM dependencies AS build',
      'RUN mkdir /out && node src/bundle.js > /out/bundle.js',
      'RUN test ! -s /out/bundle.js && cp /out/bundle.js /out/checked.js',
    ]);
    const mended = await run({ 'package.json': packages });
    expect(missed(mended)).toEqual(['RUN test -s /out/bundle.js && cp /out/bundle.js /out/checked.js']);
    expect(mended.main.outputs['digest']).toBe(first.main.outputs['digest']);
    expect(mended.registry.filter(writes)).toEqual([]);
  }, 300_000);
});

function readsBlob({ method, path }: AccessLogEntry): boolean {
  return method === 'GET' && path.includes('/blobs/');
}

function writes({ method, path }: AccessLogEntry): boolean {
  return !['GET', 'HEAD'].includes(method) && path.includes('/blobs/');
}

function movesBlob(request: AccessLogEntry): boolean {
  return readsBlob(request) || writes(request);
}
