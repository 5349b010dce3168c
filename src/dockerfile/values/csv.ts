import { readCsvField, type CsvFault } from '../../text/csv.js';
import { goBoolean } from '../../text/go-boolean.js';
import { WordError } from '../syntax/error-location.js';

/** A field of a flag's value such as `type=cache,target=/x`: `key=value`, or a key alone. */
export interface Field {
  /** Lower case. */
  readonly key: string;
  readonly value: string | undefined;
  /** As written, without quotes around it. */
  readonly text: string;
}

/**
 * The fields of a flag's value, as Go's encoding/csv reads a line: a field in double quotes may hold commas, and `""` for a
 * quote.
 *
 * @param what for errors: `mounts`, `devices`
 * @throws UserError without a location for an empty text, and for quotes that are open or in the middle of a field
 */
export function csvFields(text: string, what: string): readonly Field[] {
  if (text === '') throw new WordError(`failed to parse csv ${what}: the value is empty`, text);
  const fields: Field[] = [];
  for (let start = 0; start <= text.length;) {
    const field = readCsvField(text, start, 'strict', /,/);
    if (field.kind !== 'field') throw faultOf(field, text, start, what);
    fields.push(fieldOf(field.value));
    start = field.end + 1;
  }
  return fields;
}

function faultOf({ kind, end }: CsvFault, text: string, start: number, what: string): WordError {
  if (kind === 'bareQuote') {
    const field = JSON.stringify(text.slice(start, end));
    return new WordError(`failed to parse csv ${what}: bare " in ${field}`, text, {
      hint: 'Put the whole field into double quotes.',
    });
  }
  return new WordError(`failed to parse csv ${what}: ${JSON.stringify(text.slice(start))}`, text, {
    hint: 'A quoted field ends with a double quote, and then a comma or nothing.',
  });
}

function fieldOf(text: string): Field {
  const equals = text.indexOf('=');
  return equals < 0
    ? { key: text.toLowerCase(), value: undefined, text }
    : { key: text.slice(0, equals).toLowerCase(), value: text.slice(equals + 1), text };
}

/** A field without a value is true. */
export function booleanField(key: string, value: string | undefined): boolean {
  const given = value === undefined || goBoolean(value);
  if (given !== undefined) return given;
  throw new WordError(`invalid value for ${key}: ${value}`, `${key}=${value}`, { hint: 'Write true or false.' });
}
