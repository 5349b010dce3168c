import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { BuildJournal } from '../../cache/journal.js';
import { hashFieldList } from '../../oci/digest.js';
import { decodeBaseline, type Baseline } from '../../report/model/baseline.js';
import { writeWhole } from '../../files/atomic-file.js';
import { pathFromRoot } from '../../files/root-folder.js';
import { cacheName } from '../../cache/cache-name.js';
import { errorCode } from '../../errors.js';

/** Larger than any baseline. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Which build the baselines belong to. */
export interface BaselineKey {
  /** Absolute path of the folder below which everything is kept. */
  readonly root: string;
  readonly scope: string;
  readonly variant: string;
}

/**
 * A build's baselines, one for each branch. They travel with the build's pack, so that a run for a pull request, which reads
 * its base branch's cache, finds the base's. A new baseline alone is no reason to save a pack. (`baseline-entry.ts` has the
 * baselines with an entry of their own in the Actions cache.)
 */
export class BranchBaselines {
  readonly #of: BaselineKey;

  constructor(of: BaselineKey) {
    this.#of = of;
  }

  /** Call it after the build, which restores the pack. @returns `undefined` if there is no valid one */
  async find(branch: string): Promise<Baseline | undefined> {
    const name = baselineFile(this.#of, branch);
    const run = await readBaseline(path.join(this.#of.root, name));
    if (run !== undefined) this.#note(name);
    return run;
  }

  async save(branch: string, run: Baseline): Promise<void> {
    const name = baselineFile(this.#of, branch);
    await writeWhole(path.join(this.#of.root, name), JSON.stringify(run));
    this.#note(name);
  }

  /** Notes it in the journal, so that it is saved with the pack. */
  #note(file: string): void {
    const { root, scope, variant } = this.#of;
    new BuildJournal(root, cacheName(scope, variant)).add({ type: 'report', file });
  }
}

/** Path below the root. */
export function baselineFile({ scope, variant }: BaselineKey, branch: string): string {
  return pathFromRoot('baselines', hashFieldList([scope, variant, branch]));
}

/** @returns `undefined` if there is no valid one */
export async function readBaseline(file: string): Promise<Baseline | undefined> {
  try {
    if ((await stat(file)).size > MAX_BYTES) return undefined;
    return decodeBaseline(await readFile(file, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
