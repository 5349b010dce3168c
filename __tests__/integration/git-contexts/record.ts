import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startGitServer } from '../../support/git-server.js';
import { type PrivateBuildx, startBuildx } from '../../support/private-buildx.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';
import {
  keptGitOf,
  readRecordedContexts,
  type RecordedContext,
  type RecordedContexts,
  treeOf,
  writeRecordedContexts,
} from './records.js';
import { AUTHORIZATION, type ServedCommit, serveRepositories, TOKEN } from './repositories.js';

const NO_REGISTRY = '127.0.0.1:1';

/**
 * Asks BuildKit for its Git context of each kind of commit, and writes down what is in it.
 *
 * @param filter nothing is recorded if it is not part of `git-contexts`
 * @returns a line for each commit whose record is not what it was; none where the programs are not there
 */
export async function record(filter: string): Promise<readonly string[]> {
  if (!'git-contexts'.includes(filter)) return [];
  const buildx = await startBuildx(NO_REGISTRY);
  if (buildx === undefined) return [];
  const folder = await temporaryFolder('record-git-contexts');
  const served = join(folder, 'served');
  const server = await startGitServer(served);
  const closed = await startGitServer(served, AUTHORIZATION);
  const changed: string[] = [];
  try {
    const commits = await serveRepositories(served, folder);
    const before = await readRecordedContexts().catch(() => undefined);
    const made: Partial<Record<keyof RecordedContexts, RecordedContext>> = {};
    const note = (name: keyof RecordedContexts, context: RecordedContext): void => {
      if (JSON.stringify(before?.[name]) !== JSON.stringify(context))
        changed.push(`git context of ${name}: is not as it was recorded`);
      made[name] = context;
    };
    for (const [name, commit] of Object.entries(commits) as [keyof typeof commits, ServedCommit][]) {
      note(name, await contextOf(commit, { buildx, server: server.address, folder: join(folder, name) }));
    }
    note('private', await privateContextOf(commits.main, closed.address, folder));
    await writeRecordedContexts(made as RecordedContexts);
  } finally {
    await buildx.stop();
    await server.stop();
    await closed.stop();
    await removeTree(folder);
  }
  return changed;
}

/** By a buildkitd that has never seen the commit: another one would not ask for it. */
async function privateContextOf(commit: ServedCommit, server: string, folder: string): Promise<RecordedContext> {
  const buildx = await startBuildx(NO_REGISTRY);
  if (buildx === undefined) throw new Error('buildkitd is gone from the PATH');
  try {
    const refused = contextOf(commit, { buildx, server, folder: join(folder, 'refused') });
    const isOpen = await refused.then(
      () => true,
      () => false,
    );
    if (isOpen) throw new Error('the server gave everything without the token');
    return await contextOf(commit, { buildx, server, folder: join(folder, 'private'), token: TOKEN });
  } finally {
    await buildx.stop();
  }
}

interface Place {
  readonly buildx: PrivateBuildx;
  /** `http://host:port` */
  readonly server: string;
  readonly folder: string;
  /** What the server wants. */
  readonly token?: string;
}

/** As docker/build-push-action names it: by the ref of the event, with its commit as the checksum, and gives the token as a secret. */
async function contextOf(
  { sha, ref }: ServedCommit,
  { buildx, server, folder, token }: Place,
): Promise<RecordedContext> {
  await mkdir(folder);
  const built = async (name: string, ...flags: string[]): Promise<string> => {
    const to = join(folder, name);
    const context = `${server}/octo-org/octo-repo.git?ref=${ref}&checksum=${sha}`;
    const args = ['build', '--provenance=false', '--output', `type=local,dest=${to}`, ...flags, context];
    const secret = token === undefined ? [] : ['--secret', `id=GIT_AUTH_TOKEN.${new URL(server).host},env=TOKEN`];
    const { code, stderr } = await buildx.buildx([...args, ...secret], { env: { TOKEN: token ?? '' } });
    await writeFile(join(folder, `${name}.log`), stderr);
    if (code !== 0) throw new Error(stderr.slice(-2000));
    return to;
  };
  const kept = await built('kept', '--build-arg', 'BUILDKIT_CONTEXT_KEEP_GIT_DIR=1');
  return { sha, tree: treeOf(await built('plain')), kept: await keptGitOf(kept, server) };
}
