import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** This text is in every file that an attack tries to read. */
export const CANARY = 'canary-of-the-machine';

/**
 * A folder of files that represent the machine's own: keys, settings, and files named like blobs of a layout. Attacks try to reach them.
 * Afterwards they must not have changed, byte for byte.
 */
export class Canaries {
  readonly folder: string;
  readonly #before: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(join(folder, 'keys'), { recursive: true });
    for (const name of ['environ', 'passwd', 'keys/id_ed25519', 'keys/known_hosts', `keys/${'a'.repeat(64)}`]) {
      // Each line would be an error of a Dockerfile, of an ignore file, and of a JSON document.
      writeFileSync(join(folder, name), `[${CANARY} in ${name}\nTOKEN=${CANARY}\n`);
    }
    this.#before = listing(folder);
  }

  get isUntouched(): boolean {
    return listing(this.folder) === this.#before;
  }
}

/** Every file of a folder with its mode, size, time and content. */
export function listing(folder: string): string {
  const lines = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const stats = lstatSync(path);
      const content = stats.isSymbolicLink()
        ? readlinkSync(path)
        : stats.isFile()
          ? createHash('sha256').update(readFileSync(path)).digest('hex')
          : '';
      const time = stats.isDirectory() ? '' : stats.mtimeMs;
      return `${name} ${stats.mode.toString(8)} ${stats.size} ${time} ${stats.ino} ${content}`;
    });
  return lines.join('\n');
}
