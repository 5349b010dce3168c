import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { writeSamples } from '../integration/image-verbs/sample-images.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import { type CommandResult, must, plainEnvironment } from '../support/command.js';
import { leftovers } from '../support/leftovers.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { THOROUGH } from '../support/thorough.js';

/** How many sizes of the disk each verb is tried with, from one with no room at all to one with almost enough. */
const POINTS = THOROUGH ? 40 : 1;
const BLOCK = 4096;
const LARGE = 500 * 1024 * 1024;

interface Verb {
  readonly argv: readonly string[];
  /** Exit codes for a full disk. */
  readonly codes: readonly number[];
}

const FILL = 'head -c 3000000 /dev/zero > /filled && echo done';

/** A command line on a store that has the images of `sample-images.ts`, busybox and a container that was run. */
const VERBS: Readonly<Record<string, Verb>> = {
  tag: { argv: ['tag', 'app:1', 'new:1'], codes: [69] },
  load: { argv: ['load', '-q', '-i', 'other.tar'], codes: [69] },
  import: { argv: ['import', 'files.tar', 'imported:1'], codes: [69] },
  pull: { argv: ['pull', '-q', 'PULLED'], codes: [69] },
  commit: { argv: ['commit', 'made', 'committed:1'], codes: [69] },
  save: { argv: ['save', '-o', 'DISK/saved.tar', 'app:1', 'tool:2'], codes: [69] },
  // 1: the shell's own, when it finds no room.
  run: { argv: ['run', '--name', 'new', 'busybox', 'sh', '-c', FILL], codes: [125, 1] },
};

describe.skipIf(process.getuid?.() !== 0)('a store on a disk that is full', () => {
  let folder: string;
  let disk: string;
  let registry: RunningRegistry;
  let pulled: string;

  beforeAll(async () => {
    folder = await temporaryFolder('store-full');
    disk = join(folder, 'disk');
    mkdirSync(disk);
    registry = await openRegistry(['busybox']);
    pulled = `${registry.host}/store-full/tool:2`;
    const samples = join(folder, 'samples.tar');
    await writeSamples(samples);
    await mkdir(join(folder, 'files'));
    await writeFile(join(folder, 'files/file'), 'x'.repeat(300_000));
    await must(['tar', '-C', join(folder, 'files'), '-cf', join(folder, 'files.tar'), '.']);
    const to = `docker://${pulled}`;
    await must(['skopeo', 'copy', '--quiet', '--dest-tls-verify=false', `docker-archive:${samples}:tool:2`, to]);
    for (const argv of [
      ['load', '-q', '-i', samples],
      ['pull', '-q', 'busybox'],
      ['run', '--name', 'made', 'busybox', 'sh', '-c', 'head -c 1000000 /dev/zero > /made'],
    ])
      expect(await cli(argv, join(folder, 'whole'))).toMatchObject({ code: 0 });
    // Images that are loaded again have nothing to write but names: these are loaded where they are not.
    await must(['cp', samples, join(folder, 'other.tar')]);
  });
  afterEach(() => must(['umount', '-l', disk]).catch(() => undefined));
  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  function cli(argv: readonly string[], root = join(disk, 'root')): Promise<CommandResult> {
    const env = plainEnvironment({
      LAYER_BUILD_ROOT: root,
      HOME: folder,
      TMPDIR: root === join(disk, 'root') ? disk : folder,
    });
    const [verb = '', ...rest] = argv.map((word) => word.replace('PULLED', pulled).replace('DISK', disk));
    const mirror = ['--registry-mirror', `http://${registry.host}`];
    return runCliInProcess([verb, ...(['pull', 'run'].includes(verb) ? mirror : []), ...rest], { env, cwd: folder });
  }

  const remount = (bytes: number): Promise<string> => must(['mount', '-o', `remount,size=${bytes}`, disk]);
  const used = (): number => {
    const { blocks, bfree, bsize } = statfsSync(disk);
    return (blocks - bfree) * bsize;
  };

  /** Puts the store on a disk with much room. */
  async function fresh(verb: string): Promise<void> {
    await must(['mount', '-t', 'tmpfs', '-o', `size=${LARGE}`, 'tmpfs', disk]);
    await must(['cp', '-a', join(folder, 'whole'), join(disk, 'root')]);
    if (verb === 'load') expect((await cli(['rmi', '-f', 'app:1', 'app:latest', 'tool:2'])).code).toBe(0);
  }

  async function names(): Promise<readonly string[]> {
    const { code, stdout, stderr } = await cli([
      'images',
      '--no-trunc',
      '--format',
      '{{.Repository}}:{{.Tag}} {{.ID}}',
    ]);
    expect(code, stderr).toBe(0);
    return stdout
      .split('\n')
      .filter((line) => /^[^<].*:[^<]/.test(line))
      .sort();
  }

  /** Without the id of what is made of the clock. */
  const known = (all: readonly string[]): readonly string[] =>
    all.map((line) => line.replace(/^((?:imported|committed):1) .*/, '$1'));

  it.each(Object.keys(VERBS))('loses nothing, and says what is wrong: %s', { timeout: 600_000 }, async (verb) => {
    const { argv, codes } = VERBS[verb] ?? { argv: [], codes: [] };
    await fresh(verb);
    const [before, usedBefore] = [await names(), used()];
    expect(await cli(argv)).toMatchObject({ code: 0 });
    const [after, needed] = [await names(), used() - usedBefore];
    await must(['umount', '-l', disk]);
    const ends: number[] = [];
    for (let point = 0; point < POINTS; point++) {
      await fresh(verb);
      const size = used() + Math.floor((needed * point) / POINTS / BLOCK) * BLOCK;
      await remount(size);
      const about = `${verb} with ${size - usedBefore} of ${needed} bytes`;
      const { code, stdout, stderr } = await cli(argv);
      const said = `${about}\n${stdout}${stderr}`;
      ends.push(code);
      expect([0, ...codes], said).toContain(code);
      expect(stderr, said).not.toMatch(/this is a bug|^ {4,}at /m);
      if (code !== 0)
        expect(stderr, said).toMatch(code === 1 ? /No space left on device|disk is full/ : /the disk is full/);
      // Whoever looks at a full disk must see what is there.
      const now = await names();
      for (const line of known(before)) expect(known(now), said).toContain(line);
      for (const line of known(now)) expect([...known(before), ...known(after)], said).toContain(line);
      expect((await cli(['system', 'check'])).stdout, said).toBe('Nothing is wrong.\n');
      if (verb === 'save' && code !== 0) expect(existsSync(join(disk, 'saved.tar')), said).toBe(false);
      await remount(LARGE);
      if (verb === 'run') await cli(['rm', '-f', 'new']);
      const again = await cli(argv);
      expect(again.code, `${said}\nagain:\n${again.stderr}`).toBe(0);
      expect(known(await names()), said).toEqual(known(after));
      expect((await cli(['system', 'check'])).stdout, said).toBe('Nothing is wrong.\n');
      await expect.poll(() => leftovers(join(disk, 'root')), { message: said }).toEqual([]);
      await must(['umount', '-l', disk]);
    }
    // A disk without any room is noticed.
    expect(ends[0]).not.toBe(0);
  });
});
