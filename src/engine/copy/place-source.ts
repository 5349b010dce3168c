import { UserError } from '../../errors.js';
import type { EntryMetadata } from '../../layer/entry.js';
import { displayName } from '../../text/byte-name.js';
import type { SourceEntry } from '../../layer/source-tree.js';
import type { FileOwner } from '../../layer/file-owner.js';
import type { CopyRequest, SelectedEntry, SelectedSource } from './copy-request.js';
import { bodyOf, type DestinationTree, type Inode } from './destination-tree.js';
import { keptXattrs } from './kept-xattrs.js';
import { makeDirectories, resolveDestination, type NewDirectories } from './make-directories.js';
import { joinPath } from './source-paths.js';
import { parentPath } from '../../text/path-parts.js';

/** What all sources of an instruction have in common. */
export interface Placing {
  readonly request: CopyRequest;
  /** From `--chown`. */
  readonly owner: FileOwner | undefined;
}

/**
 * Copies one source to the destination, with the rules of fsutil's `copy.Copy`:
 *
 * - the destination's directory part, all of it where it ends in `/` or `/.`, is made;
 * - a file goes into a destination that is a directory, under its own name; a directory's contents go into it, or a new
 *   directory is made for them, root's with mode 0755 whatever the source's directory has (octal `--chmod` and `--chown` apply);
 * - a directory that is there already keeps mode and owner where it is the destination itself, and takes the source's where it
 *   lies below; a link to a directory is no directory.
 *
 * @throws UserError when something is in the way
 */
export async function placeSource(tree: DestinationTree, source: SelectedSource, placing: Placing): Promise<void> {
  const { request } = placing;
  const directories: NewDirectories = {
    mode: request.chmod?.octal ?? 0o755,
    owner: placing.owner,
    mtime: request.created,
    location: request.location,
  };
  await makeDirectories(
    tree,
    await resolveDestination(tree, directoryPart(request.destination), request.location),
    directories,
  );
  let target = await resolveDestination(tree, request.destination, request.location);
  const existing = await tree.lstat(target);
  const isDirectory = source.top.entry.type === 'directory';
  const intoDirectory = isDirectory ? !source.contentsOnly && existing !== undefined : existing?.type === 'directory';
  if (intoDirectory) target = joinPath(target, source.baseName);
  const contentsOfNew = isDirectory && source.contentsOnly && existing === undefined;
  await makeDirectories(tree, contentsOfNew ? target : parentPath(target), directories);
  await placeTop(tree, source, target, placing);
}

/** The part of a destination that must be a directory: all but a last component that is a name. */
function directoryPart(destination: string): string {
  return /\/\.?$/.test(destination) ? destination : parentPath(destination);
}

async function placeTop(
  tree: DestinationTree,
  source: SelectedSource,
  target: string,
  placing: Placing,
): Promise<void> {
  const links = new Map<string, Inode>();
  if (source.top.entry.type !== 'directory') {
    await placeNode(tree, source, source.top, target, links, placing);
    return;
  }
  const existing = await tree.lstat(target);
  if (existing === undefined) await tree.put(target, newInode(source, source.top, placing));
  else if (existing.type !== 'directory') throw ontoFile(target, placing);
  // Its mode and owner stay, its mtime does not.
  else tree.touch(target, source.top.entry.mtime);
  for (const picked of source.below) {
    const path = joinPath(target, picked.path);
    if (picked.entry.type === 'directory') await placeDirectory(tree, source, picked, path, placing);
    else await placeNode(tree, source, picked, path, links, placing);
  }
}

async function placeDirectory(
  tree: DestinationTree,
  source: SelectedSource,
  picked: SelectedEntry,
  path: string,
  placing: Placing,
): Promise<void> {
  const existing = await tree.lstat(path);
  if (existing === undefined) {
    await tree.put(path, newInode(source, picked, placing));
    return;
  }
  if (existing.type !== 'directory') throw ontoFile(path, placing);
  const wanted =
    picked.implied === true ? { ...metadataOf(existing), mode: picked.entry.mode } : merged(existing, picked, placing);
  if (sameButForTime(existing, wanted)) tree.touch(path, wanted.mtime);
  else (await tree.open(path)).metadata = wanted;
}

/** A file, link, device or fifo; replaces all but a directory. */
async function placeNode(
  tree: DestinationTree,
  source: SelectedSource,
  picked: SelectedEntry,
  path: string,
  links: Map<string, Inode>,
  placing: Placing,
): Promise<void> {
  if ((await tree.lstat(path))?.type === 'directory') {
    throw new UserError(`cannot replace directory /${displayName(path)} with ${kindOf(picked.entry)}`, {
      location: placing.request.location,
      hint: 'Give another destination, or remove the directory in an earlier RUN.',
    });
  }
  const { entry } = picked;
  const identity = entry.type === 'file' ? entry.inode : undefined;
  const linked = identity === undefined ? undefined : links.get(identity);
  const inode = linked ?? newInode(source, picked, placing);
  if (identity !== undefined) links.set(identity, inode);
  await tree.put(path, inode);
}

function newInode(source: SelectedSource, picked: SelectedEntry, placing: Placing): Inode {
  return {
    body: bodyOf(picked.entry, { kind: 'tree', tree: source.tree, path: picked.source }),
    metadata: copiedMetadata(picked.entry, placing),
  };
}

function copiedMetadata(entry: SourceEntry, { request, owner }: Placing): EntryMetadata {
  const { mtime, xattrs } = entry;
  const mode = copiedMode(entry, request);
  const { uid, gid } = owner ?? entry;
  return { mode, uid, gid, mtime, ...keptXattrs(xattrs) };
}

/** An octal `--chmod` replaces all bits, also those of directories. On Linux links have no mode, which shows as 0777. */
function copiedMode(entry: SourceEntry, { chmod }: CopyRequest): number {
  if (entry.type === 'symlink') return 0o777;
  return chmod === undefined ? entry.mode : chmod.apply(entry.mode, entry.type === 'directory');
}

function metadataOf({ mode, uid, gid, mtime, xattrs }: EntryMetadata): EntryMetadata {
  return { mode, uid, gid, mtime, ...(xattrs === undefined ? {} : { xattrs }) };
}

/** Extended attributes that only the existing directory has stay. */
function merged(existing: SourceEntry, picked: SelectedEntry, placing: Placing): EntryMetadata {
  const copied = copiedMetadata(picked.entry, placing);
  if (existing.xattrs === undefined) return copied;
  return { ...copied, xattrs: { ...existing.xattrs, ...copied.xattrs } };
}

function sameButForTime(a: EntryMetadata, b: EntryMetadata): boolean {
  const names = Object.keys({ ...a.xattrs, ...b.xattrs });
  return (
    a.mode === b.mode &&
    a.uid === b.uid &&
    a.gid === b.gid &&
    names.every((name) => a.xattrs?.[name] === b.xattrs?.[name])
  );
}

function ontoFile(path: string, placing: Placing): UserError {
  return new UserError(`cannot copy a directory to /${displayName(path)}, which exists and is not a directory`, {
    location: placing.request.location,
    hint: 'A link to a directory is not followed below the destination; copy to where it leads.',
  });
}

function kindOf(entry: SourceEntry): string {
  return entry.type === 'symlink' ? 'a symbolic link' : entry.type === 'file' ? 'a file' : `a ${entry.type} node`;
}
