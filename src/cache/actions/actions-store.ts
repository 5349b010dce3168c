import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { HttpClient } from '../../http/http-client.js';
import { NO_RETRY, RETRY_CACHE, RETRY_CACHE_UPLOAD, type RetryPolicy } from '../../http/retry-policy.js';
import type { BlobPart } from '../../oci/blob-part.js';
import type { Digest } from '../../oci/digest.js';
import type { BlobDescriptor, BlobToUpload, CacheStore, PackFile, SavedPack } from '../cache-store.js';
import { pollFor } from './poll.js';
import type { BlobEntries } from './blob-entries.js';
import { BlobUpload, type UploadLimits } from './blob-upload.js';
import { CacheService } from './cache-service.js';
import { ToolkitBlobs } from './toolkit-blobs.js';
import { ToolkitFiles } from './toolkit-files.js';
import type { EntryClient } from './entry-client.js';
import { requireAnswer } from './require-answer.js';
import type { FoundPack } from './found-pack.js';
import { baselinePrefix, recordsPrefix, alternateKey, PackKeys } from './entry-keys.js';
import { ServiceBlobs } from './service-blobs.js';
import { ServicePacks } from './service-packs.js';
import type { ServiceSettings } from './service-settings.js';
import type { CacheLocation } from '../../engine/cache-location.js';

interface ActionsLimits extends UploadLimits {
  /** For requests to the service, and for downloads. */
  readonly retry: RetryPolicy;
  readonly uploadRetry: RetryPolicy;
  readonly concurrency: number;
  readonly entriesPerMinute: number;
  /**
   * Milliseconds in which a service of version 1 must give its first answer. Main and post each wait once, so a dead service
   * costs 5 s in total.
   */
  readonly answerMs: number;
  /** Milliseconds that @actions/cache may take for one entry. */
  readonly toolkitMs: number;
  /** Milliseconds between looks for an entry that another job seems to be saving. */
  readonly pollMs: readonly number[];
}

const MIB = 1024 * 1024;

const DEFAULT_LIMITS: ActionsLimits = {
  retry: RETRY_CACHE,
  uploadRetry: RETRY_CACHE_UPLOAD,
  concurrency: 8,
  entriesPerMinute: 150,
  answerMs: 2500,
  toolkitMs: 120_000,
  pollMs: [500, 1500, 3000],
  singlePut: 128 * MIB,
  blockSize: 16 * MIB,
  blocks: 4,
};

export interface ActionsStoreParts {
  readonly settings: ServiceSettings;
  readonly http: HttpClient;
  /** Loads @actions/cache. Called only when it is needed, since the library is large. */
  readonly loadClient: () => Promise<EntryClient>;
  /** Absolute path of a folder for temporary files; made if missing. */
  readonly folder: string;
  /** The scope of the pack, made of repository and Dockerfile, or named by the user. */
  readonly scope: string;
  /** The variant: says which of the scope's packs is the best one to restore. */
  readonly variant: string;
  readonly limits?: Partial<ActionsLimits>;
}

/**
 * The GitHub Actions cache. A pack is one entry: @actions/cache saves it, and the service's own calls read it. Each blob is
 * an entry too, under its digest, and only the service's own calls move it. The service decides which refs' entries are
 * found: those of the job's own ref come before those of its base.
 */
export class ActionsStore implements CacheStore {
  readonly location: CacheLocation = { kind: 'actions', name: 'the Actions cache' };
  readonly id: string;
  readonly #settings: ServiceSettings;
  readonly #keys: PackKeys;
  readonly #baselinesOf: (branch: string) => string;
  readonly #records: string;
  readonly #files: ToolkitFiles;
  readonly #blobs: BlobEntries;
  /** Only for version 2 of the service. Version 1 is only reached through @actions/cache. */
  readonly #packs: ServicePacks | undefined;
  readonly #pollMs: readonly number[];
  /** The id of the pack that was restored from here. */
  #restoredId: string | undefined;
  /** The newest pack of the scope, if it is not the one that was restored. */
  #newest: FoundPack | undefined;
  /** The restored pack was saved under the job's own ref, so one of its base may be newer. */
  #isOwn = false;

  constructor(parts: ActionsStoreParts) {
    const { settings, http, folder } = parts;
    const { access } = settings;
    const limits = { ...DEFAULT_LIMITS, ...parts.limits };
    this.#settings = settings;
    this.#keys = new PackKeys(parts.scope, parts.variant, access.writeScope);
    this.id = `actions ${this.#keys.ofVariant}`;
    this.#records = recordsPrefix(parts.scope, parts.variant);
    this.#baselinesOf = (branch) => baselinePrefix(parts.scope, parts.variant, branch);
    this.#files = new ToolkitFiles(
      async (signal) => {
        if (settings.protocol === 'v1') await requireAnswer(http, settings, limits.answerMs, signal);
        return await parts.loadClient();
      },
      folder,
      limits.toolkitMs,
    );
    this.#pollMs = limits.pollMs;
    if (settings.protocol === 'v1') {
      this.#blobs = new ToolkitBlobs(this.#files, folder, access);
      return;
    }
    const service = new CacheService(http, settings, limits.retry);
    const upload = new BlobUpload(http, limits, limits.uploadRetry);
    const serviceOnce = new CacheService(http, settings, NO_RETRY);
    this.#packs = new ServicePacks({ ...limits, http, service, serviceOnce });
    this.#blobs = new ServiceBlobs({ ...limits, http, service, serviceOnce, upload, access });
  }

  /** The ref that this job's entries are saved under; `undefined` if it may not save, or the token does not name a ref. */
  get writeScope(): string | undefined {
    return this.#settings.access.writeScope;
  }

  async restorePack(file: string, signal: AbortSignal): Promise<string | undefined> {
    if (!this.#settings.access.read) return undefined;
    const packs = this.#packs ?? this.#files;
    const newest = await packs.find(this.#keys.ofScope, signal);
    if (newest === undefined) return undefined;
    // If the variant's own pack is the newest one, as it mostly is, one request is enough.
    const own = this.#keys.isOfVariant(newest.key) ? newest : await packs.find(this.#keys.ofVariant, signal);
    if (own !== undefined && own.key !== newest.key) this.#newest = newest;
    const best = own ?? newest;
    const id = this.#keys.idIn(best.key);
    if (!(await best.fetch(file, signal))) return undefined;
    this.#restoredId = id;
    this.#isOwn = this.#keys.isOwn(best.key);
    return id;
  }

  async restoreNewest(file: string, signal: AbortSignal): Promise<string | undefined> {
    const newest = this.#newest;
    if (newest === undefined) return undefined;
    const id = this.#keys.idIn(newest.key);
    return (await newest.fetch(file, signal)) ? id : undefined;
  }

  async restoreOfBase(file: string, signal: AbortSignal): Promise<string | undefined> {
    if (!this.#isOwn) return undefined;
    const packs = this.#packs ?? this.#files;
    for (const ref of this.#settings.access.otherScopes) {
      const found = await packs.find(this.#keys.ofRef(ref), signal);
      if (found === undefined) continue;
      const id = this.#keys.idIn(found.key);
      if (id === this.#restoredId) return undefined;
      return (await found.fetch(file, signal)) ? id : undefined;
    }
    return undefined;
  }

  fetchBlob(blob: BlobDescriptor, signal: AbortSignal, part?: BlobPart): AsyncIterable<Uint8Array> {
    return this.#blobs.fetchBlob(blob, signal, part);
  }

  uploadBlobs(blobs: readonly BlobToUpload[], signal: AbortSignal): Promise<ReadonlySet<Digest>> {
    return this.#blobs.uploadBlobs(blobs, signal);
  }

  async savePack(pack: PackFile, _blobs: readonly BlobDescriptor[], signal: AbortSignal): Promise<SavedPack> {
    const key = this.#keys.of(pack.id);
    if (pack.id === this.#restoredId) return { kind: 'unchanged', key };
    const { access } = this.#settings;
    if (!access.write) return { kind: 'refused', why: 'this job may not write to the Actions cache' };
    if (await this.#files.save(pack.file, key, signal)) return { kind: 'saved', key };
    if (access.read && (await this.#has(key, signal))) return { kind: 'unchanged', key };
    const refusal = { kind: 'refused', why: 'the Actions cache did not accept it' } as const;
    if (!access.read || this.#packs === undefined) return refusal;
    // The library does not say why it failed, so the service is asked.
    const obstacle = await this.#packs.obstacle(key, signal);
    if (obstacle.kind === 'refused') return { ...refusal, why: `${refusal.why}: ${obstacle.why}` };
    if (obstacle.kind === 'taken' && (await pollFor(this.#pollMs, () => this.#has(key, signal), signal)))
      return { kind: 'unchanged', key };
    const alternate = alternateKey(key);
    return (await this.#files.save(pack.file, alternate, signal)) ? { kind: 'saved', key: alternate } : refusal;
  }

  /**
   * Writes a branch's newest baseline to `file`, which must not exist yet.
   *
   * @returns whether there is one
   */
  async restoreBaseline(file: string, branch: string, signal: AbortSignal): Promise<boolean> {
    return await this.#restoreSmall(file, this.#baselinesOf(branch), signal);
  }

  /** Saves a branch's baseline, unless one with the same content is there already. */
  async saveBaseline(file: string, branch: string, signal: AbortSignal): Promise<void> {
    await this.#saveSmall(file, this.#baselinesOf(branch), signal);
  }

  /**
   * Writes the newest records of builds on a builder to `file`, which must not exist yet.
   *
   * @returns whether there are any
   */
  async restoreRecords(file: string, signal: AbortSignal): Promise<boolean> {
    return await this.#restoreSmall(file, this.#records, signal);
  }

  /** Saves records of builds on a builder, unless the same are there already. */
  async saveRecords(file: string, signal: AbortSignal): Promise<void> {
    await this.#saveSmall(file, this.#records, signal);
  }

  async #restoreSmall(file: string, prefix: string, signal: AbortSignal): Promise<boolean> {
    if (!this.#settings.access.read) return false;
    const packs = this.#packs ?? this.#files;
    const found = await packs.find(prefix, signal);
    return found !== undefined && (await found.fetch(file, signal));
  }

  async #saveSmall(file: string, prefix: string, signal: AbortSignal): Promise<void> {
    if (!this.#settings.access.write) return;
    const hash = createHash('sha256').update(await readFile(file));
    await this.#files.save(file, prefix + hash.digest('hex').slice(0, 32), signal);
  }

  async #has(key: string, signal: AbortSignal): Promise<boolean> {
    const packs = this.#packs ?? this.#files;
    return (await packs.find(key, signal))?.key === key;
  }
}
