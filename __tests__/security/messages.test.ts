import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { runCliInProcess } from '../support/cli-in-process.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

let folder: string;
let root: string;
let context: string;
beforeAll(async () => {
  folder = await temporaryFolder('messages');
  root = join(folder, 'root');
  context = join(folder, 'context');
  mkdirSync(context);
  writeFileSync(join(context, 'file'), 'content\n');
});
beforeEach(() => rmSync(root, { recursive: true, force: true }));
afterAll(() => removeTree(folder));

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

async function say(verb: readonly string[], dockerfile: string, ...flags: readonly string[]): Promise<Ended> {
  writeFileSync(join(context, 'Dockerfile'), dockerfile);
  const { code, stdout, stderr } = await runCliInProcess([...verb, ...flags, '--root', root, context]);
  return { code, said: stdout + stderr };
}
const build = (dockerfile: string, ...flags: readonly string[]): Promise<Ended> => say(['build'], dockerfile, ...flags);

describe('a RUN that has nothing to run', () => {
  it.each([
    ['RUN []', 'RUN has no command'],
    ['RUN [ ]', 'RUN has no command'],
    ['RUN --network=none []', 'RUN has no command'],
    ['RUN [""]', 'names no program'],
    ['RUN ["", "x"]', 'names no program'],
    ['SHELL [""]\nRUN x', 'names no program'],
    ['RUN ["/bin/x", "a\\u0000b"]', 'has a NUL character'],
  ])('is the user’s error, at its line: %s', async (instruction, words) => {
    const line = instruction.includes('\n') ? 3 : 2;
    for (const verb of [['build'], ['build', '--check'], ['cache', 'explain']]) {
      const { code, said } = await say(verb, `FROM scratch\n${instruction}\nCOPY file /\n`);
      expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(words) as string });
      expect(said).toContain(`Dockerfile:${line}`);
    }
  });

  it('is no error if the stage is not needed, as with BuildKit', async () => {
    expect((await build('FROM scratch AS unused\nRUN []\nFROM scratch\nCOPY file /\n')).code).toBe(0);
  });
});

describe('cache explain', () => {
  const CORE = 'FROM scratch AS core\nCOPY file /file\n';
  const UNKNOWN = 'FROM scratch AS unknown\nCOPY . /new\nRUN ["x"]\n';
  const WRONG = 'COPY --from=core /nope /x\n';

  it.each([
    ['after an unknown result', `${CORE}${UNKNOWN}FROM scratch\nCOPY --from=unknown /new /new\n${WRONG}`, false],
    ['before an unknown result', `${CORE}${UNKNOWN}FROM scratch\n${WRONG}COPY --from=unknown /new /new\n`, true],
    [
      'beside an unknown result',
      `${CORE}${UNKNOWN}FROM scratch AS w\n${WRONG}FROM scratch\nCOPY --from=unknown / /\nCOPY --from=w / /\n`,
      true,
    ],
    [
      'in a stage before the unknown one',
      `${CORE}FROM scratch AS w\n${WRONG}${UNKNOWN}FROM scratch\nCOPY --from=w / /\nCOPY --from=unknown / /\n`,
      true,
    ],
    [
      'in the target, that needs the unknown stage later',
      `${CORE}${UNKNOWN}FROM core\n${WRONG}COPY --from=unknown / /\n`,
      true,
    ],
  ])('tells of a missing source %s', async (_where, dockerfile, reached) => {
    // The result of the stage without the files is known. Only the other result is not known.
    expect((await build(CORE)).code).toBe(0);
    const { code, said } = await say(['cache', 'explain'], dockerfile);
    expect(said).not.toMatch(/bug/i);
    if (!reached) {
      // Steps after an unknown result cannot be checked.
      expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('needs the result of') as string });
      return;
    }
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('"nope" not found') as string });
    expect(said).toMatch(/at Dockerfile:\d+/);
  });
});

describe('a base from a layout', () => {
  it('may have documents of almost 4 MiB', async () => {
    const layout = join(folder, 'large');
    const label = 'x'.repeat(3_900_000);
    expect(
      (
        await build(
          'FROM scratch\nCOPY file /file\n',
          '--label',
          `a=${label}`,
          '-o',
          `type=oci,tar=false,dest=${layout}`,
        )
      ).code,
    ).toBe(0);
    const { code, said } = await build(
      'FROM base\nCOPY file /again\n',
      '--build-context',
      `base=oci-layout://${layout}`,
    );
    expect({ code, said: said.slice(0, 400) }).toEqual({ code: 0, said: expect.any(String) as string });
  });
});

/** A disk of 3 MiB, as a memory file system: only root can mount one. */
describe.skipIf(process.getuid?.() !== 0)('a full disk', () => {
  let disk: string;
  beforeAll(() => {
    disk = join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'none', disk]);
    writeFileSync(join(context, 'random'), randomBytes(6_000_000));
    writeFileSync(join(context, 'text'), Buffer.alloc(20_000_000, 'text that packs well\n'));
    copyFileSync('/bin/busybox', join(context, 'busybox'));
  });
  beforeEach(() => rmSync(join(disk, 'root'), { recursive: true, force: true }));
  afterAll(() => execFileSync('umount', [disk]));

  const COPY = 'FROM scratch\nCOPY random /random\n';
  const RUN = 'FROM scratch\nCOPY busybox /bin/sh\nCOPY text /text\nRUN true\n';

  it.each<readonly [string, string, () => readonly string[], RegExp]>([
    ['the layer of a COPY', COPY, () => ['--root', join(disk, 'root')], /cannot write the layer .*disk\/root/],
    [
      'a layer that is unpacked',
      RUN,
      () => ['--root', join(disk, 'root')],
      /cannot unpack the layer sha256:.*disk\/root/,
    ],
    ['an archive', COPY, () => ['-o', `type=oci,dest=${join(disk, 'i.tar')}`], /archive .*i\.tar, which takes 6\.00MB/],
    [
      'a layout',
      COPY,
      () => ['-o', `type=oci,tar=false,dest=${join(disk, 'l')}`],
      /layout .*disk\/l, which takes 6\.00MB/,
    ],
  ])('is told of with the place, and how to make room: %s', async (_what, dockerfile, flags, words) => {
    writeFileSync(join(context, 'Dockerfile'), dockerfile);
    const { code, stdout, stderr } = await runCliInProcess(['build', '--root', root, ...flags(), context]);
    expect({ code, said: stdout + stderr }).toEqual({ code: 69, said: expect.stringMatching(words) as string });
    expect(stderr).toContain('the disk is full');
    expect(stderr).toContain('layer-build cache prune');
  });
});
