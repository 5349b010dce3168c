import { readFile, stat } from 'node:fs/promises';

import type { FileIdentities } from '../../engine/record.js';
import { digestHex, digestOfPieces, sha256, type Digest } from '../../oci/digest.js';
import { writeWhole } from '../../files/atomic-file.js';
import { pathInRoot } from '../../files/root-folder.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import { encodedParts } from '../../text/encoded-parts.js';
import { errorCode } from '../../errors.js';
import { fileIdentities } from './file-identities.js';
import { readLongList } from './long-list.js';

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
    const digest = digestOfPieces(encodedParts(jsonPieces(files), PART));
    await writeWhole(this.#fileOf(digest), encodedParts(jsonPieces(files), PART));
    return digest;
  }

  /** @returns `undefined` for a list that does not exist, or does not match its digest */
  async read(files: FileIdentities | Digest): Promise<FileIdentities | undefined> {
    if (typeof files !== 'string') return files;
    const file = this.#fileOf(files);
    try {
      const { size } = await stat(file);
      if (size > MAX_LIST_SIZE) return undefined;
      if (size > LONG) return await readLongList(file, files);
      const bytes = await readFile(file);
      return sha256(bytes) === files ? parseOrUndefined(fileIdentities, bytes, LONG) : undefined;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  #fileOf(digest: Digest): string {
    return pathInRoot(this.#root, 'fileLists', digestHex(digest));
  }
}

/** Bytes that are hashed or written at once. */
const PART = 256 * 1024;

/** The list as `JSON.stringify` gives it, in pieces. */
function* jsonPieces(files: FileIdentities): Generator<string, void, undefined> {
  let before = '[';
  for (const file of files) {
    yield before + JSON.stringify(file);
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

/** Bytes. A shorter list is an array when it was read. */
const LONG = 4 * 1024 * 1024;
/** Bytes. The list of a million files with long paths has fewer. */
const MAX_LIST_SIZE = 256 * 1024 * 1024;
