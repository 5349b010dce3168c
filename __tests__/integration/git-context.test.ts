import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type GitServer, startGitServer } from '../support/git-server.js';
import { type BuiltJob, buildInJob, commit, git } from '../support/job-of-repository.js';
import { keptGitOf, readRecordedContexts, type RecordedContexts, treeOf } from './git-contexts/records.js';
import {
  AUTHORIZATION,
  CONTEXT,
  DOCKERFILE,
  POINTER,
  type ServedCommits,
  serveRepositories,
  TOKEN,
} from './git-contexts/repositories.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

let folder: string;
let server: GitServer;
let open: GitServer;
let commits: ServedCommits;
let main: string;
let jobs = 0;

const served = (name: string): string => join(folder, 'served', 'octo-org', `${name}.git`);

beforeAll(async () => {
  folder = await temporaryFolder('git-context');
  commits = await serveRepositories(join(folder, 'served'), folder);
  main = commits.main.sha;
  server = await startGitServer(join(folder, 'served'), AUTHORIZATION);
  open = await startGitServer(join(folder, 'served'));
}, 600_000);

afterAll(async () => {
  for (const each of [server, open] as (GitServer | undefined)[]) await each?.stop();
  await removeTree(folder);
});

interface Job {
  readonly workspace: string;
  /** Requests to the server by the build. */
  requests: number;
  readonly build: (
    inputs?: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string>>,
  ) => Promise<BuiltJob>;
}

async function newJob(): Promise<Job> {
  const job = join(folder, `job-${++jobs}`);
  const workspace = join(job, 'workspace');
  await mkdir(workspace, { recursive: true });
  const result: Job = {
    workspace,
    requests: 0,
    build: async (inputs = {}, env = {}) => {
      const before = server.requests.length;
      const built = await buildInJob(
        job,
        { 'github-token': TOKEN, ...inputs },
        { GITHUB_SERVER_URL: server.address, GITHUB_SHA: main, ...env },
      );
      result.requests = server.requests.length - before;
      expect(built.stdout.replaceAll(`::add-mask::${TOKEN}`, '')).not.toContain(TOKEN);
      return built;
    },
  };
  return result;
}

/** As actions/checkout does it: a new repository, one commit, a detached HEAD. */
async function checkOut(workspace: string, sha: string, ref: string, ...fetch: string[]): Promise<void> {
  await git(workspace, 'init', '-q');
  await git(workspace, 'remote', 'add', 'origin', served('octo-repo'));
  await git(workspace, 'config', 'extensions.worktreeConfig', 'false');
  await git(workspace, 'fetch', '-q', '--no-tags', ...fetch, `file://${served('octo-repo')}`, `+${sha}:${ref}`);
  await git(workspace, '-c', 'filter.lfs.smudge=sed s/^/large-/', 'checkout', '-q', '--force', ref);
}

describe('the folder of the job as the context', () => {
  const HEADER = 'AUTHORIZATION: basic c2VjcmV0';
  const SECTION = 'http.https://github.com/.extraheader';

  async function build(dockerfile: string, more: Readonly<Record<string, string>> = {}): Promise<BuiltJob> {
    const job = await newJob();
    await commit(job.workspace, { Dockerfile: dockerfile, 'a.txt': 'a\n', ...more });
    await git(job.workspace, 'config', SECTION, HEADER);
    return job.build({ context: '.' });
  }

  it('has .git, with a warning at the line of each COPY that takes it, and an error for a credential', async () => {
    const { code, files, stdout } = await build('FROM scratch AS a\nCOPY . /\nCOPY a.txt .git/HEAD /b/\n');
    expect(code).toBe(0);
    expect(files['.git/config']).toContain(HEADER);
    const commands = stdout.split('\n').filter((line) => line.startsWith('::') && line.includes('this takes'));
    expect(commands).toHaveLength(2);
    expect(commands[0]).toMatch(/^::error .*file=Dockerfile,startLine=2::this takes \.git\/config into a layer/);
    expect(commands[0]).toContain(SECTION);
    expect(commands[1]).toMatch(/^::warning .*file=Dockerfile,startLine=2::this takes \.git into the image/);
    expect(stdout).not.toContain('c2VjcmV0');
  });

  it.each<[string, string, Readonly<Record<string, string>>]>([
    ['.dockerignore', 'COPY . /', { '.dockerignore': '.git\n' }],
    ['--exclude', 'COPY --exclude=.git . /', {}],
    ['taking other files', 'COPY a.txt /', {}],
  ])('gives no warning with %s', async (_what, line, more) => {
    const { code, files, stdout } = await build(`FROM scratch\n${line}\n`, more);
    expect(code, stdout).toBe(0);
    expect(files['a.txt']).toBe('a\n');
    expect(stdout).not.toContain('this takes');
  });
});

interface ContextCase {
  /** The commit that starts the job; default: of the main branch. */
  readonly commit?: keyof ServedCommits;
  /** What BuildKit made of it; default: of the commit. */
  readonly recorded?: keyof RecordedContexts;
  /** Puts what the job's folder has there. */
  readonly prepare: (job: Job) => Promise<void>;
  /** The server is not asked for anything. Absent: it may be. */
  readonly offline?: true;
  /** The submodule is fetched from where everybody may read. */
  readonly open?: true;
}

const shallow = (job: Job): Promise<void> => checkOut(job.workspace, main, 'refs/remotes/origin/main', '--depth=1');

const CASES: Readonly<Record<string, ContextCase>> = {
  'of a detached merge of a pull request': {
    commit: 'pullRequest',
    prepare: ({ workspace }) => checkOut(workspace, commits.pullRequest.sha, 'refs/remotes/pull/7/merge', '--depth=1'),
    offline: true,
  },
  'with a submodule': {
    commit: 'submodule',
    prepare: ({ workspace }) => checkOut(workspace, commits.submodule.sha, 'refs/remotes/origin/modules', '--depth=1'),
    open: true,
  },
  'with a pointer of LFS that the checkout has replaced': { prepare: shallow, offline: true },
  'of a shallow checkout': { prepare: shallow, offline: true },
  'of a sparse checkout': {
    prepare: async (job) => {
      await git(job.workspace, 'init', '-q');
      await git(job.workspace, 'sparse-checkout', 'set', '--no-cone', '/docs/');
      await shallow(job);
    },
    offline: true,
  },
  'without a checkout, of a private repository with the token': {
    recorded: 'private',
    prepare: () => Promise.resolve(),
  },
  'of a whole checkout': {
    prepare: ({ workspace }) => checkOut(workspace, main, 'refs/remotes/origin/main'),
    offline: true,
  },
  'of a changed tree': {
    prepare: async (job) => {
      await shallow(job);
      await writeFile(join(job.workspace, 'a.txt'), 'changed\n');
      await writeFile(join(job.workspace, 'new.txt'), 'new\n');
      await rm(join(job.workspace, 'docs/b.txt'));
    },
    offline: true,
  },
  'where .git is a file': {
    prepare: async ({ workspace }) => {
      const clone = `${workspace}-clone`;
      await git(folder, 'clone', '-q', served('octo-repo'), clone);
      await rm(workspace, { recursive: true });
      await git(clone, 'worktree', 'add', '-q', '--detach', workspace, main);
    },
    offline: true,
  },
  'of a tag': {
    commit: 'tag',
    prepare: ({ workspace }) => checkOut(workspace, 'refs/tags/v1.0.0', 'refs/tags/v1.0.0', '--depth=1'),
  },
};

/** BuildKit's name of a fetched ref is one of a tag of that name as well. */
const BUILDKITS_OWN = /^refs\/tags\/refs\//;

describe('the Git context has what BuildKit has, as recorded', () => {
  it.each(Object.entries(CASES))(
    '%s',
    async (_, { commit = 'main', recorded: name = commit, prepare, offline, open: isOpen }) => {
      const recorded = (await readRecordedContexts())[name];
      const { sha, ref } = commits[commit];
      expect(recorded.sha).toBe(sha);
      const address = isOpen === true ? open.address : server.address;
      const env = { GITHUB_SHA: sha, GITHUB_REF: ref, GITHUB_EVENT_NAME: 'push', GITHUB_SERVER_URL: address };
      const job = await newJob();
      await prepare(job);
      const built = await job.build({}, env);
      expect(built.code, built.stdout).toBe(0);
      expect(treeOf(built.root)).toEqual(recorded.tree);
      expect(existsSync(join(built.root, '.git'))).toBe(false);
      if (offline === true) expect(job.requests).toBe(0);
      const other = await newJob();
      await prepare(other);
      const kept = await other.build({ 'build-args': 'BUILDKIT_CONTEXT_KEEP_GIT_DIR=1' }, env);
      expect(kept.code, kept.stdout).toBe(0);
      const { refs, ...others } = recorded.kept;
      expect(await keptGitOf(kept.root, address)).toEqual({
        ...others,
        refs: refs.filter((line) => !BUILDKITS_OWN.test(line)),
      });
      if (offline === true) expect(other.requests).toBe(0);
    },
  );
});

/** Every row: what the job's folder is, what the context has, whether the server is asked, and what says that BuildKit does the same. */
describe('the Git context', () => {
  it('of a pull request is its merge commit [actions-toolkit src/buildx/build.ts, gitContext: the SHA of the event]', async () => {
    const job = await newJob();
    await checkOut(job.workspace, commits.pullRequest.sha, 'refs/remotes/pull/7/merge', '--depth=1');
    const env = { GITHUB_SHA: commits.pullRequest.sha, GITHUB_REF: 'refs/pull/7/merge', GITHUB_EVENT_NAME: 'push' };
    const { files, stdout } = await job.build({}, env);
    expect(files, stdout).toEqual({ ...CONTEXT, 'new.txt': 'feature\n' });
    expect(job.requests).toBe(0);
  });

  it('has submodules at their commits [buildkit source/git/source.go, checkout: submodule update --init --recursive]', async () => {
    const job = await newJob();
    await checkOut(job.workspace, commits.submodule.sha, 'refs/remotes/origin/modules', '--depth=1');
    const { files, stdout } = await job.build(
      {},
      { GITHUB_SHA: commits.submodule.sha, GITHUB_SERVER_URL: open.address },
    );
    expect(files, stdout).toEqual({
      ...CONTEXT,
      '.gitmodules': '[submodule "lib"]\n\tpath = lib\n\turl = ../lib.git\n',
      'lib/lib.txt': 'pinned\n',
    });
  });

  it('leaves LFS pointers as they are [buildkit util/gitutil/git_cli.go, Run: no settings of user or machine]', async () => {
    const job = await newJob();
    await shallow(job);
    expect(await readFile(join(job.workspace, 'big.bin'), 'utf8')).toContain('large-');
    const { files, stdout } = await job.build();
    expect(files['big.bin'], stdout).toBe(POINTER);
    // It is not a change either: the index knows the file as git made it.
    expect(stdout).not.toContain("of the job's folder");
  });

  it('of a shallow checkout is whole [buildkit source/git/source.go, checkout: the tree of the commit]', async () => {
    const job = await newJob();
    await shallow(job);
    const built = await job.build();
    expect(built.files, built.stdout).toEqual(CONTEXT);
    expect(job.requests).toBe(0);
    expect(lstatSync(join(built.root, 'a.txt'))).toMatchObject({ mtimeMs: 1_700_000_000_000, mode: 0o100644, uid: 0 });
    expect(existsSync(join(built.root, '.git'))).toBe(false);
  });

  it('of a sparse checkout has all files [buildkit source/git/source.go, checkout: checkout --no-overlay REF -- .]', async () => {
    const job = await newJob();
    await git(job.workspace, 'init', '-q');
    await git(job.workspace, 'sparse-checkout', 'set', 'docs');
    await shallow(job);
    expect(existsSync(join(job.workspace, 'docs/b.txt'))).toBe(true);
    await git(job.workspace, 'sparse-checkout', 'set', '--no-cone', '/docs/');
    expect(existsSync(join(job.workspace, 'a.txt'))).toBe(false);
    const { files, stdout } = await job.build();
    expect(files, stdout).toEqual(CONTEXT);
    expect(job.requests).toBe(0);
    expect(stdout).not.toContain("of the job's folder");
  });

  it('of a checkout without all contents is fetched', async () => {
    const job = await newJob();
    await git(job.workspace, 'init', '-q');
    await git(job.workspace, 'remote', 'add', 'origin', `file://${served('octo-repo')}`);
    await git(job.workspace, 'fetch', '-q', '--depth=1', '--filter=blob:none', 'origin', main);
    const { files, stdout } = await job.build();
    expect(files, stdout).toEqual(CONTEXT);
    expect(job.requests).toBeGreaterThan(0);
  });

  it('needs no checkout, and is fetched from a private repository with the token [build-push-action src/context.ts, getBuildArgs]', async () => {
    const job = await newJob();
    const { files, stdout } = await job.build();
    expect(files, stdout).toEqual(CONTEXT);
    expect(job.requests).toBeGreaterThan(0);
  });

  it('is refused by the server without the token, and the error names the folder as the remedy', async () => {
    const job = await newJob();
    const { code, stdout } = await job.build({ 'github-token': '' });
    expect(code).toBe(69);
    expect(stdout).toContain('the Git context is not there');
    expect(stdout).toContain('write context: .');
  });

  it('has no changes of files, which one line names [buildkit frontend/dockerui/context.go, initContext: nothing of the client]', async () => {
    const job = await newJob();
    await shallow(job);
    await writeFile(join(job.workspace, 'a.txt'), 'changed\n');
    await rm(join(job.workspace, 'docs/b.txt'));
    for (const name of ['n1', 'n2', 'n3', 'n4']) await writeFile(join(job.workspace, name), '');
    const { files, stdout } = await job.build();
    expect(files, stdout).toEqual(CONTEXT);
    const line = stdout.split('\n').filter((text) => text.includes("of the job's folder"));
    expect(line).toHaveLength(1);
    expect(line[0]).toContain("6 files of the job's folder are not as in the commit");
    expect(line[0]).toContain('a.txt, docs/b.txt, n1, n2, n3 and 1 more');
    expect(line[0]).toContain('context: .');
  });

  it('works if .git is a file, as in a worktree [as above]', async () => {
    const job = await newJob();
    const clone = join(folder, 'clone');
    await git(folder, 'clone', '-q', served('octo-repo'), clone);
    await rm(job.workspace, { recursive: true });
    await git(clone, 'worktree', 'add', '-q', '--detach', job.workspace, main);
    expect(lstatSync(join(job.workspace, '.git')).isFile()).toBe(true);
    const { files, stdout } = await job.build();
    expect(files, stdout).toEqual(CONTEXT);
    expect(job.requests).toBe(0);
  });

  it('of a tag is the commit of the tag [actions-toolkit src/buildx/build.ts, gitContext]', async () => {
    const job = await newJob();
    await checkOut(job.workspace, 'refs/tags/v1.0.0', 'refs/tags/v1.0.0', '--depth=1');
    const { files, stdout } = await job.build({}, { GITHUB_SHA: commits.tag.sha, GITHUB_REF: 'refs/tags/v1.0.0' });
    expect(files, stdout).toEqual({ ...CONTEXT, 'tag.txt': 'tagged\n' });
    expect(job.requests).toBe(0);
  });

  it('can be one folder of the commit, with the Dockerfile in it', async () => {
    const job = await newJob();
    const sha = await commit(job.workspace, { 'app/docker/D': DOCKERFILE, 'app/in': '1\n', out: '2\n' });
    // Nothing else is read: neither the content of other files, nor changes of them.
    const other = await git(job.workspace, 'rev-parse', `${sha}:out`);
    await rm(join(job.workspace, '.git/objects', other.slice(0, 2), other.slice(2)));
    await writeFile(join(job.workspace, 'out'), 'changed\n');
    await writeFile(join(job.workspace, 'app/in'), 'changed\n');
    const { files, stdout } = await job.build(
      { context: '{{defaultContext}}:app', file: 'docker/D' },
      { GITHUB_SHA: sha },
    );
    expect(files, stdout).toEqual({ 'docker/D': DOCKERFILE, in: '1\n' });
    expect(job.requests).toBe(0);
    expect(stdout).toContain("1 file of the job's folder is not as in the commit that is the context: app/in.");
  });

  it('has its Dockerfile also in lower case [buildkit frontend/dockerui/config.go, ReadEntrypoint]', async () => {
    const job = await newJob();
    const sha = await commit(job.workspace, { dockerfile: DOCKERFILE });
    const { files, stdout } = await job.build({}, { GITHUB_SHA: sha });
    expect(files, stdout).toEqual({ dockerfile: DOCKERFILE });
  });

  it('keeps .git if asked, as a clone of one commit [buildkit source/git/source.go, checkout: KeepGitDir]', async () => {
    const job = await newJob();
    await shallow(job);
    const { files, root, stdout } = await job.build({ 'build-args': 'BUILDKIT_CONTEXT_KEEP_GIT_DIR=1' });
    expect(files, stdout).toMatchObject(CONTEXT);
    expect(job.requests).toBe(0);
    expect(await git(root, 'rev-list', '--objects', '--count', '--all', 'HEAD')).toBe('10');
    expect(await git(root, 'rev-parse', 'HEAD')).toBe(main);
    expect(files['.git/HEAD']).toBe(`${main}\n`);
    expect(await git(root, 'remote', 'get-url', 'origin')).toBe(`${server.address}/octo-org/octo-repo.git`);
    expect(await git(root, 'status', '--porcelain')).toBe('');
    // Nothing in it leads to a folder of this machine.
    expect(JSON.stringify(files)).not.toContain(folder);
  });

  it('gives the same layers on two machines, wherever the commit comes from', async () => {
    const [checkedOut, fetched] = [await newJob(), await newJob()];
    await shallow(checkedOut);
    const [one, other] = [await checkedOut.build(), await fetched.build()];
    expect(one.layers).toEqual(other.layers);
    expect(one.layers).toHaveLength(1);
    expect([checkedOut.requests, fetched.requests > 0]).toEqual([0, true]);
  });
});
