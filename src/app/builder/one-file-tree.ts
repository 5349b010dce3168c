import type { SentTree } from '../../buildkit/session/send-files.js';
import type { SourceEntry } from '../../layer/source-tree.js';
import { sha256 } from '../../oci/digest.js';

/** A folder with one file in it, made now. */
export function oneFileTree(name: string, bytes: Uint8Array): SentTree {
  const now = Date.now() + performance.now() / 1e6;
  const metadata = { uid: 0, gid: 0, mtime: Math.floor(now / 1000) };
  const root: SourceEntry = { type: 'directory', path: '', mode: 0o755, ...metadata };
  const file: SourceEntry = { type: 'file', path: name, mode: 0o644, size: bytes.length, ...metadata };
  return {
    label: name,
    lstat: (path) => Promise.resolve(path === '' ? root : path === name ? file : undefined),
    readdir: (path) => Promise.resolve(path === '' ? [name] : []),
    digests: (paths) => Promise.resolve(new Map(paths.map((path) => [path, sha256(bytes)]))),
    contents: async function* (paths) {
      for (const path of paths) yield await Promise.resolve({ path, size: bytes.length, data: [bytes] });
    },
    modifiedMs: () => Promise.resolve(now),
  };
}
