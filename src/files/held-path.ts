import { UserError, errorCode } from '../errors.js';
import { displayName } from '../text/byte-name.js';
import { holdFile, type HeldFile } from './held-file.js';

/**
 * Finds folders below one folder. Each name is looked up in the folder before it, which is held, and no link is followed: if somebody
 * exchanges a folder meanwhile, that is an error. The way to the last folder stays held, so that the next one near it is found fast.
 */
export class HeldPath {
  /** Held by the caller. */
  readonly #root: HeldFile;
  readonly #way: { readonly name: string; readonly held: HeldFile }[] = [];

  constructor(root: HeldFile) {
    this.#root = root;
  }

  /**
   * @param names from the root down; none is `.` or `..`, or has a slash
   * @returns a folder that is held until the next call, or until `close`
   * @throws UserError if there is something else at one of the names; what `open` throws
   */
  at(names: readonly string[]): HeldFile {
    let same = 0;
    while (same < this.#way.length && this.#way[same]?.name === names[same]) same++;
    this.#letGo(same);
    for (const name of names.slice(same)) this.#way.push({ name, held: this.#folderIn(this.#last, name) });
    return this.#last;
  }

  close(): void {
    this.#letGo(0);
  }

  get #last(): HeldFile {
    return this.#way.at(-1)?.held ?? this.#root;
  }

  #folderIn(above: HeldFile, name: string): HeldFile {
    let held: HeldFile;
    try {
      held = holdFile(`${above.path}/${name}`, 'keep');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') throw changed(name, error);
      throw error;
    }
    if (held.stats.isDirectory()) return held;
    held.close();
    throw changed(name);
  }

  #letGo(kept: number): void {
    for (const { held } of this.#way.splice(kept).reverse()) held.close();
  }
}

function changed(name: string, cause?: unknown): UserError {
  return new UserError(`the folder ${displayName(name)} was replaced while files were written to it`, {
    hint: 'Build again when nothing else writes there.',
    cause,
  });
}
