import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Layer } from '../../src/layer/layer.js';
import { digestHex } from '../../src/oci/digest.js';
import { compiledWorker } from '../support/compiled-worker.js';
import { tarBytes } from '../support/tar-bytes.js';
import { layerOf, leftovers, Workbench } from './worker-support.js';

let script: string;
let bench: Workbench;
beforeAll(async () => {
  script = await compiledWorker();
  bench = new Workbench(script, { storage: 'erofs' });
});
afterAll(async () => {
  await bench.runner.close();
  expect(readdirSync(join(bench.root, 'work'))).toEqual([]);
  await bench.close();
  expect(leftovers(bench.root)).toEqual([]);
});

const never = (): AbortSignal => new AbortController().signal;
const snapshots = (): readonly string[] => readdirSync(join(bench.root, 'snapshots/trusted')).sort();
const image = ({ diffId }: Layer): string => `${digestHex(diffId)}.erofs`;
const shell = (lines: string) => (folder: string) => void execFileSync('sh', ['-ec', lines], { cwd: folder });

async function look(layers: readonly Layer[], sh: string): Promise<string> {
  const { stdout, stderr, exitCode } = await bench.run({ layers: [bench.base, ...layers], sh });
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout;
}

/** Layers with all that overlayfs must be told of. */
function stack(): readonly Layer[] {
  const lower = layerOf(
    bench.layers,
    shell(`
      mkdir -p -m 750 d/e o gone turned; echo lower > d/f; ln d/f d/g; echo 1 > o/old; echo 2 > gone/x; ln -s ../d/f o/link
      mknod d/null c 1 3; mkfifo d/p; chown 7:8 d/f; chmod 4711 d/f; touch -d @1500000000 d/f d`),
  );
  const upper = bench.layers.add(
    tarBytes([
      { name: 'd/e/new', content: 'implied' },
      { name: 'o/', mode: 0o700 },
      { name: 'o/.wh..wh..opq' },
      { name: 'o/new', content: 'n' },
      { name: '.wh.gone' },
      { name: 'twin', type: '1', link: 'd/f' },
      { name: 'turned', type: '1', link: 'd/f' },
    ]),
  );
  return [lower, upper];
}

/** The link count of /d/f is left out: a name that a layer above gives it is a copy here. */
const SEE = `find / -xdev | grep -v -e ^/proc/ -e ^/sys/ -e ^/dev/ | sort | xargs stat -c '%n %F %a %u:%g %t:%T'
  stat -c '%Y %s' /d/f; cat /d/f /d/g /d/e/new /o/new /twin /turned; readlink /bin/sh`;

describe('layers that are kept as images', () => {
  it('look to a step as they do in folders, and leave the same layer', async () => {
    const layers = stack();
    const change = 'rm /d/g; mv /d/e /moved; echo more >> /twin; chmod 700 /o; rm -r /turned; mkdir /turned';
    const seen = await look(layers, SEE);
    const made = await bench.run({ layers: [bench.base, ...layers], sh: change });
    expect(snapshots().filter((name) => name.endsWith('.erofs'))).toEqual([bench.base, ...layers].map(image).sort());

    const folders = new Workbench(script, { storage: 'overlay' });
    try {
      const same = stackIn(folders, layers);
      const expected = await folders.run({ layers: [folders.base, ...same], sh: SEE });
      const remade = await folders.run({ layers: [folders.base, ...same], sh: change });
      expect(seen).toBe(expected.stdout);
      expect(seen).toContain('/d/f regular file 4711 7:8 0:0');
      expect(made.names).toEqual(remade.names);
      expect(made.made.treeDigest).toBe(remade.made.treeDigest);
    } finally {
      await folders.close();
    }
  });

  it('are on one device to a step, as in folders', async () => {
    const layer = layerOf(bench.layers, shell('mkdir d; echo x > d/f'));
    const devices = await look([layer], 'echo y > /own; stat -c %d / /d /d/f /bin/busybox /own | sort -u');
    expect(devices.trim().split('\n')).toHaveLength(1);
  });

  it('are unpacked once, and serve the next worker too', async () => {
    const layer = layerOf(bench.layers, shell('echo x > f'));
    expect(await look([layer], 'cat /f')).toBe('x\n');
    bench.layers.fetched.length = 0;
    const next = bench.newRunner(script, { storage: 'erofs' });
    await next.prepare([bench.base, layer], never());
    await next.close();
    expect([bench.layers.fetched, await look([layer], 'cat /f')]).toEqual([[], 'x\n']);
  });

  it('are made again in folders for a worker that uses no images', async () => {
    const layer = layerOf(bench.layers, shell('echo x > f'));
    await bench.runner.prepare([layer], never());
    const other = bench.newRunner(script, { storage: 'overlay' });
    await other.prepare([layer], never());
    await other.close();
    expect(snapshots()).toEqual(expect.arrayContaining([digestHex(layer.diffId), image(layer)]));
    expect(await look([layer], 'cat /f')).toBe('x\n');
  });

  it('are folders where they have large holes, so that they stay holes', async () => {
    const layer = layerOf(bench.layers, shell('truncate -s 64M sparse; echo end >> sparse'));
    expect(await look([layer], 'du -k /sparse | cut -f1; tail -c 4 /sparse')).toMatch(/^\d\d?\nend\n$/);
    expect(snapshots()).toContain(digestHex(layer.diffId));
  });

  it('are removed with the rest, and can be made again', async () => {
    const layer = layerOf(bench.layers, shell('echo x > f'));
    expect(await look([layer], 'cat /f')).toBe('x\n');
    await bench.runner.removeKept(never());
    expect(snapshots()).toEqual([]);
    expect(await look([layer], 'cat /f')).toBe('x\n');
    expect(existsSync(join(bench.root, 'snapshots/trusted', image(layer)))).toBe(true);
  });
});

/** The same blobs in another store. */
function stackIn(other: Workbench, layers: readonly Layer[]): readonly Layer[] {
  for (const { blob } of layers)
    execFileSync('cp', [bench.layers.file('blob', blob.digest), other.layers.file('blob', blob.digest)]);
  return layers;
}
