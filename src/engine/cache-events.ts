import type { Digest } from '../oci/digest.js';
import type { CacheLocation } from './cache-location.js';

/**
 * What happens between a build and the caches that machines share: what is restored before it, fetched during it and saved
 * after it, and why something is not.
 */
export type CacheEvent = { readonly type: 'cache' } & (
  | LocationEvent
  /** A layer is not saved: `cheaper to make again than to restore`, `the pushed repository has it`. Bytes are its blob's. */
  | { readonly action: 'left-out'; readonly digest: Digest; readonly bytes: number; readonly why: string }
  /** The content of a cache mount is not saved. Bytes are those of its layers' blobs. */
  | { readonly action: 'mount-left-out'; readonly id: string; readonly bytes: number; readonly why: string }
);

type LocationEvent = { readonly location: CacheLocation } &
  /** The scope's pack was restored, with this many records. */
  (
    | ({ readonly action: 'pack-restored'; readonly records: number } & Entry)
    /** There is no pack for this scope. */
    | { readonly action: 'pack-missing' }
    | { readonly action: 'blob-restored'; readonly digest: Digest; readonly bytes: number; readonly durationMs: number }
    | ({ readonly action: 'pack-saved' } & Entry)
    /** A blob that the location did not have yet, and why it is kept. */
    | ({ readonly action: 'blob-saved'; readonly digest: Digest; readonly why: string } & Entry)
    /** Nothing had to be saved: the location has exactly this already. */
    | { readonly action: 'unchanged'; readonly key: string }
    /** The cache accepts nothing, without a fault: the token is read-only, or a quota is used up. */
    | { readonly action: 'refused'; readonly why: string }
    /** What the location keeps for this scope beside the pack, and how much it may keep. */
    | { readonly action: 'budget'; readonly entries: number; readonly bytes: number; readonly limit: number }
    /** The location failed; the build goes on without it. */
    | { readonly action: 'fault'; readonly doing: 'restore' | 'save'; readonly message: string }
    /** A blob could not be fetched from there. */
    | { readonly action: 'fault'; readonly doing: 'fetch'; readonly digest: Digest; readonly message: string }
  );

interface Entry {
  /** As the cache names it. */
  readonly key: string;
  readonly bytes: number;
  readonly durationMs: number;
}
