import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Layer } from '../../src/layer/layer.js';
import { digestHex } from '../../src/oci/digest.js';
import { compiledWorker } from '../support/compiled-worker.js';
import { BY_OVERLAY, STORAGE } from '../support/storage-driver.js';
import { layerOf, leftovers, Workbench } from './worker-support.js';

let script: string;
let bench: Workbench;
beforeAll(async () => {
  script = await compiledWorker();
  bench = new Workbench(script, { unpackers: 2 });
});
afterAll(async () => {
  await bench.close();
  expect(leftovers(bench.root)).toEqual([]);
});

/** One ustar member. */
function member(
  name: string,
  fields: { type?: string; link?: string; mode?: number; data?: string; device?: [number, number] } = {},
): Buffer {
  const { type = '0', link = '', mode = 0o644, data = '', device = [0, 0] } = fields;
  const header = Buffer.alloc(512);
  const octal = (value: number, width: number): string => value.toString(8).padStart(width - 1, '0');
  header.write(name, 0);
  header.write(octal(mode, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(data.length, 12), 124);
  header.write(octal(1_600_000_000, 12), 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157);
  header.write('ustar\x0000', 257);
  header.write(octal(device[0], 8), 329);
  header.write(octal(device[1], 8), 337);
  header.write(
    octal(
      header.reduce((sum, byte) => sum + byte, 0),
      7,
    ),
    148,
  );
  return Buffer.concat([header, Buffer.from(data), Buffer.alloc((512 - (data.length % 512)) % 512)]);
}

function tarLayer(...members: readonly Buffer[]): Layer {
  return bench.layers.add(Buffer.concat([...members, Buffer.alloc(1024)]));
}

async function look(layer: Layer | readonly Layer[], sh: string): Promise<string> {
  const layers = [bench.base, ...('blob' in layer ? [layer] : layer)];
  const { stdout, stderr, exitCode } = await bench.run({ layers, sh });
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout;
}

describe('unpacking', () => {
  it('restores what GNU tar packed: types, modes, owners, links, times', async () => {
    const layer = layerOf(bench.layers, (folder) => {
      execFileSync('sh', [
        '-c',
        `cd '${folder}'; mkdir -m 1777 t; echo x > t/f; ln t/f t/g; chown 5:6 t/f; chmod 4751 t/f; ln -s f t/l; mkfifo t/p
         mknod t/c c 1 7; touch -d @1500000000 t/f t`,
      ]);
    });
    expect(
      await look(
        layer,
        'cd /t; stat -c "%n %F %a %u:%g %h" * | sort; stat -c "%Y" f .; readlink l; ls -l c | tr -s " " | cut -d" " -f5,6',
      ),
    ).toBe(
      [
        'c character special file 644 0:0 1',
        'f regular file 4751 5:6 2',
        'g regular file 4751 5:6 2',
        'l symbolic link 777 0:0 1',
        'p fifo 644 0:0 1',
        '1500000000',
        '1500000000',
        'f',
        '1, 7',
        '',
      ].join('\n'),
    );
  });

  it('applies whiteouts and opaque directories', async () => {
    const lower = layerOf(bench.layers, (folder) => {
      execFileSync('sh', ['-c', `cd '${folder}'; mkdir -p a/b o; echo 1 > a/b/f; echo 2 > a/g; echo 3 > o/old`]);
    });
    const upper = tarLayer(
      member('a/', { type: '5', mode: 0o755 }),
      member('a/.wh.g'),
      member('o/', { type: '5', mode: 0o755 }),
      member('o/.wh..wh..opq'),
      member('o/new', { data: 'n' }),
      member('.wh.absent'),
    );
    expect(await look([lower, upper], 'find /a /o | sort | tr "\\n" " "')).toBe('/a /a/b /a/b/f /o /o/new ');
  });

  it('keeps the metadata of a directory that a higher layer only implies', async () => {
    const lower = tarLayer(member('deep/', { type: '5', mode: 0o700 }), member('deep/er/', { type: '5', mode: 0o711 }));
    const upper = tarLayer(member('deep/er/f', { data: 'x' }), member('fresh/f', { data: 'y' }));
    expect(
      await look(
        [lower, upper],
        'stat -c "%n %a %Y" /deep /deep/er; stat -c "%n %a" /fresh; stat -c %a /; cat /deep/er/f',
      ),
    ).toBe('/deep 700 1600000000\n/deep/er 711 1600000000\n/fresh 755\n755\nx');
    const { names } = await bench.run({ layers: [bench.base, lower, upper], sh: 'true' });
    expect(names).toEqual([]);
  });

  it.each<readonly [string, (outside: string) => readonly Buffer[]]>([
    ['a parent that is a link', (at) => [member('evil', { type: '2', link: at }), member('evil/f', { data: 'x' })]],
    [
      'a link that replaces a directory',
      (at) => [
        member('evil/', { type: '5', mode: 0o755 }),
        member('evil/keep', { data: 'k' }),
        member('evil', { type: '2', link: at }),
        member('evil/f', { data: 'x' }),
      ],
    ],
    ['dot-dot', (at) => [member(`../../../../../../../..${at}/f`, { data: 'x' })]],
    ['an absolute name', (at) => [member(`${at}/f`, { data: 'x' })]],
    ['a hard link to the machine', (at) => [member('stolen', { type: '1', link: `../../../../../../..${at}/target` })]],
    [
      'a hard link through a link',
      (at) => [member('evil', { type: '2', link: at }), member('stolen', { type: '1', link: 'evil/target' })],
    ],
  ])('never leaves its folder by %s', async (_, members) => {
    const outside = join(bench.root, 'outside');
    mkdirSync(outside, { recursive: true });
    writeFileSync(join(outside, 'target'), 'secret');
    const hostile = tarLayer(...members(outside));
    try {
      await bench.runner.prepare([hostile], new AbortController().signal);
    } catch (error) {
      expect(error).toMatchObject({ name: 'InfraError' });
    }
    const snapshot = join(bench.root, 'snapshots/trusted', digestHex(hostile.diffId), 'fs');
    const stolen = existsSync(join(snapshot, 'stolen')) ? readFileSync(join(snapshot, 'stolen'), 'utf8') : '';
    expect(stolen).toBe('');
    expect(readdirSync(outside)).toEqual(['target']);
  });

  it('makes hard links to the files that are visible in the layers below', async () => {
    const lower = tarLayer(
      member('d/', { type: '5', mode: 0o750 }),
      member('d/f', { data: 'lower', mode: 0o640 }),
      member('gone', { data: 'x' }),
      member('turned/', { type: '5', mode: 0o755 }),
    );
    const upper = tarLayer(
      member('d/twin', { type: '1', link: 'd/f' }),
      member('chain', { type: '1', link: 'd/twin' }),
      member('turned', { type: '1', link: 'd/f' }),
      member('hidden', { type: '1', link: 'd/f' }),
      member('replaced', { type: '1', link: 'd/f' }),
    );
    const above = tarLayer(
      member('.wh.hidden'),
      member('replaced', { data: 'above' }),
      member('again', { type: '1', link: 'chain' }),
    );
    const sh = 'cat /d/twin /chain /turned /again /replaced; stat -c "%a %h" /d /chain; ls / | grep -c hidden; true';
    expect(await look([lower, upper, above], sh)).toMatch(/^(?:lower){4}above750 \d\n640 [2-9]\n0\n$/);
    // What a step changes of one name is its own layer's alone.
    const step = await bench.layer({ layers: [bench.base, lower, upper], sh: 'echo changed > /chain' });
    expect(await look([lower, upper, step], 'cat /chain /d/f')).toBe(
      // Overlayfs gives the name that is written to a file of its own. Other file systems have one file with several names.
      BY_OVERLAY ? 'changed\nlower' : 'changed\nchanged\n',
    );
    expect(await look([lower, upper], 'cat /chain')).toBe('lower');
  });

  it.each([
    ['which nobody has', 'absent', /which no layer below has/],
    ['which is a directory', 'bin', /which no layer below has/],
    ['of the same name', 'link', /hard link/],
  ])('refuses a hard link to a file %s', async (_, link, message) => {
    const layer = tarLayer(member('link', { type: '1', link }));
    await expect(bench.run({ layers: [bench.base, layer] })).rejects.toMatchObject({
      name: 'InfraError',
      message: expect.stringMatching(message) as string,
    });
  });

  it('ignores overlayfs’s own attributes in a layer', async () => {
    const layer = layerOf(bench.layers, (folder) => {
      mkdirSync(join(folder, 'd'));
      execFileSync('setfattr', ['-n', 'trusted.overlay.redirect', '-v', '/etc', join(folder, 'd')]);
      execFileSync('setfattr', ['-n', 'user.overlay.opaque', '-v', 'y', join(folder, 'd')]);
    });
    expect(await look(layer, 'ls /d')).toBe('');
  });

  it('refuses a blob that does not match its digest, and leaves no files of it', async () => {
    const layer = tarLayer(member('good', { data: 'x' }));
    const other = tarLayer(member('bad', { data: 'y' }));
    writeFileSync(
      bench.layers.file('blob', layer.blob.digest),
      execFileSync('cat', [bench.layers.file('blob', other.blob.digest)]),
    );
    await expect(bench.run({ layers: [bench.base, layer] })).rejects.toMatchObject({ name: 'InfraError' });
    expect(readdirSync(join(bench.root, 'snapshots/trusted'))).not.toContain(digestHex(layer.diffId));
    const wrong = { ...other, diffId: layer.diffId };
    await expect(bench.run({ layers: [bench.base, wrong] })).rejects.toMatchObject({ name: 'InfraError' });
  });

  it('passes on why a blob is not available', async () => {
    const layer = tarLayer(member('gone', { data: 'z' }));
    const failing = new Error('the registry is down');
    const take = bench.layers.blobFile.bind(bench.layers);
    bench.layers.blobFile = () => Promise.reject(failing);
    try {
      await expect(bench.run({ layers: [bench.base, layer] })).rejects.toBe(failing);
    } finally {
      bench.layers.blobFile = take;
    }
    expect((await bench.run({ layers: [bench.base, layer], sh: 'cat /gone' })).stdout).toBe('z');
  });

  // A volume has all layers of a stack, and the two requests name different stacks.
  it.skipIf(!BY_OVERLAY && STORAGE !== 'vfs')(
    'unpacks each layer once, and leaves its index in the store',
    async () => {
      const layers = [1, 2, 3, 4].map((n) => tarLayer(member(`once${n}`, { data: String(n) })));
      bench.layers.fetched.splice(0);
      const signal = new AbortController().signal;
      await Promise.all([bench.runner.prepare(layers, signal), bench.runner.prepare(layers, signal)]);
      expect(await look(layers, 'cat /once*')).toBe('1234');
      expect([...bench.layers.fetched].sort()).toEqual(layers.map(({ diffId }) => diffId).sort());
      const index = await bench.layers.index(layers[0]!);
      expect([...index.entries].map(({ path }) => path)).toEqual(['once1']);
    },
  );

  it('mounts an image that has the same layer twice', async () => {
    const nothing = tarLayer();
    const first = tarLayer(member('twice', { data: 'first' }), member('below', { data: 'below' }));
    const second = tarLayer(member('twice', { data: 'second' }), member('.wh.below'));
    expect(await look([nothing, first, nothing, second, first, nothing], 'cat /twice /below')).toBe('firstbelow');
  });

  it(
    'mounts an image of 501 layers, and refuses one of more than two mounts can show',
    { timeout: 600_000 },
    async () => {
      const layers = Array.from({ length: 1000 }, (_, n) => tarLayer(member(`n/${n}`, { data: `${n}` })));
      const first = layers.slice(0, 500);
      expect(await look(first, 'ls /n | grep -c .; cat /n/0 /n/499')).toBe('500\n0499');
      if (!BY_OVERLAY) return;
      await expect(bench.run({ layers: [bench.base, ...layers] })).rejects.toMatchObject({
        name: 'InfraError',
        message: 'the image has 1001 layers; a RUN can use at most 999',
      });
    },
  );
});
