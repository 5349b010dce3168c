import type { VariableChange } from '../reason.js';
import type { RecordedVariable } from '../record.js';

/** Values of variables with such names are never shown. */
const SECRET_NAME = /(?:pass|token|secret|key|credential|auth|pwd)/i;
export function looksSecret(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Nor are values like these: an address with a password, a private key, a token of a known form. */
const SECRET_VALUE = /:\/\/[^/\s@]+@|-----BEGIN|\b(?:gh[opsur]_|github_pat_|glpat-|npm_|xox[abp]-|AKIA|eyJ[\w-]+\.)/;
/** Characters of a value that are shown. */
const SHOWN = 80;

/** Hides the values of the build's secrets in a text. */
export type MaskText = (text: string) => string;

/**
 * @param before of the earlier record @param now as the new record will have them
 * @param shown the values of now, each `KEY=value`, or only the name of a variable without a value; one that is missing is not shown
 */
export function variableChanges(
  input: VariableChange['input'],
  before: readonly RecordedVariable[],
  now: readonly RecordedVariable[],
  shown: readonly string[],
  masked: MaskText,
): readonly VariableChange[] {
  const old = new Map(before.map((variable) => [variable.name, variable]));
  const changes: VariableChange[] = [];
  for (const [position, variable] of now.entries()) {
    const { name } = variable;
    const was = old.get(name);
    if (was === undefined) changes.push({ input, name, change: 'added' });
    else if (!isSame(was, variable)) {
      const value = shown[position]?.slice(name.length + 1);
      const values = value === undefined && 'hash' in variable ? {} : shownValues(was, value, masked);
      changes.push({ input, name, change: 'changed', ...values });
    }
    old.delete(name);
  }
  for (const name of old.keys()) changes.push({ input, name, change: 'removed' });
  return changes;
}

function isSame(was: RecordedVariable, now: RecordedVariable): boolean {
  if ('hash' in was || 'hash' in now) return 'hash' in was && 'hash' in now && was.hash === now.hash;
  return was.value === now.value;
}

/** For a value that a record hides, nothing but the change is shown. */
function shownValues(
  was: RecordedVariable,
  to: string | undefined,
  masked: MaskText,
): Pick<VariableChange, 'from' | 'to'> {
  if (looksSecret(was.name)) return {};
  const from = 'hash' in was ? undefined : (was.value ?? '');
  const values = [from ?? '', to ?? ''];
  if (values.some((value) => SECRET_VALUE.test(value) || masked(value) !== value)) return {};
  return { ...(from !== undefined && { from: cut(from) }), to: cut(to ?? '') };
}

function cut(value: string): string {
  return value.length <= SHOWN ? value : `${value.slice(0, SHOWN - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
