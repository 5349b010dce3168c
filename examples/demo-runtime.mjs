/** What runs the demo's steps. */
import { chmodSync, existsSync } from 'node:fs';
import path from 'node:path';

import { fromDebian } from './demo-packages.mjs';

/**
 * A container runtime for the demo: the machine's own, else Debian's runc, unpacked for the demo alone.
 *
 * @returns PATH for the demo's jobs; without either they fetch a pinned runc by themselves
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
