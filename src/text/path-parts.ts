import { posix } from 'node:path';

/** Directory of `path`: `a/b` → `a`, `a` → `''` */
export function parentPath(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Last component of `path`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** As Go's path.Clean: without `.`, `..` after a name, doubled slashes, and a slash at the end. */
export function goCleanPath(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}
