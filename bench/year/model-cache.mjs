import { DAY } from './commits.mjs';

/** What a location for caches allows. */
export const LOCATIONS = {
  /** GitHub's limits for one repository (docs.github.com, "Dependency caching reference", 2026). */
  actions: { name: 'Actions cache', maxBytes: 10e9, unused: 7 * DAY, uploadsAMinute: 200, keepsRefsApart: true },
  /** A tag for each image in a registry: it keeps all, and the last writer counts. */
  registry: { name: 'registry', maxBytes: Infinity, unused: Infinity, uploadsAMinute: Infinity, keepsRefsApart: false },
};

/**
 * A model of a location. In the Actions cache, an entry is under a ref, which only that ref sees, and those of the default branch, which
 * all see. The least recently used ones go above the limit, and any that was not used for a week. Above 200 uploads a minute, an upload
 * is refused.
 */
export class ModelCache {
  #location;
  /** By id, in the order of their last use. */
  #entries = new Map();
  /** The id of the newest entry of each ref and key. */
  #newest = new Map();
  #bytes = 0;
  #minute = 0;
  #inMinute = 0;
  counts = { uploads: 0, uploaded: 0, refused: 0, evicted: 0, expired: 0, downloaded: 0, highest: 0 };

  constructor(location) {
    this.#location = location;
  }

  /** Whether the ref or the default branch has the entry. It is not used by that. */
  has(at, ref, key) {
    return this.#find(at, ref, key) !== undefined;
  }

  /** Downloads an entry. @returns its content; `undefined` if there is none */
  get(at, ref, key) {
    const id = this.#find(at, ref, key);
    if (id === undefined) return undefined;
    const entry = this.#entries.get(id);
    this.#entries.delete(id);
    this.#entries.set(id, { ...entry, used: at });
    this.counts.downloaded += entry.bytes;
    return entry.content;
  }

  /** Uploads an entry. An earlier one of this ref and key stays, out of reach, until it is evicted. @returns whether it was taken */
  put(at, ref, key, bytes, content) {
    const minute = Math.floor(at / 60);
    if (minute !== this.#minute) [this.#minute, this.#inMinute] = [minute, 0];
    this.#inMinute += 1;
    this.counts.highest = Math.max(this.counts.highest, this.#inMinute);
    if (this.#inMinute > this.#location.uploadsAMinute) {
      this.counts.refused += 1;
      return false;
    }
    this.counts.uploads += 1;
    this.counts.uploaded += bytes;
    const id = this.counts.uploads;
    const name = `${this.#refOf(ref)} ${key}`;
    this.#entries.set(id, { name, bytes, content, used: at });
    this.#newest.set(name, id);
    this.#bytes += bytes;
    this.#evict(at);
    return true;
  }

  /** Of all entries. */
  get bytes() {
    return this.#bytes;
  }

  #find(at, ref, key) {
    for (const from of new Set([this.#refOf(ref), 'main'])) {
      const id = this.#newest.get(`${from} ${key}`);
      if (id !== undefined && at - this.#entries.get(id).used <= this.#location.unused) return id;
    }
    return undefined;
  }

  #refOf(ref) {
    return this.#location.keepsRefsApart ? ref : 'main';
  }

  #evict(at) {
    for (const [id, { name, bytes, used }] of this.#entries) {
      const expired = at - used > this.#location.unused;
      if (!expired && this.#bytes <= this.#location.maxBytes) return;
      this.#entries.delete(id);
      if (this.#newest.get(name) === id) this.#newest.delete(name);
      this.#bytes -= bytes;
      this.counts[expired ? 'expired' : 'evicted'] += 1;
    }
  }
}
