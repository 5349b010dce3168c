import { goQuote } from '../dockerfile/values/go-quote.js';

/**
 * Texts in the form that Docker's Go code gives them in an image's history, so that `docker history` reads the same for our
 * images (fmt's %q and %v; time.Duration's String).
 */

/** `%q` of a slice of strings. */
export function goQuoteList(words: readonly string[]): string {
  return `[${words.map(goQuote).join(' ')}]`;
}

/** `%v` of a slice of strings. */
export function goList(words: readonly string[]): string {
  return `[${words.join(' ')}]`;
}

/** time.Duration's String: `1m30s`, `1.5s`, `100ms`, `0s`. */
export function goDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  if (nanoseconds < 1e3) return `${nanoseconds}ns`;
  if (nanoseconds < 1e6) return `${trimFraction(nanoseconds / 1e3, 3)}µs`;
  if (nanoseconds < 1e9) return `${trimFraction(nanoseconds / 1e6, 6)}ms`;
  const minutes = Math.floor(nanoseconds / 60e9);
  const seconds = trimFraction((nanoseconds - minutes * 60e9) / 1e9, 9);
  if (minutes === 0) return `${seconds}s`;
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes}m${seconds}s` : `${hours}h${minutes % 60}m${seconds}s`;
}

function trimFraction(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\.?0+$/, '');
}
