import type { FileEntry } from '../../layer/entry.js';
import type { FoundPackage } from './found-package.js';

/** A reader of one kind of file that names packages. */
export interface Cataloger {
  /** For people: `dpkg`. */
  readonly name: string;
  /** Paths where the file is; links on the way are followed. One that ends with a slash stands for the files in a folder. */
  readonly places?: readonly string[];
  /** Whether a file anywhere in the image is of this kind. */
  readonly matches?: (file: FileEntry) => boolean;
  /** A larger file is not read. Bytes. */
  readonly maxBytes: number;
  /** @throws Unreadable, or any other error, for a file that is not of this kind after all */
  readonly packages: (bytes: Buffer, path: string) => Iterable<FoundPackage>;
}

/** A file that cannot be read as what it seemed to be. The message ends the sentence "… was not read: it". */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
