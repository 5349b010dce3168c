import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { writeWhole } from '../files/atomic-file.js';
import { CheckedJson } from '../json/document.js';
import { readDigest } from '../oci/digest-schema.js';
import { digestHex, sha256 } from '../oci/digest.js';
import type { DownloadFacts } from './downloaded-file.js';

/** What a server said of a file when it was last fetched. */
export interface DownloadNote extends DownloadFacts {
  readonly etag: string;
}

const MAX_SIZE = 64 * 1024;

/** Remembers downloads by address: never their bytes, only how to tell that they are the same still. */
export class DownloadNotes {
  readonly #folder: string;

  /** @param folder absolute path; made when the first note is written */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A note that is missing or damaged costs a download, nothing more. */
  async read(url: string): Promise<DownloadNote | undefined> {
    try {
      const json = CheckedJson.parse(await readFile(this.#file(url)), 'download note', MAX_SIZE);
      return {
        etag: json.at('etag').string(),
        digest: readDigest(json.at('digest')),
        size: json.at('size').size(),
        mtime: json.at('mtime').integer(),
      };
    } catch {
      return undefined;
    }
  }

  async write(url: string, note: DownloadNote): Promise<void> {
    await writeWhole(this.#file(url), JSON.stringify(note));
  }

  /** By a hash: addresses may hold credentials, which no file is to hold. */
  #file(url: string): string {
    return path.join(this.#folder, digestHex(sha256(url)));
  }
}
