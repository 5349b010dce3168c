import path from 'node:path';

import { writeWhole } from '../files/atomic-file.js';
import { integer, nonNegativeInteger, string } from '../json/decoder.js';
import { readJsonFile } from '../json/json-file.js';
import { object } from '../json/object.js';
import { digest } from '../oci/digest-schema.js';
import { digestHex, sha256 } from '../oci/digest.js';
import type { DownloadFacts } from './downloaded-file.js';

/** What a server said of a file when it was last fetched. */
export interface DownloadNote extends DownloadFacts {
  readonly etag: string;
}

const MAX_SIZE = 64 * 1024;

const downloadNote = object<DownloadNote>({ etag: string, digest, size: nonNegativeInteger, mtime: integer });

/** Remembers downloads by address: never their bytes, only how to tell that they are the same still. */
export class DownloadNotes {
  readonly #folder: string;

  /** @param folder absolute path; made when the first note is written */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A note that is missing or damaged costs a download, nothing more. */
  async read(url: string): Promise<DownloadNote | undefined> {
    return readJsonFile(this.#file(url), downloadNote, MAX_SIZE).catch(() => undefined);
  }

  async write(url: string, note: DownloadNote): Promise<void> {
    await writeWhole(this.#file(url), JSON.stringify(note));
  }

  /** By a hash: addresses may hold credentials, which no file is to hold. */
  #file(url: string): string {
    return path.join(this.#folder, digestHex(sha256(url)));
  }
}
