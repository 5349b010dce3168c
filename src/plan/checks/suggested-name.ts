/** More edits than this, and nobody meant the other name. */
const MOST_EDITS = 2;

/**
 * The name that was meant, as BuildKit's checks suggest one: at most two edits away, case counting, the first of the nearest;
 * none where the name itself is known.
 */
export function suggestedName(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = MOST_EDITS + 1;
  for (const candidate of known) {
    if (candidate === name) return undefined;
    if (candidate === '' || Math.abs(candidate.length - name.length) >= least) continue;
    const distance = levenshtein([...name], [...candidate]);
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

function levenshtein(from: readonly string[], to: readonly string[]): number {
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, char] of from.entries()) {
    const current = [row + 1];
    for (const [column, other] of to.entries()) {
      current.push(
        Math.min(
          (last[column + 1] ?? 0) + 1,
          (current[column] ?? 0) + 1,
          (last[column] ?? 0) + (char === other ? 0 : 1),
        ),
      );
    }
    last = current;
  }
  return last[to.length] ?? 0;
}
