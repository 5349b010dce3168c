import { directory, file, MemoryTree, symlink } from './memory-tree.js';

/** A build context. */
export const context = new MemoryTree({
  f: file('F', { mode: 0o640, mtime: 7 }),
  g: 'G',
  d: directory({ mode: 0o700, mtime: 8 }),
  'd/x': 'X',
  'd/sub': directory({ mode: 0o750 }),
  'd/sub/y': 'Y',
  'd/ln': symlink('x'),
  empty: directory(),
  'tree/usr/local': directory({ mode: 0o711 }),
  'tree/lib/z': 'Z',
  link: symlink('f'),
});

/** An image with links and directories of its own. */
export const image = new MemoryTree(
  {
    usr: directory({ mtime: 3 }),
    'usr/bin': directory({ mode: 0o751, uid: 5, gid: 6, mtime: 4, xattrs: { 'user.kept': 'AQ==' } }),
    'usr/bin/f': file('old', { mode: 0o4755 }),
    'usr/lib/keep': 'keep',
    lib: symlink('usr/lib'),
    opt: symlink('/usr/lib'),
    dangling: symlink('/var/new/place'),
    loop: symlink('loop'),
    chain: symlink('lib'),
    up: symlink('../../../usr/bin'),
    'a-file': 'file',
    'link-to-file': symlink('a-file'),
    'srv/mail': directory({ mode: 0o2775, uid: 0, gid: 8 }),
    'work/dir': directory({ mode: 0o2755, uid: 0, gid: 0 }),
    'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\napp:x:1000:1001::/home/app:\n',
    'etc/group': 'root:x:0:\nstaff:x:50:app\n',
  },
  'image base',
);

/** Lines of `layerOf` for the parts of those trees. */
export const F = 'file 640 0:0 "F"';
export const D = ['sub dir 750 0:0', 'sub/y file 644 0:0 "Y"', 'x file 644 0:0 "X"'];
export const LN = 'ln symlink 777 0:0 -> x';
export const below = (path: string, lines: readonly string[]): readonly string[] =>
  lines.map((line) => `${path}/${line}`);
export const BIN = ['usr dir 755 0:0', 'usr/bin dir 751 5:6 +user.kept'];
export const LIB = ['usr dir 755 0:0', 'usr/lib dir 755 0:0'];
