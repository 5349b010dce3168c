/**
 * The most pixels that text takes in a drawing, in any common sans-serif font: labels are placed before the reader's font is
 * known. The widest of the common fonts are Verdana and DejaVu Sans, which are much alike.
 */
export function drawnWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character);
  return ems * fontSize;
}

/** As much of the beginning of `text` as fits into `pixels`; with an ellipsis where something was cut. */
export function cutToDrawnWidth(text: string, pixels: number, fontSize: number): string {
  if (drawnWidth(text, fontSize) <= pixels) return text;
  let cut = '';
  for (const character of text) {
    if (drawnWidth(`${cut}${character}…`, fontSize) > pixels) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}

/** Widths in ems, each with the characters that are no wider. */
const WIDTHS: readonly (readonly [ems: number, characters: string])[] = [
  [0.37, ' .,ijlf'],
  [0.5, '-/IJrt'],
  [0.64, '0123456789_abcdeghknopqsuvxyz'],
  [0.73, 'ABCEFKLPRSTVXYZ'],
  [0.8, 'DGHNOQU'],
  [0.91, 'M=+'],
  [1.02, '@'],
];
const EMS = new Map(
  WIDTHS.flatMap(([ems, characters]) => [...characters].map((character) => [character, ems] as const)),
);
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** A character that is not listed counts as one em, which is the width of East Asian letters. */
function emsOf(character: string): number {
  return EMS.get(character) ?? (ZERO_WIDTH.test(character) ? 0 : 1);
}
