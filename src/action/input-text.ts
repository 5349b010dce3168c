/**
 * Reads inputs from the environment as `@actions/core` and docker's actions do. That library is not used for it: loading it
 * takes longer than all the rest before a build starts.
 */
import { csvRecords } from '../text/csv.js';
import type { Environment } from '../app/options/process/environment.js';
import type { ListForm } from '../app/options/option.js';
import { UserError } from '../errors.js';

/** The value that the runner passes for an input, or the default from action.yml; `''` when there is neither. */
export function inputText(env: Environment, name: string): string {
  return rawInput(env, name).trim();
}

function rawInput(env: Environment, name: string): string {
  // The runner turns blanks into underscores. Hyphens stay.
  return env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '';
}

/** @throws UserError for anything but the booleans of YAML 1.2's core schema; not set is `false` */
export function inputBoolean(env: Environment, name: string): boolean {
  const text = inputText(env, name);
  if (['true', 'True', 'TRUE'].includes(text)) return true;
  if (['', 'false', 'False', 'FALSE'].includes(text)) return false;
  throw new UserError(`input "${name}" is ${JSON.stringify(text)}, which is neither true nor false`);
}

/**
 * A list input, in the form of docker/build-push-action: each line is an entry, and with `commas` a comma ends an entry too.
 * An entry of several lines is put in quotes, and a quote in it is doubled. There are no comments. Empty entries are dropped.
 *
 * @throws UserError when a quote is not closed
 */
export function inputList(env: Environment, name: string, form: ListForm): string[] {
  if (form.wholeLines === true) return wholeLines(rawInput(env, name));
  const trim = form.trim !== false;
  const text = trim ? inputText(env, name) : rawInput(env, name);
  let records: string[][];
  try {
    records = csvRecords(text, form.quotes === false ? 'none' : 'relaxed');
  } catch (error) {
    // The text is not shown: it may hold secrets.
    throw new UserError(`input "${name}": a quote is not closed`, { cause: error });
  }
  const entries = records.flatMap((record) => {
    if (!form.commas) return [record.join(',')];
    // Docker's actions split at commas even when the whole line was in quotes.
    return record.length === 1 ? (record[0] ?? '').split(',') : record;
  });
  return entries.map((entry) => (trim ? entry.trim() : entry)).filter((entry) => entry.trim() !== '');
}

function wholeLines(text: string): string[] {
  return text.trim() === '' ? [] : text.split(/\r?\n/);
}
