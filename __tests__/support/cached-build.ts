import { join } from 'node:path';

import { LayerProvider } from '../../src/app/host/layer-provider.js';
import type { CacheStore } from '../../src/cache/cache-store.js';
import { BuildCache } from '../../src/cache/restore/build-cache.js';
import { saveCache } from '../../src/cache/save/save-cache.js';
import type { CacheEvent } from '../../src/engine/cache-events.js';
import type { BuildEvent } from '../../src/engine/events.js';
import { keyInputs } from '../../src/engine/ops/op.js';
import { recordedPlainly } from '../../src/engine/record.js';
import type { Layer } from '../../src/layer/layer.js';
import { sha256 } from '../../src/oci/digest.js';
import { OCI_LAYER_GZIP } from '../../src/oci/media-types.js';
import type { RegistryClient } from '../../src/registry/client.js';
import { someCacheKey, someContentId, someDiffId } from './identities.js';
import { openStore } from './stored-image.js';

const SIGNAL = new AbortController().signal;
const SCOPE = { scope: 'o/r:Dockerfile', variant: 'linux/amd64' };

/** A layer that a slow step made. */
export interface SlowLayer {
  readonly layer: Layer;
  readonly bytes: Buffer;
}

export function slowLayer(name: string, size = 300_000): SlowLayer {
  const bytes = Buffer.alloc(size, name);
  const blob = { mediaType: OCI_LAYER_GZIP, digest: sha256(bytes), size };
  return { layer: { blob, diffId: someDiffId(name), contentId: someContentId(name) }, bytes };
}

/** A machine of its own, whose builds have all of their cache but nothing else: no Dockerfile, no engine. */
export class CachingMachine {
  readonly events: BuildEvent[] = [];
  readonly root: string;
  readonly #registry: RegistryClient;
  readonly #maxBytes: number;

  constructor(folder: string, name: string, registry: RegistryClient, maxBytes = 100_000_000) {
    this.root = join(folder, name);
    this.#registry = registry;
    this.#maxBytes = maxBytes;
  }

  get #limits() {
    return { policy: 'auto', maxBytes: this.#maxBytes, timeoutMs: 60_000, keepsMount: () => true } as const;
  }

  readonly #sink = (event: BuildEvent): void => void this.events.push(event);

  /** The cache events, without times. */
  get told(): readonly Readonly<Record<string, unknown>>[] {
    return this.events
      .filter((event): event is CacheEvent => event.type === 'cache')
      .map((event) =>
        Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'durationMs' && name !== 'type')),
      );
  }

  get transfers() {
    return this.events.filter((event) => event.type === 'transfer');
  }

  /** A build that restores, then runs steps of a minute each that make the `made` layers, and needs the `needed` ones. */
  async build(
    stores: readonly CacheStore[],
    { made = [], needed = [] }: { readonly made?: readonly SlowLayer[]; readonly needed?: readonly SlowLayer[] },
  ): Promise<readonly (string | Error)[]> {
    const { content, layers: store } = openStore(this.root);
    const layers = new LayerProvider(content, store, this.#registry);
    const cache = new BuildCache({
      root: this.root,
      ...SCOPE,
      stores,
      limits: this.#limits,
      layers,
      registry: this.#registry,
      repositories: [],
      sink: this.#sink,
      signal: SIGNAL,
    });
    await cache.restored;
    const records = cache.records('build');
    for (const { layer, bytes } of [...made, ...needed]) {
      if (made.some((one) => one.layer === layer)) await content.ingest([bytes], layer.blob);
      const name = layer.blob.digest;
      await records.save({
        version: 2,
        key: someCacheKey(name),
        stage: 'build',
        instruction: `RUN ${name}`,
        inputs: recordedPlainly(keyInputs({ operation: 'run', command: name })),
        layer,
        durationMs: 60_000,
        created: '2026-01-01T00:00:00Z',
      });
    }
    return await Promise.all(
      needed.map(({ layer }) => layers.blobFile(layer, SIGNAL).catch((error: unknown) => error as Error)),
    );
  }

  async save(...stores: readonly CacheStore[]): Promise<void> {
    await saveCache({
      root: this.root,
      ...SCOPE,
      limits: this.#limits,
      targets: stores.map((store) => ({ store, mode: 'max' })),
      writer: 'refs/heads/main',
      mounts: [],
      local: openStore(this.root).content,
      sink: this.#sink,
      signal: SIGNAL,
    });
  }
}
