import { rm } from 'node:fs/promises';
import path from 'node:path';

import { TimeBudget } from '../../async/time-budget.js';
import type { CacheFault, CacheLocation } from '../../engine/cache-location.js';
import type { EventSink } from '../../engine/events.js';
import { messageOf } from '../../errors.js';
import type { MountContents } from '../../engine/ports.js';
import type { Layer } from '../../layer/layer.js';
import { mountKey, type MountIdentity } from '../../layer/mount-key.js';
import type { Digest } from '../../oci/digest.js';
import { type CacheKey, cacheKeyOfHex } from '../../oci/identity.js';
import { formatReference, type RepositoryName, sameRepository } from '../../oci/reference.js';
import { NoCache } from '../artifact/artifact-manifest.js';
import type { CacheLimits } from '../cache-limits.js';
import { cacheName } from '../cache-name.js';
import type { CacheStore } from '../cache-store.js';
import { BuildJournal, type JournalLine } from '../journal.js';
import type { PackListing } from '../pack/listing.js';
import { packedKind, type PackedKind } from '../pack/packed-path.js';
import { noteRestored } from '../pack/restored-packs.js';
import type { Details } from '../record/details.js';
import { noteMountName } from '../record/mount-names.js';
import { RecordStore } from '../record/record-store.js';
import { noteUse } from '../record/record-uses.js';
import { type BlobLocation, type BlobRegistry, repositoryBlobs, storeBlobs, storeParcels } from './blob-location.js';
import { KeptDetails } from './kept-details.js';
import { restoreNewest, restoreOfBase, restorePack, type UnpackedPack } from './restore-pack.js';

export interface BuildCacheParts {
  readonly root: string;
  readonly scope: string;
  readonly variant: string;
  /** Where to restore from. Of a record that several have, the first one counts. */
  readonly stores: readonly CacheStore[];
  readonly limits: Pick<CacheLimits, 'timeoutMs' | 'keepsMount'>;
  /** Gets the locations of blobs. */
  readonly layers: { addLocation(digest: Digest, location: BlobLocation): void; addDetails(details: Details): void };
  readonly registry: BlobRegistry;
  /** The repositories of the image's names. What a pack says about other repositories is ignored. */
  readonly repositories: readonly RepositoryName[];
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

/**
 * What a build has from earlier builds, here and at other locations. It also writes the journal from which the cache is
 * saved afterwards. A failure here is reported, and never fails the build.
 */
export class BuildCache implements MountContents {
  readonly #parts: BuildCacheParts;
  readonly #journal: BuildJournal;
  readonly #budget: TimeBudget;
  readonly #details: KeptDetails;
  readonly #restoredParcels: { readonly listing: PackListing; readonly parcels: BlobLocation }[] = [];
  /** Where restored records came from, by key. */
  readonly #locations = new Map<CacheKey, CacheLocation>();
  readonly #faults: CacheFault[] = [];
  #hasReported = false;
  #restoring: Promise<readonly UnpackedPack[]> | undefined;
  #restoringBase: Promise<readonly UnpackedPack[]> | undefined;

  constructor(parts: BuildCacheParts) {
    this.#parts = parts;
    const { root, scope, variant } = parts;
    this.#journal = new BuildJournal(root, cacheName(scope, variant));
    const isNewHere = !BuildJournal.exists(root, cacheName(scope, variant));
    this.#noting(() => this.#journal.begin());
    this.#budget = new TimeBudget(parts.limits.timeoutMs, 'cache-timeout');
    this.#details = new KeptDetails(root, () => this.restored, parts.signal);
    parts.layers.addDetails(this.#details);
    // This machine has what its last build used. Servers are asked when a step misses. A folder may have been put in place of another.
    if (isNewHere || parts.stores.some(({ location }) => location.kind === 'directory')) void this.restored;
  }

  /** Resolves when all packs are unpacked, or could not be fetched; that begins at the first call, at the latest. Never rejects. */
  get restored(): Promise<readonly UnpackedPack[]> {
    return (this.#restoring ??= this.#restore());
  }

  /** Resolves when the packs of the base branch are unpacked too, which a build does without if all its steps hit. Never rejects. */
  get restoredBase(): Promise<readonly UnpackedPack[]> {
    return (this.#restoringBase ??= this.#restoreBase());
  }

  /** What brings details of the restored packs after the build. @param signal ends it, instead of the build's */
  detailsFor(signal: AbortSignal): Details {
    const details = new KeptDetails(this.#parts.root, () => Promise.resolve(), signal);
    for (const { listing, parcels } of this.#restoredParcels) details.add(listing, parcels);
    return details;
  }

  /** The records of one of the build's plans. */
  records(scope: string): RecordStore {
    return new RecordStore(this.#parts.root, scope, {
      note: (line) => this.note(line),
      distrust: () => this.distrust(),
      details: this.#details,
      restored: () => this.restored,
      begun: () => this.#restoring,
      restoredBase: async () => (await this.restoredBase).length > 0,
      locations: this.#locations,
      faults: this.#faults,
    });
  }

  /** Removes all files of the packs that decide what a step makes. The steps of the last build stay, for explanations. */
  async distrust(): Promise<void> {
    const packs = [...((await this.#restoring) ?? []), ...((await this.#restoringBase) ?? [])];
    const newFiles = [...packs.flatMap((pack) => pack.newFiles), ...this.#details.brought];
    this.#details.forget();
    for (const name of newFiles) {
      if (DECISIVE.has(packedKind(name))) await rm(path.join(this.#parts.root, name), { force: true });
    }
    this.#locations.clear();
  }

  note(line: JournalLine): void {
    this.#noting(() => this.#journal.add(line));
    const { type } = line;
    if (type === 'record' && line.found === true) this.#noting(() => noteUse(this.#parts.root, line.key));
  }

  /** Notes only help later builds, so an error here never fails this build. It is reported once. */
  #noting(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (this.#hasReported) return;
      this.#hasReported = true;
      const message = `the build's journal cannot be written, so its cache may not be saved: ${messageOf(error)}`;
      this.#parts.sink({ type: 'warning', message });
    }
  }

  /** The layers of a finished image: with `mode=min` only they are kept. */
  noteImage(layers: readonly Layer[]): void {
    this.note({ type: 'target', digests: layers.map(({ blob }) => blob.digest) });
  }

  /** The image was pushed: these repositories have its layers now. */
  notePushed(layers: readonly Layer[], repositories: readonly RepositoryName[]): void {
    const digests = layers.map(({ blob }) => blob.digest);
    for (const { registry, repository } of repositories) {
      this.note({ type: 'pushed', registry, repository, digests });
    }
  }

  async of(mount: MountIdentity): Promise<readonly Layer[] | undefined> {
    if (!this.#parts.limits.keepsMount(mount.id)) return undefined;
    const key = mountKey(mount);
    const mounts = (await this.restored).flatMap(({ listing }) => listing.mounts);
    return mounts.find((kept) => kept.key === key)?.layers;
  }

  noteUse(mount: MountIdentity): void {
    if (!this.#parts.limits.keepsMount(mount.id)) return;
    const key = mountKey(mount);
    this.#noting(() => noteMountName(this.#parts.root, key, mount.id));
    this.note({ type: 'mount', key, id: mount.id });
  }

  async #restore(): Promise<readonly UnpackedPack[]> {
    const { root, scope, variant, sink } = this.#parts;
    const ofStores = await this.#restoreFromAll([restorePack, restoreNewest]);
    const packs = ofStores.flat();
    try {
      // Only the first one of each location is what the next save replaces. What this build uses of another one is in the journal.
      await noteRestored(
        root,
        cacheName(scope, variant),
        ofStores.flatMap((restored) => restored.slice(0, 1)),
      );
    } catch (error) {
      sink({ type: 'warning', message: `what was restored could not be noted: ${messageOf(error)}` });
    }
    return packs;
  }

  async #restoreBase(): Promise<readonly UnpackedPack[]> {
    await this.restored;
    return (await this.#restoreFromAll([restoreOfBase])).flat();
  }

  /** Fetches from all locations side by side, and unpacks in their order. */
  async #restoreFromAll(ways: readonly (typeof restorePack)[]): Promise<readonly (readonly UnpackedPack[])[]> {
    let before: Promise<unknown> = Promise.resolve();
    const restoring = this.#parts.stores.map((store) => {
      const restored = this.#restoreFrom(store, before, ways);
      before = restored;
      return restored;
    });
    return await Promise.all(restoring);
  }

  /** @param ways one after the other, until one finds no pack */
  async #restoreFrom(
    store: CacheStore,
    before: Promise<unknown>,
    ways: readonly (typeof restorePack)[],
  ): Promise<readonly UnpackedPack[]> {
    const { root, sink, signal } = this.#parts;
    const { location } = store;
    const packs: UnpackedPack[] = [];
    try {
      for (const restore of ways) {
        const pack = await this.#budget.spend(signal, (bounded) => restore(store, { root, before, signal: bounded }));
        if (pack === undefined) break;
        this.#use(pack, store);
        packs.push(pack);
      }
      if (packs.length === 0 && ways.includes(restorePack)) sink({ type: 'cache', action: 'pack-missing', location });
      return packs;
    } catch (error) {
      // A build that was cancelled says so itself.
      if (signal.aborted) return packs;
      const message = messageOf(error);
      if (error instanceof NoCache) {
        sink({ type: 'notice', message });
        return packs;
      }
      this.#faults.push({ location, message });
      sink({ type: 'cache', action: 'fault', doing: 'restore', location, message });
      return packs;
    }
  }

  #use(pack: UnpackedPack, store: CacheStore): void {
    const { sink } = this.#parts;
    const { location } = store;
    this.#addLocations(store, pack);
    const keys = recordKeys(pack.newFiles);
    for (const key of keys) if (!this.#locations.has(key)) this.#locations.set(key, location);
    if (pack.damaged.length > 0) sink({ type: 'warning', message: unusableWords(location, pack.damaged) });
    const { packId: key, bytes, ms: durationMs } = pack;
    sink({ type: 'cache', action: 'pack-restored', location, records: keys.length, key, bytes, durationMs });
  }

  #addLocations(store: CacheStore, { listing }: UnpackedPack): void {
    const { layers, registry, repositories, sink } = this.#parts;
    const bystanders = { budget: this.#budget, note: (line: JournalLine) => this.note(line), sink };
    const beside = storeBlobs(store, bystanders);
    for (const { digest } of listing.blobs) layers.addLocation(digest, beside);
    const parcels = storeParcels(store, bystanders);
    this.#restoredParcels.push({ listing, parcels });
    this.#details.add(listing, parcels);
    for (const { digest, ...source } of listing.registryBlobs) {
      if (!repositories.some((own) => sameRepository(own, source))) continue;
      const location: CacheLocation = { kind: 'registry', name: formatReference(source) };
      layers.addLocation(digest, repositoryBlobs(registry, source, location, bystanders));
    }
  }
}

const DECISIVE: ReadonlySet<PackedKind | undefined> = new Set(['record', 'tree', 'index']);

/** @param files paths below the root */
function unusableWords({ name }: CacheLocation, files: readonly string[]): string {
  const kinds = [...new Set(files.map((file) => packedKind(file) ?? 'file'))].sort();
  const count = `${files.length} ${files.length === 1 ? 'file' : 'files'} of its pack (${kinds.join(', ')})`;
  return `${name}: ${count} cannot be used: damaged, forged, or of another version. The steps that need them run again`;
}

/** Of the files of a pack, the records' keys. */
function recordKeys(files: readonly string[]): readonly CacheKey[] {
  return files.flatMap((file) => (packedKind(file) === 'record' ? [cacheKeyOfHex(path.basename(file))] : []));
}
