import { UserError } from '../../errors.js';
import type { EntryMetadata } from '../../layer/entry.js';
import { displayName } from '../../text/byte-name.js';
import type { SourceEntry } from '../../layer/source-tree.js';
import type { FileOwner } from '../../layer/users/file-owner.js';
import type { CopyRequest, SelectedEntry, SelectedSource } from './copy-request.js';
import type { ContentSource } from './content-sources.js';
import { withMetadata, type DestinationTree } from './destination-tree.js';
import { keptXattrs } from './kept-xattrs.js';
import { makeDirectories, resolveDestination, type NewDirectories } from './make-directories.js';
import { joinPath } from './source-paths.js';
import { parentPath } from '../../text/path-parts.js';

/** What applies to all sources of an instruction. */
export interface CopyContext {
  readonly request: CopyRequest;
  /** From `--chown`. */
  readonly owner: FileOwner | undefined;
}

/**
 * Copies one source to the destination, by the rules of fsutil's `copy.Copy`:
 *
 * - The directory part of the destination is made. With `/` or `/.` at the end, that is all of it.
 * - If the destination is a directory, a file is put into it under its own name.
 * - The contents of a directory go into the destination. If it does not exist, it is made with mode 0755 and owned by root, whatever
 *   the source directory has; octal `--chmod` and `--chown` apply.
 * - An existing directory keeps its mode and owner if it is the destination itself. Below the destination it gets the source's.
 * - A link to a directory does not count as a directory.
 *
 * @throws UserError when something is in the way
 */
export async function copyIntoTree(tree: DestinationTree, source: SelectedSource, context: CopyContext): Promise<void> {
  const { request } = context;
  const directories: NewDirectories = {
    mode: request.chmod?.octal ?? 0o755,
    owner: context.owner,
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
  await copyTop(tree, source, target, context);
}

/** All of the destination but its last component, if that is a name. */
function directoryPart(destination: string): string {
  return /\/\.?$/.test(destination) ? destination : parentPath(destination);
}

async function copyTop(
  tree: DestinationTree,
  source: SelectedSource,
  target: string,
  context: CopyContext,
): Promise<void> {
  const links = new Map<string, string>();
  if (source.top.entry.type !== 'directory') {
    await copyNode(tree, source, source.top, target, links, context);
    return;
  }
  const existing = await tree.lstat(target);
  if (existing === undefined) await put(tree, target, source, source.top, context);
  else if (existing.type !== 'directory') throw ontoFile(target, context);
  // It keeps its mode and owner, but not its mtime.
  else tree.touch(target, source.top.entry.mtime);
  for await (const picked of source.below) {
    const path = joinPath(target, picked.path);
    if (picked.entry.type === 'directory') await copyDirectory(tree, source, picked, path, context);
    else await copyNode(tree, source, picked, path, links, context);
  }
}

async function copyDirectory(
  tree: DestinationTree,
  source: SelectedSource,
  picked: SelectedEntry,
  path: string,
  context: CopyContext,
): Promise<void> {
  const existing = await tree.lstat(path);
  if (existing === undefined) {
    await put(tree, path, source, picked, context);
    return;
  }
  if (existing.type !== 'directory') throw ontoFile(path, context);
  const wanted =
    picked.implied === true ? { ...metadataOf(existing), mode: picked.entry.mode } : merged(existing, picked, context);
  if (sameButForTime(existing, wanted)) tree.touch(path, wanted.mtime);
  else await tree.change(path, wanted);
}

/**
 * A file, link, device or fifo. It replaces anything but a directory.
 *
 * @param links where files with several names were put first
 */
async function copyNode(
  tree: DestinationTree,
  source: SelectedSource,
  picked: SelectedEntry,
  path: string,
  links: Map<string, string>,
  context: CopyContext,
): Promise<void> {
  if ((await tree.lstat(path))?.type === 'directory') {
    throw new UserError(`cannot replace directory /${displayName(path)} with ${kindOf(picked.entry)}`, {
      location: context.request.location,
      hint: 'Give another destination, or remove the directory in an earlier RUN.',
    });
  }
  const { entry } = picked;
  const identity = entry.type === 'file' ? entry.inode : undefined;
  const first = identity === undefined ? undefined : links.get(identity);
  if (first !== undefined) {
    await tree.link(path, first);
    return;
  }
  if (identity !== undefined) links.set(identity, path);
  await put(tree, path, source, picked, context);
}

function put(
  tree: DestinationTree,
  path: string,
  source: SelectedSource,
  picked: SelectedEntry,
  context: CopyContext,
): Promise<void> {
  const content: ContentSource = { kind: 'tree', tree: source.tree, path: picked.source };
  return tree.put(path, withMetadata(picked.entry, copiedMetadata(picked.entry, context)), content);
}

function copiedMetadata(entry: SourceEntry, { request, owner }: CopyContext): EntryMetadata {
  const { mtime, xattrs } = entry;
  const mode = copiedMode(entry, request);
  const { uid, gid } = owner ?? entry;
  return { mode, uid, gid, mtime, ...keptXattrs(xattrs) };
}

/** An octal `--chmod` replaces all bits, also of directories. In Linux, links have no mode, which is shown as 0777. */
function copiedMode(entry: SourceEntry, { chmod }: CopyRequest): number {
  if (entry.type === 'symlink') return 0o777;
  return chmod === undefined ? entry.mode : chmod.apply(entry.mode, entry.type === 'directory');
}

function metadataOf({ mode, uid, gid, mtime, xattrs }: EntryMetadata): EntryMetadata {
  return { mode, uid, gid, mtime, ...(xattrs === undefined ? {} : { xattrs }) };
}

/** The existing directory keeps extended attributes that the copied one lacks. */
function merged(existing: SourceEntry, picked: SelectedEntry, context: CopyContext): EntryMetadata {
  const copied = copiedMetadata(picked.entry, context);
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

function ontoFile(path: string, context: CopyContext): UserError {
  return new UserError(`cannot copy a directory to /${displayName(path)}, which exists and is not a directory`, {
    location: context.request.location,
    hint: 'A link to a directory is not followed below the destination; copy to where it leads.',
  });
}

function kindOf(entry: SourceEntry): string {
  return entry.type === 'symlink' ? 'a symbolic link' : entry.type === 'file' ? 'a file' : `a ${entry.type} node`;
}
