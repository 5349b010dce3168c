import { hashFields } from '../oci/digest.js';
import { type DiffId, type MountKey, mountKeyOfHex } from '../oci/identity.js';

/** What distinguishes the content of one cache mount from that of another. */
export interface MountIdentity {
  readonly id: string;
  /** Separates caches that have the same id but different owners or modes, as BuildKit does. */
  readonly variant?: string | undefined;
  /** First content of the cache. */
  readonly from?: { readonly layers: readonly { readonly diffId: DiffId }[]; readonly source: string } | undefined;
}

/** The same for the same content on every machine. */
export function mountKey({ id, variant = '', from }: MountIdentity): MountKey {
  const seed = from === undefined ? variant : [...from.layers.map(({ diffId }) => diffId), from.source].join(' ');
  return mountKeyOfHex(hashFields(id, seed));
}
