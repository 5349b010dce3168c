import { UserError } from '../errors.js';

/**
 * How quotes are read.
 * - `strict`: as Go's encoding/csv does for docker's flags; a quote inside of a field is an error.
 * - `relaxed`: as docker's actions read their list inputs; a quote that does not enclose a whole field is an ordinary character.
 * - `none`: quotes are ordinary characters.
 */
export type CsvQuotes = 'strict' | 'relaxed' | 'none';

/** One field. `end` is the position of its comma or line break, or the end of the text. */
export interface CsvField {
  readonly kind: 'field';
  readonly value: string;
  readonly end: number;
}

export interface CsvFault {
  /** A quote in the middle of a field; text behind a quoted one; a quote that is not closed. */
  readonly kind: 'bareQuote' | 'textAfterQuote' | 'openQuote';
  /** Where the field ends if quotes are ordinary characters. */
  readonly end: number;
}

/**
 * Reads the field that begins at `start`. A quoted field can contain commas and line breaks, and `""` in it
 * means one quote.
 *
 * @param endsAt characters that end a field beside the end of the text
 */
export function readCsvField(text: string, start: number, quotes: CsvQuotes, endsAt: RegExp): CsvField | CsvFault {
  const endOfPlain = (from: number): number => {
    const length = text.slice(from).search(endsAt);
    return length < 0 ? text.length : from + length;
  };
  if (quotes === 'none' || text.charAt(start) !== '"') {
    const end = endOfPlain(start);
    const value = text.slice(start, end);
    return quotes === 'strict' && value.includes('"') ? { kind: 'bareQuote', end } : { kind: 'field', value, end };
  }
  const close = closingQuote(text, start);
  if (close === undefined) return { kind: 'openQuote', end: endOfPlain(start) };
  const value = text.slice(start + 1, close).replaceAll('""', '"');
  const end = endOfPlain(close + 1);
  if (end === close + 1) return { kind: 'field', value, end };
  if (quotes === 'strict') return { kind: 'textAfterQuote', end };
  return { kind: 'field', value: `"${value}"${text.slice(close + 1, end)}`, end };
}

/** The position of the quote that closes the one at `open`. */
function closingQuote(text: string, open: number): number | undefined {
  let at = text.indexOf('"', open + 1);
  while (at >= 0 && text.charAt(at + 1) === '"') at = text.indexOf('"', at + 2);
  return at < 0 ? undefined : at;
}

const COMMA_OR_LINE_BREAK = /[,\r\n]/;

/**
 * Records of comma-separated fields, one record per line. Empty lines are left out.
 *
 * @throws UserError if a quote is not closed, or (strict) is at a position where it is not allowed
 */
export function csvRecords(text: string, quotes: CsvQuotes): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (let start = 0; start <= text.length;) {
    const field = readCsvField(text, start, quotes, COMMA_OR_LINE_BREAK);
    if (field.kind !== 'field') throw faultIn(text, field);
    const isLast = text.charAt(field.end) !== ',';
    const isEmptyLine = isLast && record.length === 0 && field.end === start;
    if (!isEmptyLine) record.push(field.value);
    if (isLast && !isEmptyLine) {
      records.push(record);
      record = [];
    }
    start = field.end + (text.startsWith('\r\n', field.end) ? 2 : 1);
  }
  return records;
}

/** The fields of one flag's value, such as `type=oci,dest=image.tar`. */
export function csvFields(value: string): string[] {
  return csvRecords(value, 'strict').flat();
}

function faultIn(text: string, fault: CsvFault): UserError {
  const shown = JSON.stringify(text.slice(0, 200));
  if (fault.kind === 'openQuote') return new UserError(`a quote is not closed in ${shown}`);
  return new UserError(`stray quote in ${shown}`, {
    hint: 'Quote a whole field, and double the quotes in it: "key=say ""hello""".',
  });
}
