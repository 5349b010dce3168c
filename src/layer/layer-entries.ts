import { InfraError } from '../errors.js';
import { LayerPaths } from './layer-paths.js';
import type { NewEntry } from './entry.js';
import { displayName } from '../text/byte-name.js';
import { InvalidTar } from './tar/tar-block.js';
import type { TarHeader } from './tar/tar-header.js';
import { AUFS_PREFIX, OPAQUE_MARKER, WHITEOUT_PREFIX } from './tar/whiteout.js';
import { baseName, parentPath } from '../text/path-parts.js';

export type LayerMember =
  | { readonly kind: 'entry'; readonly entry: NewEntry }
  /** The directory at `path` is opaque. */
  | { readonly kind: 'opaque'; readonly path: string }
  /** What AUFS left behind, which means nothing. */
  | { readonly kind: 'ignored' };

const IGNORED: LayerMember = { kind: 'ignored' };

/** Reads the members of one tar as a layer's entries (image-spec, "Layer Filesystem Changeset"). */
export class LayerEntries {
  readonly #label: string;
  readonly #paths = new LayerPaths();

  /** @param label how errors name the layer */
  constructor(label: string) {
    this.#label = label;
  }

  /** @throws InfraError for a member that a layer must not have */
  next(header: TarHeader): LayerMember {
    try {
      return this.#member(header);
    } catch (error) {
      if (!(error instanceof InvalidTar)) throw error;
      throw new InfraError(`${this.#label} is not a valid layer: ${displayName(error.message)}`, { cause: error });
    }
  }

  #member(header: TarHeader): LayerMember {
    if (header.typeflag === 'V') return IGNORED;
    const path = this.#paths.resolve(header.path);
    const name = baseName(path);
    if (path.includes(AUFS_PREFIX) || name.startsWith(WHITEOUT_PREFIX)) {
      if (name === OPAQUE_MARKER) return { kind: 'opaque', path: parentPath(path) };
      if (path.startsWith(AUFS_PREFIX) || path.includes(`/${AUFS_PREFIX}`)) return IGNORED;
      if (name.startsWith(WHITEOUT_PREFIX)) return { kind: 'entry', entry: whiteout(path, name) };
    }
    const entry = this.#entry(header, path);
    if (path === '' && entry.type !== 'directory') throw new InvalidTar('its root is no directory');
    this.#paths.note(path, entry.type === 'symlink' ? entry.target : undefined);
    return { kind: 'entry', entry };
  }

  #entry(header: TarHeader, path: string): NewEntry {
    const { typeflag, mode, uid, gid, mtime, xattrs } = header;
    const metadata = { mode, uid, gid, mtime, ...(hasKeys(xattrs) ? { xattrs } : {}) };
    switch (typeflag) {
      case '0':
        if (!hasKeys(xattrs)) return { type: 'file', path, mode, uid, gid, mtime, size: header.size };
        return { type: 'file', path, ...metadata, size: header.size };
      case '1':
        return { type: 'hardlink', path, target: this.#paths.resolve(header.linkname) };
      case '2':
        return { type: 'symlink', path, ...metadata, target: header.linkname };
      case '3':
      case '4':
        return {
          type: typeflag === '3' ? 'char' : 'block',
          path,
          ...metadata,
          major: header.major,
          minor: header.minor,
        };
      case '5':
        return { type: 'directory', path, ...metadata };
      case '6':
        return { type: 'fifo', path, ...metadata };
      default:
        throw new InvalidTar(`${JSON.stringify(path)} has the unknown type ${JSON.stringify(typeflag)}`);
    }
  }
}

function hasKeys(xattrs: Readonly<Record<string, string>>): boolean {
  for (const name in xattrs) if (Object.hasOwn(xattrs, name)) return true;
  return false;
}

function whiteout(path: string, name: string): NewEntry {
  const removed = name.slice(WHITEOUT_PREFIX.length);
  // `.wh...` would remove the directory's parent.
  if (removed === '' || removed === '.' || removed === '..') {
    throw new InvalidTar(`${JSON.stringify(path)} is no proper whiteout`);
  }
  const parent = parentPath(path);
  return { type: 'whiteout', path: parent === '' ? removed : `${parent}/${removed}` };
}
