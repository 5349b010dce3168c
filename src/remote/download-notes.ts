import path from 'node:path';

import { writeWhole } from '../files/atomic-file.js';
import { integer, nonNegativeInteger, string } from '../json/decoder.js';
import { readJsonFile } from '../json/json-file.js';
import { object } from '../json/object.js';
import { digest } from '../oci/digest-schema.js';
import { digestHex, sha256 } from '../oci/digest.js';
import type { DownloadFacts } from './downloaded-file.js';

/** What is known of a file since it was last downloaded. */
export interface DownloadNote extends DownloadFacts {
  readonly etag: string;
}

const MAX_SIZE = 64 * 1024;

const downloadNote = object<DownloadNote>({ etag: string, digest, size: nonNegativeInteger, mtime: integer });

/** Notes about downloads, by address. They tell whether a file is still the same; its bytes are not kept. */
export class DownloadNotes {
  readonly #folder: string;

  /** @param folder absolute path; made when the first note is written */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @returns `undefined` for a note that is missing or damaged: then the file is downloaded again */
  async read(url: string): Promise<DownloadNote | undefined> {
    return readJsonFile(this.#file(url), downloadNote, MAX_SIZE).catch(() => undefined);
  }

  async write(url: string, note: DownloadNote): Promise<void> {
    await writeWhole(this.#file(url), JSON.stringify(note));
  }

  /** The name is a hash, since an address may contain credentials, which must not be stored. */
  #file(url: string): string {
    return path.join(this.#folder, digestHex(sha256(url)));
  }
}
