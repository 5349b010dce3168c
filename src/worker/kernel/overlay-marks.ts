/** The extended attributes that overlayfs uses: `user` in user namespaces (mount option `userxattr`), else `trusted`. */
export type XattrFamily = 'trusted' | 'user';

export const OPAQUE_XATTR: Readonly<Record<XattrFamily, string>> = {
  trusted: 'trusted.overlay.opaque',
  user: 'user.overlay.opaque',
};
