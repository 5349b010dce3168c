import { constants, lstatSync, type Stats } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

import type { TreeEntry } from '../../layer/entry.js';
import { openedContent } from '../../layer/file-content.js';
import { digestedFile, FileDigest } from '../../layer/file-digest.js';
import { holdFile, type HeldFile } from '../../files/held-file.js';
import { ByteSearch } from '../../text/byte-search.js';
import { readNames } from '../../text/byte-name.js';
import { FolderDescent } from '../kernel/folder-descent.js';
import { WHITEOUT_PREFIX } from '../../layer/tar/whiteout.js';
import { metadataOf, specialEntry, xattrsAt, type FolderXattrs } from './captured-entry.js';
import { errorCode } from '../../errors.js';

export interface FolderScan {
  /** By path, the folder itself first, parents before children. Every name of a hard link is a file of its own. */
  readonly entries: ReadonlyMap<string, TreeEntry>;
  /** What a layer cannot hold: the reasons, with one path as an example for each. */
  readonly leftOut: ReadonlyMap<string, string>;
  /** The first path with what was searched for, in its content, its name, the target of a link, or an attribute. */
  readonly found: string | undefined;
}

/** Bytes of holes in one file, at most: a layer has to write all of them as zeros. */
const MAX_HOLES = 1024 ** 3;
/** Bytes that are read before other work gets its turn; each entry counts as `ENTRY` bytes. */
const BATCH = 8 * 1024 * 1024;
const ENTRY = 16 * 1024;

/**
 * Reads the content of a folder, while others may be writing to it. What vanishes meanwhile, cannot be read, or cannot be in
 * a layer is left out. No symbolic link is followed, even if somebody puts one there at this moment.
 *
 * @throws the error if the folder itself cannot be read; the signal's reason
 */
export async function scanFolder(
  root: string,
  xattrs: FolderXattrs,
  signal: AbortSignal,
  search = new ByteSearch([]),
): Promise<FolderScan> {
  const entries = new Map<string, TreeEntry>();
  const leftOut = new Map<string, string>();
  let work = 0;
  let found: string | undefined;

  const descent = new FolderDescent(root);

  const entryOf = (held: HeldFile, path: string, file: string): TreeEntry | undefined => {
    const { stats } = held;
    const metadata = metadataOf(stats, xattrsAt(xattrs, path));
    const obstacle = obstacleOf(path, stats);
    if (obstacle !== undefined) {
      leftOut.set(obstacle, path);
      return undefined;
    }
    if (stats.isDirectory()) return { type: 'directory', path, ...metadata };
    if (!stats.isFile()) return specialEntry(file, path, stats, metadata);
    const digest = new FileDigest(stats.size);
    const seen = search.stream();
    for (const chunk of openedContent(held.open(constants.O_RDONLY), stats.size)) {
      digest.update(chunk);
      if (seen(chunk)) found ??= path;
    }
    work += digest.seen;
    return digestedFile({ type: 'file', path, ...metadata, size: digest.seen }, digest.digest());
  };

  const scanEntry = (path: string, file: string): TreeEntry | undefined => {
    // Held before it is opened: somebody may exchange the file for a device of the machine, and opening a device can have
    // effects.
    const held = holdFile(file, 'keep');
    try {
      return entryOf(held, path, file);
    } finally {
      held.close();
    }
  };

  const scan = async (folder: string): Promise<void> => {
    for (const name of readNames(descent.enter(folder)).sort()) {
      const path = folder === '' ? name : `${folder}/${name}`;
      work += ENTRY;
      if (work > BATCH) {
        work = 0;
        await turn();
        signal.throwIfAborted();
      }
      try {
        const entry = scanEntry(path, `${descent.enter(folder)}/${name}`);
        if (entry === undefined) continue;
        if (search.isIn(Buffer.from(wordsOf(entry)))) found ??= path;
        entries.set(path, entry);
        if (entry.type === 'directory') await scan(path);
      } catch (error) {
        signal.throwIfAborted();
        const code = errorCode(error);
        if (code === undefined) throw error;
        if (code !== 'ENOENT') leftOut.set(`cannot be read (${code})`, path);
      }
    }
  };

  entries.set('', { type: 'directory', path: '', ...metadataOf(lstatSync(root), undefined) });
  try {
    await scan('');
  } finally {
    descent.close();
  }
  return { entries, leftOut, found };
}

/** What an entry says beside its content. Attributes are kept in base64. */
function wordsOf(entry: TreeEntry): string {
  const target = entry.type === 'symlink' ? entry.target : '';
  const xattrs = Object.values(entry.xattrs ?? {}).map((value) => Buffer.from(value, 'base64').toString('latin1'));
  return [entry.path, target, ...xattrs].join('\n');
}

function obstacleOf(path: string, stats: Stats): string | undefined {
  if (stats.isSocket()) return 'is a socket';
  if (stats.isBlockDevice() || stats.isCharacterDevice()) return 'is a device node';
  if (stats.isFile() && stats.size - stats.blocks * 512 > MAX_HOLES) return 'is a sparse file';
  if (path.slice(path.lastIndexOf('/') + 1).startsWith(WHITEOUT_PREFIX))
    return `has a name that starts with ${WHITEOUT_PREFIX}`;
  return undefined;
}
