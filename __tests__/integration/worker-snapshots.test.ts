import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { RunMount } from '../../src/engine/ports.js';
import { decodeIndex, type LayerIndex } from '../../src/layer/layer-index.js';
import type { Layer } from '../../src/layer/layer.js';
import { mountKey } from '../../src/layer/mount-key.js';
import { digestHex } from '../../src/oci/digest.js';
import { compiledWorker } from '../support/compiled-worker.js';
import { BY_OVERLAY, STORAGE } from '../support/storage-driver.js';
import { Workbench } from './worker-support.js';

let script: string;
beforeAll(async () => {
  script = await compiledWorker();
});

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench(script);
});
afterEach(() => bench.close());

const never = (): AbortSignal => new AbortController().signal;
/** The snapshot of a layer that a step made. */
const folderOf = (layer: Layer): string => join(bench.root, 'snapshots/trusted', digestHex(layer.diffId));
/** The snapshot of a layer that was unpacked. */
const unpackedOf = (layer: Layer): string => (STORAGE === 'erofs' ? `${folderOf(layer)}.erofs` : folderOf(layer));

const MAKE =
  'mkdir -p /d/e && echo x > /d/e/f && ln /d/e/f /d/twin && ln -s e/f /d/link && mkfifo /d/p && rm /etc/group && touch -d 2001-02-03 /d/e/f && ls -l /d > /dev/null';
const TIMES =
  'find /d /etc/passwd /root /bin/sh | sort | while read f; do stat -c \'%n %Y %a %u %h\' "$f"; done; stat -c %Y:%a /; cat /d/link';

function indexOf(layer: Layer): LayerIndex {
  return decodeIndex(readFileSync(bench.layers.file('index', layer.diffId)));
}

describe.runIf(BY_OVERLAY)('a step that made what an earlier one had made', () => {
  it('leaves a snapshot that is equal to the earlier layer unpacked', async () => {
    const kept = await bench.layer({ sh: MAKE });
    rmSync(folderOf(kept), { recursive: true });
    await delay(1100);
    const again = await bench.run({ sh: MAKE });
    expect([again.made.treeDigest, again.made.diffId === kept.diffId]).toEqual([kept.contentId, false]);
    bench.layers.fetched.length = 0;
    await bench.runner.keepSnapshot(again.made, kept, indexOf(kept), never());
    const seen = await bench.run({ layers: [bench.base, kept], sh: TIMES });
    expect(bench.layers.fetched, 'nothing had to be unpacked').toEqual([]);
    const written = await bench.run({ layers: [bench.base, kept], sh: 'echo y > /d/e/g; echo z > /etc/z' });

    rmSync(folderOf(kept), { recursive: true });
    const unpacked = await bench.run({ layers: [bench.base, kept], sh: TIMES });
    expect(bench.layers.fetched).toEqual([kept.diffId]);
    expect(seen.stdout).toBe(unpacked.stdout);
    expect(seen.stdout).toMatch(/^\/d\/twin 981\d+ 644 0 2$/m);
    const rewritten = await bench.run({ layers: [bench.base, kept], sh: 'echo y > /d/e/g; echo z > /etc/z' });
    const withoutTimes = ({ tarList }: typeof written): string => tarList.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, '');
    expect(withoutTimes(written)).toBe(withoutTimes(rewritten));
  });

  it('leaves no second snapshot if the earlier layer has one', async () => {
    const kept = await bench.layer({ sh: MAKE });
    const before = statSync(folderOf(kept)).ino;
    await delay(1100);
    const { made } = await bench.run({ sh: MAKE });
    await bench.runner.keepSnapshot(made, kept, indexOf(kept), never());
    expect(readdirSync(join(bench.root, 'snapshots/trusted')).sort()).toEqual(
      [unpackedOf(bench.base), folderOf(kept)].map((each) => basename(each)).sort(),
    );
    expect(statSync(folderOf(kept)).ino).toBe(before);
  });

  it('sets no times outside, whatever the index says', async () => {
    const outside = join(bench.root, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'f'), 'x');
    execFileSync('touch', ['-d', '@5', join(outside, 'f')]);
    const kept = await bench.layer({ sh: `ln -s ${outside} /out` });
    rmSync(folderOf(kept), { recursive: true });
    await delay(1100);
    const { made } = await bench.run({ sh: `ln -s ${outside} /out` });
    const metadata = { mode: 0o644, uid: 0, gid: 0, mtime: 7 };
    const index = indexOf(kept);
    const forged = { ...index, entries: [...index.entries, { type: 'fifo' as const, path: 'out/f', ...metadata }] };
    await bench.runner.keepSnapshot(made, kept, forged, never());
    expect(existsSync(folderOf(kept))).toBe(true);
    expect(statSync(join(outside, 'f')).mtimeMs).toBe(5000);
  });

  it('does nothing for a layer that no step made', async () => {
    const kept = await bench.layer({ sh: MAKE });
    const { made } = await bench.run({ sh: 'echo else > /f' });
    await bench.runner.keepSnapshot({ ...made, diffId: bench.base.diffId }, kept, indexOf(kept), never());
    expect(existsSync(unpackedOf(bench.base))).toBe(true);
  });
});

describe.runIf(BY_OVERLAY)('the root directory of a layer that a step made', () => {
  it('is that of the layers below, as it is to everyone who unpacks the layer', async () => {
    const layer = await bench.layer({ sh: 'chmod 700 / && echo x > /f' });
    const here = await bench.run({ layers: [bench.base, layer], sh: 'stat -c %a:%Y /' });
    rmSync(folderOf(layer), { recursive: true });
    const elsewhere = await bench.run({ layers: [bench.base, layer], sh: 'stat -c %a:%Y /' });
    expect(here.stdout).toBe(elsewhere.stdout);
  });
});

describe('what is kept for later builds', () => {
  it('is removed except for what a step uses, and can be made again', async () => {
    const mount = (id: string): RunMount & { readonly id: string } => ({
      type: 'cache',
      id,
      target: '/c',
      sharing: 'shared',
      readonly: false,
      mode: 0o755,
      uid: 0,
      gid: 0,
    });
    const data = (id: string): string => join(bench.root, 'cache-mounts/trusted', mountKey(mount(id)), '0/data');
    await bench.run({ sh: 'echo x > /c/f; chown 7 /c/f', mounts: [mount('idle')] });
    symlinkSync(bench.layers.folder, join(data('idle'), 'link'));
    const busy = bench.run({ sh: 'echo x > /c/f; sleep 3; cat /c/f', mounts: [mount('busy')] });
    await expect.poll(() => existsSync(join(data('busy'), 'f')), { timeout: 600_000 }).toBe(true);
    const other = bench.newRunner(script);
    await other.removeKept(never());
    await other.close();
    expect(readdirSync(join(bench.root, 'snapshots/trusted'))).toEqual([]);
    expect([existsSync(data('idle')), existsSync(data('busy')), existsSync(bench.layers.folder)]).toEqual([
      false,
      true,
      true,
    ]);
    // Its files stay open to the step that has them mounted, which is why nothing is removed beside a running build.
    await busy.catch(() => undefined);
    expect((await bench.run({ sh: 'ls /c', mounts: [mount('idle')] })).stdout).toBe('');
  });
});

describe('layers that a worker is about to ask for', () => {
  it('are fetched while it starts if the machine has no snapshots yet, or else when it asks', async () => {
    const preparing = bench.runner.prepare([bench.base], never());
    expect(bench.layers.fetched, 'before it can have asked').toEqual([bench.base.diffId]);
    await preparing;
    await bench.runner.close();
    bench.layers.fetched.length = 0;
    expect((await bench.run({ sh: 'echo here' })).stdout).toBe('here\n');
    expect(bench.layers.fetched).toEqual([]);
  });
});
