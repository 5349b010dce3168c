/**
 * Pixels that text takes at most in a drawing, whatever sans-serif font the reader's browser has: a drawing's labels are
 * placed before it is known. The widest of the usual fonts are Verdana and DejaVu Sans, which are much alike.
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

/** Whatever is not listed is taken for as wide as it is high, as letters of East Asia are. */
function emsOf(character: string): number {
  return EMS.get(character) ?? (ZERO_WIDTH.test(character) ? 0 : 1);
}
