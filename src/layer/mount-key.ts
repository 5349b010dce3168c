import { hashFields, type Digest } from '../oci/digest.js';

/** What tells one cache mount's content from another's. */
export interface MountIdentity {
  readonly id: string;
  /** Keeps caches of one id apart, as BuildKit does with those that are given different owners or modes. */
  readonly variant?: string | undefined;
  /** What the cache started as. */
  readonly from?: { readonly layers: readonly { readonly diffId: Digest }[]; readonly source: string } | undefined;
}

/** The name of a cache mount's content, the same on every machine. */
export function mountKey({ id, variant = '', from }: MountIdentity): Digest {
  const seed = from === undefined ? variant : [...from.layers.map(({ diffId }) => diffId), from.source].join(' ');
  return hashFields(id, seed);
}
