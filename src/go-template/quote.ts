const ESCAPES: ReadonlyMap<string, string> = new Map([
  ...(['a\u0007', 'b\b', 'f\f', 'n\n', 'r\r', 't\t', 'v\v'] as const).map(
    ([letter = '', character = '']) => [character, `\\${letter}`] as const,
  ),
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

/** As Go's strconv.Quote: what cannot be printed is escaped. */
export function goQuoted(text: string): string {
  return `"${[...text].map((character) => ESCAPES.get(character) ?? shown(character)).join('')}"`;
}

/** Of blanks, Go prints only the space. */
function shown(character: string): string {
  if (/^[ \p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const hex = (digits: number): string => code.toString(16).padStart(digits, '0');
  if (code < 0x80) return `\\x${hex(2)}`;
  return code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}
