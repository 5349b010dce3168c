import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { LayerProvider } from '../../src/app/host/layer-provider.js';
import type { BuildEvent } from '../../src/engine/events.js';
import type { RunRequest } from '../../src/engine/ports.js';
import { InfraError } from '../../src/errors.js';
import type { LayerEntry } from '../../src/layer/entry.js';
import type { LayerIndex } from '../../src/layer/layer-index.js';
import { readLayer } from '../../src/layer/layer-reader.js';
import type { Layer } from '../../src/layer/layer.js';
import { digestHex, sha256 } from '../../src/oci/digest.js';
import { contentIdOfBase, diffIdOfTar } from '../../src/oci/identity.js';
import { OCI_LAYER_GZIP } from '../../src/oci/media-types.js';
import { ContentStore } from '../../src/store/content-store.js';
import { LayerStore } from '../../src/store/layer-store.js';
import { StoreFolder } from '../../src/store/store-folder.js';
import type { WorkerSettings } from '../../src/worker/client/connection.js';
import { WorkerRunner } from '../../src/worker/client/worker-runner.js';
import { compiledWorker } from '../support/compiled-worker.js';
import { gate, type Gate } from '../support/gate.js';
import { streamOf } from '../support/layer-samples.js';
import { type TestClient, testClient } from '../support/registry-client.js';
import { tarBytes } from '../support/tar-bytes.js';
import { leftovers, makeBusybox, Outcome, rootWorker, runRequest, type AskedRun } from './worker-support.js';

let script: string;
beforeAll(async () => {
  script = await compiledWorker();
});

let root: string;
let store: LayerStore;
let provider: LayerProvider;
let registry: TestClient;
let runner: WorkerRunner;
let base: Layer;
const events: BuildEvent[] = [];

beforeEach(async () => {
  await begin(mkdtempSync(join(tmpdir(), 'worker-arriving-')));
});
afterEach(end);

async function begin(folder: string): Promise<void> {
  root = folder;
  chmodSync(root, 0o755);
  const opened = StoreFolder.open(root);
  const content = new ContentStore(opened);
  store = new LayerStore(opened, content);
  registry = testClient();
  provider = new LayerProvider(content, store, registry.client);
  events.length = 0;
  runner = newRunner();
  base = (await arriving(busybox())).layer;
}

async function end(): Promise<void> {
  await runner.close();
  // A download that no step waits for any more ends too.
  for (const each of gates.splice(0)) each.open();
  registry.close();
  expect(leftovers(root)).toEqual([]);
  rmSync(root, { recursive: true, force: true });
}

function newRunner(settings: Partial<WorkerSettings> = {}): WorkerRunner {
  return new WorkerRunner(
    rootWorker({
      root,
      script,
      emit: (event) => void events.push(event),
      indexFile: (layer) => store.missingIndexFile(layer.diffId),
      knownIndex: (layer) => provider.indexFile(layer),
      storage: 'lazy',
      ...settings,
    }),
    provider,
  );
}

/** What the downloads of a test wait for. */
const gates: Gate[] = [];

let busyboxTar: Buffer | undefined;
function busybox(): Buffer {
  if (busyboxTar === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'worker-base-'));
    chmodSync(folder, 0o755);
    makeBusybox(folder);
    busyboxTar = execFileSync('tar', ['-C', folder, '--owner=0', '--group=0', '-cf', '-', '.'], { maxBuffer: 2 ** 30 });
    rmSync(folder, { recursive: true });
  }
  return busyboxTar;
}

interface Coming {
  readonly layer: Layer;
  readonly blob: Buffer;
}

/** A layer whose index is known. By default its blob comes at once. */
async function arriving(tar: Buffer, change = (entries: readonly LayerEntry[]) => entries): Promise<Coming> {
  const packing = packed.get(tar) ?? pack(tar);
  packed.set(tar, packing);
  const { layer, blob, index } = await packing;
  await store.putIndex({ ...index, entries: change([...index.entries]) });
  provider.addFile(layer, () => streamOf(blob, 1_000_000));
  return { layer, blob };
}

/** Most tests have the same two layers. */
const packed = new WeakMap<Buffer, ReturnType<typeof pack>>();

async function pack(tar: Buffer): Promise<Coming & { readonly index: LayerIndex }> {
  const blob = gzipSync(tar, { level: 1 });
  const diffId = diffIdOfTar(sha256(tar));
  const layer = {
    blob: { mediaType: OCI_LAYER_GZIP, digest: sha256(blob), size: blob.length },
    diffId,
    contentId: contentIdOfBase(diffId),
  };
  return { layer, blob, index: await readLayer(streamOf(blob, 65_536), layer.blob) };
}

const FILES = { early: randomBytes(3_000_000), late: randomBytes(3_000_000), last: randomBytes(5000) };

const FILES_TAR = tarBytes(Object.entries(FILES).map(([name, content]) => ({ name, content })));

/** The layer of `FILES`. Its second half waits for a gate. */
async function halved(): Promise<Coming & { readonly rest: Gate }> {
  const coming = await arriving(FILES_TAR);
  const rest = gate();
  gates.push(rest);
  const { layer, blob } = coming;
  provider.addFile(layer, async function* (signal) {
    yield blob.subarray(0, blob.length / 2);
    await Promise.race([rest.opened, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
    signal.throwIfAborted();
    yield blob.subarray(blob.length / 2);
  });
  return { ...coming, rest };
}

interface Running {
  readonly done: Promise<Outcome>;
  /** What it has printed so far. */
  readonly printed: () => string;
}

function start(
  layers: readonly Layer[],
  request: AskedRun | string,
  signal = new AbortController().signal,
  by = runner,
): Running {
  const out = { stdout: '', stderr: '' };
  const asked: AskedRun = typeof request === 'string' ? { sh: request } : request;
  const full: RunRequest = runRequest([base, ...layers], asked);
  const done = by
    .run(full, (stream, data) => void (out[stream] += Buffer.from(data).toString()), signal)
    .then((result) => new Outcome(result, out.stdout, out.stderr));
  done.catch(() => undefined);
  return { done, printed: () => out.stdout };
}

const sum = (content: Buffer): string => digestHex(sha256(content));
const warnings = (): readonly string[] => events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
const images = (): readonly string[] =>
  readdirSync(join(root, 'snapshots/trusted')).filter((name) => name.endsWith('.erofs'));
const imageOf = ({ diffId }: Layer): string => `${digestHex(diffId)}.erofs`;
const LONG = { timeout: 600_000 };
const EARLY = 'sha256sum < /early; ';

/** The processes that serve what arrives to workers of this test. */
function servers(): readonly number[] {
  return processes((command) => command.includes('/dev/fuse') && command.includes(root));
}

function processes(isOurs: (command: string) => boolean): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isOurs(commandOf(name)))
    .map(Number);
}

/** Its words, with spaces between. */
function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

describe('a step on layers that still arrive', () => {
  it('runs as far as it has what it reads, and its layers are kept as images', async () => {
    const { layer, rest } = await halved();
    const step = start([layer], `${EARLY} stat -c %s /late; cat /late | sha256sum; sha256sum < /last`);
    const soFar = `${sum(FILES.early)}  -\n3000000\n`;
    await expect.poll(step.printed, LONG).toBe(soFar);
    expect(images()).not.toContain(imageOf(layer));
    rest.open();
    const { exitCode, stdout } = await step.done;
    expect([exitCode, stdout]).toEqual([0, `${soFar}${sum(FILES.late)}  -\n${sum(FILES.last)}  -\n`]);
    expect(images()).toEqual([base, layer].map(imageOf).sort());
    expect(warnings()).toEqual([]);

    // The next worker needs nothing more.
    await runner.close();
    provider.addFile(layer, () => {
      throw new Error('it was fetched again');
    });
    runner = newRunner();
    expect((await start([layer], EARLY).done).stdout).toBe(`${sum(FILES.early)}  -\n`);
  });

  it('does not count before all of them were checked', async () => {
    const { layer, rest } = await halved();
    const step = start([layer], `${EARLY} echo made > /made`);
    await expect.poll(step.printed, LONG).toBe(`${sum(FILES.early)}  -\n`);
    expect(await Promise.race([step.done, delay(300, 'waits')])).toBe('waits');
    rest.open();
    expect((await step.done).names).toEqual(['file made']);
  });

  it('finds its user and its working directory, while these files still come', async () => {
    const accounts = await arriving(
      tarBytes([
        { name: 'early', content: FILES.early },
        { name: 'etc/passwd', content: 'late:x:77:78::/home:/bin/sh\n' },
        { name: 'etc/group', content: 'late:x:78:\n' },
      ]),
    );
    const rest = gate();
    provider.addFile(accounts.layer, async function* () {
      yield accounts.blob.subarray(0, 100_000);
      await rest.opened;
      yield accounts.blob.subarray(100_000);
    });
    const process = { argv: ['/bin/sh', '-c', 'id -u; id -g; pwd'], env: [], cwd: '/new/folder', user: 'late' };
    const step = start([accounts.layer], { process });
    expect(await Promise.race([step.done, delay(300, 'waits')])).toBe('waits');
    rest.open();
    expect((await step.done).stdout).toBe('77\n78\n/new/folder\n');
  });

  it('waits for whole layers if it is given a secret', async () => {
    const { layer, rest } = await halved();
    const secret = {
      type: 'secret',
      target: '/run/secret',
      content: Buffer.from('s'),
      mode: 0o400,
      uid: 0,
      gid: 0,
    } as const;
    const step = start([layer], { sh: 'echo ran; cat /run/secret', mounts: [secret] });
    expect(await Promise.race([step.done, delay(500, 'waits')])).toBe('waits');
    expect(step.printed()).toBe('');
    rest.open();
    expect((await step.done).stdout).toBe('ran\ns');
  });

  it('leaves the same layer as on folders', async () => {
    const { layer } = await arriving(FILES_TAR);
    const change = 'mv /early /moved; echo x >> /late; ln /last /linked; mkdir -p /d/e; rm /bin/vi';
    const lazily = await start([layer], change).done;
    await runner.close();
    runner = newRunner({ storage: 'overlay' });
    rmSync(join(root, 'snapshots/trusted'), { recursive: true });
    const folders = await start([layer], change).done;
    expect(lazily.names).toEqual(folders.names);
    expect(lazily.made.treeDigest).toBe(folders.made.treeDigest);
  });
});

describe('a fault while a step runs on layers that still arrive', () => {
  /** The first attempt at the blob goes wrong behind its half, and another source has it whole. */
  function failing(layer: Layer, blob: Buffer, after: (first: Buffer) => AsyncIterable<Buffer>): { tries: number } {
    const counted = { tries: 0 };
    provider.addFile(layer, (): AsyncIterable<Uint8Array> => {
      counted.tries++;
      return counted.tries === 1 ? after(blob.subarray(0, blob.length / 2)) : streamOf(blob, 65_536);
    });
    return counted;
  }

  it('is the error of the download, if no other source has the layer', async () => {
    const { layer, blob } = await arriving(FILES_TAR);
    const cut = gate();
    provider.addFile(layer, async function* () {
      yield blob.subarray(0, blob.length / 2);
      await cut.opened;
      throw new InfraError('the connection was cut');
    });
    const step = start([layer], `${EARLY} sha256sum /late`);
    await expect.poll(step.printed, LONG).toContain(sum(FILES.early));
    cut.open();
    await expect(step.done).rejects.toThrow('the connection was cut');
    expect(images()).not.toContain(imageOf(layer));
  });

  it('makes it run again if the connection was cut, and the layer can be had whole then', async () => {
    const { layer, blob } = await arriving(FILES_TAR);
    const cut = gate();
    const counted = failing(layer, blob, async function* (first) {
      yield first;
      await cut.opened;
      throw new InfraError('the connection was cut');
    });
    const step = start([layer], `${EARLY} sha256sum < /late; echo x > /made`);
    await expect.poll(step.printed, LONG).toContain(sum(FILES.early));
    cut.open();
    const { exitCode, names, stdout } = await step.done;
    expect([exitCode, names]).toEqual([0, ['file made']]);
    expect(stdout.endsWith(`${sum(FILES.early)}  -\n${sum(FILES.late)}  -\n`)).toBe(true);
    expect(counted.tries).toBe(2);
    expect(warnings()).toEqual([expect.stringMatching(/^layer sha256:.* The step is stopped, and runs again when/)]);
    expect(images()).toContain(imageOf(layer));
  });

  it('never shows damaged bytes', async () => {
    const { layer, blob } = await arriving(FILES_TAR);
    const more = gate();
    const counted = failing(layer, blob, async function* (first) {
      yield first;
      await more.opened;
      const damaged = Buffer.from(blob.subarray(first.length));
      damaged.writeUInt8(damaged.readUInt8(100_000) ^ 1, 100_000);
      yield damaged;
    });
    // It survives the error that it gets, and would end well.
    const step = start([layer], `${EARLY} sha256sum < /late || sleep 1000`);
    await expect.poll(step.printed, LONG).toContain(sum(FILES.early));
    more.open();
    const { stdout } = await step.done;
    const lines = new Set(stdout.trim().split('\n'));
    expect(lines).toEqual(new Set([`${sum(FILES.early)}  -`, `${sum(FILES.late)}  -`]));
    expect(counted.tries).toBe(2);
  });

  it.each<[string, (entry: LayerEntry) => LayerEntry]>([
    ['mode', (entry) => (entry.path === 'late' && entry.type === 'file' ? { ...entry, mode: 0o777 } : entry)],
    [
      'content',
      (entry) =>
        entry.path === 'late' && entry.type === 'file' ? { ...entry, digest: sha256(Buffer.from('other')) } : entry,
    ],
    ['size', (entry) => (entry.path === 'late' && entry.type === 'file' ? { ...entry, size: 1 } : entry)],
    [
      'type',
      (entry) =>
        entry.path === 'late'
          ? { ...entry, type: 'symlink', target: 'early', mode: 0o777, uid: 0, gid: 0, mtime: 0 }
          : entry,
    ],
    ['name', (entry) => (entry.path === 'late' ? { ...entry, path: 'later' } : entry)],
  ])('is an index that says another %s: that is the error', async (_, change) => {
    const { layer } = await arriving(FILES_TAR, (entries) => entries.map(change));
    const step = start([layer], 'cat /late > /dev/null');
    await expect(step.done).rejects.toThrow(/the index of (?:its )?layer|comes at another place/);
    expect(images()).not.toContain(imageOf(layer));
  });

  it('is the end of the program that serves the files: the step runs again', async () => {
    const { layer, rest } = await halved();
    const step = start([layer], `${EARLY} sha256sum < /late`);
    await expect.poll(step.printed, LONG).toContain(sum(FILES.early));
    const [server, ...others] = servers();
    expect([server !== undefined, others]).toEqual([true, []]);
    process.kill(server ?? 0, 'SIGKILL');
    await expect.poll(warnings, LONG).toHaveLength(1);
    rest.open();
    const { exitCode, stdout } = await step.done;
    expect([exitCode, stdout.includes(sum(FILES.late))]).toEqual([0, true]);
    // And so do others, from then on, on whole layers.
    const next = await arriving(tarBytes([{ name: 'more', content: 'more' }]));
    expect((await start([next.layer], 'cat /more').done).stdout).toBe('more');
  });

  it('is a layer with large holes: the step runs again on a folder, where they are holes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'worker-sparse-'));
    execFileSync('truncate', ['-s', '20M', join(folder, 'sparse')]);
    const { layer } = await arriving(execFileSync('tar', ['-C', folder, '-cf', '-', '.'], { maxBuffer: 2 ** 30 }));
    rmSync(folder, { recursive: true });
    const { exitCode, stdout } = await start([layer], 'cat /sparse > /dev/null; du -k /sparse').done;
    const used = Number(stdout.split('\n').at(-2)?.split('\t')[0]);
    expect([exitCode, used < 1000]).toEqual([0, true]);
    expect(images()).not.toContain(imageOf(layer));
    expect(warnings()).toEqual([expect.stringContaining('it has large holes')]);
  });

  it('is a full disk, which is said', async () => {
    await end();
    const small = mkdtempSync(join(tmpdir(), 'worker-small-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=755', 'tmpfs', small]);
    try {
      await begin(small);
      const { layer } = await arriving(
        tarBytes([
          { name: 'early', content: FILES.early },
          ...[1, 2, 3].map((n) => ({ name: `large-${n}`, content: 'x'.repeat(8_000_000) })),
        ]),
      );
      await expect(start([layer], 'cat /large-3 > /dev/null').done).rejects.toThrow(/disk is full|no space/i);
    } finally {
      await runner.close();
      registry.close();
      execFileSync('umount', ['-l', small]);
      rmdirSync(small);
      await begin(mkdtempSync(join(tmpdir(), 'worker-arriving-')));
    }
  });
});

describe('the end of a build, while a step waits for what does not come', () => {
  it('ends the step when the build is cancelled', async () => {
    const { layer } = await halved();
    const abort = new AbortController();
    const step = start([layer], `${EARLY} cat /late`, abort.signal);
    await expect.poll(step.printed, LONG).toContain(sum(FILES.early));
    abort.abort(new Error('enough'));
    await expect(step.done).rejects.toThrow('enough');
    // The same worker goes on.
    expect((await start([], 'echo on').done).stdout).toBe('on\n');
  });

  it('ends the step with the worker', async () => {
    const { layer } = await halved();
    const step = start([layer], `${EARLY} cat /late`);
    await expect.poll(step.printed, LONG).toContain(sum(FILES.early));
    await runner.close();
    await expect(step.done).rejects.toThrow();
    expect(readdirSync(join(root, 'work'))).toEqual([]);
  });

  it('ends the step when the worker is killed', async () => {
    const { layer } = await halved();
    const step = start([layer], `${EARLY} cat /late`);
    await expect.poll(step.printed, LONG).toContain(sum(FILES.early));
    expect(servers()).toHaveLength(1);
    // The outermost process of the worker, not of another test's: it is an ancestor of what serves its files.
    let worker = servers()[0] ?? 0;
    while (!commandOf(String(worker)).startsWith('/usr/bin/unshare ')) worker = parentOf(worker);
    process.kill(worker, 'SIGKILL');
    await expect(step.done).rejects.toThrow('the worker ended unexpectedly');
    await expect.poll(servers, LONG).toEqual([]);
    // The next worker removes what it left.
    expect((await start([], 'echo on').done).stdout).toBe('on\n');
  });
});

describe('a machine that cannot serve files', () => {
  it('says so once, and unpacks layers into folders', async () => {
    // In the mount namespace of the worker, its device is another one.
    const node = join(root, 'node');
    const script = `#!/bin/sh\nmount --bind /dev/null /dev/fuse && exec ${process.execPath} "$@"\n`;
    writeFileSync(node, script, { mode: 0o755 });
    const other = newRunner({ node });
    try {
      const { layer } = await arriving(tarBytes([{ name: 'f', content: 'x' }]));
      expect((await start([layer], 'cat /f', undefined, other).done).stdout).toBe('x');
      const { layer: next } = await arriving(tarBytes([{ name: 'g', content: 'y' }]));
      expect((await start([next], 'cat /g', undefined, other).done).stdout).toBe('y');
      expect(warnings()).toEqual([
        'RUN steps wait until the layers below are unpacked into folders: mount of fuse: Invalid argument',
      ]);
      expect(images()).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
