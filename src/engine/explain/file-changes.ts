import { byCodeUnit } from '../../text/code-unit-order.js';
import { parseFileIdentity, shortFileIdentity, type FileIdentity } from '../file-identity.js';
import type { FileChange, FileDifference, FilesChange } from '../reason.js';
import type { FileIdentities } from '../record.js';

/** How many changes are listed; of the others only the number is given. */
const KEPT = 20;

interface Showing {
  /** The step takes other files than before, which is a reason of its own: only those count that it takes and took. */
  readonly onlyKept: boolean;
  /** What is in front of each path: a slash if the files are in an image. */
  readonly root: '' | '/';
}

/**
 * What changed in the files that a step uses; `undefined` if nothing did.
 *
 * @param before from a record, with short digests
 */
export function filesChange(
  before: FileIdentities,
  now: FileIdentities,
  { onlyKept, root }: Showing = { onlyKept: false, root: '' },
): FilesChange | undefined {
  const { added, changed, gone, taken } = compared(before, now);
  const isDirectory = new Set(
    [...added, ...gone].flatMap(([path, identity]) => (isDirectoryIdentity(identity) ? [path] : [])),
  );
  const all = onlyKept ? changed : [...changed, ...renamedOrAdded(added, gone), ...[...gone.keys()].map(removed)];
  const changes = gitLast(withoutFolders(all, isDirectory)).map((change) => rooted(change, root));
  if (changes.length === 0) return undefined;
  return { input: 'files', changes: changes.slice(0, KEPT), changed: changes.length, taken };
}

interface Compared {
  readonly added: ReadonlyMap<string, string>;
  readonly gone: Map<string, string>;
  readonly changed: readonly FileChange[];
  /** How many of the files of now are no directories. */
  readonly taken: number;
}

/** Goes through both lists side by side, since they may be long. Lists of several mounts, or from elsewhere, need not be sorted. */
function compared(before: FileIdentities, now: FileIdentities): Compared {
  const added = new Map<string, string>();
  const gone = new Map<string, string>();
  const changed: FileChange[] = [];
  const compare = (path: string, was: string, is: string): void => {
    if (was !== is) changed.push(modification(path, was, is));
  };
  let taken = 0;
  const olds = before[Symbol.iterator]();
  let old = olds.next();
  for (const [path, full] of now) {
    const identity = shortFileIdentity(full);
    if (!isDirectoryIdentity(identity)) taken++;
    for (; old.done !== true && byCodeUnit(old.value[0], path) < 0; old = olds.next()) {
      gone.set(old.value[0], shortFileIdentity(old.value[1]));
    }
    if (old.done !== true && old.value[0] === path) {
      compare(path, shortFileIdentity(old.value[1]), identity);
      old = olds.next();
    } else added.set(path, identity);
  }
  for (; old.done !== true; old = olds.next()) gone.set(old.value[0], shortFileIdentity(old.value[1]));
  for (const [path, is] of added) {
    const was = gone.get(path);
    if (was === undefined) continue;
    compare(path, was, is);
    added.delete(path);
    gone.delete(path);
  }
  return { added, gone, changed, taken };
}

function isDirectoryIdentity(identity: string): boolean {
  return identity.startsWith('directory ');
}

/** Leaves out directories that came or went together with a file in them. */
function withoutFolders(changes: readonly FileChange[], isDirectory: ReadonlySet<string>): readonly FileChange[] {
  const above = new Set<string>();
  for (const change of changes) {
    for (const path of change.change === 'renamed' ? [change.path, change.from] : [change.path]) {
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
        above.add(path.slice(0, end));
    }
  }
  return changes.filter(({ path }) => !(isDirectory.has(path) && above.has(path)));
}

/** What is in `.git` changes with every commit, and in many files: it counts as one, after the files that people write. */
function gitLast(changes: readonly FileChange[]): readonly FileChange[] {
  const isGit = ({ path }: FileChange): boolean => path === '.git' || path.startsWith('.git/');
  const others = changes.filter((change) => !isGit(change));
  if (changes.length - others.length < 2) return changes;
  return [...others, { path: '.git', change: 'modified', content: true }];
}

function rooted(change: FileChange, root: Showing['root']): FileChange {
  const shown = (path: string): string => (root === '' ? path : root + path.replace(/^[./]+$/, ''));
  const path = shown(change.path);
  return change.change === 'renamed' ? { ...change, path, from: shown(change.from) } : { ...change, path };
}

function removed(path: string): FileChange {
  return { path, change: 'removed' };
}

/** A new file with the content of one that is gone was renamed. Takes the old names out of `gone`. */
function renamedOrAdded(added: ReadonlyMap<string, string>, gone: Map<string, string>): readonly FileChange[] {
  const namesByContent = new Map<string, string[]>();
  for (const [path, identity] of gone) {
    const content = contentOf(identity);
    if (content !== undefined) namesByContent.set(content, [...(namesByContent.get(content) ?? []), path]);
  }
  return [...added].map(([path, identity]): FileChange => {
    const content = contentOf(identity);
    const names = content === undefined ? undefined : namesByContent.get(content);
    const from = names?.shift();
    if (from === undefined) return { path, change: 'added' };
    gone.delete(from);
    return { path, change: 'renamed', from };
  });
}

/** Short sha256 of an empty file: that two files are empty does not mean that one was renamed. */
const EMPTY = 'sha256:e3b0c44298fc1c14';

function contentOf(identity: string): string | undefined {
  const parsed = parseFileIdentity(identity);
  return parsed?.type === 'file' && parsed.content !== EMPTY ? parsed.content : undefined;
}

function modification(path: string, was: string, is: string): FileChange {
  const [before, now] = [parseFileIdentity(was), parseFileIdentity(is)];
  // A record from elsewhere may have any text.
  if (before === undefined || now === undefined) return { path, change: 'modified', content: true };
  if (before.type !== now.type) return { path, change: 'type', from: before.type, to: now.type };
  return { path, change: 'modified', ...differenceOf(before, now) };
}

function differenceOf(before: FileIdentity, now: FileIdentity): FileDifference {
  const changeOf = (field: 'mode' | 'owner') => ({ from: before[field], to: now[field] });
  return {
    ...(before.content !== now.content && { content: true as const }),
    ...(before.mode !== now.mode && { mode: changeOf('mode') }),
    ...(before.owner !== now.owner && { owner: changeOf('owner') }),
    ...(before.rest !== now.rest && { attributes: true as const }),
  };
}
