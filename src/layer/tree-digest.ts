import { createHash } from 'node:crypto';

import { unreachable } from '../errors.js';
import { type TreeDigest, treeDigestOfHex } from '../oci/identity.js';
import type { EntryMetadata, LayerEntry } from './entry.js';
import { HardLinks } from './hard-links.js';
import { type Entries, PackedEntries } from './packed-entries.js';

const VERSION = 'layer-tree/1';

/**
 * Identifies what a layer contains, without the order and the mtimes of its tar: sha256 over the entries, sorted by path, each field with
 * its length in front. It makes no difference which of several hard links is the file in the tar.
 *
 * @throws InfraError when hard links form a circle
 */
export function treeDigest(entries: Entries): TreeDigest {
  const hash = createHash('sha256');
  let text = field(VERSION);
  const canonical = canonicalLinks(entries);
  for (const entry of PackedEntries.of(entries).sorted()) {
    text += canonicalEntry(canonical(entry));
    if (text.length > FLUSH) {
      // UTF-16: invalid bytes in names are encoded as lone surrogates, which UTF-8 does not have.
      hash.update(text, 'utf16le');
      text = '';
    }
  }
  return treeDigestOfHex(hash.update(text, 'utf16le').digest('hex'));
}

/** Characters that are hashed at a time. */
const FLUSH = 64 * 1024;

function field(value: string | number): string {
  const text = String(value);
  return `${text.length}:${text}`;
}

/** An entry as part of the tree digest. Two entries that differ at most in times have the same text. */
export function canonicalEntry(entry: LayerEntry): string {
  const start = field(entry.type) + field(entry.path);
  switch (entry.type) {
    case 'file':
      return start + metadata(entry) + field(entry.size) + field(entry.digest);
    case 'directory':
      return start + metadata(entry) + field(entry.opaque === true ? 'opaque' : '');
    case 'symlink':
      return start + metadata(entry) + field(entry.target);
    case 'char':
    case 'block':
      return start + metadata(entry) + field(entry.major) + field(entry.minor);
    case 'fifo':
      return start + metadata(entry);
    case 'hardlink':
      return start + field(entry.target);
    case 'whiteout':
      return start;
    default:
      return unreachable(entry);
  }
}

function metadata(entry: EntryMetadata): string {
  const { mode, uid, gid, xattrs } = entry;
  const own = field(mode) + field(uid) + field(gid);
  if (xattrs === undefined) return own + field(0);
  const names = Object.keys(xattrs).sort();
  return own + field(names.length) + names.map((name) => field(name) + field(xattrs[name] ?? '')).join('');
}

/** Makes the first path of each group of hard links the file, and the others links to it. */
function canonicalLinks(entries: Iterable<LayerEntry>): (entry: LayerEntry) => LayerEntry {
  const links = new HardLinks(entries);
  if (links.size === 0) return (entry) => entry;
  const carriers = new Map<string, LayerEntry>();
  const least = new Map<string, string>();
  for (const link of links.paths()) {
    const carrier = links.carrier(link);
    const known = least.get(carrier) ?? carrier;
    least.set(carrier, link < known ? link : known);
  }
  for (const entry of entries) {
    if (entry.type !== 'whiteout' && entry.type !== 'hardlink' && least.has(entry.path))
      carriers.set(entry.path, entry);
  }
  return (entry) => {
    if (entry.type === 'whiteout') return entry;
    const { path } = entry;
    const carrier = links.carrier(path);
    const name = least.get(carrier);
    if (name === undefined) return entry;
    const file = carriers.get(carrier);
    // The file is in a layer below.
    if (file === undefined) return { type: 'hardlink', path, target: carrier };
    return path === name ? { ...file, path } : { type: 'hardlink', path, target: name };
  };
}
