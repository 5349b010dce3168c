import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { must, run } from '../support/command.js';
import { type GitServer, startGitServer } from '../support/git-server.js';
import { type BuiltJob, buildInJob, commit, git } from '../support/job-of-repository.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

/** A checkout that an earlier job of a self-hosted runner has prepared: nothing in its `.git` may be run or believed. */
describe('a hostile checkout', () => {
  const FILES = {
    Dockerfile: 'FROM scratch\nCOPY . /\n',
    '.gitattributes': '* filter=evil diff=evil\n',
    'd/a.txt': 'genuine\n',
    'b.txt': 'genuine too\n',
  };
  let folder: string;
  let server: GitServer;
  let sha: string;
  let job: string;
  let workspace: string;
  let jobs = 0;

  const canary = (): string => join(folder, 'canary');
  const script = (): string => join(folder, 'script');

  beforeAll(async () => {
    folder = await temporaryFolder('hostile-checkout');
    sha = await commit(join(folder, 'work'), FILES);
    await git(folder, 'clone', '-q', '--bare', join(folder, 'work'), join(folder, 'served/octo-org/octo-repo.git'));
    server = await startGitServer(join(folder, 'served'));
    await writeFile(script(), `#!/bin/sh\necho "$0 $*" >> ${canary()}\ncat\n`);
    await chmod(script(), 0o755);
  });

  afterAll(async () => {
    await server.stop();
    await removeTree(folder);
  });

  beforeEach(async () => {
    job = join(folder, `job-${++jobs}`);
    workspace = join(job, 'workspace');
    await mkdir(workspace, { recursive: true });
    await git(workspace, 'init', '-q');
    await git(workspace, 'fetch', '-q', '--depth=1', `file://${join(folder, 'served/octo-org/octo-repo.git')}`, sha);
    await git(workspace, 'checkout', '-q', sha);
  });

  async function build(): Promise<{ readonly built: BuiltJob; readonly requests: number }> {
    const before = server.requests.length;
    const env = { GITHUB_SERVER_URL: server.address, GITHUB_SHA: sha };
    const built = await buildInJob(job, { context: '' }, env);
    return { built, requests: server.requests.length - before };
  }

  async function objectFile(revision: string): Promise<string> {
    const id = await git(workspace, 'rev-parse', revision);
    return join(workspace, '.git/objects', id.slice(0, 2), id.slice(2));
  }

  /** Puts another object into the file of this one. */
  async function forge(revision: string, kind: string, body: Buffer): Promise<void> {
    const file = await objectFile(revision);
    await chmod(file, 0o644);
    await writeFile(file, deflateSync(Buffer.concat([Buffer.from(`${kind} ${body.length}\0`), body])));
  }

  it('runs no program that its settings name', async () => {
    const settings = [
      ['core.fsmonitor', script()],
      ['core.hooksPath', folder],
      ['core.sshCommand', script()],
      ['core.pager', script()],
      ['core.worktree', '/'],
      ['filter.evil.clean', script()],
      ['filter.evil.smudge', script()],
      ['filter.evil.process', script()],
      ['diff.evil.textconv', script()],
      ['diff.external', script()],
      ['remote.origin.url', `ext::${script()}`],
      ['remote.origin.uploadpack', script()],
      ['remote.origin.promisor', 'true'],
      ['extensions.partialClone', 'origin'],
      ['credential.helper', `!${script()}`],
    ];
    for (const name of ['post-checkout', 'post-index-change', 'pre-commit']) {
      await writeFile(join(workspace, '.git/hooks', name), `#!/bin/sh\necho hook >> ${canary()}\n`, { mode: 0o755 });
    }
    for (const [name = '', value = ''] of settings) await git(workspace, 'config', name, value);
    // Content has to be compared, with what the filter would make of it.
    await writeFile(join(workspace, 'b.txt'), 'changed too\n');
    const { built, requests } = await build();
    expect(built.files, built.stdout).toEqual(FILES);
    expect(requests).toBe(0);
    expect(existsSync(canary())).toBe(false);
    // They would have been run by git as people use it.
    await run(['git', '-C', workspace, '--work-tree', workspace, 'status']);
    expect(existsSync(canary())).toBe(true);
    await rm(canary());
  });

  it.each<[string, () => Promise<void>]>([
    ['content of a file', async () => forge(`${sha}:b.txt`, 'blob', Buffer.from('forged\n'))],
    [
      'a folder',
      async () => {
        const id = Buffer.from(await git(workspace, 'rev-parse', `${sha}:b.txt`), 'hex');
        await forge(`${sha}:d`, 'tree', Buffer.concat([Buffer.from('100755 a.txt\0'), id]));
      },
    ],
    [
      'the commit',
      async () => {
        const text = await must(['git', 'cat-file', 'commit', sha], { cwd: workspace });
        const tree = await git(workspace, 'rev-parse', `${sha}:d`);
        await forge(sha, 'commit', Buffer.from(text.replace(/^tree .*/, `tree ${tree}`)));
      },
    ],
    ['nothing at all', async () => rm(join(workspace, '.git/objects'), { recursive: true })],
  ])('is not used if it has other objects under the ids of the commit: %s', async (_what, change) => {
    await change();
    const { built, requests } = await build();
    expect(built.files, built.stdout).toEqual(FILES);
    expect(requests).toBeGreaterThan(0);
  });

  it('may have its objects elsewhere, but only these objects are taken', async () => {
    const elsewhere = join(folder, 'elsewhere');
    await must(['mv', join(workspace, '.git/objects'), elsewhere]);
    await mkdir(join(workspace, '.git/objects/info'), { recursive: true });
    await writeFile(join(workspace, '.git/objects/info/alternates'), `/etc\n${elsewhere}\n`);
    const { built, requests } = await build();
    expect(built.files, built.stdout).toEqual(FILES);
    expect(requests).toBe(0);
  });

  it('is used if it belongs to somebody else', async () => {
    for (const path of ['', '.git', '.git/objects']) await chown(join(workspace, path), 4321, 4321);
    const { built, requests } = await build();
    expect(built.files, built.stdout).toEqual(FILES);
    expect(requests).toBe(0);
  });

  it.each(['ext::sh -c "touch %s"', 'file:///etc', '--upload-pack=touch'])('has no submodule from %s', async (url) => {
    const work = join(folder, `modules-${jobs}`);
    const pinned = await commit(work, { Dockerfile: FILES.Dockerfile });
    await writeFile(join(work, '.gitmodules'), `[submodule "m"]\n\tpath = m\n\turl = ${url.replace('%s', canary())}\n`);
    await git(work, 'update-index', '--add', '--cacheinfo', `160000,${pinned},m`);
    await git(work, 'add', '.gitmodules');
    await git(work, 'commit', '-qm', 'module');
    const head = await git(work, 'rev-parse', 'HEAD');
    await rm(workspace, { recursive: true });
    await git(folder, 'clone', '-q', work, workspace);
    const built = await buildInJob(job, { context: '' }, { GITHUB_SERVER_URL: server.address, GITHUB_SHA: head });
    expect(built.code).toBe(69);
    expect(built.stdout).toMatch(/git submodule failed/);
    expect(existsSync(canary())).toBe(false);
  });
});
