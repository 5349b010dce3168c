import type { Digest } from '../../oci/digest.js';
import type { ListedFile, PackListing, Parcel } from '../pack/listing.js';
import type { KeptFile } from './pack-files.js';

/*
 * Where the files of a scope travel.
 *
 *  - The head, which every build reads, travels in the pack: records, and whatever else a build whose steps all hit needs.
 *  - Details travel in parcels beside the pack, which never change: a parcel that the location has is named again, and not sent again.
 *  - A large detail has a parcel of its own, so that a build that needs another one does not fetch it.
 *  - A few small new details wait in the pack until there are enough of them for a parcel.
 *  - When most of a parcel is not needed any more, the rest goes into a new one, if it is on this machine.
 */

/** Bytes of a detail that gets a parcel of its own. */
const LARGE = 128 * 1024;
/** Bytes of small details that may wait in the pack. */
const WAITING = 16 * 1024;

export interface Arrangement {
  /** What is in the pack, or in a parcel that the location has. */
  readonly placed: ReadonlyMap<string, ListedFile>;
  /** Parcels of the location that are named again. */
  readonly kept: readonly Parcel[];
  /** The names of the files of each parcel that has to be made. */
  readonly fresh: readonly (readonly string[])[];
}

/** @param before the listing that was restored from the location */
export function arrange(files: ReadonlyMap<string, KeptFile>, before: PackListing | undefined): Arrangement {
  const broken = mostlyUnneeded(files, before);
  const placed = new Map<string, ListedFile>();
  const large: string[][] = [];
  const small: string[] = [];
  let bytes = 0;
  for (const [name, { isHere, isHead, in: place, ...file }] of files) {
    const { bytes: size, ...listed } = file;
    if (place !== undefined && !broken.has(place.parcel)) {
      placed.set(name, { ...listed, in: place });
      continue;
    }
    placed.set(name, listed);
    if (isHead || !isHere) continue;
    if (size >= LARGE) large.push([name]);
    else {
      small.push(name);
      bytes += size;
    }
  }
  const used = new Set([...placed.values()].map(({ in: place }) => place?.parcel));
  return {
    placed,
    kept: before?.parcels.filter(({ digest }) => used.has(digest)) ?? [],
    fresh: bytes > WAITING ? [...large, small] : large,
  };
}

/** Parcels of which less than half is still wanted, and all of that is here. */
function mostlyUnneeded(files: ReadonlyMap<string, KeptFile>, before: PackListing | undefined): ReadonlySet<Digest> {
  const broken = new Set<Digest>();
  for (const { digest } of before?.parcels ?? []) {
    let all = 0;
    let wanted = 0;
    let isHere = true;
    for (const [name, { in: place }] of before?.files ?? []) {
      if (place?.parcel !== digest) continue;
      all += place.bytes;
      const file = files.get(name);
      if (file === undefined) continue;
      wanted += place.bytes;
      isHere &&= file.isHere;
    }
    if (wanted > 0 && wanted * 2 < all && isHere) broken.add(digest);
  }
  return broken;
}
