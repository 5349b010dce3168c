import { createServer } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { plainEnvironment, run, type CommandResult } from '../support/command.js';
import { flattenImage } from '../support/flatten-image.js';
import { layerBuild } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

const OF_FILE = 'value-of-the-file-5b1f\nits-second-line-77aa\n';
const OF_VARIABLE = 'value-of-the-variable-93c0';
/** Everything that must not be found anywhere. */
const VALUES = ['value-of-the-file', 'its-second-line', 'value-of-the-variable'];

const DOCKERFILE = `FROM busybox
RUN --mount=type=secret,id=file --mount=type=secret,id=variable,env=VARIABLE \\
    cat /run/secrets/file; echo "it is $VARIABLE"; head -c 9 /run/secrets/file; sleep 0.3; tail -c +10 /run/secrets/file; \\
    sha256sum /run/secrets/file > /sum; echo -n "$VARIABLE" | sha256sum >> /sum
RUN --mount=type=secret,id=file,target=/etc/token,mode=0444,uid=7 stat -c '%a %u' /etc/token > /mode
RUN --mount=type=ssh,mode=741,uid=100,gid=102 test "$(stat -c '%u %g %f' "$SSH_AUTH_SOCK")" = "100 102 c1e1"
RUN --mount=type=ssh --mount=type=ssh,id=other test -S /run/buildkit/ssh_agent.0 && ! test -e /run/buildkit/ssh_agent.1
RUN --mount=type=secret,id=file,env=TOKEN exec >&2; echo failing with $TOKEN; false
`;

describe.skipIf(!isRoot)('secrets', () => {
  let registry: RunningRegistry;
  let folder: string;
  let told: string;
  let result: CommandResult;
  const agent = createServer((socket) => socket.end());

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('secrets');
    await writeProject(join(folder, 'context'), { Dockerfile: DOCKERFILE });
    await writeProject(folder, { 'secret.txt': OF_FILE });
    const socket = join(folder, 'agent.sock');
    await new Promise<void>((resolve) => agent.listen(socket, resolve));
    result = await layerBuild(
      [
        ['build', '--root', join(folder, 'root'), '--registry-mirror', `http://${registry.host}`],
        ['--secret', `id=file,src=${join(folder, 'secret.txt')}`, '--secret', 'id=variable,env=THE_VARIABLE'],
        ['--ssh', 'default', '--progress', 'plain', '--report', join(folder, 'report.json')],
        ['--save-failed', 'failed:1', '-t', 'never:1', join(folder, 'context')],
      ].flat(),
      { env: { ...plainEnvironment(), THE_VARIABLE: OF_VARIABLE, SSH_AUTH_SOCK: socket } },
    );
    told = result.stdout + result.stderr;
  });

  afterAll(async () => {
    agent.close();
    await registry.stop();
    await removeTree(folder);
  });

  it('reach the steps that mount them', async () => {
    expect(result.code).toBe(1);
    const layout = join(folder, 'failed');
    await writeProject(join(folder, 'look'), { Dockerfile: 'FROM failed:1\n' });
    const settings = ['--root', join(folder, 'root'), '-o', `type=oci,tar=false,dest=${layout}`];
    expect(await layerBuild(['build', ...settings, join(folder, 'look')])).toMatchObject({ code: 0 });
    const { tree } = await flattenImage(`oci:${layout}`);
    expect(tree['sum']).toMatchObject({ size: 64 * 2 + '  /run/secrets/file\n'.length + '  -\n'.length });
    expect(tree['mode']).toMatchObject({ size: '444 7\n'.length });
    expect(tree['run/secrets']).toBeUndefined();
    expect(tree['etc/token']).toBeUndefined();
  });

  it('are blotted out of the log, however a step prints them, and of the error', () => {
    expect(told).toContain('it is ***');
    expect(told).toContain('failing with ***');
    for (const value of VALUES) expect(told).not.toContain(value);
  });

  it('are in no file: no layer, record, index, report or log', async () => {
    const report = await readFile(join(folder, 'report.json'), 'utf8');
    for (const value of VALUES) expect(report).not.toContain(value);
    // Blobs are compressed: what is in them is searched unpacked. Of the many links to one file, busybox, one is enough.
    const script = `set -e
cd "$1"
for file in $(find . -type f -printf '%i %p\\n' | sort -un | cut -d ' ' -f 2); do
  { cat "$file"; gzip -dc "$file" 2>/dev/null || true; } | grep -aEl "$2" >/dev/null && echo "$file" || true
done`;
    const search = await run(['bash', '-c', script, 'search', join(folder, 'root'), VALUES.join('|')]);
    expect(search).toMatchObject({ code: 0, stdout: '' });
    const planted = await run(['bash', '-c', script, 'search', join(folder, 'root'), 'RUN --mount=type=ssh']);
    expect(planted.stdout, 'the search finds what is there').toMatch(/cache\/records/);
  });
});
