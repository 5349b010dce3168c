import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { must, plainEnvironment, type CommandResult } from '../support/command.js';
import { layerBuild } from '../support/layer-build.js';
import { leftovers } from '../support/leftovers.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { THOROUGH } from '../support/thorough.js';

const isRoot = process.getuid?.() === 0;
/** `DISK_POINTS=30 npx vitest run __tests__/security/disk-full.test.ts` tests more points. */
const POINTS = Number(process.env['DISK_POINTS'] ?? (THOROUGH ? 30 : 3));
const MIB = 1024 * 1024;
/** Milliseconds to wait for the end of a build. */
const PATIENCE = 120_000;

const DOCKERFILE = `FROM busybox
COPY data /data
RUN seq 1 200000 > /numbers && cp -r /data /copied
ADD archive /archive
RUN --mount=type=cache,target=/kept seq 1 100000 > /kept/file && cat /kept/file /numbers > /more
`;

/** A hundred steps, each with a record and a line of the journal, and then one that fills the disk. */
const HUNDRED = `FROM busybox
${Array.from({ length: 100 }, (_, i) => `COPY data/${i} /copies/${i}\n`).join('')}
RUN dd if=/dev/urandom of=/filled bs=1M count=200
`;

describe.skipIf(!isRoot)('a disk that fills up', () => {
  let registry: RunningRegistry;
  let folder: string;
  let disk: string;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('disk-full');
    disk = join(folder, 'disk');
    mkdirSync(disk);
    const files = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`data/${i}`, `${i} ${'x'.repeat(20_000)}`]),
    );
    await writeProject(join(folder, 'context'), {
      ...files,
      archive: 'y'.repeat(300_000),
      Dockerfile: DOCKERFILE,
      Hundred: HUNDRED,
    });
  });

  afterEach(() => must(['umount', '-l', disk]).catch(() => undefined));

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  /** Root folder, temporary files, archive and cache, all on the one disk. */
  function build(dockerfile = 'Dockerfile'): Promise<CommandResult> {
    const at = (name: string): string => join(disk, name);
    return layerBuild(
      [
        ...['build', '--root', at('root'), '--registry-mirror', `http://${registry.host}`, '--progress', 'plain'],
        ...['--cache-to', `type=local,dest=${at('cache')}`, '-o', `type=oci,dest=${at('image.tar')}`],
        ...['--report', at('report.json'), '-f', join(folder, 'context', dockerfile), join(folder, 'context')],
      ],
      { timeout: PATIENCE, env: plainEnvironment({ TMPDIR: disk, BUILD_OF_TEST: folder }) },
    );
  }

  const mount = (bytes: number): Promise<string> =>
    must(['mount', '-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', disk]);
  const enlarge = (): Promise<string> => must(['mount', '-o', `remount,size=${500 * MIB}`, disk]);

  function checkEnd(about: string, { code, stdout, stderr }: CommandResult): void {
    const said = `${about}\n${(stdout + stderr).slice(-3000)}`;
    // A full disk fails a build if it has not made all that was asked for, also where the command of a step had no room. A cache that was not
    // saved is no failure, but a warning.
    const isMade = ['image.tar', 'report.json'].every((name) => existsSync(join(disk, name)));
    expect(code, said).toBe(isMade ? 0 : 69);
    expect(stdout + stderr, said).not.toMatch(/this is a bug|^ {4,}at |Uncaught/m);
    expect(stderr, said).toMatch(isMade ? /^WARNING: .*disk is full/m : /^ERROR: .*disk is full/m);
  }

  it(
    `at one of ${POINTS} points ends the build with the right code, and a good one follows`,
    { timeout: POINTS * 2 * PATIENCE },
    async () => {
      await mount(500 * MIB);
      const whole = await build();
      expect(whole.code, whole.stderr).toBe(0);
      const { blocks, bfree, bsize } = statfsSync(disk);
      const used = (blocks - bfree) * bsize;
      await must(['umount', '-l', disk]);
      const codes: Record<number, number> = {};
      for (let point = 1; point <= POINTS; point += 1) {
        const size = Math.ceil((used * point) / (POINTS + 1) / 4096) * 4096;
        const about = `a disk of ${size} bytes, of ${used} that are needed`;
        await mount(size);
        const full = await build();
        checkEnd(about, full);
        codes[full.code] = (codes[full.code] ?? 0) + 1;
        expect(
          leftovers(join(disk, 'root')).filter((one) => !one.startsWith('mount')),
          about,
        ).toEqual([]);
        await enlarge();
        const good = await build();
        expect(good.code, `${about}\n${good.stdout}${good.stderr}`).toBe(0);
        await must(['umount', '-l', disk]);
      }
      const ends = Object.entries(codes).map(([code, times]) => `${times} times ${code}`);
      process.stdout.write(`disk full at ${POINTS} points: ended ${ends.join(', ')}, each followed by a good build\n`);
    },
  );

  it('during a RUN after a hundred steps ends the build', { timeout: 2 * PATIENCE }, async () => {
    await mount(60 * MIB);
    const { code, stdout, stderr } = await build('Hundred');
    checkEnd('a RUN that fills the disk', { code, stdout, stderr });
    expect(code).toBe(69);
  });
});
