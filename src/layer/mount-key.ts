import { hashFields } from '../oci/digest.js';
import { type DiffId, type MountKey, mountKeyOfHex } from '../oci/identity.js';

/** What tells one cache mount's content from another's. */
export interface MountIdentity {
  readonly id: string;
  /** Keeps caches of one id apart, as BuildKit does with those that are given different owners or modes. */
  readonly variant?: string | undefined;
  /** What the cache started as. */
  readonly from?: { readonly layers: readonly { readonly diffId: DiffId }[]; readonly source: string } | undefined;
}

/** The same for the same content on every machine. */
export function mountKey({ id, variant = '', from }: MountIdentity): MountKey {
  const seed = from === undefined ? variant : [...from.layers.map(({ diffId }) => diffId), from.source].join(' ');
  return mountKeyOfHex(hashFields(id, seed));
}
