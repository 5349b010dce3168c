/**
 * The candidate that `word` was most likely meant to be: the fewest single-character edits, a swap of neighbours counting as
 * one, and no more of them than a third of the word; a beginning of it is as near as one edit. Case is ignored.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const lower = word.toLowerCase();
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const begun = word.length > 2 && candidate.toLowerCase().startsWith(lower);
    const distance = begun ? Math.min(1, candidate.length - word.length) : editDistance(lower, candidate.toLowerCase());
    if (distance <= Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3))) {
      if (best === undefined || distance < best.distance) best = { candidate, distance };
    }
  }
  return best?.candidate;
}

/** Longer words are never names that somebody mistyped. */
const LONGEST = 128;

function editDistance(a: string, b: string): number {
  if (a.length > LONGEST || b.length > LONGEST) return Infinity;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? Infinity;
}

/** A hint sentence, when there is a near candidate. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const close = nearest(word, candidates);
  return close === undefined ? undefined : `Did you mean ${close}?`;
}
