/** Which layers are saved: with `auto`, those that take longer to make again than to restore; with `all`, every layer. */
export type CachePolicy = 'auto' | 'all';

/** The user's settings for a build's cache. */
export interface CacheLimits {
  readonly policy: CachePolicy;
  /** Bytes of blobs that a scope may keep at one location. At most half of them may be cache mounts. */
  readonly maxBytes: number;
  /** Milliseconds that restoring may take, and also that saving may take. */
  readonly timeoutMs: number;
  /** Whether the content of the cache mount with this id is saved. */
  keepsMount(id: string): boolean;
}
