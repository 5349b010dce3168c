import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { commit, git } from '../../support/job-of-repository.js';

export const POINTER = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n';
export const DOCKERFILE = 'FROM scratch\nCOPY . /\n';

export const TOKEN = 'token-that-is-secret-77ab';
/** What a server wants that gives nothing without the token. */
export const AUTHORIZATION = `basic ${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`;

/** What the commit of the main branch has. */
const FILES = {
  Dockerfile: DOCKERFILE,
  '.dockerignore': 'a.txt\n',
  '.gitattributes': [
    '*.bin filter=lfs diff=lfs merge=lfs -text',
    '*.bat eol=crlf',
    // These are for git archive alone.
    'docs export-ignore',
    'a.txt export-subst',
    '',
  ].join('\n'),
  'a.txt': 'a $Format:%H$\n',
  'run.bat': 'echo\n',
  'big.bin': POINTER,
  'docs/b.txt': 'b\n',
};
/** The same in BuildKit's Git context. A checkout turns line ends as attributes say. `.dockerignore` has no say. */
export const CONTEXT = { ...FILES, 'run.bat': 'echo\r\n' };

/** A commit, and the ref that leads to it. */
export interface ServedCommit {
  readonly sha: string;
  readonly ref: string;
}

/** The kinds of commits that start a job. Their ids are the same wherever they are made. */
export type ServedCommits = Readonly<Record<'main' | 'pullRequest' | 'submodule' | 'tag', ServedCommit>>;

/** @param folder of the server, where `octo-org/octo-repo.git` and a repository that is a submodule of it are made */
export async function serveRepositories(served: string, scratch: string): Promise<ServedCommits> {
  const bare = (name: string): string => join(served, 'octo-org', `${name}.git`);
  const work = join(scratch, 'work');
  const main = await commit(work, FILES);
  const library = join(scratch, 'library');
  await commit(library, { 'lib.txt': 'pinned\n' });
  await git(scratch, 'clone', '-q', '--bare', library, bare('lib'));
  await git(work, 'checkout', '-q', '-b', 'feature');
  const head = await commit(work, { 'new.txt': 'feature\n' });
  await git(work, 'checkout', '-q', '-b', 'onto', main);
  await git(work, 'merge', '-q', '--no-ff', '-m', 'merge', head);
  const merge = await git(work, 'rev-parse', 'HEAD');
  await git(work, 'checkout', '-q', '-b', 'modules', main);
  await git(work, 'submodule', 'add', '-q', library, 'lib');
  await git(work, 'config', '-f', '.gitmodules', 'submodule.lib.url', '../lib.git');
  const submodule = await commit(work, {});
  // The branch of the submodule moves on. The commit does not follow it.
  await commit(library, { 'lib.txt': 'newer\n' });
  await git(library, 'push', '-q', bare('lib'), 'main');
  await git(work, 'checkout', '-qf', main);
  await rm(join(work, 'lib'), { recursive: true });
  const tag = await commit(work, { 'tag.txt': 'tagged\n' });
  await git(work, 'tag', '-am', 'a release', 'v1.0.0');
  await git(scratch, 'clone', '-q', '--bare', work, bare('octo-repo'));
  await git(bare('octo-repo'), 'update-ref', 'refs/pull/7/merge', merge);
  await git(bare('octo-repo'), 'config', 'uploadpack.allowFilter', 'true');
  return {
    main: { sha: main, ref: 'refs/heads/main' },
    pullRequest: { sha: merge, ref: 'refs/pull/7/merge' },
    submodule: { sha: submodule, ref: 'refs/heads/modules' },
    tag: { sha: tag, ref: 'refs/tags/v1.0.0' },
  };
}
