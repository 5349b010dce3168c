import { editDistance } from './edit-distance.js';

/** Longer words are never names that somebody mistyped. */
const LONGEST = 128;

/**
 * The candidate that `word` was most likely meant to be: the fewest single-character edits, a swap of neighbours counting as
 * one, and no more of them than a third of the word; a beginning of it is as near as one edit. Case is ignored. With more than one edit
 * the first letter has to be right: people seldom mistype that one, so `import` is another word than `report`.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined;
  const lower = word.toLowerCase();
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    if (candidate.length > LONGEST) continue;
    const other = candidate.toLowerCase();
    const isBeginning = word.length > 2 && other.startsWith(lower);
    const distance = isBeginning ? Math.min(1, other.length - lower.length) : editDistance(lower, other, true);
    const most = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (distance > 1 && other.charAt(0) !== lower.charAt(0)) continue;
    if (distance <= most && (best === undefined || distance < best.distance)) best = { candidate, distance };
  }
  return best?.candidate;
}

/** A hint sentence, when there is a near candidate. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const close = nearest(word, candidates);
  return close === undefined ? undefined : `Did you mean ${close}?`;
}
