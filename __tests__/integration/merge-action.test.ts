import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DefaultArtifactClient } from '@actions/artifact';

import { runMerge } from '../../src/action/merging/run-merge.js';
import { leaveNote } from '../../src/action/notes/artifacts.js';
import { noteName, noteOf, parseNote, digestsFrom } from '../../src/action/notes/digest-notes.js';
import { mergeImages } from '../../src/app/merging/merge-images.js';
import { parseDigest } from '../../src/oci/digest.js';
import { parseReference } from '../../src/oci/reference.js';
import { type ArtifactService, startArtifactService } from '../support/artifact-service.js';
import { must } from '../support/command.js';
import { testClient, type TestClient } from '../support/registry-client.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { smallImage } from '../support/small-image.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { FakeToolkit, job } from '../unit/action/job.js';

const SIGNAL = new AbortController().signal;
const IMAGES = ['amd64', 'arm64'].map((architecture) => smallImage({ os: 'linux', architecture }));

/** Jobs of one run: two push an image by digest and leave a note, a third joins them. The artifacts' client is GitHub's own. */
describe('the action merge', () => {
  let registry: RunningRegistry;
  let service: ArtifactService;
  let folder: string;
  let test: TestClient;
  const before = { ...process.env };

  beforeAll(async () => {
    registry = await openRegistry();
    service = await startArtifactService();
    folder = await temporaryFolder('merge-action');
    test = testClient();
    Object.assign(process.env, service.env);
    const target = { registry: registry.host, repository: 'merge-action/app', tags: [] };
    for (const image of IMAGES) await test.client.pushImage({ target, ...image }, SIGNAL);
  });
  afterAll(async () => {
    for (const name of Object.keys(service.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
    test.close();
    await service.stop();
    await registry.stop();
    await removeTree(folder);
  });

  const loadArtifacts = () => Promise.resolve(new DefaultArtifactClient());
  const note = (digest: string, variant: string, repository = 'merge-action/app', attempt = '1') => {
    const result = { tags: [`${registry.host}/${repository}`], digest: parseDigest(digest) };
    return noteOf(result, variant, { GITHUB_RUN_ATTEMPT: attempt })!;
  };
  const leave = (...of: Parameters<typeof note>) => leaveNote(note(...of), loadArtifacts, folder, SIGNAL);

  async function merge(inputs: Readonly<Record<string, string>>) {
    const toolkit = new FakeToolkit();
    let log = '';
    const code = await runMerge({
      job: job(inputs, { RUNNER_TEMP: folder, GITHUB_STEP_SUMMARY: 'summary', GITHUB_REF: 'refs/tags/v1.2.3' }),
      toolkit,
      signal: SIGNAL,
      write: (text) => (log += text),
      loadMerge: () => Promise.resolve(mergeImages),
      loadArtifacts,
      loadGitHub: () => Promise.reject(new Error('no GitHub here')),
    });
    return { code, toolkit, log };
  }
  const wanted = (tags: string) => ({ tags, platforms: 'linux/amd64,linux/arm64' });

  it('says that no job has pushed anything, and then which platform is missing', async () => {
    const tags = `${registry.host}/merge-action/app:1`;
    const nothing = await merge(wanted(tags));
    expect(nothing.code).toBe(1);
    expect(nothing.toolkit.errors[0]?.message).toContain(
      `no job of this run has pushed an image by digest to ${registry.host}/merge-action/app`,
    );
    await leave(IMAGES[0]!.digest, 'build {"platform":"amd64"}');
    await leave(IMAGES[1]!.digest, 'other', 'merge-action/other');
    const half = await merge(wanted(tags));
    expect(half.code).toBe(1);
    expect(half.toolkit.errors[0]?.message).toContain('no image was pushed for linux/arm64. There is linux/amd64');
    expect(half.toolkit.summary).toContain('Nothing was joined');
  });

  it('joins what the jobs of the run have pushed to the repository, by the rules, and says so in the summary', async () => {
    await leave(IMAGES[1]!.digest, 'build {"platform":"arm64"}');
    expect(service.names()).toHaveLength(3);
    const images = `${registry.host}/merge-action/app\n${registry.host}/merge-action/mirror`;
    const { code, toolkit, log } = await merge({
      ...wanted('type=semver,pattern={{version}}'),
      images,
      flavor: 'latest=false',
    });
    expect(code, log).toBe(0);
    for (const repository of ['app', 'mirror']) {
      const name = `docker://${registry.host}/merge-action/${repository}:1.2.3`;
      const raw = await must(['skopeo', 'inspect', '--raw', '--tls-verify=false', name]);
      expect(JSON.parse(raw)).toMatchObject({
        manifests: IMAGES.map(({ digest }) => ({ digest })),
        annotations: { 'org.opencontainers.image.version': '1.2.3' },
      });
    }
    expect(toolkit.outputs.get('digest')).toMatch(/^sha256:/);
    expect(toolkit.outputs.get('version')).toBe('1.2.3');
    expect(toolkit.summary).toContain('**Joined** 2 platforms');
    expect(toolkit.summary).toMatch(/^\| linux\/arm64 \| [\d.]+ ?\w+ \| <code>sha256:/m);
    expect(toolkit.errors).toEqual([]);
  });

  it('takes digests instead, without any artifact', async () => {
    const requests = service.server.requests.length;
    const digests = IMAGES.map(({ digest }) => `${registry.host}/merge-action/app@${digest}`).join('\n');
    const { code, log } = await merge({ tags: `${registry.host}/merge-action/app:given`, digests });
    expect(code, log).toBe(0);
    expect(service.server.requests).toHaveLength(requests);
  });

  it('of a job that ran again, the last attempt counts', () => {
    const notes = [
      note(IMAGES[0]!.digest, 'build', 'a', '1'),
      note(IMAGES[1]!.digest, 'build', 'a', '2'),
      note(IMAGES[0]!.digest, 'other', 'a', '1'),
    ];
    expect(new Set(notes.map(noteName)).size).toBe(3);
    const { registry: host, repository } = parseReference(`${registry.host}/a`);
    expect(digestsFrom(notes, [{ registry: host, repository }]).map(({ digest }) => digest)).toEqual([
      IMAGES[1]!.digest,
      IMAGES[0]!.digest,
    ]);
  });

  it('there is no note about names with a tag, and none is read that is something else', () => {
    const digest = parseDigest(IMAGES[0]!.digest);
    expect(noteOf({ tags: ['docker.io/library/app:1'], digest }, 'build', {})).toBeUndefined();
    for (const text of ['', '{}', '{"version":2}', JSON.stringify({ ...note(digest, 'b'), digest: 'sha256:x' })]) {
      expect(() => parseNote(Buffer.from(text)), text).toThrow('a note about a pushed digest');
    }
  });
});
