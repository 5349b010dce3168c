/** Blanks beyond ASCII as Go's unicode.IsSpace has them; JavaScript's `\s` is a slightly other set. */
const WIDE_BLANKS = new Set(
  '\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
);

/** @param char one character; an empty text is not a blank */
export function isBlank(char: string): boolean {
  const code = char.charCodeAt(0);
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return code >= 0x85 && WIDE_BLANKS.has(char);
}

export function trimStart(text: string): string {
  let start = 0;
  while (start < text.length && isBlank(text.charAt(start))) start += 1;
  return text.slice(start);
}

function trimEnd(text: string): string {
  // Not by an end-anchored pattern, which is quadratic on long runs of blanks in the middle.
  let end = text.length;
  while (end > 0 && isBlank(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

export function trim(text: string): string {
  return trimEnd(trimStart(text));
}

/** Splits at runs of blanks, line ends not among them; a leading or trailing run gives an empty first or last part. */
export function splitAtBlanks(text: string): string[] {
  return text.split(/[\t\v\f\r ]+/);
}

/** The first word, and the text after the blanks that follow it. */
export function splitFirst(text: string): readonly [first: string, rest: string | undefined] {
  const blank = /[\t\v\f\r ]+/.exec(text);
  if (blank === null) return [text, undefined];
  return [text.slice(0, blank.index), text.slice(blank.index + blank[0].length)];
}
