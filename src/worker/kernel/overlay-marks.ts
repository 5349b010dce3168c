import type { StatsBase } from 'node:fs';

/** The extended attributes that overlayfs uses: `user` in user namespaces (mount option `userxattr`), else `trusted`. */
export type XattrFamily = 'trusted' | 'user';

export const OPAQUE_XATTR: Readonly<Record<XattrFamily, string>> = {
  trusted: 'trusted.overlay.opaque',
  user: 'user.overlay.opaque',
};

/** Whether a file says that there is none at its path: a character device 0, 0 (Linux, overlayfs, "whiteouts and opaque directories"). */
export function isWhiteoutDevice(stats: StatsBase<number> | StatsBase<bigint>): boolean {
  return stats.isCharacterDevice() && Number(stats.rdev) === 0;
}
