import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

import { installFor } from '../support/installed-copy.js';
import { must } from '../support/command.js';
import { REPOSITORY } from '../support/made-once.js';
import { makeTestUser, type TestUser, type TestUserRights } from '../support/test-user.js';
import { THOROUGH } from '../support/thorough.js';

const isRoot = process.getuid?.() === 0;
/** No npm registry is there, so the small project is built. */
const NO_NPM = { npm_config_registry: 'http://127.0.0.1:9' };

describe.skipIf(!isRoot)('npm run demo', () => {
  let user: TestUser | undefined;

  afterEach(() => user?.remove());

  async function demo(rights: TestUserRights, builds: boolean) {
    user = await makeTestUser(rights);
    // Without the bundles it cannot build, but find out that it may not.
    const folder = builds ? join(await installFor(user), '../../..') : join(user.home, 'product');
    await cp(join(REPOSITORY, 'examples'), join(folder, 'examples'), { recursive: true });
    await must(['chmod', '-R', 'a+rX', folder]);
    return user.run(['node', join(folder, 'examples/demo.mjs')], { env: { TMPDIR: user.home, ...NO_NPM } });
  }

  it('says in its first lines what a user lacks for RUN', async () => {
    const { code, stdout, stderr } = await demo({}, false);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.split('\n')[0]).toContain('So RUN steps cannot run:');
    expect(stderr).toContain('/etc/subuid has no range of ids for');
    expect(stderr).toContain('sudo usermod --add-subuids');
  });

  it.runIf(THOROUGH).each([
    [{ sudo: true }, 'by sudo'],
    [{ subordinateIds: true }, 'without root'],
  ])('builds with the rights %j', { timeout: 600_000 }, async (rights, words) => {
    const { code, stdout, stderr } = await demo(rights, true);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`RUN steps:  ${words}`);
    const end = stdout.slice(stdout.lastIndexOf('==='));
    expect(end).toMatch(/^ {2}cold +[\d.]+ s {2}5 of 5/m);
    expect(end).toMatch(/^ {2}nothing changed +[\d.]+ s {2}nothing had to run$/m);
    expect(end).toMatch(/^ {2}one file changed +[\d.]+ s {2}2 of 5/m);
    expect(end).toContain('`COPY pages/ /srv/pages/` was not in the cache: pages/index.txt modified.');
    const page = /The report, for a browser: (.+)$/m.exec(end)?.[1] ?? '';
    expect(await readFile(page, 'utf8')).toContain('<!doctype html>');
  });
});
