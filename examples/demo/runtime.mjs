/** The container runtime that runs the demo's steps. */
import { chmodSync, existsSync } from 'node:fs';
import path from 'node:path';

import { fromDebian } from './debian-packages.mjs';

/**
 * A container runtime for the demo: the machine's own, or else Debian's runc, which is unpacked only for the demo.
 *
 * @returns PATH for the demo's jobs; if there is no runtime at all, they fetch a pinned runc themselves
 */
export function pathWithRuntime(folder, searchPath = '') {
  const folders = searchPath.split(':').filter((each) => each !== '');
  if (folders.some((each) => ['crun', 'runc'].some((name) => existsSync(path.join(each, name))))) return searchPath;
  const program = fromDebian('runc', ['usr/sbin/runc', 'usr/bin/runc'], folder);
  if (program === undefined) return searchPath;
  chmodSync(program, 0o755);
  console.log("Container runtime: runc of Debian's package");
  return [...folders, path.dirname(program)].join(':');
}
