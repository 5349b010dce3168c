import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { must } from '../support/command.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { runStageInProcess } from '../support/stage-in-process.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const BEGUN = Date.now();
const COMMIT = '860c1904a1ce19322e91ac35af1ab07466440c37';
const DOCKERFILE = 'FROM scratch\nLABEL own=1\nCOPY file /\n';
const REPOSITORY = {
  name: 'octo-repo',
  description: 'An "app", and = more',
  html_url: 'https://github.com/octo-org/octo-repo',
  license: { spdx_id: 'Apache-2.0' },
  default_branch: 'main',
};

/** The Action's main and post with rules, against a real registry. */
describe('an image that is named by rules', () => {
  let registry: RunningRegistry;
  let folder: string;

  beforeAll(async () => {
    registry = await openRegistry();
    folder = await temporaryFolder('tag-rules');
  }, 600_000);

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  async function main(name: string, ref: string, inputs: Readonly<Record<string, string>>) {
    const job = join(folder, name);
    await writeProject(join(job, 'workspace'), { Dockerfile: DOCKERFILE, file: 'x' });
    const event = join(job, 'event.json');
    await writeFile(event, JSON.stringify({ ref, repository: REPOSITORY }));
    const env = { GITHUB_REF: ref, GITHUB_SHA: COMMIT, GITHUB_EVENT_PATH: event };
    const stage = { job, inputs: { context: '.', cache: 'off', provenance: 'false', ...inputs }, env };
    const result = await runStageInProcess('main', stage);
    const post = await runStageInProcess('post', { ...stage, state: result.state });
    expect(post.code).toBe(0);
    expect(post.stdout).not.toContain('::warning');
    return result;
  }

  async function inspect(name: string, ...flags: readonly string[]): Promise<unknown> {
    const text = await must(['skopeo', 'inspect', '--tls-verify=false', ...flags, `docker://${name}`]);
    return JSON.parse(text);
  }

  it('is pushed under all of them, with labels and outputs', { timeout: 600_000 }, async () => {
    const first = `${registry.host}/tag-rules/app`;
    const second = `${registry.host}/tag-rules/second/app`;
    const { code, stdout, outputs } = await main('release', 'refs/tags/v1.2.3', {
      push: 'true',
      images: `${registry.host}/tag-rules/App\nname=${second}\nname=${second}-off,enable=false`,
      tags: [
        '# a release',
        'type=semver,pattern={{version}}',
        'type=semver,pattern={{major}}.{{minor}}',
        'type=sha',
        'stable,type-is-not-a-rule',
        `${registry.host}/tag-rules/plain:1`,
      ].join('\n'),
      labels: 'org.opencontainers.image.title=Mine',
    });
    expect(code, stdout).toBe(0);
    const tags = ['1.2.3', '1.2', 'stable', 'type-is-not-a-rule', 'sha-860c190', 'latest'];
    const names = [first, second].flatMap((image) => tags.map((tag) => `${image}:${tag}`));
    const all = [...names, `${registry.host}/tag-rules/plain:1`];
    expect(outputs['tags']?.split('\n')).toEqual(all);
    expect(outputs['version']).toBe('1.2.3');
    for (const image of [first, second]) {
      expect(await inspect(`${image}:1.2.3`)).toMatchObject({ RepoTags: expect.arrayContaining(tags) as unknown });
    }
    for (const name of all) expect(await inspect(name)).toMatchObject({ Digest: outputs['digest'] });
    const { Labels: labels } = (await inspect(`${first}:latest`)) as { readonly Labels: Record<string, string> };
    expect(labels).toEqual({
      own: '1',
      'org.opencontainers.image.title': 'Mine',
      'org.opencontainers.image.description': 'An "app", and = more',
      'org.opencontainers.image.url': REPOSITORY.html_url,
      'org.opencontainers.image.source': REPOSITORY.html_url,
      'org.opencontainers.image.version': '1.2.3',
      'org.opencontainers.image.created': labels['org.opencontainers.image.created'],
      'org.opencontainers.image.revision': COMMIT,
      'org.opencontainers.image.licenses': 'Apache-2.0',
    });
    expect(Date.parse(labels['org.opencontainers.image.created'] ?? '')).toBeGreaterThanOrEqual(BEGUN);
    const { own: _own, ...given } = labels;
    expect(JSON.parse(outputs['json'] ?? '')).toMatchObject({ tags: all, 'tag-names': tags, labels: given });
    await expect(inspect(`${second}-off:1.2.3`)).rejects.toThrow();
    const { annotations } = (await inspect(`${first}:latest`, '--raw')) as { readonly annotations: object };
    // `labels` of the inputs is not for annotations.
    expect(annotations).toMatchObject({ 'org.opencontainers.image.version': '1.2.3' });
    expect(annotations).not.toMatchObject({ 'org.opencontainers.image.title': 'Mine' });
  });

  it('may be only a repository, for a push without a tag', { timeout: 600_000 }, async () => {
    const name = `${registry.host}/tag-rules/by-digest`;
    const { code, stdout, outputs } = await main('by-digest', 'refs/heads/main', {
      tags: name,
      outputs: 'type=image,push-by-digest=true,name-canonical=true,push=true',
    });
    expect(code, stdout).toBe(0);
    const found = `${name}@${outputs['digest']}`;
    expect(await inspect(found, '--raw')).toMatchObject({ schemaVersion: 2, layers: [expect.anything()] });
    await expect(inspect(found)).rejects.toThrow('repository tags');
    expect(JSON.parse(outputs['metadata'] ?? '')).toMatchObject({ 'image.name': name });
  });

  it('is not pushed, and not built, when a rule is wrong', { timeout: 600_000 }, async () => {
    const before = (await registry.accessLog()).length;
    const { code, stdout, outputs } = await main('wrong', 'refs/heads/main', {
      push: 'true',
      images: `${registry.host}/tag-rules/app`,
      tags: 'type=sha\ntype=raw,value={{tag}}-{{sha}}',
    });
    expect(code).toBe(1);
    expect(stdout).toContain('input "tags", line 2: the result "-860c190" is not a tag');
    expect(outputs).toEqual({});
    expect(await registry.accessLog()).toHaveLength(before);
  });
});
