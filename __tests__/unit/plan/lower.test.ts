import { describe, expect, it } from 'vitest';

import type { PlanOptions, StagePlan } from '../../../src/engine/plan/build-plan.js';
import type { RuntimeConfig } from '../../../src/oci/image-config.js';
import { plan } from '../../support/plans.js';
import { readRuntimeConfig } from '../../support/read-config.js';

async function target(text: string, options: Partial<PlanOptions> = {}): Promise<StagePlan> {
  const { stages } = await plan(text, options);
  const last = stages.at(-1);
  if (last === undefined) throw new Error('nothing is built');
  return last;
}

async function config(body: string, base = 'base'): Promise<RuntimeConfig> {
  return readRuntimeConfig((await target(`FROM ${base}\n${body}`)).end.image.config);
}

/** `created_by` of each step, `(empty)` before those without a layer. */
async function history(body: string, options: Partial<PlanOptions> = {}): Promise<readonly string[]> {
  const { steps } = await target(`FROM base\n${body}`, options);
  return steps.flatMap(({ history: entry }) =>
    entry === undefined ? [] : [`${entry.emptyLayer ? '(empty) ' : ''}${entry.createdBy}`],
  );
}

describe('the history of an image', () => {
  it.each<readonly [string, readonly string[]]>([
    ['RUN a   && b', ['RUN /bin/sh -c a   && b # buildkit']],
    ['RUN ["a", "b c"]', ['RUN a b c # buildkit']],
    ['ARG a=1\nRUN x', ['(empty) ARG a=1', 'RUN |1 a=1 /bin/sh -c x # buildkit']],
    ['ARG a\nARG b=2\nRUN x', ['(empty) ARG a', '(empty) ARG b=2', 'RUN |2 a= b=2 /bin/sh -c x # buildkit']],
    ['ARG a=1\nARG a=2\nRUN x', ['(empty) ARG a=1', '(empty) ARG a=2', 'RUN |1 a=2 /bin/sh -c x # buildkit']],
    ['ARG a=1\nENV a=2\nRUN x', ['(empty) ARG a=1', '(empty) ENV a=2', 'RUN |1 a=2 /bin/sh -c x # buildkit']],
    ['SHELL ["/bin/bash", "-c"]\nRUN x', ['(empty) SHELL [/bin/bash -c]', 'RUN /bin/bash -c x # buildkit']],
    ['ENV a=1 b="2 3"', ['(empty) ENV a=1 b=2 3']],
    ['LABEL a=1 b="2 3"', ['(empty) LABEL a=1 b=2 3']],
    ['MAINTAINER A B', ['(empty) MAINTAINER A B']],
    ['USER a:b', ['(empty) USER a:b']],
    ['WORKDIR /a', ['WORKDIR /a']],
    ['WORKDIR /', ['(empty) WORKDIR /']],
    ['COPY a b /c/', ['COPY a b /c/ # buildkit']],
    ['COPY --chown=1:2 --chmod=600 a /c', ['COPY --chown=1:2 --chmod=600 a /c # buildkit']],
    ['COPY --link --exclude=x a b', ['COPY a b # buildkit']],
    ['COPY --parents a/b /c', ['COPY --parents a/b /c # buildkit']],
    ['ADD a b', ['ADD a b # buildkit']],
    ['COPY a <<E <<F /d/\nE\nF', ['COPY a <<E <<F /d/ # buildkit']],
    ['CMD ["a", "b\\"c"]', ['(empty) CMD ["a" "b\\"c"]']],
    ['CMD a', ['(empty) CMD ["/bin/sh" "-c" "a"]']],
    ['CMD []', ['(empty) CMD []']],
    ['ENTRYPOINT ["\\u0007\\u200b\\u00e9"]', ['(empty) ENTRYPOINT ["\\a\\u200bé"]']],
    ['EXPOSE 80 443/udp 90-91', ['(empty) EXPOSE [443/udp 80/tcp 90/tcp 91/tcp]']],
    ['VOLUME /a /b', ['(empty) VOLUME [/a /b]']],
    ['STOPSIGNAL 9', ['(empty) STOPSIGNAL 9']],
    [
      'HEALTHCHECK --interval=1m30s --timeout=500ms --start-period=2h --start-interval=1.5s --retries=2 CMD a b',
      [
        '(empty) HEALTHCHECK {Test:[CMD-SHELL a b] Interval:1m30s Timeout:500ms StartPeriod:2h0m0s StartInterval:1.5s Retries:2}',
      ],
    ],
    [
      'HEALTHCHECK NONE',
      ['(empty) HEALTHCHECK {Test:[NONE] Interval:0s Timeout:0s StartPeriod:0s StartInterval:0s Retries:0}'],
    ],
    // Docker writes no entry for ONBUILD.
    ['ONBUILD RUN x', []],
  ])('%s', async (body, expected) => {
    expect(await history(body)).toEqual(expected);
  });

  it('has the values of --build-arg', async () => {
    expect(await history('ARG a b=2 c', { buildArgs: { a: '9' } })).toEqual(['(empty) ARG a=9 b=2 c']);
  });
});

describe('the command of RUN', () => {
  async function run(body: string, base = 'base') {
    const operation = (await target(`FROM ${base}\n${body}`)).steps.at(-1)?.operation;
    if (operation?.kind !== 'run') throw new Error('the last step is no RUN');
    return operation;
  }

  it.each<readonly [string, string, readonly string[]]>([
    ['a line', 'RUN a b', ['/bin/sh', '-c', 'a b']],
    ['nothing', 'RUN', ['/bin/sh', '-c', '']],
    ['JSON', 'RUN ["a"]', ['a']],
    ['variables are left to the shell', 'ENV a=1\nRUN echo $a', ['/bin/sh', '-c', 'echo $a']],
    ['a here-document alone is the script', 'RUN <<E\na\nb\nE', ['/bin/sh', '-c', 'a\nb\n']],
    ['so with a quoted name', 'RUN <<"E"\na $b\nE', ['/bin/sh', '-c', 'a $b\n']],
    ['so with a partly quoted one', "RUN <<E'O'F\na\nEOF", ['/bin/sh', '-c', 'a\n']],
    ['so with a file descriptor', 'RUN 3<<E\na\nE', ['/bin/sh', '-c', 'a\n']],
    ['tabs go', 'RUN <<-E\n\ta\n\t  b\n\tE', ['/bin/sh', '-c', 'a\n  b\n']],
    ["a longer line is the shell's, bodies and all", 'RUN cat <<E > /x\na\nE', ['/bin/sh', '-c', 'cat <<E > /x\na\nE']],
    ['two bodies', 'RUN cat <<A <<B\na\nA\nb\nB', ['/bin/sh', '-c', 'cat <<A <<B\na\nA\nb\nB']],
    ['with the tabs, which the shell strips', 'RUN cat <<-E\n\ta\n\tE', ['/bin/sh', '-c', 'cat <<-E\n\ta\nE']],
    ['under SHELL', 'SHELL ["/usr/bin/awk"]\nRUN <<E\nBEGIN { }\nE', ['/usr/bin/awk', 'BEGIN { }\n']],
    ["under the base's SHELL", 'RUN x', ['/bin/ash', '-eo', 'x']],
  ])('%s', async (title, body, argv) => {
    const operation = await run(body, title.includes("base's SHELL") ? 'with-shell' : 'base');
    expect(operation.argv).toEqual(argv);
    expect(operation.script).toBeUndefined();
  });

  it.each([
    ['RUN <<E\n#!/usr/bin/env perl\nprint 1;\nE', '#!/usr/bin/env perl\nprint 1;\n'],
    ['RUN <<-E\n\t#!/bin/sh\n\tx\n\tE', '#!/bin/sh\nx\n'],
  ])('a script names its own interpreter, and the shell starts it: %j', async (body, content) => {
    const operation = await run(body);
    expect(operation.argv).toEqual(['/bin/sh', '-c', '/dev/pipes/E']);
    expect(operation.script).toEqual({ name: 'E', content });
  });

  it('where it runs, as whom, on which network', async () => {
    expect(await run('WORKDIR /w\nUSER u:g\nRUN --network=none x')).toMatchObject({
      cwd: '/w',
      user: 'u:g',
      network: 'none',
    });
    expect(await run('RUN --network=default x')).toMatchObject({ cwd: '/', user: '', network: undefined });
    expect(await run('RUN --network=host x', 'with-user')).toMatchObject({ cwd: '/srv', user: 'app', network: 'host' });
  });

  it('its mounts, with variables', async () => {
    const { mounts } = await run('ARG t=/cache\nRUN --mount=type=cache,target=$t --mount=type=secret,id=s x');
    expect(mounts.map(({ mount, source }) => [mount.type, mount.target, mount.id, source.kind])).toEqual([
      ['cache', '/cache', '', 'context'],
      ['secret', '', 's', 'context'],
    ]);
  });
});

describe('CMD, ENTRYPOINT and SHELL', () => {
  it.each<readonly [string, string, string, Readonly<Record<string, unknown>>]>([
    ["a base's CMD stays", '', 'with-cmd', { Cmd: ['base-cmd'], Entrypoint: ['base-entry'] }],
    ["ENTRYPOINT drops the base's CMD", 'ENTRYPOINT ["e"]', 'with-cmd', { Entrypoint: ['e'], Cmd: undefined }],
    ['not one of the stage', 'CMD ["c"]\nENTRYPOINT ["e"]', 'with-cmd', { Entrypoint: ['e'], Cmd: ['c'] }],
    ['one that follows', 'ENTRYPOINT ["e"]\nCMD ["c"]', 'with-cmd', { Entrypoint: ['e'], Cmd: ['c'] }],
    ['the last CMD counts', 'CMD a\nCMD ["b"]', 'base', { Cmd: ['b'] }],
    [
      'shell forms',
      'CMD a b\nENTRYPOINT c',
      'base',
      { Cmd: ['/bin/sh', '-c', 'a b'], Entrypoint: ['/bin/sh', '-c', 'c'] },
    ],
    ['under SHELL', 'SHELL ["s", "-x"]\nCMD a', 'base', { Cmd: ['s', '-x', 'a'], Shell: ['s', '-x'] }],
    ['SHELL changes nothing before it', 'CMD a\nSHELL ["s"]', 'base', { Cmd: ['/bin/sh', '-c', 'a'] }],
    ["under the base's SHELL", 'CMD a', 'with-shell', { Cmd: ['/bin/ash', '-eo', 'a'] }],
    ['a bare CMD', 'CMD', 'base', { Cmd: ['/bin/sh', '-c', ''] }],
    ['an empty array', 'CMD []\nENTRYPOINT []', 'with-cmd', { Cmd: [], Entrypoint: [] }],
  ])('%s', async (_title, body, base, expected) => {
    const found = await config(body, base);
    for (const [name, value] of Object.entries(expected)) expect(found[name as keyof RuntimeConfig]).toEqual(value);
  });

  it("a CMD of the stage below does not count as the stage's own", async () => {
    const { end } = await target('FROM base AS a\nCMD ["c"]\nFROM a\nENTRYPOINT ["e"]');
    expect(end.image.config.Cmd).toBeUndefined();
  });
});

describe('the config of an image', () => {
  it.each<readonly [string, string, string, Partial<RuntimeConfig>]>([
    [
      'scratch',
      '',
      'scratch',
      { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], WorkingDir: '/' },
    ],
    ["labels over the base's", 'LABEL a=2 c=3', 'with-labels', { Labels: { a: '2', b: '1', c: '3' } }],
    [
      'a label named like what objects have',
      'LABEL __proto__=1 constructor=2',
      'base',
      {
        Labels: Object.fromEntries([
          ['__proto__', '1'],
          ['constructor', '2'],
        ]),
      },
    ],
    [
      'ENV in its old place',
      'ENV HOME=/x NEW=1 LANG=D',
      'with-env',
      { Env: ['HOME=/x', 'LANG=D', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'NEW=1'] },
    ],
    ['no ARG', 'ARG a=1', 'base', { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'] }],
    ['USER', 'ENV u=me\nUSER $u:${g:-0}', 'base', { User: 'me:0' }],
    [
      'EXPOSE adds',
      'EXPOSE 1 2/UDP 127.0.0.1:9:3',
      'with-ports',
      { ExposedPorts: { '8/tcp': {}, '1/tcp': {}, '2/udp': {}, '3/tcp': {} } },
    ],
    [
      'EXPOSE of a list in a variable',
      'ENV p="1 2"\nEXPOSE $p',
      'base',
      { ExposedPorts: { '1/tcp': {}, '2/tcp': {} } },
    ],
    ['VOLUME adds', 'ENV d=data\nVOLUME /$d /x', 'base', { Volumes: { '/data': {}, '/x': {} } }],
    ['VOLUME as JSON', 'VOLUME ["/x y"]', 'base', { Volumes: { '/x y': {} } }],
    ['STOPSIGNAL', 'ENV s=TERM\nSTOPSIGNAL SIG$s', 'base', { StopSignal: 'SIGTERM' }],
    ['HEALTHCHECK NONE', 'HEALTHCHECK NONE', 'base', { Healthcheck: { Test: ['NONE'] } }],
    [
      'HEALTHCHECK as JSON',
      'HEALTHCHECK --retries=3 CMD ["a", "b"]',
      'base',
      { Healthcheck: { Test: ['CMD', 'a', 'b'], Retries: 3 } },
    ],
    [
      'the last HEALTHCHECK alone',
      'HEALTHCHECK --retries=3 CMD a\nHEALTHCHECK --timeout=1s CMD b',
      'base',
      { Healthcheck: { Test: ['CMD-SHELL', 'b'], Timeout: 1e9 } },
    ],
    ['ONBUILD in order', 'ONBUILD RUN a\nONBUILD COPY . /x', 'base', { OnBuild: ['RUN a', 'COPY . /x'] }],
    ['a relative working directory of the base', '', 'with-odd-workdir', { WorkingDir: '/a/c' }],
  ])('%s', async (_title, body, base, expected) => {
    expect(await config(body, base)).toMatchObject(expected);
  });

  it('MAINTAINER is the author, unexpanded', async () => {
    expect((await target('FROM base\nENV a=1\nMAINTAINER $a <x>')).end.image.author).toBe('$a <x>');
  });

  it('says the platform that was asked for, if one was', async () => {
    const arm = { os: 'linux', architecture: 'arm64' };
    expect((await target('FROM base', { platform: arm, platformGiven: true })).end.image.platform).toEqual(arm);
    expect((await target('FROM base', { platform: arm })).end.image.platform.architecture).toBe('amd64');
  });
});
