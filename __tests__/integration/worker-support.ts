import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { BuildEvent } from '../../src/engine/events.js';
import type { LayerIngest, Layers, RunRequest, RunResult } from '../../src/engine/ports.js';
import { decodeIndex, encodeIndex, type LayerIndex } from '../../src/layer/layer-index.js';
import { readLayer } from '../../src/layer/layer-reader.js';
import type { Layer, MadeLayer } from '../../src/layer/layer.js';
import { digestHex, sha256, type Digest } from '../../src/oci/digest.js';
import { OCI_LAYER_GZIP } from '../../src/oci/media-types.js';
import { type DiffId, diffIdOfTar, contentIdOfTree, contentIdOfBase } from '../../src/oci/identity.js';
import { type RunSettings, DEFAULT_HOSTNAME } from '../../src/engine/run-settings.js';
import { WorkerRunner } from '../../src/worker/client/worker-runner.js';
import type { WorkerSettings } from '../../src/worker/client/connection.js';
import { STORAGE } from '../support/storage-driver.js';

/** A store just good enough: blobs and indexes by digest in one folder. */
export class DiskLayers implements Layers {
  readonly folder: string;
  readonly fetched: DiffId[] = [];
  #ingests = 0;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(join(folder, 'ingest'), { recursive: true });
  }

  file(kind: 'blob' | 'index', digest: Digest | DiffId): string {
    return join(this.folder, `${kind}-${digestHex(digest)}`);
  }

  index(layer: Layer): Promise<LayerIndex> {
    return Promise.resolve(decodeIndex(readFileSync(this.file('index', layer.diffId))));
  }

  async indexAtHand(layer: Layer): Promise<LayerIndex | undefined> {
    return existsSync(this.file('index', layer.diffId)) ? this.index(layer) : undefined;
  }

  hasIndex(layer: Layer): Promise<boolean> {
    return Promise.resolve(existsSync(this.file('index', layer.diffId)));
  }

  blobFile(layer: Layer): Promise<string> {
    this.fetched.push(layer.diffId);
    return Promise.resolve(this.file('blob', layer.blob.digest));
  }

  blobPart(layer: Layer): Promise<string> {
    return this.blobFile(layer);
  }

  available(layer: Layer): Promise<boolean> {
    return Promise.resolve(existsSync(this.file('blob', layer.blob.digest)));
  }

  recheck(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  isLost(): boolean {
    return false;
  }

  addMaker(): void {
    // Whatever is asked for lies in the folder.
  }

  take(made: MadeLayer): Promise<Layer> {
    copyFileSync(made.blobFile, this.file('blob', made.blob.digest));
    copyFileSync(made.indexFile, this.file('index', made.diffId));
    return Promise.resolve({ blob: made.blob, diffId: made.diffId, contentId: contentIdOfTree(made.treeDigest) });
  }

  drop(made: MadeLayer): Promise<void> {
    rmSync(dirname(made.blobFile), { recursive: true, force: true });
    return Promise.resolve();
  }

  newIngest(): Promise<LayerIngest> {
    const folder = join(this.folder, 'ingest', String(++this.#ingests));
    mkdirSync(folder);
    return Promise.resolve({
      blobFile: join(folder, 'blob'),
      indexFile: join(folder, 'index'),
      discard: () => {
        rmSync(folder, { recursive: true, force: true });
        return Promise.resolve();
      },
    });
  }

  /** Takes a tar as a layer of a base. */
  add(tar: Buffer): Layer {
    const blob = compressed(tar);
    const digest = sha256(blob);
    const diffId = diffIdOfTar(sha256(tar));
    writeFileSync(this.file('blob', digest), blob);
    return {
      blob: { mediaType: OCI_LAYER_GZIP, digest, size: blob.length },
      diffId,
      contentId: contentIdOfBase(diffId),
    };
  }

  /** Takes a folder as a layer, by GNU tar, owners and all. */
  addFolder(folder: string, ...options: readonly string[]): Layer {
    return this.add(tarOf(folder, ...options));
  }

  /** The layer's index, as a cache that knows it has it: made from the blob once. */
  readonly knownIndex = async (layer: Layer): Promise<string> => {
    const made = this.file('index', layer.diffId);
    const file = existsSync(made) ? made : `${made}-known`;
    if (!existsSync(file))
      writeFileSync(file, encodeIndex(await readLayer(this.file('blob', layer.blob.digest), layer.blob)));
    return file;
  };

  readonly indexFile = (layer: Layer): Promise<string | undefined> =>
    Promise.resolve(existsSync(this.file('index', layer.diffId)) ? undefined : this.file('index', layer.diffId));
}

function tarOf(folder: string, ...options: readonly string[]): Buffer {
  const args = ['--format=pax', '--xattrs', '--xattrs-include=*', '--numeric-owner', '--sort=name', ...options];
  return execFileSync('tar', ['-C', folder, ...args, '-cf', '-', '.'], { maxBuffer: 2 ** 30 });
}

const blobs = new WeakMap<Buffer, Buffer>();

function compressed(tar: Buffer): Buffer {
  const blob = blobs.get(tar) ?? gzipSync(tar, { level: 1 });
  blobs.set(tar, blob);
  return blob;
}

let busybox: Buffer | undefined;

/** A layer with busybox alone: made once, since nearly every test of the worker has it below its steps. */
export function busyboxTar(): Buffer {
  if (busybox !== undefined) return busybox;
  const folder = mkdtempSync(join(tmpdir(), 'worker-base-'));
  chmodSync(folder, 0o755);
  makeBusybox(folder);
  busybox = tarOf(folder, '--owner=0', '--group=0', '--mtime=@1700000000');
  rmSync(folder, { recursive: true });
  return busybox;
}

/** A root filesystem of busybox alone, in `folder`. */
export function makeBusybox(folder: string): void {
  for (const name of ['bin', 'dev', 'etc', 'proc', 'root', 'sys', 'tmp', 'var'])
    mkdirSync(join(folder, name), { recursive: true });
  chmodSync(join(folder, 'tmp'), 0o1777);
  copyFileSync('/bin/busybox', join(folder, 'bin/busybox'));
  const applets = execFileSync('/bin/busybox', ['--list'], { encoding: 'utf8' }).trim().split('\n');
  for (const name of applets) if (name !== 'busybox') symlinkSync('busybox', join(folder, 'bin', name));
  const users = ['root:x:0:0:root:/root:/bin/sh', 'app:x:1000:1001:app:/home/app:/bin/sh'];
  const groups = ['root:x:0:', 'wheel:x:10:root', 'app:x:1001:', 'extra:x:1500:app', 'more:x:1600:other,app'];
  writeFileSync(join(folder, 'etc/passwd'), `${users.join('\n')}\n`);
  writeFileSync(join(folder, 'etc/group'), `${groups.join('\n')}\n`);
}

/** The machine's perl and the libraries that it is linked to. */
export function makePerl(folder: string): void {
  const linked = execFileSync('ldd', ['/usr/bin/perl'], { encoding: 'utf8' }).match(/\/\S+/g) ?? [];
  for (const file of ['/usr/bin/perl', ...linked]) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    copyFileSync(file, join(folder, file));
  }
}

/** A layer from whatever `make` puts into a folder. */
export function layerOf(layers: DiskLayers, make: (folder: string) => void, ...options: readonly string[]): Layer {
  const folder = mkdtempSync(join(tmpdir(), 'worker-layer-'));
  chmodSync(folder, 0o755);
  try {
    make(folder);
    return layers.addFolder(folder, ...options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One root folder, a store, a worker, and a base image. */
export class Workbench {
  readonly root: string;
  readonly layers: DiskLayers;
  readonly events: BuildEvent[] = [];
  readonly base: Layer;
  readonly runner: WorkerRunner;

  constructor(script: string, settings: Partial<WorkerSettings> = {}, root?: string) {
    this.root = root ?? mkdtempSync(join(tmpdir(), 'worker-root-'));
    chmodSync(this.root, 0o755);
    this.layers = new DiskLayers(join(this.root, 'store'));
    this.base = this.layers.add(busyboxTar());
    this.runner = this.newRunner(script, settings);
  }

  newRunner(script: string, settings: Partial<WorkerSettings> = {}): WorkerRunner {
    return new WorkerRunner(
      {
        root: this.root,
        script,
        node: process.execPath,
        path: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        uid: process.getuid?.() ?? 0,
        userName: 'nobody',
        indexFile: this.layers.indexFile,
        knownIndex: this.layers.knownIndex,
        emit: (event) => void this.events.push(event),
        ...(STORAGE !== undefined && { storage: STORAGE }),
        ...settings,
      },
      this.layers,
    );
  }

  async run(request: AskedRun, signal?: AbortSignal): Promise<Outcome> {
    const out: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
    const full = runRequest([this.base], request);
    const result = await this.runner.run(
      full,
      (stream, data) => void out[stream].push(Buffer.from(data)),
      signal ?? new AbortController().signal,
    );
    return new Outcome(result, Buffer.concat(out.stdout).toString(), Buffer.concat(out.stderr).toString());
  }

  /** Runs, expects success, and takes the layer. */
  async layer(request: AskedRun): Promise<Layer> {
    const { result, stderr } = await this.run(request);
    if (result.kind !== 'done') throw new Error(`exit code ${result.exitCode}: ${stderr}`);
    return await this.layers.take(result.made);
  }

  async close(): Promise<void> {
    await this.runner.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** What of a request a test asks for, the command as a line for the shell. */
export type AskedRun = Partial<Omit<RunRequest, 'settings'>> & {
  readonly sh?: string;
  readonly settings?: Partial<RunSettings>;
};

const SETTINGS: RunSettings = {
  network: 'host',
  extraHosts: [],
  shmSize: undefined,
  ulimits: [],
  hostname: DEFAULT_HOSTNAME,
};

export function runRequest(layers: readonly Layer[], request: AskedRun): RunRequest {
  const { sh, settings, ...rest } = request;
  return {
    step: 1,
    layers,
    process: { argv: ['/bin/sh', '-c', sh ?? 'true'], env: [], cwd: '/', user: '' },
    settings: { ...SETTINGS, ...settings },
    platform: { os: 'linux', architecture: 'amd64' },
    privileged: false,
    mounts: [],
    ...rest,
  };
}

export class Outcome {
  readonly result: RunResult;
  readonly stdout: string;
  readonly stderr: string;

  constructor(result: RunResult, stdout: string, stderr: string) {
    this.result = result;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  get exitCode(): number {
    return this.result.kind === 'failed' ? this.result.exitCode : 0;
  }

  get made(): MadeLayer {
    if (this.result.kind !== 'done') throw new Error(`the step failed: ${this.stderr}`);
    return this.result.made;
  }

  get index(): LayerIndex {
    return decodeIndex(readFileSync(this.made.indexFile));
  }

  /** `type path` of every entry. */
  get names(): readonly string[] {
    return [...this.index.entries].map((entry) => `${entry.type} ${entry.path}`);
  }

  /** What GNU tar sees in the blob, one line an entry. */
  get tarList(): string {
    return execFileSync('tar', ['-tvzf', this.made.blobFile, '--numeric-owner'], { encoding: 'utf8' });
  }
}

/** Mount points and processes of the machine that name `needle`. */
export function leftovers(needle: string): readonly string[] {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .filter((line) => line.includes(needle));
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return command.includes(needle) ? [`${pid} ${command}`] : [];
      } catch {
        return [];
      }
    });
  return [...mounts, ...processes];
}

export function fileDigest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Settings of a worker that runs as root, as the tests are. */
export function rootWorker(
  settings: Pick<WorkerSettings, 'root' | 'script'> & Partial<WorkerSettings>,
): WorkerSettings {
  return {
    node: process.execPath,
    path: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    uid: 0,
    userName: 'root',
    emit: () => undefined,
    ...settings,
  };
}
