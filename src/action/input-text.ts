/**
 * Reading inputs as `@actions/core` and docker's actions do, from a record of the environment, so that the engine can start
 * before that library is loaded.
 */
import { csvRecords } from '../text/csv.js';
import type { Environment } from '../app/options/environment.js';
import { UserError } from '../errors.js';

/** The value that the runner passes for an input, its defaults filled in; `''` when it is not set. */
export function inputText(env: Environment, name: string): string {
  return rawInput(env, name).trim();
}

function rawInput(env: Environment, name: string): string {
  // The runner turns blanks into underscores, and nothing else: hyphens stay.
  return env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '';
}

/** @throws UserError for anything but the booleans of YAML 1.2's core schema; not set is `false` */
export function inputBoolean(env: Environment, name: string): boolean {
  const text = inputText(env, name);
  if (['true', 'True', 'TRUE'].includes(text)) return true;
  if (['', 'false', 'False', 'FALSE'].includes(text)) return false;
  throw new UserError(`input "${name}" is ${JSON.stringify(text)}, which is neither true nor false`);
}

export interface ListForm {
  /** Whether a comma separates entries, as a line break does. */
  readonly commas: boolean;
  /** Whether quotes group text with commas and line breaks. Default: yes. */
  readonly quotes?: boolean;
  /** Whether blanks around an entry are dropped. Default: yes. */
  readonly trim?: boolean;
}

/**
 * A list input, in the form of docker/build-push-action: an entry a line, and where `commas` is set also between commas; an
 * entry of several lines is put in quotes, and a quote in it is doubled. There are no comments. Empty entries are dropped.
 *
 * @throws UserError when a quote is not closed
 */
export function inputList(env: Environment, name: string, form: ListForm): string[] {
  const trim = form.trim !== false;
  const text = trim ? inputText(env, name) : rawInput(env, name);
  let records: string[][];
  try {
    records = csvRecords(text, form.quotes === false ? 'none' : 'relaxed');
  } catch (error) {
    // Never the text itself: a list may hold secrets.
    throw new UserError(`input "${name}": a quote is not closed`, { cause: error });
  }
  const entries = records.flatMap((record) => {
    if (!form.commas) return [record.join(',')];
    // A record of one field may have been quoted with commas in it; docker's actions split that too.
    return record.length === 1 ? (record[0] ?? '').split(',') : record;
  });
  return entries.map((entry) => (trim ? entry.trim() : entry)).filter((entry) => entry.trim() !== '');
}
