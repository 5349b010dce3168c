import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandResult } from '../support/command.js';
import { installFor } from '../support/installed-copy.js';
import { filesBelow, writeProject } from '../support/project-files.js';
import { must } from '../support/command.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { makeTestUser, type TestUserRights } from '../support/test-user.js';

const isRoot = process.getuid?.() === 0;

const DOCKERFILE = `FROM busybox
RUN --mount=type=cache,target=/kept mkdir -m 700 /kept/folder /folder && touch /kept/folder/file /folder/file
RUN chown -R 12:34 /folder
`;

/** What the privileged half unpacked belongs to root, or to ids that are the user's only in a namespace. */
describe.skipIf(!isRoot)('an ordinary user', () => {
  let registry: RunningRegistry;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
  });

  afterAll(async () => registry.stop());

  it.each<[string, TestUserRights, verb: readonly string[]]>([
    ['sudo, cache prune', { sudo: true }, ['cache', 'prune', '--all']],
    ['sudo, prune', { sudo: true }, ['prune', '--all']],
    ['subordinate ids, cache prune', { subordinateIds: true }, ['cache', 'prune', '--all']],
  ])('removes all that is kept, and then the folder: %s', { timeout: 600_000 }, async (_, rights, verb) => {
    const user = await makeTestUser(rights);
    try {
      const cli = await installFor(user);
      const [context, root] = [join(user.home, 'context'), join(user.home, 'root')];
      await writeProject(context, { Dockerfile: DOCKERFILE });
      await must(['chown', '-R', `${user.uid}:${user.gid}`, context]);
      const layerBuild = async (...args: readonly string[]): Promise<CommandResult> => {
        const result = await user.run([process.execPath, cli, ...args, '--root', root]);
        expect(result.code, result.stdout + result.stderr).toBe(0);
        return result;
      };
      await layerBuild('build', '--registry-mirror', `http://${registry.host}`, context);
      const removes = async (): Promise<boolean> => (await user.run(['rm', '-rf', root])).code === 0;
      const unpacked = async () => {
        const entries = await readdir(join(root, 'snapshots'), { recursive: true, withFileTypes: true });
        return entries.filter((entry) => entry.isFile());
      };
      expect((await unpacked()).length).toBeGreaterThan(0);
      expect((await layerBuild(...verb)).stdout).toContain('the unpacked layers and the cache mounts');
      expect(await unpacked()).toEqual([]);
      expect(Object.keys(await filesBelow(join(root, 'cache-mounts')))).toEqual([]);
      expect(await removes()).toBe(true);
      expect(await readdir(user.home)).not.toContain('root');
    } finally {
      await user.remove();
    }
  });
});
