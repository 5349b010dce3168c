import { describe, expect, it } from 'vitest';

import { destinationOf, workdirOf } from '../../../src/plan/lower-workdir.js';
import type { CopyOperation, PlannedStep } from '../../../src/plan/operation.js';
import { plan, refusal } from '../../support/plans.js';
import { parseReference } from '../../../src/oci/reference.js';

async function lastOperation(text: string): Promise<PlannedStep['operation']> {
  const { stages } = await plan(text);
  const operation = stages.at(-1)?.steps.at(-1)?.operation;
  if (operation === undefined) throw new Error('there is no step');
  return operation;
}

describe('destinationOf', () => {
  it.each([
    ['/', '', '/'],
    ['/', '.', '/'],
    ['/', './', '/'],
    ['/', '/', '/'],
    ['/', 'a', '/a'],
    ['/', 'a/', '/a/'],
    ['/w', '', '/w/'],
    ['/w', '.', '/w/'],
    ['/w', './', '/w/'],
    ['/w', './a', '/w/a'],
    ['/w', '../a', '/a'],
    ['/w', '../../../a/', '/a/'],
    ['/w', '/a', '/a'],
    ['/w', '/a//b/./c/', '/a/b/c/'],
    ['/w', '/a/.', '/a/.'],
    ['/w', '/.', '/.'],
    ['/w', 'a/..', '/w'],
    ['/w', '..', '/'],
    ['', 'a', '/a'],
    [undefined, 'a', '/a'],
    ['/w', 'a b', '/w/a b'],
  ])('in %j, %j is %j', (workingDir, destination, expected) => {
    expect(destinationOf(workingDir, destination)).toBe(expected);
  });
});

describe('workdirOf', () => {
  it.each([
    [undefined, '/a', '/a'],
    ['/', 'a', '/a'],
    ['/a', 'b/c/', '/a/b/c'],
    ['/a', '../b', '/b'],
    ['/a', '/b/../c/', '/b/../c/'],
    ['/a/', 'b', '/a/b'],
    ['/a', '', '/a'],
    ['/a', '.', '/a'],
    ['', '', '/'],
  ])('in %j, %j is %j', (current, next, expected) => {
    expect(workdirOf(current, next)).toBe(expected);
  });
});

describe('WORKDIR', () => {
  it('goes on from the one before, with variables', async () => {
    expect(await lastOperation('FROM base\nENV d=sub\nWORKDIR /a\nUSER u\nWORKDIR $d/x')).toEqual({
      kind: 'workdir',
      path: '/a/sub/x',
      user: 'u',
    });
  });

  it('of the root makes nothing', async () => {
    expect(await lastOperation('FROM base\nWORKDIR /a/..')).toEqual({ kind: 'config' });
  });

  it("begins at the base's", async () => {
    expect(await lastOperation('FROM with-user\nWORKDIR x')).toMatchObject({ path: '/srv/x' });
  });
});

describe('COPY and ADD', () => {
  it.each<readonly [string, Partial<CopyOperation>]>([
    [
      'COPY a b /c',
      {
        keyword: 'COPY',
        sources: ['a', 'b'],
        destination: '/c',
        from: { kind: 'context' },
        fromLabel: 'the build context',
      },
    ],
    ['WORKDIR /w\nCOPY a .', { destination: '/w/' }],
    [
      'ENV s=x d=/y o=1:2\nCOPY --chown=$o --chmod=u+${u:-x} $s/a "$d"',
      { sources: ['x/a'], destination: '/y', chown: '1:2', chmod: 'u+x' },
    ],
    // Nothing in --exclude is expanded, as in BuildKit.
    ['ENV s=x\nCOPY --exclude=$s a b', { excludes: ['$s'] }],
    ['COPY --link a b', { link: true }],
    ['COPY --link --chmod=600 a b', { link: false, chmod: '600' }],
    ['COPY --parents a b', { parents: true }],
    ['COPY a b', { unpack: false, keepGitDir: false }],
    ['ADD a b', { keyword: 'ADD', unpack: undefined, parents: false }],
    ['ADD --unpack=false a b', { unpack: false }],
    [
      `ENV h=${'a'.repeat(64)}\nADD --unpack --checksum=sha256:$h https://x/y b`,
      { unpack: true, checksum: `sha256:${'a'.repeat(64)}`, sources: ['https://x/y'] },
    ],
    ['ADD --keep-git-dir git@h:r.git b', { keepGitDir: true }],
    [
      'COPY --from=other /a /b',
      { from: { kind: 'image', name: 'other', reference: parseReference('other') }, fromLabel: 'image other' },
    ],
    ['COPY --from=scratch / /b', { from: { kind: 'scratch' }, fromLabel: 'scratch' }],
    [
      'ENV x=1\nCOPY <<A <<"B" /d/\n$x "q" \\$x\nA\n$x\nB',
      {
        sources: [],
        inlineFiles: [
          { name: 'A', content: '1 "q" $x\n' },
          { name: 'B', content: '$x\n' },
        ],
      },
    ],
  ])('%s', async (body, expected) => {
    expect(await lastOperation(`FROM base\n${body}`)).toMatchObject(expected);
  });

  it('name a stage as people do', async () => {
    expect(await lastOperation('FROM base AS a\nFROM base\nCOPY --from=0 / /')).toMatchObject({ fromLabel: 'stage a' });
    expect(await lastOperation('FROM base\nFROM base\nCOPY --from=0 / /')).toMatchObject({ fromLabel: 'stage 0' });
  });
});

describe('refused when its values are known', () => {
  it.each([
    ['COPY https://x/y /z', "source can't be a URL for COPY", 'ADD takes URLs.'],
    ['COPY git@h:r.git /z', "source can't be a git ref for COPY", 'ADD takes git repositories.'],
    ['ENV s=ssh://h/r\nCOPY $s /z', "source can't be a git ref for COPY", undefined],
    ['COPY --chmod=888 a b', "invalid chmod parameter: '888'", '755'],
    ['ENV m=u~x\nADD --chmod=$m a b', "invalid chmod parameter: 'u~x'", undefined],
    ['ADD --checksum=sha256:x a b', 'checksum requires HTTP(S) or Git sources', undefined],
    [
      'ADD --checksum=sha256:x https://a/b https://a/c d',
      "checksum can't be specified for multiple sources",
      'each download',
    ],
    ['ADD --checksum=sha256:x <<E d\nE', "checksum can't be specified for multiple sources", undefined],
    ['RUN --mount=type=tmpfs,mode=700,target=/x y', 'mode not allowed for "tmpfs" type mounts', undefined],
    ['ENV t=nope\nRUN --mount=type=$t,target=/x y', 'unsupported mount type "nope"', undefined],
    ['VOLUME $nothing', 'VOLUME specified can not be an empty string', undefined],
    ['EXPOSE 80/icmp', 'invalid proto: icmp', 'PORT/udp'],
    ['ENV p=90-80\nEXPOSE $p', 'invalid containerPort: 90-80', undefined],
    ['STOPSIGNAL SIGTREM', 'invalid signal: SIGTREM', 'Did you mean SIGTERM?'],
    ['STOPSIGNAL $nothing', 'invalid signal', undefined],
  ])('%s', async (body, message, hint) => {
    const error = await refusal(`FROM base\n\n${body}`);
    const line = 3 + (body.startsWith('ENV') ? 1 : 0);
    expect(error.message).toContain(message);
    expect(error.location?.line).toBe(line);
    if (hint !== undefined) expect(error.hint).toContain(hint);
  });

  it('is not asked of a stage that the target does not need', async () => {
    const { stages } = await plan('FROM base AS bad\nSTOPSIGNAL nope\nFROM base');
    expect(stages).toHaveLength(1);
  });
});
