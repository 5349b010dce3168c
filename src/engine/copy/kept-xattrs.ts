import type { EntryMetadata } from '../../layer/entry.js';

/**
 * What is left of extended attributes in a layer of COPY and ADD: a file's capabilities. BuildKit sets others while it builds, and
 * its layers hold none of them (containerd, `archive/tar.go`).
 */
export function keptXattrs(xattrs: EntryMetadata['xattrs'] = {}): Pick<EntryMetadata, 'xattrs'> {
  const capability = xattrs[CAPABILITY];
  return capability === undefined ? {} : { xattrs: { [CAPABILITY]: capability } };
}

const CAPABILITY = 'security.capability';
