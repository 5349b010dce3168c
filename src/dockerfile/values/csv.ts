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
 * A line of comma-separated values as Go's encoding/csv reads one: a field in double quotes may hold commas, and `""` for a
 * quote.
 *
 * @param what for errors: `mounts`, `devices`
 * @throws UserError without a place for an empty text, and for quotes that are open or in the middle of a field
 */
export function csvFields(text: string, what: string): readonly Field[] {
  if (text === '') throw new WordError(`failed to parse csv ${what}: the value is empty`, text);
  const fields: Field[] = [];
  for (let at = 0; at <= text.length;) {
    const end = text.charAt(at) === '"' ? quotedEnd(text, at, what) : plainEnd(text, at, what);
    const written = text.slice(at, end);
    fields.push(fieldOf(written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written));
    at = end + 1;
  }
  return fields;
}

/** Where the comma behind the field is, or the end of the text. */
function plainEnd(text: string, from: number, what: string): number {
  const comma = text.indexOf(',', from);
  const end = comma < 0 ? text.length : comma;
  const field = text.slice(from, end);
  if (!field.includes('"')) return end;
  throw new WordError(`failed to parse csv ${what}: bare " in ${JSON.stringify(field)}`, text, {
    hint: 'Put the whole field into double quotes.',
  });
}

function quotedEnd(text: string, from: number, what: string): number {
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) break;
    const next = text.charAt(quote + 1);
    if (next === '' || next === ',') return quote + 1;
    if (next !== '"') break;
    at = quote + 2;
  }
  throw new WordError(`failed to parse csv ${what}: ${JSON.stringify(text.slice(from))}`, text, {
    hint: 'A quoted field ends with a double quote, and then a comma or nothing.',
  });
}

function fieldOf(text: string): Field {
  const equals = text.indexOf('=');
  return equals < 0
    ? { key: text.toLowerCase(), value: undefined, text }
    : { key: text.slice(0, equals).toLowerCase(), value: text.slice(equals + 1), text };
}

/** strconv.ParseBool; a field without a value is true. */
export function booleanField(key: string, value: string | undefined): boolean {
  if (value === undefined || /^(?:1|t|T|TRUE|true|True)$/.test(value)) return true;
  if (/^(?:0|f|F|FALSE|false|False)$/.test(value)) return false;
  throw new WordError(`invalid value for ${key}: ${value}`, `${key}=${value}`, { hint: 'Write true or false.' });
}
