import { UserError } from '../../errors.js';
import type { EntryMetadata } from '../../layer/entry.js';
import { displayName } from '../../text/byte-name.js';
import { resolvePath } from '../../text/resolve-path.js';
import type { TarHeader } from '../../layer/tar/tar-reader.js';
import { archiveMembers, brokenArchive } from './archive-members.js';
import type { ContentSource, TreeFile } from './content-sources.js';
import type { DestinationTree, NewNode } from './destination-tree.js';
import { keptXattrs } from './kept-xattrs.js';
import { makeDirectories, resolveDestination } from './make-directories.js';
import type { CopyContext } from './copy-into-tree.js';
import { joinPath } from './source-paths.js';
import { baseName, parentPath } from '../../text/path-parts.js';

/**
 * Unpacks an archive at the destination, as moby/go-archive does in a chroot. Links of the image and of the archive are followed with
 * the destination as root, so that no name leads out of it. A directory over a directory gets the archive's mode and owner;
 * everything else replaces what is there. `--chown` sets the owner of all members; `--chmod` does not apply. Parents that the archive
 * does not name have mode 0755 and are owned by root.
 *
 * @throws UserError when the archive is damaged, or conflicts with what is in the image
 */
export async function unpackArchive(
  tree: DestinationTree,
  archive: TreeFile,
  context: CopyContext,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { request, owner } = context;
  const root = await resolveDestination(tree, request.destination, request.location);
  await makeDirectories(tree, root, { mode: 0o755, owner, mtime: request.created, location: request.location });
  const unpacking = new Unpacking(tree, root, archive, context);
  let member = 0;
  try {
    for await (const { header } of archiveMembers(archive, signal)) await unpacking.add(header, member++);
    await unpacking.finish();
  } catch (error) {
    throw brokenArchive(archive, error, request.location);
  }
}

class Unpacking {
  readonly #tree: DestinationTree;
  readonly #root: string;
  readonly #archive: TreeFile;
  readonly #context: CopyContext;
  /** Real path of each directory that members are in, by its name in the archive. */
  readonly #parents = new Map<string, string>();
  /** Headers of directories, by their names in the archive. */
  readonly #directories = new Map<string, TarHeader>();

  constructor(tree: DestinationTree, root: string, archive: TreeFile, context: CopyContext) {
    this.#tree = tree;
    this.#root = root;
    this.#archive = archive;
    this.#context = context;
  }

  async add(header: TarHeader, member: number): Promise<void> {
    // The destination itself keeps what it has.
    if (header.path === '') return;
    // Go's reader, and so BuildKit, knows neither contiguous files nor the sparse ones of GNU's own format.
    if ('7S'.includes(header.rawTypeflag)) throw this.#unhandled(header);
    const parent = await this.#parent(parentPath(header.path), header);
    const path = joinPath(parent, baseName(header.path));
    const existing = await this.#tree.lstat(path);
    // A replaced link or directory may have been part of a known path.
    const wasParent = existing?.type === 'symlink' || (existing?.type === 'directory' && header.typeflag !== '5');
    if (wasParent) this.#parents.clear();
    if (header.typeflag === '1') {
      await this.#addLink(header, path);
      return;
    }
    if (header.typeflag === '5') this.#directories.set(header.path, header);
    const metadata = this.#metadata(header);
    if (header.typeflag === '5' && existing?.type === 'directory') {
      const xattrs = keptXattrs({ ...existing.xattrs, ...metadata.xattrs });
      await this.#tree.change(path, { ...metadata, ...xattrs });
      return;
    }
    const content: ContentSource = { kind: 'archive', archive: this.#archive, member };
    await this.#tree.put(path, this.#node(header, metadata), content);
  }

  /** go-archive sets the times of directories at the end, and fails if a path no longer exists then. */
  async finish(): Promise<void> {
    for (const [path, header] of this.#directories) {
      const { entry } = await resolvePath(this.#inRoot(), path, { followLast: true });
      if (entry === undefined) throw this.#error(header, 'another member of the archive took it away');
    }
  }

  /** The real path of a member's directory, made if it is missing. */
  async #parent(path: string, header: TarHeader): Promise<string> {
    const known = this.#parents.get(path);
    if (known !== undefined) return known;
    let at = this.#root;
    for (const name of path.split('/').filter((part) => part !== '')) {
      const named = joinPath(this.#relative(at), name);
      const { entry, ...found } = await resolvePath(this.#inRoot(), named, { followLast: true });
      const real = joinPath(this.#root, found.path);
      if (entry === undefined && (found.notDirectory !== undefined || (await this.#tree.lstat(joinPath(at, name))))) {
        throw this.#error(header, `${displayName(named)} leads nowhere`);
      }
      if (entry !== undefined && entry.type !== 'directory') {
        throw this.#error(header, `${displayName(named)} is not a directory`);
      }
      if (entry === undefined) {
        const { created, location } = this.#context.request;
        await makeDirectories(this.#tree, real, { mode: 0o755, owner: { uid: 0, gid: 0 }, mtime: created, location });
      }
      at = real;
    }
    this.#parents.set(path, at);
    return at;
  }

  /** A hard link to a file of this archive or of the image. The file gets the metadata of the link's header. */
  async #addLink(header: TarHeader, path: string): Promise<void> {
    const parent = await resolvePath(this.#inRoot(), parentPath(header.linkname), { followLast: true });
    const target = joinPath(this.#root, parent.path, baseName(header.linkname));
    const entry = header.linkname === '' ? undefined : await this.#tree.lstat(target);
    if (entry === undefined || entry.type === 'directory') {
      const what = entry === undefined ? 'does not exist' : 'is a directory';
      throw this.#error(header, `it is a hard link to ${displayName(header.linkname)}, which ${what}`);
    }
    if (target === path) throw this.#error(header, 'it is a hard link to itself');
    const { mode, uid, gid, mtime } = this.#metadata(header);
    await this.#tree.change(
      target,
      entry.type === 'symlink' ? { ...entry, uid, gid } : { ...entry, mode, uid, gid, mtime },
    );
    await this.#tree.link(path, target);
  }

  #node(header: TarHeader, metadata: EntryMetadata): NewNode {
    switch (header.typeflag) {
      case '0':
        return { type: 'file', size: header.size, ...metadata };
      case '2':
        return { type: 'symlink', target: header.linkname, ...metadata };
      case '5':
        return { type: 'directory', ...metadata };
      case '6':
        return { type: 'fifo', ...metadata };
      case '3':
        // For overlayfs, and so for Docker, this device is a whiteout.
        if (header.major === 0 && header.minor === 0)
          throw this.#error(header, 'a character device 0:0 cannot be unpacked');
        return { type: 'char', major: header.major, minor: header.minor, ...metadata };
      case '4':
        return { type: 'block', major: header.major, minor: header.minor, ...metadata };
      default:
        throw this.#unhandled(header);
    }
  }

  #metadata(header: TarHeader): EntryMetadata {
    const { owner } = this.#context;
    return {
      mode: header.typeflag === '2' ? 0o777 : header.mode,
      uid: owner?.uid ?? header.uid,
      gid: owner?.gid ?? header.gid,
      mtime: Math.max(0, header.mtime),
      ...keptXattrs(header.xattrs),
    };
  }

  /** The destination as the root of a tree, as in a chroot. */
  #inRoot(): Pick<DestinationTree, 'lstat'> {
    return { lstat: (path) => this.#tree.lstat(joinPath(this.#root, path)) };
  }

  #relative(path: string): string {
    return this.#root === '' ? path : path.slice(this.#root.length + 1);
  }

  #unhandled(header: TarHeader): UserError {
    return this.#error(header, `unhandled tar header type ${JSON.stringify(header.rawTypeflag)}`);
  }

  #error(header: TarHeader, what: string): UserError {
    return new UserError(
      `cannot unpack ${displayName(header.path)} of ${displayName(this.#archive.path)} at ${this.#context.request.destination}: ${what}`,
      { location: this.#context.request.location },
    );
  }
}
