/** Removes a path of the layers below (image-spec, "Layer Filesystem Changeset", "Whiteouts"). */
export const WHITEOUT_PREFIX = '.wh.';
/** In a directory: hides everything that the layers below have in it. */
export const OPAQUE_MARKER = '.wh..wh..opq';
/** AUFS's own files, which old layers still have. */
export const AUFS_PREFIX = '.wh..wh.';

/** `a/b` → `a/.wh.b` */
export function whiteoutName(path: string): string {
  const slash = path.lastIndexOf('/') + 1;
  return `${path.slice(0, slash)}${WHITEOUT_PREFIX}${path.slice(slash)}`;
}
