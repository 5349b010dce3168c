const NEXT_ROW = Buffer.from('],["');

/**
 * Where a row ends in the compact JSON of a list of rows, each of which begins with a text: behind the `]` of the first row that ends at or
 * behind `from`. So a long list is parsed in parts.
 *
 * @returns -1 if only the last row does, whose end is not marked
 */
export function endOfRow(json: Buffer, from: number): number {
  for (let mark = json.indexOf(NEXT_ROW, from); mark >= 0; mark = json.indexOf(NEXT_ROW, mark + 1)) {
    // The quotation mark may also end a text, such as the name `a],[`. Then there is no text behind it, but a comma or a bracket.
    const behind = json[mark + NEXT_ROW.length];
    if (behind !== undefined && behind !== COMMA && behind !== BRACKET) return mark + 1;
  }
  return -1;
}

const COMMA = 0x2c;
const BRACKET = 0x5d;
