import { InfraError } from '../errors.js';
import type { LayerEntry } from './entry.js';

/** Finds the file that a hard link of a layer names, also through other hard links. */
export class HardLinks {
  readonly #targets = new Map<string, string>();

  constructor(entries: Iterable<LayerEntry>) {
    for (const entry of entries) if (entry.type === 'hardlink') this.#targets.set(entry.path, entry.target);
  }

  get size(): number {
    return this.#targets.size;
  }

  /** The paths of the links. */
  paths(): IterableIterator<string> {
    return this.#targets.keys();
  }

  /**
   * The path of the file that `path` names: `path` itself if it is not a link. The file may be in a layer below.
   *
   * @throws InfraError when the links form a circle
   */
  carrier(path: string): string {
    const passed: string[] = [];
    let end = path;
    for (let target = this.#targets.get(end); target !== undefined; target = this.#targets.get(end)) {
      if (passed.length > this.#targets.size) throw new InfraError('the hard links of a layer lead in a circle');
      passed.push(end);
      end = target;
    }
    // Stored, so that a long chain is not followed again for each of its links.
    for (const name of passed) this.#targets.set(name, end);
    return end;
  }
}
