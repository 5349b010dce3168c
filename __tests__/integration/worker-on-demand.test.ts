import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { LayerProvider } from '../../src/app/host/layer-provider.js';
import type { BlobLocation } from '../../src/cache/restore/blob-location.js';
import type { BuildEvent } from '../../src/engine/events.js';
import { InfraError } from '../../src/errors.js';
import { formatFor } from '../../src/layer/compression/group-compressor.js';
import { GZIP_HEADER } from '../../src/layer/compression/parallel-gzip.js';
import type { LayerEntry, NewEntry } from '../../src/layer/entry.js';
import { decodeIndex, indexDigest, type LayerIndex } from '../../src/layer/layer-index.js';
import { readLayer } from '../../src/layer/layer-reader.js';
import { LayerWriter } from '../../src/layer/layer-writer.js';
import type { Layer } from '../../src/layer/layer.js';
import type { BlobPart } from '../../src/oci/blob-part.js';
import { digestHex, sha256 } from '../../src/oci/digest.js';
import { contentIdOfBase, contentIdOfTree } from '../../src/oci/identity.js';
import { OCI_LAYER_GZIP } from '../../src/oci/media-types.js';
import { ContentStore } from '../../src/store/content-store.js';
import { LayerStore } from '../../src/store/layer-store.js';
import { StoreFolder } from '../../src/store/store-folder.js';
import type { WorkerSettings } from '../../src/worker/client/connection.js';
import { WorkerRunner } from '../../src/worker/client/worker-runner.js';
import { compiledWorker } from '../support/compiled-worker.js';
import { gate } from '../support/gate.js';
import { streamOf } from '../support/layer-samples.js';
import { randomContent } from '../support/random-content.js';
import { type TestClient, testClient } from '../support/registry-client.js';
import { leftovers, makeBusybox, Outcome, rootWorker, runRequest, type AskedRun } from './worker-support.js';

/* Needs root, /dev/fuse, and a kernel that mounts EROFS files. Layers are zstd where this Node.js has it. */

const LONG = { timeout: 600_000 };
const NEVER = new AbortController().signal;

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

beforeEach(() => begin(mkdtempSync(join(tmpdir(), 'worker-on-demand-'))));
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
  base = await busybox();
}

async function end(): Promise<void> {
  await runner.close();
  await provider.close();
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

/** A base, which is here as a whole. */
async function busybox(): Promise<Layer> {
  packedBusybox ??= packBusybox();
  const { tar, blob, index } = await packedBusybox;
  await store.putIndex(index);
  const layer = { blob, diffId: index.diffId, contentId: contentIdOfBase(index.diffId) };
  provider.addFile(layer, () => streamOf(tar, 1_000_000));
  return layer;
}

let packedBusybox: ReturnType<typeof packBusybox> | undefined;

async function packBusybox(): Promise<{
  readonly tar: Buffer;
  readonly blob: Layer['blob'];
  readonly index: LayerIndex;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'worker-base-'));
  chmodSync(folder, 0o755);
  makeBusybox(folder);
  const tar = execFileSync('tar', ['-C', folder, '--owner=0', '--group=0', '-czf', '-', '.'], { maxBuffer: 2 ** 30 });
  rmSync(folder, { recursive: true });
  const blob = { mediaType: OCI_LAYER_GZIP, digest: sha256(tar), size: tar.length };
  return { tar, blob, index: await readLayer(streamOf(tar, 65_536), blob) };
}

interface Remote extends BlobLocation {
  readonly parts: BlobPart[];
  /** How often the whole was asked for. */
  wholes: number;
  /** Errors that it was told. */
  readonly failures: unknown[];
}

interface Made {
  readonly layer: Layer;
  readonly blob: Buffer;
  readonly index: LayerIndex;
  readonly remote: Remote;
}

type Content = Readonly<Record<string, Buffer | NewEntry>>;

const metadata = { mode: 0o644, uid: 0, gid: 0, mtime: 1_700_000_000 };

/** A layer of an earlier step. Its index is known, and a location has its blob. */
async function made(content: Content, change: (index: LayerIndex) => LayerIndex = (index) => index): Promise<Made> {
  const packing = packed.get(content) ?? pack(content);
  packed.set(content, packing);
  const { layer, blob, index } = await packing;
  await store.putIndex(change(index));
  const remote: Remote = {
    parts: [],
    wholes: 0,
    failures: [],
    open: () => {
      remote.wholes++;
      return streamOf(blob, 65_536);
    },
    openPart: (_, part) => {
      remote.parts.push(part);
      return streamOf(blob.subarray(part.offset, part.offset + part.length), 65_536);
    },
    arrived: () => undefined,
    failed: (_, error) => void remote.failures.push(error),
  };
  provider.addLocation(layer.blob.digest, remote);
  return { layer, blob, index, remote };
}

/** Many tests have the same layer, which takes longer to make than the test itself. */
const packed = new WeakMap<Content, Promise<Omit<Made, 'remote'>>>();

async function pack(content: Content): Promise<Omit<Made, 'remote'>> {
  const ingest = await store.newIngest();
  const writer = await LayerWriter.create({ ...ingest, format: formatFor(true) });
  for (const [path, given] of Object.entries(content)) {
    if (!Buffer.isBuffer(given)) await writer.add(given);
    else await writer.add({ type: 'file', path, ...metadata, size: given.length }, [given]);
  }
  const { blob: descriptor, diffId, treeDigest, indexDigest: digest } = await writer.finish();
  const blob = readFileSync(ingest.blobFile);
  const index = decodeIndex(readFileSync(ingest.indexFile));
  await ingest.discard();
  const layer = {
    blob: descriptor,
    diffId,
    contentId: contentIdOfTree(treeDigest),
    ...(digest !== undefined && { indexDigest: digest }),
  };
  return { layer, blob, index };
}

const SMALL = Object.fromEntries(
  Array.from({ length: 600 }, (_, number) => [
    `small-${String(number).padStart(3, '0')}`,
    randomContent(20_000, number),
  ]),
);
const LARGE = { 'large-1': randomContent(3_500_000, 1001), 'large-2': randomContent(5_000_000, 1002) };
const FILES: Readonly<Record<string, Buffer>> = { ...LARGE, ...SMALL };

/** Of several groups, too, for what may have to be unpacked as a whole. */
const FEW: Readonly<Record<string, Buffer>> = {
  'large-1': LARGE['large-1'],
  ...Object.fromEntries(Object.entries(SMALL).filter(([name]) => name >= 'small-250' && name < 'small-350')),
};

const sum = (name: string): string => `${digestHex(sha256(FILES[name] ?? Buffer.alloc(0)))}  -\n`;
const warnings = (): readonly string[] => events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
const bytesOf = ({ parts }: Remote): number => parts.reduce((total, { length }) => total + length, 0);

interface Running {
  readonly done: Promise<Outcome>;
  readonly printed: () => string;
}

function start(layers: readonly Layer[], request: AskedRun | string, signal = NEVER, by = runner): Running {
  const out = { stdout: '', stderr: '' };
  const asked: AskedRun = typeof request === 'string' ? { sh: request } : request;
  const done = by
    .run(
      runRequest([base, ...layers], asked),
      (stream, data) => void (out[stream] += Buffer.from(data).toString()),
      signal,
    )
    .then((result) => new Outcome(result, out.stdout, out.stderr));
  done.catch(() => undefined);
  return { done, printed: () => out.stdout };
}

describe('a step on a layer whose parts can be had alone', () => {
  it('fetches what it reads, and nothing else', async () => {
    const { layer, blob, remote } = await made(FILES);
    const { exitCode, stdout, names } = await start(
      [layer],
      'stat -c %s /large-2; sha256sum < /small-300; echo x > /made',
    ).done;
    expect([exitCode, stdout, names]).toEqual([0, `5000000\n${sum('small-300')}`, ['file made']]);
    expect([remote.parts.length, remote.wholes]).toEqual([1, 0]);
    expect(bytesOf(remote)).toBeLessThan(blob.length / 10);
    expect(warnings()).toEqual([]);
    // The file with the parts does not outlast the build.
    const kept = (): number => readdirSync(join(root, 'ingest')).length;
    const before = kept();
    await runner.close();
    await provider.close();
    expect(kept()).toBe(before - 1);
  });

  it('fetches all parts of a large file before it sees any of it, in one request', async () => {
    const { layer, remote, blob } = await made(FILES);
    const { stdout } = await start([layer], 'head -c 5 /large-2 | wc -c; sha256sum < /large-2').done;
    expect(stdout).toBe(`5\n${sum('large-2')}`);
    expect(remote.parts).toHaveLength(1);
    expect(bytesOf(remote)).toBeGreaterThan(2_000_000);
    expect(bytesOf(remote)).toBeLessThan(blob.length / 2);
  });

  it('fetches ahead if it reads the files in their order, and nothing twice', async () => {
    const { layer, blob, remote, index } = await made(FILES);
    const { stdout } = await start([layer], 'for f in /large-* /small-*; do sha256sum < $f; done').done;
    expect(stdout).toBe(Object.keys(FILES).map(sum).join(''));
    const groups = index.groups?.groups.length ?? 0;
    expect(remote.parts.length).toBeLessThan(groups / 2);
    expect(bytesOf(remote)).toBeLessThanOrEqual(blob.length);
    expect(remote.wholes).toBe(0);
  });

  it('shares what came with later steps of the build', async () => {
    const { layer, remote } = await made(FILES);
    await start([layer], 'cat /small-100 > /dev/null').done;
    const before = remote.parts.length;
    const again = await Promise.all([1, 2].map(() => start([layer], 'sha256sum < /small-100').done));
    expect(again.map(({ stdout }) => stdout)).toEqual([sum('small-100'), sum('small-100')]);
    expect(remote.parts).toHaveLength(before);
  });

  it('leaves the same layer as on folders', async () => {
    const content: Content = {
      ...FILES,
      d: { type: 'directory', path: 'd', ...metadata, mode: 0o1777 },
      'd/link': { type: 'hardlink', path: 'd/link', target: 'small-007' },
      'd/sym': { type: 'symlink', path: 'd/sym', ...metadata, target: '../large-1' },
      'bin/vi': { type: 'whiteout', path: 'bin/vi' },
    };
    const { layer } = await made(content);
    const change =
      'mv /small-001 /moved; echo x >> /d/link; ln /small-002 /linked; mkdir -p /d/e; cat /d/sym > /copy; ls /bin > /listed';
    const lazily = await start([layer], change).done;
    await runner.close();
    runner = newRunner({ storage: 'overlay' });
    rmSync(join(root, 'snapshots/trusted'), { recursive: true });
    const folders = await start([layer], change).done;
    expect(lazily.exitCode).toBe(0);
    expect(lazily.names).toEqual(folders.names);
    expect(lazily.made.treeDigest).toBe(folders.made.treeDigest);
  });

  it('can be had whole afterwards', async () => {
    const { layer, blob, remote } = await made(FILES);
    await start([layer], 'cat /small-100 > /dev/null').done;
    expect(readFileSync(await provider.blobFile(layer, NEVER)).equals(blob)).toBe(true);
    expect(remote.wholes).toBe(1);
  });

  it('needs no request if the blob is on this machine', async () => {
    const { layer, remote } = await made(FILES);
    await provider.blobFile(layer, NEVER);
    const { stdout } = await start([layer], 'sha256sum < /small-300').done;
    expect([stdout, remote.parts]).toEqual([sum('small-300'), []]);
  });

  it('waits for whole layers if it is given a secret', async () => {
    const { layer, remote } = await made(FILES);
    const secret = { type: 'secret', target: '/s', content: Buffer.from('s'), mode: 0o400, uid: 0, gid: 0 } as const;
    const { stdout } = await start([layer], { sh: 'cat /s; sha256sum < /small-300', mounts: [secret] }).done;
    expect(stdout).toBe(`s${sum('small-300')}`);
    expect([remote.parts.length, remote.wholes]).toEqual([0, 1]);
  });
});

describe('a layer that is read from its start to its end all the same', () => {
  const changed = (entries: Iterable<LayerEntry>): readonly LayerEntry[] =>
    Array.from(entries, (entry) =>
      entry.path === 'small-300' && entry.type === 'file' ? { ...entry, mtime: 5 } : entry,
    );

  it.each<[string, (made: Made) => Promise<Layer>]>([
    ['has an index that its record does not name', ({ layer: { indexDigest: _, ...layer } }) => Promise.resolve(layer)],
    [
      'has groups of another blob',
      async ({ layer, index }) => {
        const groups = index.groups && { ...index.groups, blob: sha256('other') };
        await store.putIndex({ ...index, ...(groups && { groups }) });
        return layer;
      },
    ],
    [
      'has groups that do not cover it',
      async ({ layer, index }) => {
        const groups = index.groups && { ...index.groups, groups: index.groups.groups.slice(1) };
        await store.putIndex({ ...index, ...(groups && { groups }) });
        return layer;
      },
    ],
    [
      'has an index without groups',
      async ({ layer, index: { groups: _, ...index } }) => {
        await store.putIndex(index);
        return layer;
      },
    ],
  ])('%s', async (_, change) => {
    const all = await made(FEW);
    const layer = await change(all);
    const { exitCode, stdout } = await start([layer], 'sha256sum < /small-300').done;
    expect([exitCode, stdout]).toEqual([0, sum('small-300')]);
    expect([all.remote.parts.length, all.remote.wholes]).toEqual([0, 1]);
  });

  it('has another index than its record names: a time in it is compared with the layer', async () => {
    const { layer, index } = await made(FEW, (given) => ({ ...given, entries: changed(given.entries) }));
    expect(indexDigest({ ...index, entries: changed(index.entries) })).not.toBe(layer.indexDigest);
    await expect(start([layer], 'cat /small-300 > /dev/null').done).rejects.toThrow(
      /is not as in the index of its layer/,
    );
  });
});

describe('a fault while a step reads parts of a layer', () => {
  it.each<[string, (blob: Buffer, part: BlobPart) => AsyncIterable<Uint8Array>]>([
    ['cut off', (blob, { offset, length }) => streamOf(blob.subarray(offset, offset + length - 1))],
    ['too long', (blob, { offset, length }) => streamOf(blob.subarray(offset, offset + length + 1))],
    [
      'refused',
      () => {
        throw new InfraError('no ranges here');
      },
    ],
  ])('is a part that is %s: the whole is fetched, and the step goes on', async (_, openPart) => {
    const { layer, blob, remote } = await made(FEW);
    const step = start([layer], 'echo begun; sha256sum < /small-300; sha256sum < /large-1');
    Object.assign(remote, { openPart: (_blob: unknown, part: BlobPart) => openPart(blob, part) });
    const { exitCode, stdout } = await step.done;
    expect([exitCode, stdout]).toEqual([0, `begun\n${sum('small-300')}${sum('large-1')}`]);
    expect([remote.wholes, warnings()]).toEqual([1, []]);
  });

  it.each(['compressed', 'content'])(
    'is a damaged part, by its %s: no byte of it is seen, and the step runs again',
    async (kind) => {
      // Content that does not compress is stored as it is: then only its own digest shows the damage.
      const plain = kind === 'content';
      const content = plain ? { other: randomContent(200_000, 1), file: noise(900_000) } : FEW;
      const { layer, blob, remote } = await made(content);
      remote.openPart = (_, part) => {
        remote.parts.push(part);
        const bytes = Buffer.from(blob.subarray(part.offset, part.offset + part.length));
        const at = bytes.length >> 1;
        bytes.writeUInt8(bytes.readUInt8(at) ^ 0x55, at);
        return streamOf(bytes);
      };
      const name = plain ? 'file' : 'small-300';
      const right = `${digestHex(sha256(Object.entries<Buffer>(content).find(([key]) => key === name)?.[1] ?? Buffer.alloc(0)))}  -\n`;
      // It survives the error that it gets, and would end well.
      const { exitCode, stdout, names } = await start([layer], `echo x > /made; sha256sum < /${name} || sleep 1000`)
        .done;
      expect([exitCode, stdout, names]).toEqual([0, right, ['file made']]);
      expect(remote.wholes).toBe(1);
      expect(warnings()).toEqual([expect.stringMatching(/^layer sha256:.* The step is stopped, and runs again when/)]);
    },
  );

  it('is the error of the location, if nobody has the layer', async () => {
    const { layer, remote } = await made(FEW);
    const gone = (): never => {
      throw new InfraError('gone');
    };
    Object.assign(remote, { open: gone, openPart: gone });
    await expect(start([layer], 'cat /small-300').done).rejects.toThrow(layer.blob.digest);
    expect(remote.failures).not.toEqual([]);
  });

  it('is a layer with large holes: the step runs again on a folder', async () => {
    const { layer } = await made({ sparse: Buffer.alloc(20_000_000) });
    const { exitCode, stdout } = await start([layer], 'cat /sparse > /dev/null; du -k /sparse').done;
    expect(exitCode).toBe(0);
    expect(Number(stdout.split('\n').at(-2)?.split('\t')[0])).toBeLessThan(1000);
    expect(warnings()).toEqual([expect.stringContaining('it has large holes')]);
  });

  it('is a full disk, which is said', async () => {
    await end();
    const small = mkdtempSync(join(tmpdir(), 'worker-small-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=755', 'tmpfs', small]);
    try {
      await begin(small);
      const { layer } = await made({ a: noise(6_000_000), b: noise(8_000_000) });
      await expect(start([layer], 'cat /a /b > /dev/null').done).rejects.toThrow(/disk is full|no space/i);
    } finally {
      await runner.close();
      await provider.close();
      registry.close();
      execFileSync('umount', ['-l', small]);
      rmdirSync(small);
      await begin(mkdtempSync(join(tmpdir(), 'worker-on-demand-')));
    }
  });
});

describe('the end of a build, while a step waits for a part that does not come', () => {
  async function waiting(): Promise<Made> {
    const all = await made(FEW);
    all.remote.openPart = async function* (_, part, signal) {
      all.remote.parts.push(part);
      yield Buffer.alloc(1);
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      signal.throwIfAborted();
    };
    return all;
  }

  it('ends the step when the build is cancelled, and the worker goes on', async () => {
    const { layer, remote } = await waiting();
    const abort = new AbortController();
    const step = start([layer], 'cat /small-300', abort.signal);
    await expect.poll(() => remote.parts.length, LONG).toBe(1);
    abort.abort(new Error('enough'));
    await expect(step.done).rejects.toThrow('enough');
    expect((await start([], 'echo on').done).stdout).toBe('on\n');
  });

  it('ends the step with the worker', async () => {
    const { layer, remote } = await waiting();
    const step = start([layer], 'cat /small-300');
    await expect.poll(() => remote.parts.length, LONG).toBe(1);
    await runner.close();
    await expect(step.done).rejects.toThrow();
    expect(readdirSync(join(root, 'work'))).toEqual([]);
  });

  it('runs again on whole layers when the program that serves the files is killed', async () => {
    const { layer, remote } = await waiting();
    const step = start([layer], 'sha256sum < /small-300');
    await expect.poll(() => remote.parts.length, LONG).toBe(1);
    const [server] = servers();
    process.kill(server ?? 0, 'SIGKILL');
    const { exitCode, stdout } = await step.done;
    expect([exitCode, stdout.endsWith(sum('small-300')), remote.wholes]).toEqual([0, true, 1]);
  });

  it('is not held up by a part that comes late', async () => {
    const { layer, blob, remote } = await made(FEW);
    const late = gate();
    remote.openPart = async function* (_, part) {
      remote.parts.push(part);
      // Not that of the first file.
      if (part.offset > GZIP_HEADER) await late.opened;
      yield blob.subarray(part.offset, part.offset + part.length);
    };
    const step = start([layer], 'cat /small-300 > /dev/null & sha256sum < /large-1; wait; echo end');
    await expect.poll(step.printed, LONG).toBe(sum('large-1'));
    late.open();
    expect((await step.done).stdout).toBe(`${sum('large-1')}end\n`);
  });
});

/** Bytes that do not compress. */
function noise(size: number): Buffer {
  return Buffer.concat(
    Array.from({ length: Math.ceil(size / 32) }, (_, number) =>
      Buffer.from(digestHex(sha256(`${size} ${number}`)), 'hex'),
    ),
  ).subarray(0, size);
}

/** The processes that serve files to workers of this test. */
function servers(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return command.includes('/dev/fuse') && command.includes(root);
      } catch {
        return false;
      }
    })
    .map(Number);
}
