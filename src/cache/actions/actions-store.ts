import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { HttpClient } from '../../http/http-client.js';
import { NO_RETRY, RETRY_CACHE, RETRY_CACHE_UPLOAD, type RetryPolicy } from '../../http/retry-policy.js';
import type { Digest } from '../../oci/digest.js';
import type { BlobDescriptor, BlobToSave, CacheStore, PackFile, SavedPack } from '../cache-store.js';
import { appears } from './poll.js';
import type { BlobEntries } from './blob-entries.js';
import { BlobUpload, type UploadLimits } from './blob-upload.js';
import { CacheService } from './cache-service.js';
import { CarriedBlobs } from './toolkit-blobs.js';
import { CarriedFiles } from './toolkit-files.js';
import type { EntryClient } from './entry-client.js';
import { baselinePrefix, nextKey, PackKeys } from './entry-keys.js';
import { ServiceBlobs } from './service-blobs.js';
import { ServicePacks } from './service-packs.js';
import type { ServiceSettings } from './service-settings.js';
import type { CacheLocation } from '../../engine/cache-location.js';

export interface ActionsLimits extends UploadLimits {
  /** For requests to the service, and for downloads. */
  readonly retry: RetryPolicy;
  readonly uploadRetry: RetryPolicy;
  readonly sideBySide: number;
  readonly newAMinute: number;
  /** Milliseconds that @actions/cache may take for one entry. */
  readonly carryMs: number;
  /** Milliseconds between looks at what another job seems to be saving. */
  readonly othersMs: readonly number[];
}

const MIB = 1024 * 1024;

export const DEFAULT_LIMITS: ActionsLimits = {
  retry: RETRY_CACHE,
  uploadRetry: RETRY_CACHE_UPLOAD,
  sideBySide: 8,
  newAMinute: 150,
  carryMs: 120_000,
  othersMs: [500, 1500, 3000],
  singlePut: 128 * MIB,
  blockSize: 16 * MIB,
  blocks: 4,
};

export interface ActionsStoreParts {
  readonly settings: ServiceSettings;
  readonly http: HttpClient;
  /** Loads @actions/cache, which is large, when it is first needed. */
  readonly loadClient: () => Promise<EntryClient>;
  /** Absolute path of a folder for files in the making; made if missing. */
  readonly folder: string;
  /** Whose pack it is: repository file, target. */
  readonly scope: string;
  /** Which of the scope's packs is the best to restore: platform, arguments. */
  readonly variant: string;
  /** Id of the pack that this job began with, where another process restored it. */
  readonly restoredId?: string | undefined;
  readonly limits?: Partial<ActionsLimits>;
}

/**
 * The GitHub Actions cache. A pack is one entry, saved by @actions/cache and read by the service's own calls; a blob is one
 * too, under its digest, by those calls alone. Which branch's entries are found, and first, the service decides: the own ref's before the base's.
 */
export class ActionsStore implements CacheStore {
  readonly place: CacheLocation = { kind: 'actions', name: 'the Actions cache' };
  readonly #settings: ServiceSettings;
  readonly #keys: PackKeys;
  readonly #accountsOf: (branch: string) => string;
  readonly #files: CarriedFiles;
  readonly #blobs: BlobEntries;
  /** On the second version of the service; the first is spoken to by @actions/cache alone. */
  readonly #packs: ServicePacks | undefined;
  readonly #othersMs: readonly number[];
  #restoredId: string | undefined;

  constructor(parts: ActionsStoreParts) {
    const { settings, http, folder } = parts;
    const { access } = settings;
    const limits = { ...DEFAULT_LIMITS, ...parts.limits };
    this.#settings = settings;
    this.#keys = new PackKeys(parts.scope, parts.variant);
    this.#accountsOf = (branch) => baselinePrefix(parts.scope, parts.variant, branch);
    this.#files = new CarriedFiles(parts.loadClient, folder, limits.carryMs);
    this.#othersMs = limits.othersMs;
    this.#restoredId = parts.restoredId;
    if (settings.protocol === 'v1') {
      this.#blobs = new CarriedBlobs(this.#files, folder, access);
      return;
    }
    const service = new CacheService(http, settings, limits.retry);
    const upload = new BlobUpload(http, limits, limits.uploadRetry);
    const serviceOnce = new CacheService(http, settings, NO_RETRY);
    this.#packs = new ServicePacks({ ...limits, http, service, serviceOnce });
    this.#blobs = new ServiceBlobs({ ...limits, http, service, serviceOnce, upload, access });
  }

  /** The ref that this job's entries are saved under; `undefined` where it may save none, or the token does not say. */
  get writeScope(): string | undefined {
    return this.#settings.access.writeScope;
  }

  async restore(file: string, signal: AbortSignal): Promise<string | undefined> {
    if (!this.#settings.access.read) return undefined;
    const packs = this.#packs ?? this.#files;
    const key = await packs.restore(file, this.#keys.wanted, signal);
    if (key === undefined) return undefined;
    this.#restoredId = this.#keys.idIn(key);
    return this.#restoredId;
  }

  fetch(blob: BlobDescriptor, signal: AbortSignal): AsyncIterable<Uint8Array> {
    return this.#blobs.fetch(blob, signal);
  }

  hold(blobs: readonly BlobToSave[], signal: AbortSignal): Promise<ReadonlySet<Digest>> {
    return this.#blobs.hold(blobs, signal);
  }

  async save(pack: PackFile, _held: readonly BlobDescriptor[], signal: AbortSignal): Promise<SavedPack> {
    const key = this.#keys.of(pack.id);
    if (pack.id === this.#restoredId) return { kind: 'unchanged', key };
    const { access } = this.#settings;
    if (!access.write) return { kind: 'refused', why: 'this job may not write to the Actions cache' };
    if (await this.#files.save(pack.file, key, signal)) return { kind: 'saved', key };
    if (access.read && (await this.#has(key, signal))) return { kind: 'unchanged', key };
    const refusal = { kind: 'refused', why: 'the Actions cache did not take it' } as const;
    if (!access.read || this.#packs === undefined) return refusal;
    // The library does not say why.
    const obstacle = await this.#packs.obstacle(key, signal);
    if (obstacle.kind === 'refused') return { ...refusal, why: `${refusal.why}: ${obstacle.why}` };
    if (obstacle.kind === 'taken' && (await appears(() => this.#has(key, signal), this.#othersMs, signal)))
      return { kind: 'unchanged', key };
    const further = nextKey(key);
    return (await this.#files.save(pack.file, further, signal)) ? { kind: 'saved', key: further } : refusal;
  }

  /**
   * Writes the newest account of a branch's runs to `file`, where nothing is yet.
   *
   * @returns whether there is one
   */
  async restoreBaseline(file: string, branch: string, signal: AbortSignal): Promise<boolean> {
    if (!this.#settings.access.read) return false;
    const packs = this.#packs ?? this.#files;
    return (await packs.restore(file, [this.#accountsOf(branch)], signal)) !== undefined;
  }

  /** One that is there already stays as it is. */
  async saveBaseline(file: string, branch: string, signal: AbortSignal): Promise<void> {
    if (!this.#settings.access.write) return;
    const hash = createHash('sha256').update(await readFile(file));
    await this.#files.save(file, this.#accountsOf(branch) + hash.digest('hex').slice(0, 32), signal);
  }

  async #has(key: string, signal: AbortSignal): Promise<boolean> {
    return this.#packs === undefined
      ? (await this.#files.find(key, signal)) === key
      : await this.#packs.has(key, signal);
  }
}
