import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { directory as layerDirectory, symlink as layerSymlink } from '../../support/layer-samples.js';
import { MemoryBuild, type BuildRequest, SETTINGS } from '../../support/memory-build.js';
import { directory, file, symlink, type MemoryNode } from '../../support/memory-tree.js';

interface Scenario {
  readonly text: string;
  readonly files?: Record<string, MemoryNode | string>;
  readonly request?: BuildRequest;
}

/** Commands that write accounts: the number of `app`, and other accounts. */
const ACCOUNTS = [
  ['accounts-5', 5, ''],
  ['accounts-6', 6, ''],
  ['accounts-5more', 5, 'more:x:9:9::/:/bin/sh\n'],
] as const;

let machine: MemoryBuild;

beforeAll(async () => {
  machine = await MemoryBuild.create('keys');
  machine.addBase('base-again', { Cmd: ['x'], Labels: { moved: 'yes' }, Env: ['PATH=/bin'] });
  machine.addBase('base-env', { Env: ['PATH=/bin', 'EXTRA=1'] });
  machine.addBase('base-other', { Env: ['PATH=/bin'] }, { 'bin/sh': 'another shell' });
  machine.addBase('base-folder', { Env: ['PATH=/bin'] }, [layerDirectory('d', 0o700)]);
  machine.addBase('base-link', { Env: ['PATH=/bin'] }, [layerSymlink('l', 'bin')]);
  for (const [name, id, more] of ACCOUNTS) {
    const text = `app:x:${id}:${id}::/:/bin/sh\n${more}`;
    machine.runner.scripts.set(name, () => ({ 'etc/passwd': text, 'etc/group': text }));
  }
  machine.runner.scripts.set('work', (request) => ({
    work: JSON.stringify([request.process.env, request.process.cwd]),
  }));
});

afterAll(() => machine.remove());

/** Whether the last step that does anything is found again after the change. */
async function found(before: Scenario, after: Scenario): Promise<boolean> {
  machine.cache.records.clear();
  machine.files = { ...FILES, ...before.files };
  const first = await machine.build(before.text, before.request);
  expect(first.result.kind).toBe('built');
  machine.files = { ...FILES, ...after.files };
  const second = await machine.build(after.text, after.request);
  expect(second.result.kind).toBe('built');
  const last = second.plan.steps.findLast(({ instruction }) => /^(?:run|copy|add|workdir) /i.test(instruction));
  const finished = second.events.find((event) => event.type === 'step-finished' && event.step === last?.number);
  if (finished?.type !== 'step-finished') throw new Error('the step did not end');
  return finished.outcome.status === 'hit';
}

const FILES: Record<string, MemoryNode | string> = {
  'a.txt': 'a',
  'd/x': 'x',
  'd/y': 'y',
  'd/run.sh': file('#!', { mode: 0o755 }),
  'd/link': symlink('x'),
  unrelated: 'u',
};

const RUN = 'FROM base\nRUN work';
const COPY = 'FROM base\nCOPY d /d';
const run = (line: string): Scenario => ({ text: `FROM base\n${line}\nRUN work` });
const copy = (line: string): Scenario => ({ text: `FROM base\n${line}` });
const withFiles = (files: Record<string, MemoryNode | string>, text = COPY): Scenario => ({ text, files });
const asked = (request: BuildRequest, text = RUN): Scenario => ({ text, request });
const secretFile = (value: string) => ({ secrets: new Map([['s', () => Promise.resolve(Buffer.from(value))]]) });

/** @param id of the user and group `app` @param other another account */
const owned = (line: string, id = 5, other = ''): Scenario => ({
  text: `FROM base\nRUN accounts-${id}${other}\n${line}`,
});

const SECRET = 'FROM base\nRUN --mount=type=secret,id=s work';
const FROM_STAGE = 'FROM base AS s\nRUN work\nFROM base\nCOPY --from=s /work /w';
const BIND = 'FROM base\nRUN --mount=target=/src,source=d work';

describe('a key stays', () => {
  const rows: readonly (readonly [string, Scenario, Scenario])[] = [
    ['when nothing changes', { text: RUN }, { text: RUN }],
    ['under a comment', { text: RUN }, { text: 'FROM base\n# why\nRUN work' }],
    ['under a directive', { text: RUN }, { text: `# syntax=docker/dockerfile:1\n${RUN}` }],
    ['under CRLF', { text: RUN }, { text: RUN.replaceAll('\n', '\r\n') }],
    ['for a keyword in lower case', { text: RUN }, { text: 'from base\nrun work' }],
    ['for more blanks behind the keyword', { text: RUN }, { text: 'FROM base\nRUN    work  ' }],
    ['for a line that is broken', { text: RUN }, { text: 'FROM base\nRUN \\\n\\\nwork' }],
    ['for a stage that gets a name', { text: RUN }, { text: 'FROM base AS named\nRUN work' }],
    ['for a base with another name and equal layers', { text: RUN }, { text: 'FROM base-again\nRUN work' }],
    [
      'for another target before it',
      { text: RUN },
      { text: 'FROM base AS t\nRUN work\nFROM missing', request: { target: 't' } },
    ],
    ['under LABEL', { text: RUN }, run('LABEL a=1')],
    ['under MAINTAINER', { text: RUN }, run('MAINTAINER me')],
    ['under CMD and ENTRYPOINT', { text: RUN }, run('CMD a\nENTRYPOINT b')],
    [
      'under EXPOSE, VOLUME, STOPSIGNAL and HEALTHCHECK',
      { text: RUN },
      run('EXPOSE 1\nVOLUME /v\nSTOPSIGNAL 9\nHEALTHCHECK NONE'),
    ],
    ['under ONBUILD', { text: RUN }, run('ONBUILD RUN x')],
    ['under --label', { text: RUN }, asked({ labels: { a: '1' } })],
    ['under a global ARG that the stage does not declare', { text: RUN }, { text: `ARG a=1\n${RUN}` }],
    [
      'for another value of it',
      asked({ buildArgs: { a: '1' } }, `ARG a\n${RUN}`),
      asked({ buildArgs: { a: '2' } }, `ARG a\n${RUN}`),
    ],
    ['for a --build-arg that nothing declares', { text: RUN }, asked({ buildArgs: { a: '1' } })],
    [
      'for an ARG of a later stage',
      asked({ buildArgs: { a: '1' } }, 'FROM base AS one\nRUN work\nFROM one\nARG a'),
      asked({ buildArgs: { a: '2' } }, 'FROM base AS one\nRUN work\nFROM one\nARG a'),
    ],
    ['for an ARG behind it', { text: RUN }, { text: `${RUN}\nARG a=1` }],
    ['for proxies', { text: RUN }, asked({ proxyEnv: ['http_proxy=http://p'] })],
    ['for another proxy', asked({ proxyEnv: ['http_proxy=http://p'] }), asked({ proxyEnv: ['http_proxy=http://q'] })],
    ['for the value of a secret', asked(secretFile('old'), SECRET), asked(secretFile('new'), SECRET)],
    ['for a secret that is there at last', { text: SECRET }, asked(secretFile('new'), SECRET)],
    [
      'for another agent socket',
      asked({ sshSockets: new Map([['default', '/a']]) }, 'FROM base\nRUN --mount=type=ssh work'),
      asked({ sshSockets: new Map([['default', '/b']]) }, 'FROM base\nRUN --mount=type=ssh work'),
    ],
    [
      "for the order of a mount's fields",
      { text: 'FROM base\nRUN --mount=type=cache,target=/c work' },
      { text: 'FROM base\nRUN --mount=target=/c,type=cache work' },
    ],
    [
      'for a cache that is shared otherwise',
      { text: 'FROM base\nRUN --mount=type=cache,target=/c work' },
      { text: 'FROM base\nRUN --mount=type=cache,target=/c,sharing=locked work' },
    ],
    [
      'for --network where RUN has its own',
      asked({ run: { ...SETTINGS, network: 'host' } }, 'FROM base\nRUN --network=none work'),
      asked({ run: { ...SETTINGS, network: 'none' } }, 'FROM base\nRUN --network=none work'),
    ],
    ['for a value in quotes', run('ENV a=1'), run('ENV a="1"')],
    ['for ENV in its old form', run('ENV a=1'), run('ENV a 1')],
    [
      'for a value by way of another variable',
      run('ENV a=1'),
      { text: 'ARG g=1\nFROM base\nENV a=${nothing:-1}\nRUN work' },
    ],
    ['for ENV written on two lines', run('ENV a=1 b=2'), run('ENV a=1\nENV b=2')],
    ['for the same working directory, said otherwise', run('WORKDIR /w/x'), run('WORKDIR /w/y/../x')],
    [
      'for SHELL that a JSON form does not use',
      { text: 'FROM base\nRUN ["work"]' },
      { text: 'FROM base\nSHELL ["other"]\nRUN ["work"]' },
    ],
    ['for SOURCE_DATE_EPOCH', { text: RUN }, asked({ sourceDateEpoch: 1 })],
    ['for a file that nothing copies', withFiles({}), withFiles({ unrelated: 'changed' })],
    ['of a COPY for the layers below it', { text: COPY }, { text: 'FROM base-other\nCOPY d /d' }],
    ['of a COPY for a step before it', { text: COPY }, copy('RUN work\nCOPY d /d')],
    [
      'of a COPY from a stage for the layers below it',
      { text: FROM_STAGE },
      { text: FROM_STAGE.replace('\nFROM base\n', '\nFROM base-other\n') },
    ],
    ['of a COPY for other accounts', owned('COPY --chown=app a.txt /'), owned('COPY --chown=app a.txt /', 5, 'more')],
    ['of WORKDIR for the layers below it', copy('WORKDIR /w'), { text: 'FROM base-other\nWORKDIR /w' }],
    ["for a file's mtime", withFiles({}), withFiles({ 'd/x': file('x', { mtime: 999 }) })],
    ["for a directory's mtime", withFiles({}), withFiles({ d: directory({ mtime: 999 }) })],
    [
      'for an excluded file',
      withFiles({}, 'FROM base\nCOPY --exclude=y d /d'),
      withFiles({ 'd/y': 'changed' }, 'FROM base\nCOPY --exclude=y d /d'),
    ],
    ['of a COPY under USER', { text: COPY }, copy('USER 5\nCOPY d /d')],
    ['of a COPY under ENV and ARG', { text: COPY }, copy('ENV a=1\nARG b=2\nCOPY d /d')],
    ['of a COPY whose words are made of variables', { text: COPY }, copy('ENV s=d\nCOPY $s /${s}')],
    [
      'of a COPY that names its destination from the working directory',
      copy('WORKDIR /w\nCOPY d x'),
      copy('WORKDIR /w\nCOPY d ./x'),
    ],
    [
      'of a --link COPY on another parent',
      copy('COPY --link a.txt /'),
      { text: 'FROM base-other\nCOPY --link a.txt /' },
    ],
    [
      'of a COPY --from where a file beside it changed',
      { text: FROM_STAGE },
      { text: FROM_STAGE.replace('RUN work', 'RUN work\nRUN more') },
    ],
    [
      'of a COPY --from a stage on a base of equal content',
      { text: FROM_STAGE },
      { text: FROM_STAGE.replace('base AS', 'base-again AS') },
    ],
    ['of a bind mount for an unrelated file', withFiles({}, BIND), withFiles({ 'a.txt': 'changed' }, BIND)],
  ];

  it.each(rows)('%s', async (_title, before, after) => {
    expect(await found(before, after)).toBe(true);
  });
});

describe('a key changes', () => {
  const rows: readonly (readonly [string, Scenario, Scenario])[] = [
    [
      'for a secret that has to be there',
      asked(secretFile('s'), SECRET),
      asked(secretFile('s'), SECRET.replace('id=s', 'id=s,required')),
    ],
    ['with the command', { text: RUN }, { text: 'FROM base\nRUN work harder' }],
    ['with blanks inside the command', { text: 'FROM base\nRUN work harder' }, { text: 'FROM base\nRUN work  harder' }],
    ['with its form', { text: RUN }, { text: 'FROM base\nRUN ["work"]' }],
    ['with how its words are cut', { text: 'FROM base\nRUN ["a b", "c"]' }, { text: 'FROM base\nRUN ["a", "b c"]' }],
    ["with a here-document's body", { text: 'FROM base\nRUN cat <<E\n1\nE' }, { text: 'FROM base\nRUN cat <<E\n2\nE' }],
    ['with a script', { text: 'FROM base\nRUN <<E\n#!/bin/a\nE' }, { text: 'FROM base\nRUN <<E\n#!/bin/b\nE' }],
    ['with SHELL', { text: RUN }, run('SHELL ["/bin/bash", "-c"]')],
    ['with USER', { text: RUN }, run('USER 5')],
    ['with the working directory', run('WORKDIR /a'), run('WORKDIR /b')],
    ["with a variable's value", run('ENV a=1'), run('ENV a=2')],
    ["with a variable's name", run('ENV a=1'), run('ENV b=1')],
    ['with a variable that is gone', run('ENV a=1'), { text: RUN }],
    ['with the order of variables, which the process sees', run('ENV a=1 b=2'), run('ENV b=2 a=1')],
    ['with names and values that join to the same', run('ENV a=b=c'), run('ENV a=b b=c')],
    ['with ARG instead of ENV', run('ENV a=1'), run('ARG a=1')],
    ["with an ARG's default", run('ARG a=1'), run('ARG a=2')],
    ['with --build-arg', { ...run('ARG a=1') }, { ...run('ARG a=1'), request: { buildArgs: { a: '2' } } }],
    [
      'with a global ARG that the stage declares',
      { text: 'ARG a=1\nFROM base\nARG a\nRUN work' },
      { text: 'ARG a=2\nFROM base\nARG a\nRUN work' },
    ],
    [
      'with an ARG of the stage below',
      { text: 'FROM base AS b\nARG a=1\nFROM b\nRUN work' },
      { text: 'FROM base AS b\nARG a=2\nFROM b\nRUN work' },
    ],
    ['with --network', { text: RUN }, asked({ run: { ...SETTINGS, network: 'none' } })],
    ['with RUN --network', { text: RUN }, { text: 'FROM base\nRUN --network=none work' }],
    ['with RUN --security', { text: RUN }, { text: 'FROM base\nRUN --security=insecure work' }],
    ['with --add-host', { text: RUN }, asked({ run: { ...SETTINGS, extraHosts: [{ name: 'h', ip: '1.2.3.4' }] } })],
    ['with --shm-size', { text: RUN }, asked({ run: { ...SETTINGS, shmSize: 1 << 20 } })],
    ['with the host name', { text: RUN }, asked({ run: { ...SETTINGS, hostname: 'machine' } })],
    ['with --ulimit', { text: RUN }, asked({ run: { ...SETTINGS, ulimits: [{ name: 'nofile', soft: 1, hard: 2 }] } })],
    [
      'with the platform',
      { text: RUN },
      asked({ platform: { os: 'linux', architecture: 'arm64' }, platformGiven: true }),
    ],
    [
      "with the platform's variant",
      asked({ platform: { os: 'linux', architecture: 'arm', variant: 'v6' } }),
      asked({ platform: { os: 'linux', architecture: 'arm', variant: 'v7' } }),
    ],
    ["with the base's layers", { text: RUN }, { text: 'FROM base-other\nRUN work' }],
    ["with the base's variables", { text: RUN }, { text: 'FROM base-env\nRUN work' }],
    [
      'with what the step before made',
      withFiles({}, `${COPY}\nRUN work`),
      withFiles({ 'd/x': 'changed' }, `${COPY}\nRUN work`),
    ],
    ['with a step before it that is gone', { text: 'FROM base\nRUN first\nRUN work' }, { text: RUN }],
    [
      "with a cache's target",
      { text: 'FROM base\nRUN --mount=type=cache,id=c,target=/a work' },
      { text: 'FROM base\nRUN --mount=type=cache,id=c,target=/b work' },
    ],
    [
      "with a cache's id",
      { text: 'FROM base\nRUN --mount=type=cache,id=a,target=/c work' },
      { text: 'FROM base\nRUN --mount=type=cache,id=b,target=/c work' },
    ],
    [
      'with the namespace of caches',
      { text: 'FROM base\nRUN --mount=type=cache,id=a,target=/c work' },
      asked({ cacheMountNamespace: 'n' }, 'FROM base\nRUN --mount=type=cache,id=a,target=/c work'),
    ],
    ["with a secret's id", { text: SECRET }, { text: SECRET.replace('id=s', 'id=t') }],
    ["with a secret's path", { text: SECRET }, { text: SECRET.replace('id=s', 'id=s,target=/t') }],
    ['with the variable that a secret is shown in', { text: SECRET }, { text: SECRET.replace('id=s', 'id=s,env=S') }],
    ['with a mount that is added', { text: RUN }, { text: 'FROM base\nRUN --mount=type=tmpfs,target=/t work' }],
    [
      "with a tmpfs' size",
      { text: 'FROM base\nRUN --mount=type=tmpfs,target=/t work' },
      { text: 'FROM base\nRUN --mount=type=tmpfs,target=/t,size=1m work' },
    ],
    ["with a bind mount's content", withFiles({}, BIND), withFiles({ 'd/x': 'changed' }, BIND)],
    ['with a bind mount that is writable', { text: BIND }, { text: BIND.replace('target', 'rw,target') }],
    [
      'with the stage that a bind mount shows',
      { text: 'FROM base AS s\nRUN one\nFROM base\nRUN --mount=from=s,target=/s work' },
      { text: 'FROM base AS s\nRUN two\nFROM base\nRUN --mount=from=s,target=/s work' },
    ],
    ["with a file's content", withFiles({}), withFiles({ 'd/x': 'changed' })],
    ["with a file's mode", withFiles({}), withFiles({ 'd/x': file('x', { mode: 0o600 }) })],
    ['with a setuid bit', withFiles({}), withFiles({ 'd/run.sh': file('#!', { mode: 0o4755 }) })],
    ['with a file more', withFiles({}), withFiles({ 'd/z': '' })],
    ["with a file's name", withFiles({ 'd/p': 'p' }), withFiles({ 'd/q': 'p' })],
    ['with an empty directory', withFiles({}), withFiles({ 'd/empty': directory() })],
    ["with a symlink's target", withFiles({}), withFiles({ 'd/link': symlink('y') })],
    ['with a symlink that becomes a file', withFiles({}), withFiles({ 'd/link': 'x' })],
    ['with names and contents that join to the same', withFiles({ 'd/ab': 'c' }), withFiles({ 'd/a': 'bc' })],
    ['with the destination', { text: COPY }, copy('COPY d /e')],
    [
      'with the working directory of a relative destination',
      copy('WORKDIR /a\nCOPY d x'),
      copy('WORKDIR /b\nCOPY d x'),
    ],
    ['with a slash behind the destination', copy('COPY a.txt /b'), copy('COPY a.txt /b/')],
    ['with --chown', { text: COPY }, copy('COPY --chown=1 d /d')],
    ['with --chmod', { text: COPY }, copy('COPY --chmod=700 d /d')],
    ['with --exclude', { text: COPY }, copy('COPY --exclude=y d /d')],
    ['with --parents', copy('COPY d/x /e/'), copy('COPY --parents d/x /e/')],
    ['with ADD instead of COPY', { text: COPY }, copy('ADD d /d')],
    ['with the order of sources', copy('COPY a.txt d/x /e/'), copy('COPY d/x a.txt /e/')],
    ["with an inline file's content", copy('COPY <<E /e\n1\nE'), copy('COPY <<E /e\n2\nE')],
    ['with a variable in an inline file', copy('ENV v=1\nCOPY <<E /e\n$v\nE'), copy('ENV v=2\nCOPY <<E /e\n$v\nE')],
    [
      'with the file of another stage',
      { text: FROM_STAGE },
      { text: FROM_STAGE.replace('RUN work', 'ENV changed=1\nRUN work') },
    ],
    ['of a COPY with what is at its destination', { text: COPY }, { text: 'FROM base-folder\nCOPY d /d' }],
    ['of a COPY with where its destination leads', copy('COPY d /l/d'), { text: 'FROM base-link\nCOPY d /l/d' }],
    ['of a COPY with the number of its owner', owned('COPY --chown=app a.txt /'), owned('COPY --chown=app a.txt /', 6)],
    [
      'of a COPY with the group of its owner',
      owned('COPY --chown=1:app a.txt /'),
      owned('COPY --chown=1:app a.txt /', 6),
    ],
    ['of WORKDIR with USER', copy('WORKDIR /w'), copy('USER 5\nWORKDIR /w')],
    ['of WORKDIR with the number of its USER', owned('USER app\nWORKDIR /w'), owned('USER app\nWORKDIR /w', 6)],
    ['of WORKDIR with what is there', copy('WORKDIR /d/e'), { text: 'FROM base-folder\nWORKDIR /d/e' }],
    [
      'of a COPY with the layers below it, if times are part of the result',
      asked({ sourceDateEpoch: 1 }, COPY),
      asked({ sourceDateEpoch: 1 }, 'FROM base-other\nCOPY d /d'),
    ],
  ];

  it.each(rows)('%s', async (_title, before, after) => {
    expect(await found(before, after)).toBe(false);
  });
});
