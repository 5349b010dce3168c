import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustRunCliInProcess, runCliInProcess } from '../support/cli-in-process.js';
import { layerBuild, readReport } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import { flattenImage } from '../support/flatten-image.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

const DOCKERFILE = `FROM busybox
RUN echo made > /first; date +%s%N > /stamp
COPY input /input

RUN echo the first line of many; seq 1 200 | sed 's/^/line /'; \\
    echo "what went wrong" >&2; exit "$(cat /input)"
RUN echo never
`;

describe.skipIf(!isRoot)('a RUN that fails', () => {
  let registry: RunningRegistry;
  let folder: string;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('failure');
    await writeProject(join(folder, 'context'), { Dockerfile: DOCKERFILE, input: '37\n' });
  });

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  const command = (...more: string[]): string[] => {
    const settings = ['--root', join(folder, 'root'), '--registry-mirror', `http://${registry.host}`];
    return ['build', ...settings, '--progress', 'plain', ...more, join(folder, 'context')];
  };

  it('shows file and line, the command, its exit code and its last output', async () => {
    const result = await layerBuild(command('-t', 'failing:latest', '--save-failed', 'failed:latest'));
    expect(result.code).toBe(1);
    const told = result.stdout + result.stderr;
    expect(told).toMatch(/Dockerfile:5\b/);
    expect(told).toContain('seq 1 200');
    expect(told).toMatch(/\b37\b/);
    expect(result.stderr).toContain('what went wrong');
    expect(result.stderr).toContain('line 200');
    expect(result.stderr).toContain('layer-build run -it --root');
    expect(told, 'a user is shown no stack').not.toMatch(/^\s+at .*\.[jt]s:\d+/m);
  });

  it('keeps the last good image under the tag that was asked for', async () => {
    const dockerfile = 'FROM failed:latest\nRUN test ! -e /never && cat /first /input > /seen\n';
    await writeProject(join(folder, 'look'), { Dockerfile: dockerfile });
    const layout = join(folder, 'look.oci');
    await mustRunCliInProcess([
      ...command('-o', `type=oci,tar=false,dest=${layout}`).slice(0, -1),
      join(folder, 'look'),
    ]);
    const { tree } = await flattenImage(`oci:${layout}`);
    expect(tree['seen']).toMatchObject({ type: 'file', size: 'made\n37\n'.length });
  });

  it('resumes there once the cause is gone', async () => {
    await writeProject(join(folder, 'context'), { input: '0\n' });
    const report = join(folder, 'report.json');
    await mustRunCliInProcess(command('-t', 'failing:latest', '--report', report));
    const { steps } = await readReport(report);
    expect(steps.map((step) => step.status)).toEqual(['hit', 'hit', 'miss', 'miss', 'miss']);
    expect(steps.slice(2).map((step) => step.reason)).toEqual([
      'input modified',
      'the last build did not get past it',
      'the last build did not get past it',
    ]);
  });

  it('does not take a failed step for done', async () => {
    await writeProject(join(folder, 'context'), { input: '3\n' });
    for (const attempt of [1, 2]) {
      const result = await runCliInProcess(command());
      expect(result.code, `attempt ${attempt}`).toBe(1);
      expect(result.stdout + result.stderr).toContain('what went wrong');
    }
  });

  it('names a command that does not exist, and the line', async () => {
    await writeProject(join(folder, 'absent'), { Dockerfile: 'FROM busybox\nRUN ["/no/such/program"]\n' });
    const result = await runCliInProcess([...command().slice(0, -1), join(folder, 'absent')]);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/Dockerfile:2\b/);
    expect(result.stderr).toContain('/no/such/program');
  });

  it('shows the line of a COPY whose source is not there, and the name that was meant', async () => {
    await writeProject(join(folder, 'misspelt'), { Dockerfile: 'FROM busybox\nCOPY inptu /\n', input: '' });
    const result = await runCliInProcess([...command().slice(0, -1), join(folder, 'misspelt')]);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/Dockerfile:2\b[^]*> 2 \| COPY inptu \/[^]*Did you mean input\?/);
  });

  it('explains a step that was edited, in a stage that begins as another one does', async () => {
    const context = join(folder, 'stages');
    const dockerfile = 'FROM busybox AS a\nRUN echo a > /a\nFROM busybox\nCOPY --from=a /a /\nRUN echo one\n';
    await writeProject(context, { Dockerfile: dockerfile });
    const build = [...command('--report', join(folder, 'stages.json')).slice(0, -1), context];
    await mustRunCliInProcess(build);
    await writeProject(context, { Dockerfile: dockerfile.replace('one', 'two') });
    await mustRunCliInProcess(build);
    const { steps } = await readReport(join(folder, 'stages.json'));
    expect(steps.at(-1)?.reason).toBe('instruction edited, was `RUN echo one`');
  });
});
