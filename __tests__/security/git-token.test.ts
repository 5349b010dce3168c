import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { must, plainEnvironment } from '../support/command.js';
import { type GitServer, startGitServer } from '../support/git-server.js';
import { layerBuild } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const TOKEN = 'token-of-git-9ab2f7';
const BASIC = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
const CONTROL = 'control-of-the-search';
/** Written so that the search finds neither itself nor its own command. */
const split = (text: string): string => `${text.slice(0, 6)}"""${text.slice(6)}`.replaceAll('"""', "''");

/** What a step can read: its environment, what all processes that it sees were started with, its mounts, and all its files. */
const SEARCH = [TOKEN, BASIC, CONTROL]
  .map(
    (text) => `
t=${split(text)}
env | grep -q "$t" && echo ${text === CONTROL ? 'CONTROL' : 'FOUND'}-environment
for f in /proc/[0-9]*/environ /proc/[0-9]*/cmdline /proc/[0-9]*/mountinfo; do tr '\\000' '\\n' < $f | grep -q "$t" && echo ${text === CONTROL ? 'CONTROL' : 'FOUND'}-$f; done
find / -xdev -type f -not -path '/proc/*' -not -path '/sys/*' -not -path '/bin/*' -exec grep -l -a "$t" {} + | sed s/^/${text === CONTROL ? 'CONTROL' : 'FOUND'}-/
find / -xdev | grep "$t" | sed s/^/${text === CONTROL ? 'CONTROL' : 'FOUND'}-name-/
`,
  )
  .join('');

describe.skipIf(process.getuid?.() !== 0)('the token of a private Git context', () => {
  let folder: string;
  let git: GitServer;
  let registry: RunningRegistry;

  beforeAll(async () => {
    folder = await temporaryFolder('git-token');
    registry = await openRegistry(['busybox']);
    await writeProject(join(folder, 'work'), {
      control: CONTROL,
      Dockerfile: `FROM busybox
COPY . /context
RUN <<'END'
${SEARCH}
echo SEARCHED
END
RUN --mount=type=bind,target=/bound <<'END'
${SEARCH}
echo SEARCHED
END
`,
    });
    const inWork = (...args: string[]): Promise<string> => must(['git', '-C', join(folder, 'work'), ...args]);
    await inWork('init', '-q');
    await inWork('add', '.');
    await inWork('-c', 'user.name=n', '-c', 'user.email=e', 'commit', '-qm', 'm');
    await must(['git', 'clone', '-q', '--bare', join(folder, 'work'), join(folder, 'served', 'r.git')]);
    git = await startGitServer(join(folder, 'served'), `basic ${BASIC}`);
  });
  afterAll(async () => {
    await git.stop();
    await registry.stop();
    await removeTree(folder);
  });

  it.each([
    ['without .git', '0'],
    ['with .git', '1'],
  ])('is in nothing that RUN can see, %s', async (_what, keeps) => {
    const args = ['build', '--root', join(folder, `root-${keeps}`), '--progress', 'plain'];
    args.push('--registry-mirror', `http://${registry.host}`, '--secret', 'id=GIT_AUTH_TOKEN,env=OF_TEST');
    args.push(
      '--build-arg',
      `BUILDKIT_CONTEXT_KEEP_GIT_DIR=${keeps}`,
      '-o',
      `type=oci,dest=${join(folder, `${keeps}.tar`)}`,
    );
    const { code, stdout, stderr } = await layerBuild([...args, `${git.address}/r.git`], {
      env: plainEnvironment({ OF_TEST: TOKEN, TMPDIR: folder }),
    });
    const said = stdout + stderr;
    expect(code, said).toBe(0);
    expect(said.match(/SEARCHED$/gm)?.length, said).toBeGreaterThanOrEqual(2);
    // The search finds what is there.
    expect(said).toMatch(/CONTROL-\/context\/control$/m);
    expect(said).not.toMatch(/^(?:#\d+ [\d.]+ |.*\| )?FOUND-/m);
    expect(said).not.toContain(TOKEN);
    expect(said).not.toContain(BASIC);
    // Nor does the image say it, in its config or in any layer.
    await must(['tar', '-xf', join(folder, `${keeps}.tar`), '-C', folder]);
    const all = `for f in blobs/sha256/*; do zcat -f "$f" | grep -q -a -e ${TOKEN} -e ${BASIC} && echo "$f"; done; true`;
    expect(await must(['sh', '-c', all], { cwd: folder })).toBe('');
  });
});
