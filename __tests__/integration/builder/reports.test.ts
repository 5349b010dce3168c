import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DAEMONS } from '../../support/builder-daemons.js';
import { BuilderPlace, stepsOf } from '../../support/builder-place.js';
import { startActionsCacheService } from '../../support/actions-cache-service.js';
import { must } from '../../support/command.js';
import { FreshMachines, type JobResult } from '../../support/fresh-machines.js';
import { readLayout } from '../../support/read-image.js';

const isRoot = process.getuid?.() === 0;

describe.skipIf(!isRoot).each(DAEMONS)('a build on $name', (kind) => {
  let place: BuilderPlace;

  beforeAll(async () => {
    place = await BuilderPlace.open(kind);
  });
  afterAll(() => place.stop());

  it('tells of each step whether it hit, and why not', async () => {
    const project = await place.project('reasons', {
      Dockerfile: [
        'FROM busybox AS tools',
        'RUN echo tool > /tool',
        'FROM busybox',
        'ARG VERSION=1',
        'ENV MODE=one',
        'WORKDIR /app',
        'COPY package.json ./',
        'RUN cat package.json; echo $VERSION > made',
        'COPY --from=tools /tool /tool',
        'COPY . .',
        'CMD ["cat", "made"]',
      ].join('\n'),
      'package.json': '{"name": "app"}\n',
      'src/main.js': 'one',
      '.dockerignore': 'ignored',
      'ignored/file': 'x',
    });
    const first = await place.build(project);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toContain('{"name": "app"}');
    expect(first.report.steps.map(({ why }) => why.kind)).toEqual(expect.arrayContaining(['no-record', 'same-step']));
    const layout = join(place.folder, 'reasons.oci');
    const again = await place.build(project, ['-o', `type=oci,tar=false,dest=${layout}`]);
    // Two stages begin with one base, side by side: whichever comes second is the duplicate.
    const bases = stepsOf(again).filter((step) => step.startsWith('FROM'));
    expect(bases.map((step) => step.split(': ')[1]).toSorted()).toEqual(['duplicate', 'hit']);
    expect(stepsOf(again).filter((step) => !step.startsWith('FROM'))).toEqual([
      ...[
        'RUN echo tool > /tool: hit',
        'ARG VERSION=1: hit',
        'ENV MODE=one: hit',
        'WORKDIR /app: hit',
        'COPY package.json ./: hit',
      ],
      ...['RUN cat package.json; echo $VERSION > made: hit', 'COPY --from=tools /tool /tool: hit', 'COPY . .: hit'],
      'CMD ["cat", "made"]: hit',
    ]);
    expect(again.report.steps.find(({ instruction }) => instruction === 'COPY . .')?.source).toBe('builder');
    const { tree, config } = readLayout(layout);
    expect([...tree.keys()]).toEqual(expect.arrayContaining(['/app/src/main.js', '/tool', '/app/made']));
    expect(tree.has('/app/ignored')).toBe(false);
    expect(config).toMatchObject({ config: { Cmd: ['cat', 'made'], WorkingDir: '/app' } });

    // The same size, and perhaps the same second: what is sent is the file as it is now.
    await writeFile(join(project, 'src/main.js'), 'two');
    const later = join(place.folder, 'changed.oci');
    const changed = await place.build(project, ['-o', `type=oci,tar=false,dest=${later}`]);
    expect(stepsOf(changed).slice(-2)).toEqual([
      'COPY . .: src/main.js modified',
      'CMD ["cat", "made"]: because of step 10',
    ]);
    expect(readLayout(later).tree.get('/app/src/main.js')?.content?.toString()).toBe('two');

    const argument = await place.build(project, ['--build-arg', 'VERSION=2']);
    expect(stepsOf(argument).filter((step) => !step.endsWith(': hit') && !step.startsWith('FROM'))).toEqual([
      'ARG VERSION=1: ARG VERSION: 1 → 2',
      'RUN cat package.json; echo $VERSION > made: ARG VERSION: 1 → 2',
      'COPY --from=tools /tool /tool: because of step 8',
      'COPY . .: because of step 8',
      'CMD ["cat", "made"]: because of step 8',
    ]);
  });

  it('gets secrets, an ssh agent and credentials when it asks for them, and its log shows no secret', async () => {
    const project = await place.project('session', {
      Dockerfile: [
        'FROM busybox',
        'RUN --mount=type=secret,id=token cat /run/secrets/token | tee /copied',
        'RUN --mount=type=ssh test -S "$SSH_AUTH_SOCK" && echo "agent is there"',
        '',
      ].join('\n'),
    });
    const key = join(place.folder, 'agent-key');
    await must(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', key]);
    const layout = join(place.folder, 'session.oci');
    const flags = ['--secret', 'id=token,env=TOKEN', '--ssh', `default=${key}`];
    const built = await place.build(project, [...flags, '-o', `type=oci,tar=false,dest=${layout}`], {
      env: { TOKEN: 'open sesame' },
    });
    expect(built.code, built.stderr).toBe(0);
    expect(built.stdout).toContain('agent is there');
    expect(built.stdout).toContain('***');
    expect(JSON.stringify(built)).not.toContain('open sesame');
    expect(readLayout(layout).tree.get('/copied')?.content?.toString()).toBe('open sesame');
  });

  it('tells of a command that failed as if it had run here', async () => {
    const project = await place.project('failing', {
      Dockerfile: 'FROM busybox\nRUN echo before it\nRUN echo the reason >&2; exit 7\nRUN echo after\n',
    });
    const built = await place.build(project);
    expect(built.code).toBe(1);
    expect(built.stderr).toContain('the command ended with exit code 7');
    expect(built.stderr).toContain('Dockerfile:3');
    expect(built.stderr).toContain('the reason');
    expect(built.report.steps.map(({ status }) => status)).toEqual(['hit', 'miss', 'failed', 'not-reached']);
  });

  it('makes one image of what the builders of several platforms make', async () => {
    const project = await place.project('platforms', {
      Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /file\n',
      amd64: 'a',
      arm64: 'b',
    });
    const layout = join(place.folder, 'platforms.oci');
    const flags = ['--platform', 'linux/amd64,linux/arm64', '-o', `type=oci,tar=false,dest=${layout}`];
    const built = await place.buildOn([`linux/amd64,linux/arm64=${place.daemon.builder}`], project, flags);
    expect(built.code, built.stderr).toBe(0);
    expect(built.report.image.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
    expect(built.report.steps.map(({ status }) => status)).not.toContain('not-reached');
  });

  it('a job on a machine that has nothing knows what the last one built, and so why steps miss', async () => {
    const service = place.keep(await startActionsCacheService());
    const inputs = {
      builder: place.daemon.builder,
      network: 'host',
      'registry-mirrors': `http://${place.registry.host}`,
    };
    const machines = FreshMachines.inProcess(join(place.folder, 'jobs'), { inputs, env: place.env });
    const files = { Dockerfile: 'FROM busybox\nCOPY a b /\nRUN cat a > /made\n', a: 'one', b: 'same' };
    const job = (changes: Readonly<Record<string, string>> = {}): Promise<JobResult> =>
      machines.job({ files: { ...files, ...changes }, env: service.env });
    const first = await job();
    expect(first.main.code, first.main.stdout).toBe(0);
    const changed = await job({ a: 'two' });
    expect(changed.main.stdout).toContain(' ---> Cache miss: a modified\n');
    const same = await job({ a: 'two' });
    expect(same.steps.filter((step) => step.startsWith('miss'))).toEqual([]);
    await place.forget();
    const lost = await job({ a: 'two' });
    expect(lost.main.stdout).toContain('its result is no longer in the cache');
  });
});
