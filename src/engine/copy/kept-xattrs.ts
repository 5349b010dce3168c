import type { EntryMetadata } from '../../layer/entry.js';

/**
 * Of extended attributes, a layer of COPY and ADD only keeps a file's capabilities. BuildKit sets others while it builds, but they do
 * not get into its layers (containerd, `archive/tar.go`).
 */
export function keptXattrs(xattrs: EntryMetadata['xattrs'] = {}): Pick<EntryMetadata, 'xattrs'> {
  const capability = xattrs[CAPABILITY];
  return capability === undefined ? {} : { xattrs: { [CAPABILITY]: capability } };
}

const CAPABILITY = 'security.capability';
