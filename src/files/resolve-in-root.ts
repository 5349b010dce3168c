import { lstatSync, readlinkSync } from 'node:fs';

import { UserError } from '../errors.js';

/** As many links as the kernel follows in one path. */
const MAX_LINKS = 40;

/**
 * Where `path` leads inside of the folder `root`, as it would for a process that has `root` as its root directory: symbolic
 * links are followed, `..` does not leave. What does not exist is taken literally.
 *
 * @returns an absolute path at or below `root`
 * @throws UserError for a loop of links
 */
export function resolveInRoot(root: string, path: string): string {
  let resolved = '';
  let links = 0;
  const todo = path.split('/').reverse();
  for (let part = todo.pop(); part !== undefined; part = todo.pop()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      resolved = resolved.slice(0, Math.max(0, resolved.lastIndexOf('/')));
      continue;
    }
    const target = linkTarget(`${root}${resolved}/${part}`);
    if (target === undefined) {
      resolved += `/${part}`;
      continue;
    }
    if (++links > MAX_LINKS) throw new UserError(`too many levels of symbolic links in ${path}`);
    if (target.startsWith('/')) resolved = '';
    todo.push(...target.split('/').reverse());
  }
  return `${root}${resolved}`;
}

function linkTarget(file: string): string | undefined {
  try {
    return lstatSync(file).isSymbolicLink() ? readlinkSync(file) : undefined;
  } catch {
    return undefined;
  }
}
