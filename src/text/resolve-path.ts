import { UserError } from '../errors.js';
import { displayName } from './byte-name.js';

/** What is at a path of a tree, as far as resolving needs it. */
export interface TreeNode {
  /** Only `symlink` and `directory` matter here. */
  readonly type: string;
  /** Only for a symbolic link. */
  readonly target?: string;
}

/** A path leads through more symbolic links than Linux follows, or in circles. */
export class TooManyLinks extends UserError {
  constructor(path: string) {
    super(`${displayName(path)}: too many levels of symbolic links`);
  }
}

export interface ResolvedPath<Entry> {
  /** Where the path leads: `a/b`, empty for the root; missing components are appended without a change. */
  readonly path: string;
  /** What is there; absent when it does not exist. */
  readonly entry?: Entry;
  /** Path of the first component that does not exist. */
  readonly missing?: string;
  /** Path of the component that had to be a directory and is not one. */
  readonly notDirectory?: string;
}

export interface ResolveOptions {
  /** Whether a symbolic link as the last component is followed. A trailing slash in the path always follows. */
  readonly followLast: boolean;
}

/** As the kernel's MAXSYMLINKS. */
const MAX_LINKS = 40;

/**
 * Resolves `path` inside of the tree as Linux does with RESOLVE_IN_ROOT (openat2(2)): absolute links start at the tree's
 * root, `..` at the root stays there. Behind a component that is missing, or that is not a directory, `..` takes back the
 * component before it.
 *
 * The one way in which paths are resolved, whatever the tree: layers, a tar in memory, or folders of this machine.
 *
 * @throws TooManyLinks after 40 symbolic links; whatever `lstat` throws
 */
export async function resolvePath<Entry extends TreeNode>(
  tree: { lstat(path: string): Promise<Entry | undefined> | Entry | undefined },
  path: string,
  options: ResolveOptions,
): Promise<ResolvedPath<Entry>> {
  const steps = resolution<Entry>(path, options);
  let step = steps.next();
  while (step.done !== true) step = steps.next(await tree.lstat(step.value));
  return step.value;
}

/** `resolvePath` for a tree that answers at once. */
export function resolvePathSync<Entry extends TreeNode>(
  tree: { lstat(path: string): Entry | undefined },
  path: string,
  options: ResolveOptions,
): ResolvedPath<Entry> {
  const steps = resolution<Entry>(path, options);
  let step = steps.next();
  while (step.done !== true) step = steps.next(tree.lstat(step.value));
  return step.value;
}

/** Yields the paths that it needs, and gets the entry at each of them. */
function* resolution<Entry extends TreeNode>(
  path: string,
  options: ResolveOptions,
): Generator<string, ResolvedPath<Entry>, Entry | undefined> {
  const followLast = options.followLast || /\/\.{0,2}$/.test(path);
  const pending = componentsReversed(path);
  const resolved: string[] = [];
  let links = 0;
  /** The obstacle behind which names are only appended, and how many components lead to it. */
  let blocked: { readonly how: 'missing' | 'notDirectory'; readonly path: string; readonly depth: number } | undefined;
  let last: { readonly path: string; readonly entry: Entry | undefined } | undefined;
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name === '..') {
      resolved.pop();
      if (blocked !== undefined && resolved.length < blocked.depth) blocked = undefined;
      continue;
    }
    resolved.push(name);
    if (blocked !== undefined) continue;
    const here = resolved.join('/');
    const entry = yield here;
    last = { path: here, entry };
    if (entry === undefined) blocked = { how: 'missing', path: here, depth: resolved.length };
    else if (entry.type === 'symlink' && (followLast || pending.length > 0)) {
      if (++links > MAX_LINKS) throw new TooManyLinks(path);
      const target = entry.target ?? '';
      if (target.startsWith('/')) resolved.length = 0;
      else resolved.pop();
      pending.push(...componentsReversed(target));
    } else if (entry.type !== 'directory' && pending.length > 0) {
      blocked = { how: 'notDirectory', path: here, depth: resolved.length };
    }
  }
  const end = resolved.join('/');
  if (blocked !== undefined) return { path: end, [blocked.how]: blocked.path };
  const entry = last?.path === end ? last.entry : yield end;
  return entry === undefined ? { path: end, missing: end } : { path: end, entry };
}

function componentsReversed(path: string): string[] {
  return path
    .split('/')
    .filter((component) => component !== '' && component !== '.')
    .reverse();
}
