import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActionsCacheService, startActionsCacheService } from '../support/actions-cache-service.js';
import { FreshMachines, type JobResult } from '../support/fresh-machines.js';
import { listImage } from '../support/list-image.js';
import { filesBelow } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { THOROUGH } from '../support/thorough.js';

const isRoot = process.getuid?.() === 0;

/** Each run is on a machine that is new, with another command, so that its step really runs. */
describe.skipIf(!isRoot)('cache mounts between machines', () => {
  let registry: RunningRegistry;
  let service: ActionsCacheService;
  let folder: string;
  let machines: FreshMachines;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    service = await startActionsCacheService();
    folder = await temporaryFolder('cache-mounts');
    const inputs = { 'registry-mirrors': `http://${registry.host}` };
    machines = FreshMachines.inProcess(folder, { inputs, env: service.env });
  }, 600_000);

  afterAll(async () => {
    await service.stop();
    await registry.stop();
    await removeTree(folder);
  });

  async function run(
    scope: string,
    files: Readonly<Record<string, string>>,
    inputs: Readonly<Record<string, string>> = {},
  ): Promise<JobResult> {
    service.server.heal();
    const result = await machines.job({ files, inputs: { 'cache-scope': scope, ...inputs } });
    expect(result.main.code, result.main.stdout + result.main.stderr).toBe(0);
    expect(result.post.code, result.post.stdout + result.post.stderr).toBe(0);
    return result;
  }

  /** Runs a command with mounts `/one` and `/two`, and tells what it said. */
  async function said(scope: string, command: string, inputs: Readonly<Record<string, string>> = {}): Promise<string> {
    const mounts = ['one', 'two'].map((id) => `--mount=type=cache,id=${id},target=/${id}`).join(' ');
    const { main } = await run(scope, { Dockerfile: `FROM busybox\nRUN ${mounts} ${command}\n` }, inputs);
    return /^said: (.*)$/m.exec(main.stdout)?.[1] ?? '';
  }

  /** Bytes that were uploaded since the last run began, and entries of blobs that there are. */
  function saved(): { readonly bytes: number; readonly blobs: number } {
    const bytes = service.server.requests.filter(({ action }) => action === 'put-blob');
    return {
      bytes: bytes.reduce((sum, { bytesIn }) => sum + bytesIn, 0),
      blobs: service.keys().filter((key) => key.includes('blob-')).length,
    };
  }

  async function namesOf(scope: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const tags = `${registry.host}/cache-mounts/app:${scope}`;
    await run(scope, files, { tags, push: 'true' });
    return (await listImage(`docker://${tags}`)).names;
  }

  it('let a package manager work without the network, and are no part of the image', async () => {
    const project = (command: string) => ({
      Dockerfile: `FROM busybox\nWORKDIR /app\nRUN --mount=type=cache,target=/root/.pm ${command}\n`,
    });
    await run('manager', project('seq 200000 > /root/.pm/package'));
    const names = await namesOf('manager', project('mkdir modules && cp /root/.pm/package modules/package'));
    expect(names).toContain('app/modules/package');
    expect(names.filter((name) => name.startsWith('root/.pm/'))).toEqual([]);
  });

  it.runIf(THOROUGH)('let npm work without the network, and are no part of the image', async () => {
    const bases = await openRegistry(['node:18.13.0-slim']);
    await bases.stop();
    const files = await filesBelow(join(import.meta.dirname, 'fixtures/bundled-app'));
    const project = (command: string) => ({
      ...files,
      Dockerfile: `FROM node:18.13.0-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm ${command}
`,
    });
    await run('npm', project('npm ci'));
    const names = await namesOf('npm', project('npm ci --offline'));
    expect(names).toContain('app/node_modules/semver/package.json');
    expect(names.filter((name) => name.startsWith('root/.npm/'))).toEqual([]);
  });

  it('are saved when they changed, and then as what changed', { timeout: 600_000 }, async () => {
    const sum = await said('changes', `head -c 500000 /dev/urandom > /one/first; echo said: $(md5sum < /one/first)`);
    expect(sum).toMatch(/^[0-9a-f]{32}/);
    const whole = saved();
    expect(whole.bytes).toBeGreaterThan(500_000);

    expect(await said('changes', `echo said: $(ls /one)`)).toBe('first');
    expect(saved().blobs).toBe(whole.blobs);
    expect(saved().bytes).toBeLessThan(50_000);

    await said('changes', `echo more > /one/second`);
    // What is small travels in the pack.
    expect(saved()).toMatchObject({ blobs: whole.blobs });
    expect(saved().bytes).toBeLessThan(50_000);
    expect(await said('changes', `echo said: $(ls /one) $(md5sum < /one/first)`)).toBe(`first second ${sum}`);
    await said('changes', `rm /one/first`);
    expect(await said('changes', `echo said: $(ls -A /one)`)).toBe('second');
  });

  it('are kept as the input cache-mounts says', { timeout: 600_000 }, async () => {
    const fill = (name: string) => `touch /one/${name} /two/${name}`;
    const look = 'echo said: $(ls /one) and $(ls /two)';
    await said('none', fill('a'), { 'cache-mounts': 'false' });
    expect(await said('none', look)).toBe('and');
    await said('some', fill('a'), { 'cache-mounts': 'two\nthree' });
    expect(await said('some', look)).toBe('and a');
    await said('all', fill('a'), { 'cache-mounts': 'true' });
    expect(await said('all', `${look}; true`, { 'cache-mounts': 'one' })).toBe('a and');
  });

  it('start empty when what they held was evicted, and are kept from then on', { timeout: 600_000 }, async () => {
    const fill = 'seq 1 200000 > /one/first';
    await said('evicted', fill);
    const blobs = service.keys().filter((key) => key.includes('blob-'));
    for (const key of blobs) await service.evict(key);
    // What is filled in is what was evicted: only the service knows that it is not there any more.
    expect(await said('evicted', `echo said: $(ls -A /one); ${fill}; echo more > /one/second`)).toBe('');
    expect(await said('evicted', 'echo said: $(ls -A /one)')).toBe('first second');
  });

  it('are left out where they are more than half of what a scope may keep', { timeout: 600_000 }, async () => {
    const fill = 'head -c 400000 /dev/urandom > /one/first; touch /two/small';
    const mounts = '--mount=type=cache,id=one,target=/one --mount=type=cache,id=two,target=/two';
    const files = { Dockerfile: `FROM busybox\nRUN ${mounts} ${fill}\n` };
    const { post } = await run('large', files, { 'cache-max-size': '700k' });
    expect(post.stdout).toMatch(/^The cache mount one \(40\dkB\) was not saved: over the budget of 3\d\dkB for cache/m);
    expect(post.stdout).not.toMatch(/The cache mount two/);
    expect(await said('large', 'echo said: $(ls /one) and $(ls /two)')).toBe('and small');
  });
});
