import { UserError } from '../../errors.js';
import { csvRecords } from '../../text/csv.js';

/** A line of a list input. */
export interface WrittenLine {
  /** Its position, for messages: `input "tags", line 3`. */
  readonly where: string;
  /** The parts between the commas of the line. */
  readonly fields: readonly string[];
}

/**
 * The lines of a list, without blank ones and comments, which begin with `#`. Quotes mean the same as in docker's actions. If a whole
 * line is in quotes, it is split at the commas inside them.
 *
 * @param where name of the input
 * @param lines all lines of the input, since they are numbered
 * @throws UserError for a quote that is not closed in its line
 */
export function writtenLines(where: string, lines: readonly string[]): readonly WrittenLine[] {
  return lines
    .map((line, index) => ({ where: `${where}, line ${index + 1}`, text: line.trim() }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'))
    .map((line) => ({ where: line.where, fields: fieldsOf(line.where, line.text) }));
}

function fieldsOf(where: string, text: string): readonly string[] {
  const [first = '', ...others] = read(where, text);
  const fields = others.length === 0 && text.startsWith('"') ? read(where, first) : [first, ...others];
  return fields.map((field) => field.trim());
}

function read(where: string, text: string): readonly string[] {
  try {
    return csvRecords(text, 'relaxed').flat();
  } catch (error) {
    throw new UserError(`${where}: a quote is not closed`, { cause: error });
  }
}
