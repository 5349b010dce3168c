import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type {
  BaseImage,
  BaseImages,
  BuildContext,
  DatedLayer,
  LayerIngest,
  LayerMaker,
  Layers,
  RunOutput,
  RunRequest,
  RunResult,
  StepCache,
  StepRunner,
} from '../../src/engine/ports.js';
import type { HitSource } from '../../src/engine/reason.js';
import type { FileIdentities, PreviousBuild, StepRecord } from '../../src/engine/record.js';
import { LayersLost } from '../../src/engine/layers-lost.js';
import { UserError } from '../../src/errors.js';
import type { LayerEntry } from '../../src/layer/entry.js';
import { formatFor } from '../../src/layer/compression/group-compressor.js';
import { kindOfLayer } from '../../src/layer/compression/recompress.js';
import { decodeIndex, type LayerIndex } from '../../src/layer/layer-index.js';
import { LayerWriter } from '../../src/layer/layer-writer.js';
import type { Layer, MadeLayer } from '../../src/layer/layer.js';
import { sha256, type Digest } from '../../src/oci/digest.js';
import type { ImageConfig, RuntimeConfig } from '../../src/oci/image-config.js';
import { OCI_LAYER_GZIP } from '../../src/oci/media-types.js';
import type { Platform } from '../../src/oci/platform.js';
import {
  type DiffId,
  type TreeDigest,
  type ContentId,
  type CacheKey,
  contentIdOfTree,
  contentIdOfBase,
} from '../../src/oci/identity.js';
import { type Reference, parseReference, familiarName } from '../../src/oci/reference.js';
import { indexOf } from './layer-samples.js';
import { MemoryTree } from './memory-tree.js';
import type { CacheFault } from '../../src/engine/cache-location.js';

/** Layers whose indexes are kept in memory; blobs that COPY writes go to a folder, as the writer wants files. */
export class MemoryLayers implements Layers {
  readonly #folder: string;
  readonly #indexes = new Map<DiffId, LayerIndex>();
  readonly #blobs = new Map<Digest, string>();
  #ingests = 0;
  /** Diff ids of the layers whose index was asked for. */
  readonly indexed: DiffId[] = [];
  /** Blob digests that cannot be fetched any more. */
  readonly lost = new Set<Digest>();
  /** Blob digests that nobody gives: whoever asks for the bytes learns that they are lost, unless they can be made again. */
  readonly gone = new Set<Digest>();
  readonly dropped: DiffId[] = [];
  readonly makers = new Map<Digest, LayerMaker>();
  /** Called when a blob is asked for. */
  fetched = (): void => undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A base image's layer, which was never a tar. */
  addBase(entries: readonly LayerEntry[]): Layer {
    const index = indexOf(entries);
    this.#indexes.set(index.diffId, index);
    const blob = { mediaType: OCI_LAYER_GZIP, digest: sha256(`blob of ${index.diffId}`), size: 100 };
    return { blob, diffId: index.diffId, contentId: contentIdOfBase(index.diffId) };
  }

  index(layer: Layer): Promise<LayerIndex> {
    this.indexed.push(layer.diffId);
    const index = this.#indexes.get(layer.diffId);
    if (index === undefined) return Promise.reject(new Error(`no index of ${layer.diffId}`));
    return Promise.resolve(index);
  }

  async demand(layer: Layer): Promise<void> {
    const { digest } = layer.blob;
    if (!this.gone.has(digest)) return;
    const index = await this.index(layer);
    const format = kindOfLayer(layer.blob.mediaType) === 'zstd' ? 'zstd' : 'gzip';
    const made = await this.makers.get(digest)?.({ index, format }, new AbortController().signal);
    if (made?.blob.digest !== digest) {
      this.lost.add(digest);
      throw new LayersLost(layer);
    }
    this.gone.delete(digest);
    await this.take(made);
  }

  indexAtHand(layer: Layer): Promise<LayerIndex | undefined> {
    return Promise.resolve(this.#indexes.get(layer.diffId));
  }

  hasIndex(layer: Layer): Promise<boolean> {
    return Promise.resolve(this.#indexes.has(layer.diffId));
  }

  blobFile(layer: Layer): Promise<string> {
    this.fetched();
    const file = this.#blobs.get(layer.blob.digest);
    if (file === undefined) return Promise.reject(new Error(`no blob ${layer.blob.digest}`));
    return Promise.resolve(file);
  }

  blobPart(layer: Layer): Promise<string> {
    return this.blobFile(layer);
  }

  available(layer: Layer): Promise<boolean> {
    return Promise.resolve(!this.lost.has(layer.blob.digest));
  }

  isLost(layer: Layer): boolean {
    return this.lost.has(layer.blob.digest);
  }

  recheck(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  addMaker(layer: Layer, make: LayerMaker): void {
    this.makers.set(layer.blob.digest, make);
  }

  async take(made: MadeLayer): Promise<Layer> {
    this.#indexes.set(made.diffId, decodeIndex(await readFile(made.indexFile)));
    this.#blobs.set(made.blob.digest, made.blobFile);
    this.lost.delete(made.blob.digest);
    this.gone.delete(made.blob.digest);
    return { blob: made.blob, diffId: made.diffId, contentId: contentIdOfTree(made.treeDigest) };
  }

  drop(made: MadeLayer): Promise<void> {
    this.dropped.push(made.diffId);
    return Promise.resolve();
  }

  async newIngest(): Promise<LayerIngest> {
    const folder = join(this.#folder, String((this.#ingests += 1)));
    await mkdir(folder);
    return { blobFile: join(folder, 'blob'), indexFile: join(folder, 'index'), discard: () => Promise.resolve() };
  }
}

/** Records as they come back from a file: equal, never the same objects. */
export class MemoryCache implements StepCache {
  findMore(): Promise<boolean> {
    return Promise.resolve(false);
  }

  faults: readonly CacheFault[] = [];
  readonly records = new Map<CacheKey, StepRecord>();
  readonly #trees = new Map<ContentId, DatedLayer>();
  #previous: PreviousBuild = { steps: [], unfinished: [] };

  sourceOf(): HitSource {
    return 'local';
  }

  find(key: CacheKey): Promise<StepRecord | undefined> {
    return Promise.resolve(structuredClone(this.records.get(key)));
  }

  save(record: StepRecord): Promise<void> {
    this.records.set(record.key, structuredClone(record));
    const { layer, created } = record;
    if (layer !== undefined) this.#trees.set(layer.contentId, { layer, created });
    return Promise.resolve();
  }

  distrust(): Promise<void> {
    return Promise.resolve();
  }

  filesOf({ inputs }: StepRecord): Promise<FileIdentities | undefined> {
    return Promise.resolve(typeof inputs.files === 'string' ? undefined : inputs.files);
  }

  layerWithTree(tree: TreeDigest): Promise<DatedLayer | undefined> {
    return Promise.resolve(this.#trees.get(contentIdOfTree(tree)));
  }

  previous(): Promise<PreviousBuild> {
    return Promise.resolve(this.#previous);
  }

  savePrevious(build: PreviousBuild): Promise<void> {
    this.#previous = structuredClone(build);
    return Promise.resolve();
  }
}

/** What a command does: files that it writes, or the code that it fails with. */
export type Effect = Readonly<Record<string, string>> | number;
export type Script = (request: RunRequest, output: RunOutput, signal: AbortSignal) => Effect | Promise<Effect>;

/** Runs scripts instead of processes, by the last word of the command line; without one, a file `ran` holds that word. */
export class ScriptedRunner implements StepRunner {
  readonly #layers: MemoryLayers;
  readonly scripts = new Map<string, Script>();
  readonly requests: RunRequest[] = [];
  /** What was asked of `keepSnapshot`, by diff id. */
  readonly kept: { readonly made: DiffId; readonly kept: DiffId; readonly index: DiffId }[] = [];
  /** Seconds; the mtime of what commands write, which no key may depend on. */
  clock = 1_000_000;
  /** What of each command's time is said not to be its own. */
  delays: RunResult['delays'];
  /** Unpacks a step's parents before it runs. */
  unpack = (): Promise<void> => Promise.resolve();

  constructor(layers: MemoryLayers) {
    this.#layers = layers;
  }

  get commands(): readonly string[] {
    return this.requests.map((request) => request.process.argv.at(-1) ?? '');
  }

  async run(request: RunRequest, output: RunOutput, signal: AbortSignal): Promise<RunResult> {
    for (const layer of request.layers) await this.#layers.demand(layer);
    this.requests.push(request);
    const command = request.process.argv.at(-1) ?? '';
    const effect = (await this.scripts.get(command)?.(request, output, signal)) ?? { ran: command };
    signal.throwIfAborted();
    if (typeof effect === 'number') return { kind: 'failed', exitCode: effect };
    const format = formatFor(request.cacheOnly === true);
    const writer = await LayerWriter.create({ ...(await this.#layers.newIngest()), format });
    this.clock += 1;
    for (const [path, content] of Object.entries(effect)) {
      const bytes = Buffer.from(content);
      const metadata = { mode: 0o644, uid: 0, gid: 0, mtime: this.clock };
      await writer.add({ type: 'file', path, size: bytes.length, ...metadata }, [bytes]);
    }
    const delays = this.delays === undefined ? {} : { delays: this.delays };
    return { kind: 'done', made: await writer.finish(), ...delays };
  }

  prepare(): Promise<void> {
    return this.unpack();
  }

  keepSnapshot(made: MadeLayer, kept: Layer, index: LayerIndex): Promise<void> {
    this.kept.push({ made: made.diffId, kept: kept.diffId, index: index.diffId });
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** A build context in memory, nothing of it ignored. */
export class MemoryContext extends MemoryTree implements BuildContext {
  ignoredBy(): Promise<string | undefined> {
    return Promise.resolve(undefined);
  }
}

/** Images by the name that a Dockerfile has for them. */
export class MemoryBases implements BaseImages {
  readonly #images = new Map<string, Omit<BaseImage, 'name'>>();
  readonly resolved: string[] = [];

  /** @param more `indexDigest`: the image is one of an index, and can be named by its digest too */
  add(
    name: string,
    config: RuntimeConfig = {},
    more: Partial<ImageConfig> & { layers?: readonly Layer[]; indexDigest?: Digest } = {},
  ): void {
    const { layers = [], indexDigest, ...rest } = more;
    const image: ImageConfig = {
      architecture: 'amd64',
      os: 'linux',
      config,
      rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) },
      ...rest,
    };
    const digest = sha256(`${name} ${JSON.stringify(image)}`);
    const base = { digest, config: image, layers, ...(indexDigest !== undefined && { indexDigest }) };
    const names = [name, ...(indexDigest === undefined ? [] : [`${name}@${indexDigest}`])];
    for (const each of names) this.#images.set(familiarName(parseReference(each)), base);
  }

  resolve(reference: Reference, _platform: Platform): Promise<BaseImage> {
    const name = familiarName(reference);
    this.resolved.push(name);
    const image = this.#images.get(name);
    if (image === undefined) return Promise.reject(new UserError(`no image ${name}`));
    return Promise.resolve({ name, ...image });
  }
}
