import type { Digest } from '../oci/digest.js';
import type { CacheLocation } from './cache-location.js';

/**
 * What happened between a build and the locations that keep caches between machines: what was restored before it, fetched
 * during it and saved after it, and why something was not.
 */
export type CacheEvent = { readonly type: 'cache' } & (
  | LocationEvent
  /** A layer that is not saved: `cheaper to make again than to restore`, `the pushed repository has it`. Bytes of its blob. */
  | { readonly action: 'left-out'; readonly digest: Digest; readonly bytes: number; readonly why: string }
  /** What a cache mount holds is not saved. Bytes of its layers' blobs. */
  | { readonly action: 'mount-left-out'; readonly id: string; readonly bytes: number; readonly why: string }
);

type LocationEvent = { readonly location: CacheLocation } &
  /** The scope's pack, with how many records it brought. */
  (
    | ({ readonly action: 'pack-restored'; readonly records: number } & Entry)
    /** The location was asked and has none for this scope. */
    | { readonly action: 'pack-missing' }
    | { readonly action: 'blob-restored'; readonly digest: Digest; readonly bytes: number; readonly durationMs: number }
    | ({ readonly action: 'pack-saved' } & Entry)
    | ({ readonly action: 'blob-saved'; readonly digest: Digest } & Entry)
    /** Nothing had to be saved: the location has exactly this already. */
    | { readonly action: 'unchanged'; readonly key: string }
    /** Nobody's fault: a read-only token, a quota. */
    | { readonly action: 'refused'; readonly why: string }
    /** What the location holds of this scope, and what it may hold. */
    | { readonly action: 'budget'; readonly entries: number; readonly bytes: number; readonly limit: number }
    /** The location failed; the build goes on without it. */
    | { readonly action: 'fault'; readonly doing: 'restore' | 'fetch' | 'save'; readonly message: string }
  );

interface Entry {
  /** As the location knows it. */
  readonly key: string;
  readonly bytes: number;
  readonly durationMs: number;
}
