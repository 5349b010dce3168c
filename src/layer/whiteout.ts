/** How a layer says that something of the layers below is gone (image-spec, "Layer Filesystem Changeset", "Whiteouts"). */
export const WHITEOUT_PREFIX = '.wh.';
/** In a directory: nothing of the layers below shows through it. */
export const OPAQUE_MARKER = '.wh..wh..opq';
/** Names that AUFS kept for itself, and that old layers still carry. */
export const AUFS_PREFIX = '.wh..wh.';

/** `a/b` → `a/.wh.b` */
export function whiteoutName(path: string): string {
  const slash = path.lastIndexOf('/') + 1;
  return `${path.slice(0, slash)}${WHITEOUT_PREFIX}${path.slice(slash)}`;
}
