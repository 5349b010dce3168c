import { UserError } from '../errors.js';

/**
 * How quotes are read.
 * - `strict`: as Go's encoding/csv does for docker's flags; a stray quote is an error.
 * - `relaxed`: as docker's actions read their list inputs; a quote that does not enclose a whole field stands for itself.
 * - `none`: quotes are ordinary characters.
 */
export type CsvQuotes = 'strict' | 'relaxed' | 'none';

/**
 * Records of comma-separated fields, a record a line; empty lines are left out. A quoted field may hold commas and line
 * breaks, and `""` in it stands for one quote.
 *
 * @throws UserError when a quote is not closed, or (strict) stands where none may
 */
export function csvRecords(text: string, quotes: CsvQuotes): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  let wasQuoted = false;

  const endField = (): void => {
    record.push(field);
    field = '';
    wasQuoted = false;
  };
  const endRecord = (): void => {
    const empty = record.length === 0 && field === '' && !wasQuoted;
    if (!empty) {
      endField();
      records.push(record);
    }
    record = [];
  };

  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (quoted) {
      if (character !== '"') field += character;
      else if (next === '"') {
        field += '"';
        at += 1;
      } else {
        quoted = false;
        wasQuoted = true;
        if (next !== '' && next !== ',' && next !== '\n' && next !== '\r') {
          if (quotes === 'strict') throw strayQuote(text);
          field = `"${field}"`;
        }
      }
    } else if (character === '"' && quotes !== 'none') {
      if (field === '' && !wasQuoted) quoted = true;
      else if (quotes === 'strict') throw strayQuote(text);
      else field += character;
    } else if (character === ',') endField();
    else if (character === '\n') endRecord();
    else if (character === '\r') {
      if (next === '\n') at += 1;
      endRecord();
    } else field += character;
  }
  if (quoted) throw new UserError(`a quote is not closed in ${JSON.stringify(text.slice(0, 200))}`);
  endRecord();
  return records;
}

/** The fields of one flag's value, such as `type=oci,dest=image.tar`. */
export function csvFields(value: string): string[] {
  return csvRecords(value, 'strict').flat();
}

function strayQuote(text: string): UserError {
  return new UserError(`stray quote in ${JSON.stringify(text.slice(0, 200))}`, {
    hint: 'Quote a whole field, and double the quotes in it: "key=say ""hello""".',
  });
}
