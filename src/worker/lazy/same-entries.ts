import type { EntryMetadata, LayerEntry, NewEntry } from '../../layer/entry.js';

/**
 * Compares the entries of a layer that was read with those of its index, in order, without the digests of files.
 *
 * @returns the path of the first entry that differs; `undefined` if none does
 */
export function differenceOf(index: Iterable<LayerEntry>, found: Iterable<NewEntry>): string | undefined {
  const others: Iterator<NewEntry, unknown> = found[Symbol.iterator]();
  for (const entry of index) {
    const other = others.next();
    if (other.done === true || !isSame(entry, other.value)) return entry.path;
  }
  const more = others.next();
  return more.done === true ? undefined : more.value.path;
}

function isSame(one: LayerEntry, other: NewEntry): boolean {
  if (one.path !== other.path) return false;
  switch (one.type) {
    case 'file':
      return other.type === 'file' && one.size === other.size && hasSameMetadata(one, other);
    case 'directory':
      return other.type === 'directory' && one.opaque === other.opaque && hasSameMetadata(one, other);
    case 'symlink':
      return other.type === 'symlink' && one.target === other.target && hasSameMetadata(one, other);
    case 'hardlink':
      return other.type === 'hardlink' && one.target === other.target;
    case 'whiteout':
      return other.type === 'whiteout';
    case 'fifo':
      return other.type === 'fifo' && hasSameMetadata(one, other);
    case 'char':
    case 'block':
      return (
        other.type === one.type && one.major === other.major && one.minor === other.minor && hasSameMetadata(one, other)
      );
  }
}

function hasSameMetadata(one: EntryMetadata, other: EntryMetadata): boolean {
  return (
    one.mode === other.mode &&
    one.uid === other.uid &&
    one.gid === other.gid &&
    one.mtime === other.mtime &&
    hasSameXattrs(one.xattrs ?? {}, other.xattrs ?? {})
  );
}

function hasSameXattrs(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
