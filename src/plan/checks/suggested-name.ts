import { editDistance } from '../../text/edit-distance.js';

/** A name that is more edits away is probably another one. */
const MOST_EDITS = 2;

/**
 * The name to suggest for an unknown one, as in BuildKit's checks: at most two edits away, upper and lower case being different;
 * of equally near ones the first. None where the name is known.
 */
export function suggestedName(name: string, known: Iterable<string>): string | undefined {
  const length = [...name].length;
  let best: string | undefined;
  let least = MOST_EDITS + 1;
  for (const candidate of known) {
    if (candidate === name) return undefined;
    // At least as many edits are needed as the lengths differ by.
    if (candidate === '' || Math.abs([...candidate].length - length) >= least) continue;
    const distance = editDistance(name, candidate, false);
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}
