import { editDistance } from '../../text/edit-distance.js';

/** More edits than this, and nobody meant the other name. */
const MOST_EDITS = 2;

/**
 * The name that was meant, as BuildKit's checks suggest one: at most two edits away, case counting, the first of the nearest;
 * none where the name itself is known.
 */
export function suggestedName(name: string, known: Iterable<string>): string | undefined {
  const length = [...name].length;
  let best: string | undefined;
  let least = MOST_EDITS + 1;
  for (const candidate of known) {
    if (candidate === name) return undefined;
    // It takes at least as many edits as the lengths differ by.
    if (candidate === '' || Math.abs([...candidate].length - length) >= least) continue;
    const distance = editDistance(name, candidate, false);
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}
