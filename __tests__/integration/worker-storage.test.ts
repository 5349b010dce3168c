import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { Layer } from '../../src/layer/layer.js';
import type { StorageDriver } from '../../src/worker/protocol/storage-drivers.js';
import { BtrfsDisk, HAS_BTRFS } from '../support/btrfs-disk.js';
import { HAS_THIN, thinDevices } from '../support/thin-devices.js';
import { copyOfWorker } from '../support/compiled-worker.js';
import { CACHE, KEEP, pass } from '../security/passed-descriptors.js';
import { layerOf, leftovers, makePerl, runRequest, Workbench, type Outcome } from './worker-support.js';

/** Back-ends that are compared with folders under overlayfs. */
const DRIVERS: readonly { readonly driver: StorageDriver; readonly isHere: boolean }[] = [
  { driver: 'vfs', isHere: true },
  { driver: 'btrfs', isHere: HAS_BTRFS },
  { driver: 'devicemapper', isHere: HAS_THIN },
];

/** Each is a step on top of the one before. */
const STEPS: readonly { readonly does: string; readonly sh: string }[] = [
  { does: 'makes every kind of file', sh: kinds() },
  { does: 'changes content, but neither size nor time', sh: 'echo HELLO > /k/plain; touch -d @1500000000 /k/plain' },
  { does: 'changes nothing', sh: 'cat /k/file > /dev/null; ls -lR /k > /dev/null' },
  { does: 'changes only what is known of files', sh: 'chmod 600 /k/old; chown -h 7:8 /k/link; chmod 711 /k/sub' },
  { does: 'removes', sh: 'rm /k/pipe /etc/group; rm -r /var; rm /k/many/1*' },
  { does: 'replaces a folder', sh: 'rm -r /k/many; mkdir /k/many; echo new > /k/many/20; mkdir /var' },
  {
    does: 'replaces kinds',
    sh: 'rm -r /k/sub; echo f > /k/sub; rm /k/old; mkdir -p /k/old/in; rm /k/link; echo x > /k/link',
  },
  { does: 'moves', sh: 'mv /k/many /moved; mv /k/plain /k/renamed; mv /k /kk; mkdir /k; mv /kk/renamed /k/plain' },
  { does: 'moves one name over another', sh: 'echo 1 > /k/a; echo 2 > /k/b; mv /k/b /k/a; mv /k/plain /k/deep' },
  {
    does: 'writes a sparse file',
    sh: 'dd if=/dev/zero of=/kk/sparse bs=1 count=0 seek=40M 2>/dev/null; echo end >> /kk/sparse',
  },
  { does: 'changes a file with attributes', sh: 'chmod 700 /usr/bin/capable' },
];

function kinds(): string {
  return `mkdir -m 2750 /k; cd /k; echo hello > file; chmod 4755 file; chown 12:34 file; touch -d @1500000000 file
    echo hello > plain; touch -d @1500000000 plain; ln -s /nowhere link; chown -h 5:6 link; ln file again; mkdir -p sub/in
    mkfifo pipe; mknod null c 1 3; mknod disk b 259 70000; touch -d @86400 old
    mkdir many; for i in $(seq 30); do echo $i > many/$i; done; touch -d @1000 many`;
}

/** All that a step can see of its files. Folders have the times of what was done in them. One process each for all files: there are many. */
const LISTING = `all() { find / -xdev ! -path '/proc*' ! -path '/sys*' ! -path '/dev/*' "$@" | sort; }
  all | xargs stat -c '%n %F %a %u:%g %t:%T'; all ! -type d | xargs stat -c '%n %h'; all -type l | xargs stat -c %N
  all -type f | xargs md5sum; all -type f | xargs stat -c '%n %s:%Y'`;

let program: string;
let script: string;
beforeAll(async () => {
  program = await copyOfWorker();
  script = join(program, 'worker/main.js');
});
afterAll(() => rmSync(program, { recursive: true }));

function capable(bench: Workbench): Layer {
  return layerOf(bench.layers, (folder) => {
    makePerl(folder);
    execFileSync('cp', ['/bin/true', join(folder, 'usr/bin/capable')]);
    execFileSync('setcap', ['cap_net_raw+ep', join(folder, 'usr/bin/capable')]);
    execFileSync('setfattr', ['-n', 'user.note', '-v', 'kept', join(folder, 'usr/bin')]);
  });
}

/** What a layer says, without the times of the moment. */
function said({ index }: Outcome): unknown {
  return [...index.entries].map((entry) =>
    'mtime' in entry && entry.mtime > 1_600_000_000 ? { ...entry, mtime: 'now' } : entry,
  );
}

interface Built {
  readonly layers: readonly Layer[];
  readonly said: readonly unknown[];
  readonly listing: string;
}

async function build(bench: Workbench): Promise<Built> {
  const layers = [bench.base, capable(bench)];
  const told: unknown[] = [];
  for (const { does, sh } of STEPS) {
    const outcome = await bench.run({ layers, sh });
    expect([does, outcome.exitCode, outcome.stderr]).toEqual([does, 0, '']);
    told.push([does, said(outcome)]);
    layers.push(await bench.layers.take(outcome.made));
  }
  return { layers, said: told, listing: await list(bench, layers) };
}

async function list(bench: Workbench, layers: readonly Layer[]): Promise<string> {
  const { stdout, stderr } = await bench.run({ layers, sh: LISTING });
  expect(stderr).toBe('');
  // Times of files that were made now differ by as much as the tests take.
  return stdout.replaceAll(/:1[6-9]\d{8}$/gm, ':now');
}

describe.skipIf(process.getuid?.() !== 0)('layers that are kept', () => {
  let expected: Built;
  beforeAll(async () => {
    const bench = new Workbench(script, { storage: 'overlay' });
    expected = await build(bench);
    await bench.close();
  }, 600_000);

  for (const { driver, isHere } of DRIVERS)
    describe.runIf(isHere)(`with ${driver}`, () => {
      let disk: BtrfsDisk | undefined;
      let bench: Workbench;
      let built: Built;
      beforeAll(async () => {
        disk = driver === 'btrfs' ? new BtrfsDisk() : undefined;
        const root = disk === undefined ? undefined : join(disk.folder, 'root');
        if (root !== undefined) mkdirSync(root);
        bench = new Workbench(script, { storage: driver }, root);
        built = await build(bench);
      }, 600_000);
      afterAll(async () => {
        await bench.close();
        expect(leftovers(bench.root)).toEqual([]);
        await vi.waitFor(() => expect(thinDevices(bench.root)).toEqual([]), 60_000);
        disk?.close();
      });

      it('give the same layers as overlayfs', () => {
        expect(built.said).toEqual(expected.said);
      });

      it('show the same files', () => {
        expect(built.listing).toBe(expected.listing);
      });

      it('show the same files when they are unpacked again', async () => {
        await bench.runner.removeKept(new AbortController().signal);
        expect(readdirSync(join(bench.root, 'snapshots/trusted'))).toEqual([]);
        expect(await list(bench, built.layers)).toBe(expected.listing);
      });

      it('are shown to another step read-only, and to one that may write without keeping that', async () => {
        const bind = { type: 'bind', layers: built.layers, source: '/', target: '/from' } as const;
        const read = await bench.run({
          sh: 'cat /from/k/a; if echo x > /from/k/a; then exit 9; fi 2>/dev/null; ls /from | wc -l',
          mounts: [{ ...bind, writable: false }],
        });
        expect(read.stdout).toMatch(/^2\n\d+\n$/);
        const write = { sh: 'cat /from/k/a; echo x > /from/k/a', mounts: [{ ...bind, writable: true }] };
        const seen = [await bench.run(write), await bench.run(write)].map(({ stdout }) => stdout);
        expect(seen).toEqual(['2\n', '2\n']);
      });

      it('are right for steps side by side, on stacks that have layers in common', async () => {
        await bench.runner.removeKept(new AbortController().signal);
        const stacks = [3, 5, 7, built.layers.length].map((end) => built.layers.slice(0, end));
        const first = await Promise.all(stacks.map((layers) => list(bench, layers)));
        const again = await Promise.all(stacks.map((layers) => list(bench, layers)));
        expect(again).toEqual(first);
        expect(first.at(-1)).toBe(expected.listing);
      });

      it('are left whole by a worker that was killed, and the next one removes what it left', async () => {
        const killed = bench.newRunner(script, { storage: driver });
        const sh = 'echo x > /begun; sleep 600';
        const running = killed.run(runRequest(built.layers, { sh }), () => undefined, new AbortController().signal);
        const ended = running.then(
          () => 'ended',
          () => 'failed',
        );
        const steps = (): readonly string[] => leftovers('sleep 600').filter((line) => !line.includes('sh -c'));
        await expect.poll(() => steps().length, { timeout: 120_000 }).toBeGreaterThan(0);
        for (const line of leftovers(script)) kill(line);
        expect(await ended).toBe('failed');
        await bench.runner.close().catch(() => undefined);
        expect(await list(bench, built.layers)).toBe(expected.listing);
        await bench.runner.close();
        expect(readdirSync(join(bench.root, 'work'))).toEqual([]);
        const volumes = disk?.subvolumes() ?? [];
        await expect.poll(() => thinDevices(bench.root)).toEqual([]);
        expect(volumes.filter((path) => !/^root\/snapshots\/trusted\/[0-9a-f]{64}\.btrfs$/.test(path))).toEqual([]);
      });

      it('are written to by each name of a file that has several, and all of them are in the layer', async () => {
        const layers = [bench.base, await bench.layer({ sh: 'echo 1 > /a; ln /a /b; echo 2 > /c; ln /c /d' })];
        const outcome = await bench.run({ layers, sh: 'echo 3 >> /b; rm /d' });
        expect(outcome.names).toEqual(['file a', 'hardlink b', 'file c', 'whiteout d']);
        const layer = await bench.layers.take(outcome.made);
        const { stdout } = await bench.run({ layers: [...layers, layer], sh: 'cat /a /b /c; stat -c %h /a /c' });
        expect(stdout).toBe('1\n3\n1\n3\n2\n2\n1\n');
      });

      it('are not changed by who has a file or a folder of an earlier step open', async () => {
        const layers = built.layers;
        const mounts = [CACHE];
        const keeping = bench.run({ layers, mounts, sh: KEEP });
        const made = await Promise.all([
          bench.layer({ layers, mounts, sh: `mkdir /made; ${pass('open(F, "<", "/made");')}` }),
          bench.layer({ layers, mounts, sh: `echo x > /file; ${pass('open(F, "+<", "/file");')}` }),
        ]);
        await bench.run({ mounts, sh: 'touch /c/over' });
        expect((await keeping).stdout.split('\n')).toHaveLength(5);
        const seen = await bench.run({
          layers: [...layers, ...made],
          sh: 'ls /made; cat /file; find / -xdev -name "late*"',
        });
        expect(seen.stdout).toBe('x\n');
        expect(execFileSync('find', [join(bench.root, 'snapshots'), '-name', 'late*'], { encoding: 'utf8' })).toBe('');
      });
    });
});

describe.skipIf(process.getuid?.() !== 0)('a root folder on which no overlay can be mounted', () => {
  let folder: string;
  let bench: Workbench;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'on-overlay-'));
    for (const name of ['lower', 'upper', 'work', 'merged']) mkdirSync(join(folder, name));
    const at = (name: string): string => `${name}dir=${join(folder, name)}`;
    const options = ['lower', 'upper', 'work'].map(at).join(',');
    execFileSync('mount', ['-t', 'overlay', 'overlay', '-o', options, join(folder, 'merged')]);
    bench = new Workbench(script, { storage: 'auto' }, join(folder, 'merged'));
  });
  afterAll(async () => {
    await bench.runner.close();
    execFileSync('umount', [join(folder, 'merged')]);
    rmSync(folder, { recursive: true });
  });

  it('is worked on by copies, which is said once', async () => {
    const removed = await bench.layer({ sh: 'mkdir /d; echo x > /d/x; rm /etc/group; rm -r /var; mkdir /var' });
    const { stdout } = await bench.run({
      layers: [bench.base, removed],
      sh: 'cat /d/x; ls /var; test -e /etc/group || echo gone',
    });
    expect(stdout).toBe('x\ngone\n');
    const warnings = bench.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
    expect(warnings).toEqual([expect.stringContaining('overlayfs cannot be used here, so each RUN gets a copy')]);
  });

  it('is an error if overlayfs was asked for', async () => {
    const runner = bench.newRunner(script, { storage: 'overlay' });
    const run = runner.run(runRequest([bench.base], {}), () => undefined, new AbortController().signal);
    await expect(run).rejects.toMatchObject({
      name: 'InfraError',
      message: expect.stringContaining('overlay') as string,
    });
    await runner.close();
  });

  it('is an error if volumes of btrfs were asked for', async () => {
    const runner = bench.newRunner(script, { storage: 'btrfs' });
    const run = runner.run(runRequest([bench.base], {}), () => undefined, new AbortController().signal);
    await expect(run).rejects.toMatchObject({
      name: 'InfraError',
      message: expect.stringContaining('this machine cannot use btrfs: ') as string,
    });
    await runner.close();
  });
});

function kill(line: string): void {
  try {
    process.kill(Number(line.split(' ')[0]), 'SIGKILL');
  } catch {
    // It has ended with the others.
  }
}
