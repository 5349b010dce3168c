import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../support/command.js';
import { flattenImage, type FlatImage } from '../support/flatten-image.js';
import { installFor } from '../support/installed-copy.js';
import { leftovers } from '../support/leftovers.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { makeTestUser, type TestUserRights } from '../support/test-user.js';

const isRoot = process.getuid?.() === 0;

const WITHOUT_RUN = `FROM busybox AS first
COPY --chown=1000:1000 . /files
WORKDIR /made
FROM busybox
COPY --from=first /files /copied
ADD archive.tar /unpacked/
ENV a=b
CMD ["cat", "/copied/text"]
`;
const WITH_RUN = `FROM busybox
COPY text /text
RUN id -u > /who; cat /text > /out; mkdir /owned && chown 12:34 /owned; rm /etc/group; mkfifo /fifo
USER www-data
RUN id -un > /tmp/user
`;

const RUNTIMES = ['crun', 'runc'];
/** Programs by which an ordinary user gets more rights. */
const WAYS_UP = ['sudo', 'unshare', 'newuidmap', 'newgidmap'];

/** The same builds by users who may less and less; these tests need root only to make the users. */
describe.skipIf(!isRoot)('an ordinary user', () => {
  let registry: RunningRegistry;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
  });

  afterAll(async () => registry.stop());

  async function buildAs(
    rights: TestUserRights,
    dockerfile: string,
    hidden: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<FlatImage> {
    const user = await makeTestUser(rights);
    try {
      const cli = await installFor(user);
      const context = join(user.home, 'context');
      await writeProject(context, { Dockerfile: dockerfile, text: 'text\n', 'in/archived': 'archived\n' });
      await must([
        'tar',
        '--owner=7',
        '--group=8',
        '-C',
        join(context, 'in'),
        '-cf',
        join(context, 'archive.tar'),
        'archived',
      ]);
      await must(['chown', '-R', `${user.uid}:${user.gid}`, context]);
      const layout = join(user.home, 'image');
      const output = ['-o', `type=oci,tar=false,dest=${layout}`, '-t', 'unprivileged:latest'];
      const result = await user.run(
        [process.execPath, cli, 'build', '--registry-mirror', `http://${registry.host}`, ...output, context],
        { hidden, env },
      );
      expect(result.code, result.stdout + result.stderr).toBe(0);
      const image = await flattenImage(`oci:${layout}`);
      expect(leftovers(user.home)).toEqual([]);
      // The store has to be the user's own to delete: "deleting that folder makes the machine fresh".
      const removed = await user.run(['rm', '-rf', join(user.home, '.local/share/layer-build')]);
      expect(removed.code === 0 || rights.sudo === true || rights.subordinateIds === true, removed.stderr).toBe(true);
      return image;
    } finally {
      await user.remove();
    }
  }

  it('builds a Dockerfile without RUN where nothing but Node is', { timeout: 600_000 }, async () => {
    const { tree } = await buildAs({}, WITHOUT_RUN, [...RUNTIMES, ...WAYS_UP, 'perl', 'tar', 'gzip'], {
      PATH: '/nonexistent',
    });
    expect(tree['copied/text']).toMatchObject({ type: 'file', owner: '1000:1000', size: 5 });
    expect(tree['unpacked/archived']).toMatchObject({ owner: '7:8' });
    expect(tree['bin/sh']).toMatchObject({ owner: '0:0' });
  });

  it.each<[string, TestUserRights, readonly string[]]>([
    ['with password-less sudo', { sudo: true }, []],
    ['without sudo, with subordinate ids', { subordinateIds: true }, []],
  ])('%s builds a Dockerfile with RUN', { timeout: 600_000 }, async (_, rights, hidden) => {
    const { tree } = await buildAs(rights, WITH_RUN, hidden);
    expect(tree['who']).toMatchObject({ size: 2, owner: '0:0' });
    expect(tree['out']).toMatchObject({ size: 5 });
    expect(tree['owned']).toMatchObject({ owner: '12:34' });
    expect(tree['fifo']).toMatchObject({ type: 'fifo' });
    expect(tree['etc/group']).toBeUndefined();
    expect(tree['tmp/user']).toMatchObject({ owner: '33:33', size: 'www-data\n'.length });
  });

  it.each<[string, TestUserRights, readonly string[], RegExp]>([
    ['a range of ids', {}, [], /\/etc\/subuid has no line for lbtest[\s\S]*usermod --add-subuids/],
    ['newuidmap', { subordinateIds: true }, ['newuidmap'], /newuidmap[\s\S]*apt-get install uidmap/],
    ['unshare', { subordinateIds: true }, ['unshare'], /unshare/],
    [
      'any runtime',
      { subordinateIds: true },
      RUNTIMES,
      /neither crun nor runc[\s\S]*could not be fetched[\s\S]*apt-get install runc/,
    ],
  ])('is told of %s that a RUN lacks', { timeout: 600_000 }, async (_, rights, hidden, told) => {
    const user = await makeTestUser(rights);
    try {
      const cli = await installFor(user);
      const context = join(user.home, 'context');
      await writeProject(context, { Dockerfile: 'FROM busybox\nRUN true\n' });
      const mirror = ['--registry-mirror', `http://${registry.host}`];
      const result = await user.run([process.execPath, cli, 'build', ...mirror, context], {
        hidden,
        // Nothing answers there: the machine cannot fetch a runtime.
        env: { HTTPS_PROXY: 'http://127.0.0.1:9' },
      });
      expect(result.stderr).toMatch(told);
      expect(result.stderr).not.toMatch(/^\s+at /m);
      expect(result.code).toBe(69);
    } finally {
      await user.remove();
    }
  });
});
