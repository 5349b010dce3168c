import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type ActionsCacheService, startActionsCacheService } from '../support/actions-cache-service.js';
import { flattenImage } from '../support/flatten-image.js';
import { FreshMachines, type JobResult } from '../support/fresh-machines.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const DOCKERFILE = `FROM busybox
RUN echo made > /made && echo app:x:1000:1000::/:/bin/sh >> /etc/passwd && mkdir -m 777 /home/app
ENV GREETING=hello
WORKDIR /home/app
USER app
`;

/** What the container of a test sees: the image, and nothing of another test. */
const PASSING = `echo "$GREETING $(id -un) $(pwd) $(cat /made)"
test ! -e note && echo note > note
test ! -e note # a comment`;

describe.skipIf(process.getuid?.() !== 0)('the input test', () => {
  let registry: RunningRegistry;
  let service: ActionsCacheService;
  let folder: string;
  let machines: FreshMachines;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    service = await startActionsCacheService();
    folder = await temporaryFolder('image-tests');
    const inputs = { push: 'true', 'registry-mirrors': `http://${registry.host}` };
    machines = FreshMachines.inProcess(folder, { inputs, env: service.env });
  });

  afterAll(async () => {
    await service.stop();
    await registry.stop();
    await removeTree(folder);
  });

  const job = (tag: string, test: string): Promise<JobResult> =>
    machines.job({
      files: { Dockerfile: DOCKERFILE },
      inputs: { test, tags: `${registry.host}/image-tests/app:${tag}` },
    });
  const pushes = async (tag: string): Promise<readonly string[]> =>
    (await registry.accessLog()).flatMap(({ method, path }) =>
      method === 'PUT' && path.endsWith(`/image-tests/app/manifests/${tag}`) ? [path] : [],
    );

  it('runs each line in a container of the image, and pushes what they leave alone', async () => {
    const { main } = await job('good', PASSING);
    expect(main.code, main.stdout).toBe(0);
    expect(main.stdout).toContain('hello app /home/app made\n');
    expect(main.stdout).toContain('::group::Test 3/3 : ');
    expect(main.summary).toContain('✅&nbsp;passed');
    const { tree } = await flattenImage(`docker://${registry.host}/image-tests/app:good`);
    expect(tree).toHaveProperty('made');
    expect(tree).not.toHaveProperty(['home/app/note']);
    expect(await pushes('good')).toHaveLength(1);
  });

  it('pushes nothing when one fails, says which, and keeps the cache', async () => {
    const { main, post } = await job('bad', 'true\necho "::error::of the image"; exit 7\necho never');
    expect(main.code).toBe(1);
    expect(await pushes('bad')).toEqual([]);
    expect(main.outputs).not.toHaveProperty('digest');
    // The test's own line stands where the runner obeys nothing; ours is an annotation without a line, which carries what the test said.
    const errors = main.stdout.split('\n').filter((line) => line.startsWith('::error'));
    expect(errors).toEqual(['::error::of the image', '::error::::error::of the image']);
    expect(main.stdout).toMatch(/::stop-commands::.*\n::error::of the image\n/);
    expect(main.stdout).toContain('Last output:\n  | ::error::of the image');
    expect(main.stdout).not.toContain('Test 3/3');
    expect(main.summary).toContain('❌&nbsp;exit code 7');
    expect(main.summary).toContain('❌ **A test failed**: test failed on');
    expect(post.code, post.stdout).toBe(0);
    const { steps, main: again } = await job('better', 'true');
    expect(again.code).toBe(0);
    expect(steps.filter((step) => step.startsWith('miss'))).toEqual([]);
  });
});
