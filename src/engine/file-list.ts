import type { PathTable } from '../layer/packed/path-table.js';
import type { Pair } from '../layer/packed/packed-pairs.js';
import { PackedFileListBuilder } from './packed-file-list.js';
import { SHORT_LIST, type FileIdentities } from './record.js';

/** Collects files and what counts of each. Several files may have the same path, of different sources. */
export class FileListBuilder {
  /** By path: one identity, or several. Packing takes longer than all else, so it waits until there are many files. */
  readonly #few = new Map<string, string | string[]>();
  #many: PackedFileListBuilder | undefined;
  readonly #paths: PathTable | undefined;

  /** @param paths of the tree that the files are from, which has most of theirs already */
  constructor(paths?: PathTable) {
    this.#paths = paths;
  }

  add(path: string, identity: string): void {
    if (this.#many !== undefined) {
      this.#many.add(path, identity);
      return;
    }
    const before = this.#few.get(path);
    if (before === undefined) this.#few.set(path, identity);
    else if (typeof before !== 'string') {
      if (!before.includes(identity)) before.push(identity);
    } else if (before !== identity) this.#few.set(path, [before, identity]);
    if (this.#few.size >= SHORT_LIST) this.#pack();
  }

  /** Sorted by path, then identity. What several sources have in common is listed once. */
  finish(): FileIdentities {
    return this.#many?.finish() ?? [...this.#sorted()];
  }

  #pack(): void {
    this.#many = new PackedFileListBuilder(this.#paths);
    for (const [path, identities] of this.#few)
      for (const identity of [identities].flat()) this.#many.add(path, identity);
    this.#few.clear();
  }

  *#sorted(): Generator<Pair, void, undefined> {
    for (const path of [...this.#few.keys()].sort()) {
      const identities = this.#few.get(path) ?? [];
      if (typeof identities === 'string') yield [path, identities];
      else for (const identity of identities.sort()) yield [path, identity];
    }
  }
}
