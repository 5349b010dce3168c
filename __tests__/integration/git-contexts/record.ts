import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startGitServer } from '../../support/git-server.js';
import { type PrivateBuildx, startBuildx } from '../../support/private-buildx.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';
import { keptGitOf, readRecordedContexts, type RecordedContext, treeOf, writeRecordedContexts } from './records.js';
import { type ServedCommit, type ServedCommits, serveRepositories } from './repositories.js';

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
  const changed: string[] = [];
  try {
    const commits = await serveRepositories(served, folder);
    const before = await readRecordedContexts().catch(() => undefined);
    const made: [keyof ServedCommits, RecordedContext][] = [];
    for (const [name, commit] of Object.entries(commits) as [keyof ServedCommits, ServedCommit][]) {
      const context = await contextOf(commit, { buildx, server: server.address, folder: join(folder, name) });
      if (JSON.stringify(before?.[name]) !== JSON.stringify(context))
        changed.push(`git context of ${name}: is not as it was recorded`);
      made.push([name, context]);
    }
    await writeRecordedContexts(Object.fromEntries(made) as Record<keyof ServedCommits, RecordedContext>);
  } finally {
    await buildx.stop();
    await server.stop();
    await removeTree(folder);
  }
  return changed;
}

interface Place {
  readonly buildx: PrivateBuildx;
  /** `http://host:port` */
  readonly server: string;
  readonly folder: string;
}

/** As docker/build-push-action names it: by the ref of the event, with its commit as the checksum. */
async function contextOf({ sha, ref }: ServedCommit, { buildx, server, folder }: Place): Promise<RecordedContext> {
  await mkdir(folder);
  const built = async (name: string, ...flags: string[]): Promise<string> => {
    const to = join(folder, name);
    const context = `${server}/octo-org/octo-repo.git?ref=${ref}&checksum=${sha}`;
    const args = ['build', '--provenance=false', '--output', `type=local,dest=${to}`, ...flags, context];
    const { code, stderr } = await buildx.buildx(args);
    await writeFile(join(folder, `${name}.log`), stderr);
    if (code !== 0) throw new Error(stderr.slice(-2000));
    return to;
  };
  const kept = await built('kept', '--build-arg', 'BUILDKIT_CONTEXT_KEEP_GIT_DIR=1');
  return { sha, tree: treeOf(await built('plain')), kept: await keptGitOf(kept, server) };
}
