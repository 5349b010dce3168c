import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { RunMount } from '../../src/engine/ports.js';
import { decodeIndex, type LayerIndex } from '../../src/layer/layer-index.js';
import type { Layer } from '../../src/layer/layer.js';
import { mountKey } from '../../src/layer/mount-key.js';
import { tarBytes, type TarMember } from '../support/tar-bytes.js';
import { compiledWorker } from '../support/compiled-worker.js';
import { THOROUGH } from '../support/thorough.js';
import { DiskLayers, layerOf, Workbench } from './worker-support.js';
import type { MountExport } from '../../src/worker/protocol/messages.js';

let script: string;
beforeAll(async () => {
  script = await compiledWorker();
});

type CacheMount = Extract<RunMount, { type: 'cache' }>;

const NPM: CacheMount = {
  type: 'cache',
  id: 'npm',
  target: '/c',
  sharing: 'shared',
  readonly: false,
  mode: 0o755,
  uid: 0,
  gid: 0,
};
const never = (): AbortSignal => new AbortController().signal;

/** One machine after another, with what each of them saved. */
class Machines {
  readonly #benches: Workbench[] = [];
  /** What the mount was saved as, lowest first. */
  stack: { readonly layer: Layer; readonly index: LayerIndex; readonly size: number }[] = [];
  #store: DiskLayers | undefined;

  /** A machine that has nothing but what is in the one store of blobs. */
  fresh(settings: { readonly blobs?: boolean } = {}): Workbench {
    const bench = new Workbench(script);
    this.#benches.push(bench);
    if (this.#store !== undefined && settings.blobs !== false)
      for (const { layer } of this.stack)
        writeFileSync(
          bench.layers.file('blob', layer.blob.digest),
          readFileSync(this.#store.file('blob', layer.blob.digest)),
        );
    return bench;
  }

  get mount(): CacheMount {
    return { ...NPM, restored: this.stack.map(({ layer }) => layer) };
  }

  async save(bench: Workbench, mount: CacheMount = NPM): Promise<MountExport> {
    const previous = this.stack.map(({ index }) => index);
    const exported = await bench.runner.exportMount(mountKey(mount), previous, never());
    if (!('made' in exported)) return exported;
    const { made } = exported;
    const index = decodeIndex(readFileSync(made.indexFile));
    this.#store ??= new DiskLayers(join(this.#first.root, 'saved'));
    const layer = await this.#store.take(made);
    if (exported.kind === 'full') this.stack = [];
    this.stack.push({ layer, index, size: made.uncompressedSize });
    return exported;
  }

  get #first(): Workbench {
    const [bench] = this.#benches;
    if (bench === undefined) throw new Error('no machine yet');
    return bench;
  }

  async close(): Promise<void> {
    for (const bench of [...this.#benches].reverse()) await bench.close();
  }
}

/** The folder that lies behind the mount. */
function dataOf(bench: Workbench, mount: CacheMount = NPM, copy = 0): string {
  return join(bench.root, 'cache-mounts/trusted', mountKey(mount), String(copy), 'data');
}

function warnings(bench: Workbench): readonly string[] {
  return bench.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
}

/** A step has written its first line. */
async function begun(bench: Workbench): Promise<void> {
  await expect.poll(() => existsSync(join(dataOf(bench), 'who')), { timeout: 600_000 }).toBe(true);
}

/** All that `ls` and `sha256sum` say, times aside. */
const LIST =
  'cd /c && find . | sort | while read f; do stat -c \'%n %F %a %u:%g\' "$f"; done; cat $(find . -type f | sort) | sha256sum';

let machines: Machines;
beforeEach(() => {
  machines = new Machines();
});
afterEach(() => machines.close());

describe('a cache mount that goes from machine to machine', () => {
  it('is saved in full, not at all if unchanged, or as a delta, and is restored with the same content each time', async () => {
    const first = machines.fresh();
    await first.run({
      sh: 'mkdir /c/a /c/b && chmod 1770 /c && chown 5:6 /c /c/a && dd if=/dev/urandom of=/c/a/big bs=1k count=300 2>/dev/null && echo old > /c/b/f && echo gone > /c/gone && mkdir /c/gone.d && echo x > /c/gone.d/x && ln -s f /c/b/l && ln /c/a/big /c/a/twin && mkdir /c/turns && echo 1 > /c/turns/in && echo t > /c/turned',
      mounts: [NPM],
    });
    expect((await machines.save(first)).kind).toBe('full');
    const [full] = machines.stack;
    expect([...(full?.index.entries ?? [])].find(({ path }) => path === 'a/twin')).toEqual({
      type: 'hardlink',
      path: 'a/twin',
      target: 'a/big',
    });

    const second = machines.fresh();
    const seen = await second.run({ sh: LIST, mounts: [machines.mount] });
    expect(seen.stdout).toBe((await first.run({ sh: LIST, mounts: [NPM] })).stdout);
    expect(seen.stdout).toContain('. directory 1770 5:6');
    expect((await second.run({ sh: 'touch /c/b/f; stat -c %h /c/a/big', mounts: [NPM] })).stdout).toBe('2\n');
    expect((await machines.save(second)).kind, 'times do not count').toBe('unchanged');

    await second.run({
      sh: 'cd /c; echo new > b/f; echo more > b/more; rm -r gone gone.d turns turned; echo file > turns; mkdir turned; echo 2 > turned/in; chmod 700 a',
      mounts: [NPM],
    });
    expect((await machines.save(second)).kind).toBe('delta');
    const delta = machines.stack.at(-1);
    expect([...(delta?.index.entries ?? [])].map(({ type, path }) => `${type} ${path}`).sort()).toEqual([
      'directory ',
      'directory a',
      'directory b',
      'directory turned',
      'file b/f',
      'file b/more',
      'file turned/in',
      'file turns',
      'whiteout gone',
      'whiteout gone.d',
    ]);
    expect(delta?.size).toBeLessThan(20_000);

    const third = machines.fresh();
    const restored = await third.run({ sh: LIST, mounts: [machines.mount] });
    expect(restored.stdout).toBe((await second.run({ sh: LIST, mounts: [NPM] })).stdout);
    expect(restored.stdout).toContain('./turned/in regular file');
    expect((await machines.save(third)).kind).toBe('unchanged');
    expect(warnings(third)).toEqual([]);
  });

  it('is saved in full again if a delta would be large, or there are many already', async () => {
    const bench = machines.fresh();
    const kinds: string[] = [];
    await bench.run({ sh: 'dd if=/dev/urandom of=/c/big bs=1k count=200 2>/dev/null', mounts: [NPM] });
    kinds.push((await machines.save(bench)).kind);
    await bench.run({ sh: 'dd if=/dev/urandom of=/c/big bs=1k count=200 2>/dev/null', mounts: [NPM] });
    kinds.push((await machines.save(bench)).kind);
    for (let round = 0; round < 5; round++) {
      await bench.run({ sh: `echo ${round} > /c/f`, mounts: [NPM] });
      kinds.push((await machines.save(bench)).kind);
    }
    expect(kinds).toEqual(['full', 'full', 'delta', 'delta', 'delta', 'delta', 'full']);
  });

  it('starts empty, with a warning, if a layer cannot be fetched or is damaged', async () => {
    const first = machines.fresh();
    await first.run({ sh: 'dd if=/dev/urandom of=/c/big bs=1k count=64 2>/dev/null', mounts: [NPM] });
    await machines.save(first);
    await first.run({ sh: 'echo delta > /c/f', mounts: [NPM] });
    expect((await machines.save(first)).kind).toBe('delta');

    const without = machines.fresh({ blobs: false });
    const { stdout, result } = await without.run({
      sh: 'ls -a /c; stat -c %a:%u /c',
      mounts: [{ ...machines.mount, mode: 0o700, uid: 7 }],
    });
    expect([result.kind, stdout]).toEqual(['done', '.\n..\n700:7\n']);
    expect(warnings(without)).toEqual([
      expect.stringMatching(/^the cache mount npm could not be restored and starts empty: /),
    ]);

    const damaged = machines.fresh();
    const top = machines.stack.at(-1)?.layer;
    if (top === undefined) throw new Error('no delta');
    const file = damaged.layers.file('blob', top.blob.digest);
    truncateSync(file, statSync(file).size - 9);
    expect((await damaged.run({ sh: 'ls /c', mounts: [machines.mount] })).stdout).toBe('');
    expect(warnings(damaged)).toHaveLength(1);
    expect(
      execFileSync('ls', [join(damaged.root, 'work')], { encoding: 'utf8' })
        .trim()
        .split('\n'),
    ).toHaveLength(1);
  });

  it('starts from its `from` if the saved layers are lost', async () => {
    const bench = machines.fresh();
    const seed = layerOf(bench.layers, (folder) => writeFileSync(join(folder, 'seed'), 'from the seed'));
    const lost = layerOf(bench.layers, (folder) => writeFileSync(join(folder, 'lost'), 'x'));
    rmSync(bench.layers.file('blob', lost.blob.digest));
    const mount: CacheMount = { ...NPM, from: { layers: [seed], source: '' }, restored: [lost] };
    expect((await bench.run({ sh: 'cat /c/*', mounts: [mount] })).stdout).toBe('from the seed');
  });
});

describe('a hostile saved mount', () => {
  it.each<[string, (outside: string) => readonly (readonly TarMember[])[]]>([
    [
      'a file through a link of the layer below',
      (outside) => [[{ name: 'out', type: '2', link: outside }], [{ name: 'out/f', content: 'x' }]],
    ],
    [
      'a directory’s mode through a link of the layer below',
      (outside) => [[{ name: 'out', type: '2', link: outside }], [{ name: 'out/', mode: 0o777 }]],
    ],
    [
      'a whiteout through a link',
      (outside) => [[{ name: 'out', type: '2', link: outside }], [{ name: 'out/.wh.kept' }]],
    ],
    ['a name that climbs', () => [[{ name: 'a', content: 'x' }], [{ name: '../outside/f', content: 'x' }]]],
    ['a link to outside', () => [[{ name: 'a', content: 'x' }], [{ name: 'b', type: '1', link: '../outside/kept' }]]],
  ])('writes nothing outside: %s', async (_, members) => {
    const bench = machines.fresh();
    const outside = join(bench.root, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'kept'), 'kept');
    const before = statSync(outside).mode;
    const restored = members(outside).map((layer) => bench.layers.add(tarBytes(layer)));
    await bench.run({ sh: 'true', mounts: [{ ...NPM, restored }] });
    expect(execFileSync('find', [outside], { encoding: 'utf8' })).toBe(`${outside}\n${outside}/kept\n`);
    expect([statSync(outside).mode, statSync(join(outside, 'kept')).nlink]).toEqual([before, 1]);
  });
});

describe('what a saved mount holds', () => {
  it('leaves out what a layer cannot hold, and keeps the rest', async () => {
    const bench = machines.fresh();
    await bench.run({ sh: 'mkdir /c/d; echo x > /c/d/f; mkfifo -m 640 /c/p', mounts: [NPM] });
    const data = dataOf(bench);
    execFileSync('mknod', [join(data, 'null'), 'c', '1', '3']);
    execFileSync('mknod', [join(data, 'd/white'), 'c', '0', '0']);
    writeFileSync(join(data, '.wh.name'), 'x');
    writeFileSync(join(data, 'holes'), '');
    truncateSync(join(data, 'holes'), 2 ** 40);
    execFileSync('sh', ['-c', `printf x > "$(printf '${data}/\\377')"; setfattr -n user.note -v v ${data}/d/f`]);
    linkSync(join(data, 'd/f'), join(data, 'twin'));
    symlinkSync('/nowhere', join(data, 'link'));
    // A socket's path may have 107 bytes, so it is made from inside; killed, it leaves the file.
    const socket = "require('node:net').createServer().listen('s', () => process.kill(process.pid, 'SIGKILL'))";
    spawnSync(process.execPath, ['-e', socket], { cwd: data });
    expect((await machines.save(bench)).kind).toBe('full');
    expect([...(machines.stack[0]?.index.entries ?? [])].map(({ type, path }) => `${type} ${path}`)).toEqual([
      'directory ',
      'directory d',
      'file d/f',
      'symlink link',
      'fifo p',
      'hardlink twin',
      'file \uDCFF',
    ]);
    expect(
      warnings(bench)
        .map((message) => message.replace(/^.* which /, ''))
        .sort(),
    ).toEqual(['has a name that starts with .wh.', 'is a device node', 'is a socket', 'is a sparse file']);
    const next = machines.fresh();
    await next.run({ sh: 'true', mounts: [machines.mount] });
    const attribute = execFileSync('getfattr', ['--only-values', '-n', 'user.note', join(dataOf(next), 'twin')], {
      encoding: 'utf8',
    });
    expect(attribute).toBe('v');
    expect((await machines.save(next)).kind).toBe('unchanged');
  });

  it('is saved while a step that shares it makes and removes files', async () => {
    const bench = machines.fresh();
    await bench.run({ sh: 'i=0; while [ $i -lt 500 ]; do i=$((i+1)); echo $i > /c/stays$i; done', mounts: [NPM] });
    const stop = new AbortController();
    const busy = bench.run(
      {
        sh: 'echo go; while true; do i=0; mkdir -p /c/m/n; while [ $i -lt 50 ]; do i=$((i+1)); echo $i >> /c/stays$i; echo $i > /c/m/n/$i; done; rm -r /c/m; done',
        mounts: [NPM],
      },
      stop.signal,
    );
    busy.catch(() => undefined);
    await delay(500);
    for (let round = 0; round < (THOROUGH ? 8 : 3); round++) {
      const exported = await bench.runner.exportMount(mountKey(NPM), [], never());
      expect(exported.kind, warnings(bench).join('\n')).toBe('full');
      if (!('made' in exported)) throw new Error('nothing made');
      const listing = execFileSync('tar', ['-tzf', exported.made.blobFile], { encoding: 'utf8' });
      expect(listing.split('\n').filter((name) => name.startsWith('stays'))).toHaveLength(500);
    }
    stop.abort(new Error('enough'));
    await expect(busy).rejects.toThrow('enough');
  });

  it('is absent if no step had it, and is saved in full if the earlier index is damaged', async () => {
    const bench = machines.fresh();
    expect(await machines.save(bench)).toEqual({ kind: 'absent' });
    await bench.run({ sh: 'echo x > /c/f', mounts: [NPM] });
    await machines.save(bench);
    const [{ index } = { index: undefined }] = machines.stack;
    if (index === undefined) throw new Error('nothing saved');
    const contradictory = {
      ...index,
      entries: [...index.entries, { type: 'hardlink' as const, path: 'z', target: 'nowhere' }],
    };
    expect((await bench.runner.exportMount(mountKey(NPM), [contradictory], never())).kind).toBe('full');
  });
});

describe('which steps share a folder', () => {
  const holding = { sh: 'echo in >> /c/who; echo begun; sleep 2; cat /c/who' };

  it('two `shared` mounts do; a `shared` and a `locked` one do not, even in different builds', async () => {
    const bench = machines.fresh();
    const other = bench.newRunner(script);
    try {
      await bench.run({ sh: 'true', mounts: [NPM] });
      const locked = bench.run({ ...holding, mounts: [{ ...NPM, sharing: 'locked' }] });
      await begun(bench);
      const beside = await other.exportMount(mountKey(NPM), [], never());
      expect(beside).toEqual({ kind: 'busy' });
      const shared = await bench.run({ sh: 'ls /c', mounts: [NPM] });
      expect(shared.stdout, 'another folder, as BuildKit gives').toBe('');
      expect((await locked).stdout).toBe('begun\nin\n');
    } finally {
      await other.close();
    }
  });

  it('a `locked` mount waits for `shared` ones', async () => {
    const bench = machines.fresh();
    const shared = bench.run({ ...holding, mounts: [NPM] });
    await begun(bench);
    const together = bench.run({ sh: 'echo too >> /c/who', mounts: [NPM] });
    const locked = await bench.run({
      sh: 'echo locked >> /c/who; cat /c/who',
      mounts: [{ ...NPM, sharing: 'locked' }],
    });
    await together;
    expect((await shared).stdout).toBe('begun\nin\ntoo\n');
    expect(locked.stdout).toBe('in\ntoo\nlocked\n');
  });

  it('a `shared` mount uses the folder of others, even if another one is free', async () => {
    const bench = machines.fresh();
    await bench.run({ sh: 'true', mounts: [NPM] });
    const waits = 'while [ ! -e /c/end ]; do sleep 0.1; done';
    const locked = bench.run({ sh: `echo in > /c/who; ${waits}`, mounts: [{ ...NPM, sharing: 'locked' }] });
    await begun(bench);
    const shared = bench.run({ sh: `echo first >> /c/who; ${waits}; cat /c/who`, mounts: [NPM] });
    await expect.poll(() => existsSync(join(dataOf(bench, NPM, 1), 'who')), { timeout: 600_000 }).toBe(true);
    writeFileSync(join(dataOf(bench, NPM, 0), 'end'), '');
    await locked;
    await bench.run({ sh: 'echo second >> /c/who; touch /c/end', mounts: [NPM] });
    expect((await shared).stdout).toBe('first\nsecond\n');
    // Nobody shares any more: the first that is free.
    expect((await bench.run({ sh: 'cat /c/who', mounts: [NPM] })).stdout).toBe('in\n');
  });

  it('saves the private folder that was used last', async () => {
    const bench = machines.fresh();
    const own: CacheMount = { ...NPM, sharing: 'private' };
    const both = [1, 2].map((number) => bench.run({ sh: `echo ${number} > /c/f; sleep 1`, mounts: [own] }));
    await Promise.all(both);
    expect(existsSync(dataOf(bench, own, 1))).toBe(true);
    execFileSync('touch', ['-d', '@1', dirname(dataOf(bench, own, 0))]);
    const used = readFileSync(join(dataOf(bench, own, 1), 'f'));
    const exported = await machines.save(bench, own);
    if (!('made' in exported)) throw new Error(exported.kind);
    expect(execFileSync('tar', ['-xzOf', exported.made.blobFile, 'f'])).toEqual(used);
  });
});
