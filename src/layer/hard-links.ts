import { InfraError } from '../errors.js';
import type { LayerEntry } from './entry.js';

/** Which path carries the file that a hard link of one layer names, by way of other links or not. */
export class HardLinks {
  readonly #targets = new Map<string, string>();

  constructor(entries: Iterable<LayerEntry>) {
    for (const entry of entries) if (entry.type === 'hardlink') this.#targets.set(entry.path, entry.target);
  }

  get size(): number {
    return this.#targets.size;
  }

  /** The paths that are links. */
  paths(): IterableIterator<string> {
    return this.#targets.keys();
  }

  /**
   * The path that carries the file: `path` itself where that is no link. It may be of a layer below.
   *
   * @throws InfraError when the links lead in a circle
   */
  carrier(path: string): string {
    const passed: string[] = [];
    let end = path;
    for (let target = this.#targets.get(end); target !== undefined; target = this.#targets.get(end)) {
      if (passed.length > this.#targets.size) throw new InfraError('the hard links of a layer lead in a circle');
      passed.push(end);
      end = target;
    }
    // Written back, so that a long chain is walked once and not once a link.
    for (const name of passed) this.#targets.set(name, end);
    return end;
  }
}
