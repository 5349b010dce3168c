/**
 * Columns that text takes on a terminal. East Asian wide characters and most emoji take two; combining marks and other
 * zero-width characters take none. Roughly right is enough: it only decides where a line is cut.
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** As much of the beginning of `text` as fits into `columns`; with an ellipsis where something was cut. */
export function cutToWidth(text: string, columns: number): string {
  if (columns <= 0) return '';
  let width = 0;
  let kept = '';
  // Where to cut if the whole does not fit: the ellipsis needs one column.
  let cut = '';
  for (const character of text) {
    width += characterWidth(character);
    if (width > columns) return `${cut}…`;
    kept += character;
    if (width <= columns - 1) cut = kept;
  }
  return kept;
}

const ZERO = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;

/** Unicode's East_Asian_Width W and F, in its large blocks. */
const WIDE: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return 1;
  if (ZERO.test(character)) return 0;
  if (EMOJI.test(character)) return 2;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
