import { mapOf } from '../../json/containers.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import { anything } from '../../json/decoder.js';
import type { OptionChange } from '../reason.js';
import type { RecordedInputs } from '../record.js';

/**
 * The options that differ between two commands of the same text. A command may hold what nobody should see: only some values are shown.
 *
 * @returns `undefined` if the commands are not objects, or if a record hides one
 */
export function commandChanges(
  before: RecordedInputs['command'],
  now: RecordedInputs['command'],
): readonly OptionChange[] | undefined {
  const [old, current] = [fieldsOf(before), fieldsOf(now)];
  if (old === undefined || current === undefined) return undefined;
  const names = [...new Set([...old.keys(), ...current.keys()])];
  const differing = names.filter((name) => JSON.stringify(old.get(name)) !== JSON.stringify(current.get(name)));
  return differing.map((name) =>
    name === 'argv'
      ? shellChange(old.get(name), current.get(name))
      : optionChange(name, old.get(name), current.get(name)),
  );
}

const SHOWN_OPTIONS: ReadonlySet<string> = new Set(['network', 'user', 'cwd', 'hostname', 'shmSize']);

function optionChange(name: string, from: unknown, to: unknown): OptionChange {
  const isShown = SHOWN_OPTIONS.has(name) && isPlain(from) && isPlain(to);
  return { input: 'option', name, ...(isShown && { from: String(from), to: String(to) }) };
}

/** The text of a RUN does not name its shell. What comes last in the command line is that text. */
function shellChange(before: unknown, now: unknown): OptionChange {
  const [from, to] = [shellOf(before), shellOf(now)];
  const isKnown = from !== undefined && to !== undefined && from !== to;
  return { input: 'option', name: 'shell', ...(isKnown && { from, to }) };
}

function shellOf(argv: unknown): string | undefined {
  if (!Array.isArray(argv) || !argv.every((word) => typeof word === 'string')) return undefined;
  return argv.length < 2 ? undefined : argv.slice(0, -1).join(' ');
}

function isPlain(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

function fieldsOf(command: RecordedInputs['command']): ReadonlyMap<string, unknown> | undefined {
  if (typeof command !== 'string') return undefined;
  const fields = parseOrUndefined(mapOf(anything), command, Infinity);
  return fields && new Map(Object.entries(fields));
}
