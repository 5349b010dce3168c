import path from 'node:path';

import { NoCache } from '../../cache/artifact/artifact-manifest.js';
import { packedKind } from '../../cache/pack/packed-path.js';
import type { CacheStore } from '../../cache/cache-store.js';
import { BuildJournal, type JournalLine } from '../../cache/journal.js';
import { noteMountName } from '../../cache/record/mount-names.js';
import { RecordStore } from '../../cache/record/record-store.js';
import { noteUse } from '../../cache/record/record-uses.js';
import type { CacheEvent } from '../../engine/cache-events.js';
import type { EventSink } from '../../engine/events.js';
import type { MountContents } from '../../engine/ports.js';
import type { Layer } from '../../layer/layer.js';
import { mountKey, type MountIdentity } from '../../layer/mount-key.js';
import type { Descriptor } from '../../oci/descriptor.js';
import {
  formatReference,
  type Reference,
  type RepositoryName,
  sameRepository,
  distinctReferences,
} from '../../oci/reference.js';
import { type CacheKey, cacheKeyOfHex } from '../../oci/identity.js';
import type { RegistryClient } from '../../registry/client.js';
import { cacheName } from '../../cache/cache-name.js';
import { isMountKept, type CacheSettings } from '../options/cache-settings.js';
import type { BlobLocation, LayerProvider } from '../host/layer-provider.js';
import { restorePack, type UnpackedPack } from '../../cache/pack/restore.js';
import { noteRestored } from '../../cache/pack/restored-packs.js';
import { TimeBudget } from '../../async/time-budget.js';
import type { CacheFault, CacheLocation } from '../../engine/cache-location.js';
import { messageOf } from '../../errors.js';

export interface BuildCacheParts {
  readonly root: string;
  readonly scope: string;
  readonly variant: string;
  /** Where to restore from. Of a record that several have, the first one counts. */
  readonly stores: readonly CacheStore[];
  readonly settings: CacheSettings;
  readonly layers: LayerProvider;
  readonly registry: RegistryClient;
  /** The image's names: only of their repositories is a pack believed that they hold blobs. */
  readonly references: readonly Reference[];
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

/**
 * A build's way to what earlier builds left, on this machine and elsewhere, and its account for whoever saves the cache
 * afterwards. Nothing that goes wrong here is more than a warning.
 */
export class BuildCache implements MountContents {
  readonly #parts: BuildCacheParts;
  readonly #journal: BuildJournal;
  readonly #budget: TimeBudget;
  /** Where restored records came from, by key. */
  readonly #locations = new Map<CacheKey, CacheLocation>();
  readonly #faults: CacheFault[] = [];
  /** Resolves when the packs are unpacked, or could not be had. Never rejects. */
  readonly restored: Promise<readonly UnpackedPack[]>;

  /** Begins to restore at once. */
  constructor(parts: BuildCacheParts) {
    this.#parts = parts;
    const { root, scope, variant } = parts;
    this.#journal = BuildJournal.begin(root, cacheName(scope, variant));
    this.#budget = new TimeBudget(parts.settings.timeoutMs);
    this.restored = this.#restore();
  }

  /** The records of one of the build's plans, when everything is restored. */
  records(scope: string): RecordStore {
    return new RecordStore(this.#parts.root, scope, {
      note: (line) => this.note(line),
      locations: this.#locations,
      faults: this.#faults,
    });
  }

  note(line: JournalLine): void {
    if (line.type === 'record' && line.found === true) noteUse(this.#parts.root, line.key);
    this.#journal.add(line);
  }

  /** The layers of a finished image: with `mode=min` only they are kept. */
  noteImage(layers: readonly Layer[]): void {
    this.note({ type: 'target', digests: layers.map(({ blob }) => blob.digest) });
  }

  /** Whatever reference was pushed has these layers since. */
  notePushed(layers: readonly Layer[]): void {
    const digests = layers.map(({ blob }) => blob.digest);
    for (const { registry, repository } of this.#repositories()) {
      this.note({ type: 'pushed', registry, repository, digests });
    }
  }

  async of(mount: MountIdentity): Promise<readonly Layer[] | undefined> {
    if (!isMountKept(mount.id, this.#parts.settings)) return undefined;
    const key = mountKey(mount);
    const mounts = (await this.restored).flatMap(({ listing }) => listing.mounts);
    return mounts.find((kept) => kept.key === key)?.layers;
  }

  noteUse(mount: MountIdentity): void {
    if (!isMountKept(mount.id, this.#parts.settings)) return;
    const key = mountKey(mount);
    noteMountName(this.#parts.root, key, mount.id);
    this.note({ type: 'mount', key, id: mount.id });
  }

  async #restore(): Promise<readonly UnpackedPack[]> {
    const { root, scope, variant, stores } = this.#parts;
    const name = cacheName(scope, variant);
    let before: Promise<unknown> = Promise.resolve();
    const restoring = stores.map((store) => {
      const restored = this.#restoreFrom(store, before);
      before = restored;
      return restored;
    });
    const packs = (await Promise.all(restoring)).flat();
    try {
      await noteRestored(root, name, packs);
    } catch (error) {
      this.#warn(`what was restored could not be noted: ${messageOf(error)}`);
    }
    return packs;
  }

  async #restoreFrom(store: CacheStore, before: Promise<unknown>): Promise<readonly UnpackedPack[]> {
    const { root, signal } = this.#parts;
    try {
      const pack = await this.#budget.spend(signal, (bounded) => restorePack(store, { root, before, signal: bounded }));
      if (pack === undefined) {
        this.#tell({ action: 'pack-missing', location: store.location });
        return [];
      }
      this.#addLocations(store, pack);
      const keys = recordKeys(pack.newFiles);
      for (const key of keys) if (!this.#locations.has(key)) this.#locations.set(key, store.location);
      const { packId: id, bytes, ms } = pack;
      this.#tell({
        action: 'pack-restored',
        location: store.location,
        records: keys.length,
        key: id,
        bytes,
        durationMs: ms,
      });
      return [pack];
    } catch (error) {
      // A build that was cancelled says so itself.
      if (signal.aborted) return [];
      const message = messageOf(error);
      if (error instanceof NoCache) {
        this.#parts.sink({ type: 'notice', message });
        return [];
      }
      this.#faults.push({ location: store.location, message });
      this.#tell({ action: 'fault', doing: 'restore', location: store.location, message });
      return [];
    }
  }

  #addLocations(store: CacheStore, { listing }: UnpackedPack): void {
    const { layers, registry } = this.#parts;
    const kept = this.#timed(store.location, (blob, signal) => store.fetchBlob(blob, signal), store.id);
    for (const blob of listing.blobs) layers.addLocation(blob.digest, kept);
    const own = this.#repositories();
    for (const { digest, ...source } of listing.registryBlobs) {
      if (!own.some((one) => sameRepository(one, source))) continue;
      const location: CacheLocation = { kind: 'registry', name: formatReference(source) };
      layers.addLocation(
        digest,
        this.#timed(location, (blob, signal) => registry.fetchBlob(source, blob, signal)),
      );
    }
  }

  #repositories(): readonly RepositoryName[] {
    return distinctReferences(this.#parts.references.map(({ registry, repository }) => ({ registry, repository })));
  }

  /** A location whose speed is noted, and that may take as long as is left of the time for restoring. */
  #timed(location: CacheLocation, open: BlobLocation['open'], storeId?: string): BlobLocation {
    const note = ({ digest, size: bytes }: Descriptor, durationMs: number): void => {
      this.note({ type: 'restored', bytes, ms: durationMs });
      this.#tell({ action: 'blob-restored', location, digest, bytes, durationMs });
    };
    const budget = this.#budget;
    return {
      name: location.name,
      ...(storeId !== undefined && {
        onWrong: ({ digest }: Descriptor) => this.note({ type: 'damaged', storeId, digest }),
      }),
      async *open(blob: Descriptor, signal: AbortSignal) {
        const started = performance.now();
        const spending = budget.begin(signal);
        try {
          yield* open(blob, spending.signal);
        } finally {
          spending.end();
        }
        note(blob, performance.now() - started);
      },
    };
  }

  #tell(event: CacheNews): void {
    this.#parts.sink({ type: 'cache', ...event });
  }

  #warn(message: string): void {
    this.#parts.sink({ type: 'warning', message });
  }
}

type CacheNews = CacheEvent extends infer Event ? (Event extends CacheEvent ? Omit<Event, 'type'> : never) : never;

/** Of the files below the root, the records' keys. */
function recordKeys(files: readonly string[]): readonly CacheKey[] {
  return files.flatMap((file) => (packedKind(file) === 'record' ? [cacheKeyOfHex(path.basename(file))] : []));
}
