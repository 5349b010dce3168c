import { readFile } from 'node:fs/promises';

import type { FileIdentities } from '../../engine/record.js';
import { digestHex, digestOfPieces, sha256, type Digest } from '../../oci/digest.js';
import { writeWhole } from '../../files/atomic-file.js';
import { pathInRoot } from '../../files/root-folder.js';
import { array, tuple } from '../../json/containers.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import { type Decoder, string } from '../../json/decoder.js';
import { errorCode } from '../../errors.js';

/** Up to this number of files, the list is in the record itself: so few cost nothing to read. */
const SHORT = 50;

/**
 * Lists of the files that steps read, each in a file of its own, named by its digest. A list may be long (a COPY of
 * node_modules has tens of thousands of files), is shared by all records of the same files, and is only read when a miss is
 * explained.
 */
export class FileLists {
  readonly #root: string;
  /** A step saves its record under two keys, but its list is encoded and written only once. */
  readonly #kept = new WeakMap<FileIdentities, Promise<Digest>>();

  /** @param root absolute path of the root folder */
  constructor(root: string) {
    this.#root = root;
  }

  /** @returns what goes into the record: a short list itself, or the digest of a long one */
  async keep(files: FileIdentities | Digest): Promise<FileIdentities | Digest> {
    if (typeof files === 'string') return files;
    if (files.length <= SHORT) return [...files];
    let kept = this.#kept.get(files);
    if (kept === undefined) this.#kept.set(files, (kept = this.#write(files)));
    return kept;
  }

  async #write(files: FileIdentities): Promise<Digest> {
    const digest = digestOfPieces(jsonPieces(files));
    await writeWhole(this.#fileOf(digest), jsonPieces(files));
    return digest;
  }

  /** @returns `undefined` for a list that does not exist, or does not match its digest */
  async read(files: FileIdentities | Digest): Promise<FileIdentities | undefined> {
    if (typeof files !== 'string') return files;
    try {
      const bytes = await readFile(this.#fileOf(files));
      return sha256(bytes) === files ? parseOrUndefined(fileIdentities, bytes, MAX_LIST_SIZE) : undefined;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  #fileOf(digest: Digest): string {
    return pathInRoot(this.#root, 'fileLists', digestHex(digest));
  }
}

/** Characters that are hashed or written at once. */
const PIECE = 64 * 1024;

/** The list as `JSON.stringify` gives it, in pieces. */
function* jsonPieces(files: FileIdentities): Generator<string, void, undefined> {
  let text = '[';
  for (const file of files) {
    text += `${JSON.stringify(file)},`;
    if (text.length < PIECE) continue;
    yield text.slice(0, -1);
    text = ',';
  }
  yield text.endsWith(',') ? `${text.slice(0, -1)}]` : `${text}]`;
}

/** Bytes. The list of a million files with long paths has fewer. */
const MAX_LIST_SIZE = 256 * 1024 * 1024;

export const fileIdentities: Decoder<FileIdentities> = array(tuple(string, string));
