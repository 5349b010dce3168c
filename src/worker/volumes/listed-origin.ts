import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

import { mapOf } from '../../json/containers.js';
import { string } from '../../json/decoder.js';
import { decodeDocument } from '../../json/document.js';
import { fsPath, readNames } from '../../text/byte-name.js';
import { FolderDescent } from '../kernel/folder-descent.js';
import { knownEntry, NOTHING, type KnownEntries, type KnownEntry, type Origin } from './origin.js';

/** Bytes. Some hundred for each file. */
const MAX_SIZE = 256 * 1024 * 1024;
/** Folders after which other work gets its turn. */
const BATCH = 50;
/** No name has it. */
const BETWEEN = '/';
const FIELDS = 9;

/** A tree as a listing says that it was. A tree that was copied has numbers and times of its own, so they are written down before a step. */
export class ListedOrigin implements Origin {
  /** By folder: the entries as one text, since a tree may have a million of them. */
  readonly #folders: ReadonlyMap<string, string>;

  private constructor(folders: ReadonlyMap<string, string>) {
    this.#folders = folders;
  }

  static async of(root: string): Promise<ListedOrigin> {
    const folders = new Map<string, string>();
    const descent = new FolderDescent(root);
    const list = async (folder: string): Promise<void> => {
      const place = descent.enter(folder);
      const below: string[] = [];
      const fields = readNames(place).flatMap((name) => {
        const stats = lstatSync(fsPath(`${place}/${name}`), { bigint: true });
        if (stats.isDirectory()) below.push(folder === '' ? name : `${folder}/${name}`);
        return encode(name, knownEntry(stats));
      });
      folders.set(folder, fields.join(BETWEEN));
      if (folders.size % BATCH === 0) await turn();
      for (const path of below) await list(path);
    };
    try {
      await list('');
    } finally {
      descent.close();
    }
    return new ListedOrigin(folders);
  }

  /** @throws InfraError when the file is damaged */
  static read(file: string): ListedOrigin {
    const folders = decodeDocument(mapOf(string), readFileSync(file), { name: file, maxBytes: MAX_SIZE });
    return new ListedOrigin(new Map(Object.entries(folders)));
  }

  write(file: string): void {
    writeFileSync(file, JSON.stringify(Object.fromEntries(this.#folders)), { mode: 0o600 });
  }

  entries(folder: string): KnownEntries {
    const text = this.#folders.get(folder);
    if (text === undefined || text === '') return NOTHING;
    const fields = text.split(BETWEEN);
    const found = new Map<string, KnownEntry>();
    for (let at = 0; at + FIELDS <= fields.length; at += FIELDS) {
      const [name = '', ...rest] = fields.slice(at, at + FIELDS);
      found.set(name, decode(rest));
    }
    return found;
  }
}

function encode(name: string, entry: KnownEntry): readonly string[] {
  const { kind, inode, changed, born, mode, uid, gid, mtime } = entry;
  return [name, kind === 'directory' ? 'd' : '-', ...[inode, changed, born, mode, uid, gid, mtime].map(String)];
}

function decode([kind, inode = '0', changed = '0', born = '0', ...rest]: readonly string[]): KnownEntry {
  const [mode = 0, uid = 0, gid = 0, mtime = 0] = rest.map(Number);
  return {
    kind: kind === 'd' ? 'directory' : 'other',
    inode: BigInt(inode),
    changed: BigInt(changed),
    born: BigInt(born),
    mode,
    uid,
    gid,
    mtime,
  };
}
