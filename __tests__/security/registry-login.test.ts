import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { run } from '../support/command.js';
import { FreshMachines } from '../support/fresh-machines.js';
import { type OwnRegistry, startRegistry } from '../support/registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const PASSWORDS = { one: 'correct-horse', other: 'battery-staple' };

/** Two registries with a password each: the inputs have the right ones, and Docker's config.json has wrong ones. */
describe('the logins of one build', () => {
  let folder: string;
  let one: OwnRegistry;
  let other: OwnRegistry;
  beforeAll(async () => {
    folder = await temporaryFolder('registry-login');
    one = await startRegistry({ auth: { username: 'me', password: PASSWORDS.one } });
    other = await startRegistry({ auth: { username: 'you', password: PASSWORDS.other } });
  });
  afterAll(async () => {
    await one.stop();
    await other.stop();
    await removeTree(folder);
  });

  it('push to both, and are neither in the log nor on the disk', async () => {
    const docker = await mkdtemp(join(folder, 'docker-'));
    const auth = Buffer.from('me:wrong').toString('base64');
    await writeFile(join(docker, 'config.json'), JSON.stringify({ auths: { [one.host]: { auth } } }));
    const machines = FreshMachines.inProcess(folder, { env: { DOCKER_CONFIG: docker } });
    const machine = await machines.start({
      files: { Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' },
      inputs: {
        registry: `${one.host}\n${other.host}\n`,
        username: 'me\nyou\n',
        password: `${PASSWORDS.one}\n${PASSWORDS.other}\n`,
        tags: `${one.host}/team/app:1\n${one.host}/mirror/app:1\n${other.host}/app:1`,
        'cache-to': `type=registry,ref=${one.host}/team/cache:main`,
        push: 'true',
      },
    });
    const main = await machine.stage('main');
    expect(main.code, main.stdout).toBe(0);
    const post = await machine.stage('post', { state: main.state });
    expect(post.code, post.stdout).toBe(0);
    expect(post.stdout).not.toContain('warning');
    for (const password of Object.values(PASSWORDS)) {
      const said = `${main.stdout}${main.summary}${post.stdout}`.split('\n').filter((line) => line.includes(password));
      expect(said).toEqual([
        `::add-mask::${password}`,
        ...said.slice(1).filter((line) => line.startsWith('::add-mask::')),
      ]);
      const found = await run([
        'grep',
        '-rlE',
        `${password}|${Buffer.from(`me:${password}`).toString('base64')}`,
        folder,
      ]);
      expect(found.stdout).toBe('');
    }
    const headers = { authorization: `Basic ${Buffer.from(`me:${PASSWORDS.one}`).toString('base64')}` };
    for (const name of ['team/app', 'mirror/app', 'team/cache']) {
      const tag = name === 'team/cache' ? 'main' : '1';
      const answer = await fetch(`http://${one.host}/v2/${name}/manifests/${tag}`, {
        headers: {
          ...headers,
          accept: 'application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json',
        },
      });
      expect([name, answer.status]).toEqual([name, 200]);
    }
    const uploads = (await one.accessLog()).filter(
      ({ method, path, status }) => method === 'PUT' && path.includes('/mirror/app/blobs/') && status < 300,
    );
    expect(uploads).toEqual([]);
    await machine.wipe();
  });
});
