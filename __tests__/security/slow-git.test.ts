import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { InfraError } from '../../src/errors.js';
import { SLOWEST_RATE } from '../../src/http/slowest-rate.js';
import { GitProgram } from '../../src/remote/git-program.js';
import { GitRepository } from '../../src/remote/git-repository.js';
import { must } from '../support/command.js';
import { startGitServer } from '../support/git-server.js';
import { writeProject } from '../support/project-files.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const SIGNAL = new AbortController().signal;

describe('a git server that drips', () => {
  let folder: string;
  let commit: string;

  beforeAll(async () => {
    folder = await temporaryFolder('slow-git');
    const repository = join(folder, 'served/r.git');
    // An answer that takes longer than the test waits, at the rate at which it comes.
    await writeProject(repository, { file: { bytes: randomBytes(20_000) } });
    const git = (...args: readonly string[]): Promise<string> =>
      must(['git', '-C', repository, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args]);
    await git('init', '-q');
    await git('add', '.');
    await git('commit', '-qm', 'one');
    commit = (await git('rev-parse', 'HEAD')).trim();
  });
  afterAll(() => removeTree(folder));

  it.each([
    ['its list of refs', /info\/refs/, () => ''],
    ['the files of a commit', /POST /, () => commit],
  ])('with %s is given up, and the message has the figures', async (what, drips, refOf) => {
    const server = await startGitServer(join(folder, 'served'), undefined, drips);
    try {
      const git = new GitProgram({
        path: process.env['PATH'] ?? '',
        proxies: {},
        agent: undefined,
        knownHosts: '/dev/null',
        patienceSeconds: 2,
      });
      const remote = `${server.address}/r.git`;
      const source = {
        remote,
        ref: refOf(),
        subdir: '',
        submodules: false,
        fetchByCommit: false,
        mtime: 'checkout',
      } as const;
      const repository = new GitRepository(git, source, { authorization: undefined, checkout: undefined });
      const fetched = (async () =>
        repository.checkOut(await repository.resolve(SIGNAL), join(folder, what), SIGNAL))().catch(
        (error: unknown) => error,
      );
      const error = await fetched;
      expect(error).toBeInstanceOf(InfraError);
      expect(String(error)).toMatch(new RegExp(`Less than ${SLOWEST_RATE} bytes/sec transferred the last 2 seconds`));
      expect(server.requests.some((request) => drips.test(request))).toBe(true);
    } finally {
      await server.stop();
    }
  });
});
