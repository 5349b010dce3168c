/** One entry of the cache service. */
export interface CacheEntry {
  readonly id: number;
  readonly scope: string;
  readonly key: string;
  readonly version: string;
  /** Name of its blob. */
  readonly blob: string;
  /** Bytes; `undefined` until the upload is finalized. */
  size: number | undefined;
  created: number;
  lastUsed: number;
}

/** What a token allows on one ref: bit 1 reading, bit 2 writing. */
export interface TokenScope {
  readonly Scope: string;
  readonly Permission: number;
}

/**
 * A repository's entries by the rules of the service: never changed, found scope by scope, in each by the exact key, else the
 * newest that begins with it, for one key after another; the least recently used go when there are too many bytes.
 */
export class CacheEntries {
  #entries: CacheEntry[] = [];
  #ids = 0;
  /** A clock that never stands still, so that newest and least recently used have one answer. */
  #now = Date.now();

  /** Those that were saved to their end, oldest first. */
  get finished(): readonly CacheEntry[] {
    return this.#entries.filter(({ size }) => size !== undefined).sort((one, other) => one.created - other.created);
  }

  reserve(scope: string, key: string, version: string, blob: string): CacheEntry | undefined {
    if (this.#entries.some((one) => one.scope === scope && one.key === key && one.version === version))
      return undefined;
    const time = this.#tick();
    const entry = { id: ++this.#ids, scope, key, version, blob, size: undefined, created: time, lastUsed: time };
    this.#entries.push(entry);
    return entry;
  }

  reserved(scope: string, key: string, version: string): CacheEntry | undefined {
    return this.#entries.find(
      (one) => one.scope === scope && one.key === key && one.version === version && one.size === undefined,
    );
  }

  byId(id: number): CacheEntry | undefined {
    return this.#entries.find((one) => one.id === id);
  }

  finish(entry: CacheEntry, size: number): void {
    entry.size = size;
    entry.created = entry.lastUsed = this.#tick();
  }

  find(scopes: readonly string[], keys: readonly string[], version: string): CacheEntry | undefined {
    for (const scope of scopes) {
      const visible = this.finished.filter((one) => one.scope === scope && one.version === version);
      for (const key of keys) {
        const found = visible.find((one) => one.key === key) ?? visible.findLast((one) => one.key.startsWith(key));
        if (found === undefined) continue;
        found.lastUsed = this.#tick();
        return found;
      }
    }
    return undefined;
  }

  /** @returns those that had to go */
  keepBelow(quota: number): readonly CacheEntry[] {
    const gone: CacheEntry[] = [];
    const byUse = [...this.finished].sort((one, other) => one.lastUsed - other.lastUsed);
    let total = byUse.reduce((sum, { size = 0 }) => sum + size, 0);
    for (const entry of byUse) {
      if (total <= quota) break;
      total -= entry.size ?? 0;
      gone.push(...this.remove((one) => one === entry));
    }
    return gone;
  }

  remove(which: (entry: CacheEntry) => boolean): readonly CacheEntry[] {
    const gone = this.#entries.filter(which);
    this.#entries = this.#entries.filter((entry) => !which(entry));
    return gone;
  }

  #tick(): number {
    this.#now = Math.max(this.#now + 1, Date.now());
    return this.#now;
  }
}
