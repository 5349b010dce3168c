/** Blanks as Go's unicode.IsSpace has them; JavaScript's `\s` is a slightly other set. */
const BLANK = '\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const IS_BLANK = new RegExp(`^[${BLANK}]$`);
const LEADING = new RegExp(`^[${BLANK}]+`);
const TRAILING = new RegExp(`[${BLANK}]`);

export function isBlank(char: string): boolean {
  return IS_BLANK.test(char);
}

export function trimStart(text: string): string {
  return text.replace(LEADING, '');
}

export function trimEnd(text: string): string {
  // Not by an end-anchored pattern, which is quadratic on long runs of blanks in the middle.
  let end = text.length;
  while (end > 0 && TRAILING.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

export function trim(text: string): string {
  return trimEnd(trimStart(text));
}

/** Splits at runs of blanks, line ends not among them; a leading or trailing run gives an empty first or last part. */
export function splitAtBlanks(text: string): string[] {
  return text.split(/[\t\v\f\r ]+/);
}

/** The first word, and what follows the blanks behind it. */
export function splitFirst(text: string): readonly [first: string, rest: string | undefined] {
  const blank = /[\t\v\f\r ]+/.exec(text);
  if (blank === null) return [text, undefined];
  return [text.slice(0, blank.index), text.slice(blank.index + blank[0].length)];
}
