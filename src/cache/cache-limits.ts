/** What is kept: `auto` what takes longer to make again than to restore, `all` every layer. */
export type CachePolicy = 'auto' | 'all';

/** What the user asked of a build's cache. */
export interface CacheLimits {
  readonly policy: CachePolicy;
  /** Bytes of blobs that a scope may keep at one location, at most half of them of cache mounts. */
  readonly maxBytes: number;
  /** Milliseconds that restoring may take, and that saving may take. */
  readonly timeoutMs: number;
  /** Whether the content of the cache mount with this id is kept. */
  keepsMount(id: string): boolean;
}
