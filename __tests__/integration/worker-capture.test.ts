import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { LayerEntry } from '../../src/layer/entry.js';
import type { Layer } from '../../src/layer/layer.js';
import { copyOfWorker } from '../support/compiled-worker.js';
import { STORAGE } from '../support/storage-driver.js';
import { THOROUGH } from '../support/thorough.js';
import { layerOf, leftovers, makePerl, Workbench } from './worker-support.js';

let program: string;
let script: string;
let bench: Workbench;
let perl: Layer;
beforeAll(async () => {
  program = await copyOfWorker();
  script = join(program, 'worker/main.js');
  bench = new Workbench(script);
  perl = layerOf(bench.layers, makePerl);
});
afterAll(async () => {
  await bench.close();
  expect(leftovers(bench.root)).toEqual([]);
  rmSync(program, { recursive: true });
});

async function entries(sh: string, layers?: readonly Layer[]): Promise<readonly LayerEntry[]> {
  const outcome = await bench.run({ sh, ...(layers === undefined ? {} : { layers }) });
  expect([outcome.exitCode, outcome.stderr]).toEqual([0, '']);
  return [...outcome.index.entries];
}

const brief = (list: readonly LayerEntry[]): readonly string[] => list.map((entry) => `${entry.type} ${entry.path}`);
const ANY = expect.anything() as unknown;
const root = { uid: 0, gid: 0, mtime: ANY };

describe('the layer of a step', () => {
  it('is empty when nothing was written', async () => {
    const outcome = await bench.run({ sh: 'cat /etc/passwd > /dev/null; touch /tmp/x; rm /tmp/x; cd /etc' });
    // /tmp's time did change.
    expect(outcome.names).toEqual(['directory tmp']);
    const none = await bench.run({ sh: 'true' });
    expect([none.names, none.tarList]).toEqual([[], '']);
  });

  it('holds every kind of file, sorted, with metadata', async () => {
    const made = await entries(`
      mkdir -m 2750 /k; cd /k
      echo hello > file; chmod 4755 file; chown 12:34 file
      ln -s /nowhere link; chown -h 5:6 link
      ln file again; mkdir -p sub; ln file sub/third
      mkfifo pipe; mknod null c 1 3; mknod disk b 259 70000; chmod 600 disk
      touch -d @86400 old`);
    expect(made).toEqual([
      { type: 'directory', path: 'k', mode: 0o2750, ...root },
      { type: 'file', path: 'k/again', mode: 0o755, size: 6, digest: ANY, uid: 12, gid: 34, mtime: ANY },
      { type: 'block', path: 'k/disk', mode: 0o600, major: 259, minor: 70000, ...root },
      { type: 'hardlink', path: 'k/file', target: 'k/again' },
      { type: 'symlink', path: 'k/link', mode: 0o777, target: '/nowhere', uid: 5, gid: 6, mtime: ANY },
      { type: 'char', path: 'k/null', mode: 0o644, major: 1, minor: 3, ...root },
      { type: 'file', path: 'k/old', mode: 0o644, size: 0, digest: ANY, uid: 0, gid: 0, mtime: 86400 },
      { type: 'fifo', path: 'k/pipe', mode: 0o644, ...root },
      { type: 'directory', path: 'k/sub', mode: 0o2755, ...root },
      { type: 'hardlink', path: 'k/sub/third', target: 'k/again' },
    ]);
  });

  it('keeps setuid bits that are set last', async () => {
    const [file] = await entries('echo x > /s; chown 3:4 /s; chmod 6711 /s');
    expect(file).toMatchObject({ mode: 0o6711, uid: 3, gid: 4 });
  });

  it('has whiteouts for what was removed, and nothing of what was made and removed again', async () => {
    const list = await entries('rm /etc/group; rm -r /var; echo x > /tmp/x; rm /tmp/x');
    expect(brief(list)).toEqual(['directory etc', 'whiteout etc/group', 'directory tmp', 'whiteout var']);
  });

  it('is opaque where a directory of the layers below was removed and made again', async () => {
    const lower = await bench.layer({ sh: 'mkdir -p /d/deep; echo 1 > /d/one; echo 2 > /d/deep/two' });
    const over = [bench.base, lower];
    const outcome = await bench.run({ layers: over, sh: 'rm -rf /d; mkdir /d; echo 3 > /d/three; mkdir /new /d/deep' });
    expect([...outcome.index.entries]).toEqual([
      { type: 'directory', path: 'd', mode: 0o755, opaque: true, ...root },
      { type: 'directory', path: 'd/deep', mode: 0o755, ...root },
      ANY,
      { type: 'directory', path: 'new', mode: 0o755, ...root },
    ]);
    const upper = await bench.layers.take(outcome.made);
    expect((await bench.run({ layers: [...over, upper], sh: 'find /d | sort' })).stdout).toBe(
      '/d\n/d/deep\n/d/three\n',
    );
  });

  it('follows a rename of a lower directory, a file that becomes a directory, and the reverse', async () => {
    const lower = await bench.layer({ sh: 'mkdir -p /d/e; echo 1 > /d/e/f; echo x > /file' });
    const list = await entries('mv /d /moved; rm /file; mkdir /file', [bench.base, lower]);
    expect(brief(list)).toEqual([
      'whiteout d',
      'directory file',
      'directory moved',
      'directory moved/e',
      'file moved/e/f',
    ]);
    const back = await entries('rm -r /d; echo file > /d', [bench.base, lower]);
    expect(brief(back)).toEqual(['file d']);
  });

  it('has the parent directories of changes, and directories whose metadata changed', async () => {
    expect(brief(await entries('echo x > /root/f'))).toEqual(['directory root', 'file root/f']);
    expect(await entries('chmod 700 /var')).toEqual([{ type: 'directory', path: 'var', mode: 0o700, ...root }]);
  });

  it('carries extended attributes', async () => {
    const setcap = layerOf(bench.layers, (folder) => {
      makePerl(folder);
      copyFileSync('/bin/true', join(folder, 'usr/bin/capable'));
      execFileSync('setcap', ['cap_net_raw+ep', join(folder, 'usr/bin/capable')]);
      execFileSync('setfattr', ['-n', 'user.note', '-v', 'kept', join(folder, 'usr/bin/capable')]);
    });
    const layers = [bench.base, setcap];
    const [, , copied] = await entries('chmod 700 /usr/bin/capable', layers);
    expect(copied).toMatchObject({
      path: 'usr/bin/capable',
      xattrs: { 'security.capability': 'AQAAAgAgAAAAAAAAAAAAAAAAAAA=', 'user.note': 'a2VwdA==' },
    });
    const owned = await entries('chown 9 /usr/bin/capable', layers);
    expect(owned.at(-1)).toMatchObject({ xattrs: { 'user.note': 'a2VwdA==' } });
    expect(JSON.stringify(owned)).not.toContain('security.capability');
  });

  it('keeps names that are not UTF-8, blanks, line ends and long names', async () => {
    const outcome = await bench.run({
      layers: [bench.base, perl],
      sh: `perl -e 'mkdir "/n"; for ("\\xff\\xfe", "a b", "line\\nend", "\\xc3\\xbc", "x" x 255) { open F, ">", "/n/$_" or die }'`,
    });
    expect([outcome.exitCode, outcome.stderr]).toEqual([0, '']);
    expect(outcome.names).toEqual([
      'directory n',
      'file n/a b',
      'file n/line\nend',
      `file n/${'x'.repeat(255)}`,
      'file n/ü',
      'file n/\udcff\udcfe',
    ]);
    const layer = await bench.layers.take(outcome.made);
    await bench.runner.close();
    rmSync(join(bench.root, 'snapshots'), { recursive: true });
    const again = await bench.run({
      layers: [bench.base, perl, layer],
      sh: `perl -e 'print -e "/n/\\xff\\xfe" ? 1 : 0'`,
    });
    expect(again.stdout).toBe('1');
  });

  it('keeps only /proc, /dev and /sys of the mount points that were made for the step', async () => {
    const bare = layerOf(bench.layers, (folder) => {
      mkdirSync(join(folder, 'bin'));
      copyFileSync('/bin/busybox', join(folder, 'bin/busybox'));
      copyFileSync('/bin/busybox', join(folder, 'bin/sh'));
    });
    const { names } = await bench.run({
      layers: [bare],
      sh: 'busybox test -e /etc/hosts && busybox test -c /dev/null && busybox test -d /proc/1',
      mounts: [{ type: 'tmpfs', readonly: false, target: '/deep/er/mount' }],
    });
    expect(names).toEqual(['directory dev', 'directory proc', 'directory sys']);
    const kept = await bench.run({ layers: [bare], sh: 'echo x > /etc/f' });
    expect(kept.names).toEqual(['directory dev', 'directory etc', 'file etc/f', 'directory proc', 'directory sys']);
  });

  it('goes through a dangling resolv.conf, as systemd leaves it', async () => {
    const linked = await bench.layer({ sh: 'ln -s ../run/systemd/resolve/stub.conf /etc/resolv.conf || true' });
    expect([...(await bench.layers.index(linked)).entries]).toEqual([]);
    const layer = layerOf(bench.layers, (folder) => {
      mkdirSync(join(folder, 'etc'));
      execFileSync('ln', ['-s', '../run/systemd/resolve/stub.conf', join(folder, 'etc/resolv.conf')]);
    });
    const { stdout, names } = await bench.run({
      layers: [bench.base, layer],
      sh: 'grep -c nameserver /etc/resolv.conf',
    });
    expect([stdout, names]).toEqual(['1\n', []]);
  });

  it('is the same bytes for the same content', async () => {
    const sh = 'mkdir /x; for i in $(seq 50); do echo $i > /x/$i; done; find /x -exec touch -d @1000 {} +';
    const [first, second] = [await bench.run({ sh }), await bench.run({ sh })];
    expect(second.made.diffId).toBe(first.made.diffId);
    expect(readFileSync(second.made.blobFile).equals(readFileSync(first.made.blobFile))).toBe(true);
  });

  // With copies, nothing shows that nobody can change what the step left.
  it.skipIf(STORAGE === 'vfs')('is the next step’s snapshot, without being unpacked', async () => {
    const layer = await bench.layer({ sh: 'echo adopted > /f' });
    bench.layers.fetched.splice(0);
    expect((await bench.run({ layers: [bench.base, layer], sh: 'cat /f' })).stdout).toBe('adopted\n');
    expect(bench.layers.fetched).toEqual([]);
  });

  it('belongs to the store’s owner', async () => {
    const { made } = await bench.run({ sh: 'echo x > /f' });
    const owner = statSync(bench.root).uid;
    expect([statSync(made.blobFile).uid, statSync(made.indexFile).uid]).toEqual([owner, owner]);
  });

  it.each([
    { size: '220 MiB', bytes: 220 * 2 ** 20 },
    // More than the 11 octal digits of a header can say, which tests of headers show without the bytes.
    ...(THOROUGH ? [{ size: '9 GiB', bytes: 9 * 2 ** 30 }] : []),
  ])('takes a sparse file of $size in flat memory', { timeout: 600_000 }, async ({ bytes }) => {
    const outcome = await bench.run({ sh: `busybox dd if=/dev/null of=/big bs=1 seek=${bytes}; echo end >> /big` });
    expect([...outcome.index.entries]).toEqual([
      { type: 'file', path: 'big', mode: 0o644, size: bytes + 4, digest: ANY, ...root },
    ]);
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${workerPid()}/status`, 'utf8'))?.[1];
    expect(Number(peak)).toBeLessThan(200 * 1024);
    const layer = await bench.layers.take(outcome.made);
    await bench.runner.close();
    rmSync(join(bench.root, 'snapshots'), { recursive: true });
    const { stdout } = await bench.run({
      layers: [bench.base, layer],
      sh: 'stat -c %s /big; tail -c 4 /big; du -k /big | cut -f1',
    });
    // A step that began on the layer while it came has printed this before, and runs again on a folder.
    const [size, end, used] = stdout.trim().split('\n').slice(-3);
    expect([size, end, Number(used) < 10_000]).toEqual([String(bytes + 4), 'end', true]);
  });
});

function workerPid(): string {
  const [line = ''] = leftovers('worker/main.js').filter((text) => !text.includes('unshare') && text.includes(script));
  writeFileSync(join(bench.root, 'pid'), line);
  return line.split(' ')[0] ?? '';
}
