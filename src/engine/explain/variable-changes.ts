import type { VariableChange } from '../reason.js';

/** Values of variables with such names are never shown. */
const SECRET_NAME = /(?:pass|token|secret|key|credential|auth|pwd)/i;
/** Nor are values like these: an address with a password, a private key, a token of a known form. */
const SECRET_VALUE = /:\/\/[^/\s@]+@|-----BEGIN|\b(?:gh[opsur]_|github_pat_|glpat-|npm_|xox[abp]-|AKIA|eyJ[\w-]+\.)/;
/** Characters of a value that are shown. */
const SHOWN = 80;

/** Hides the values of the build's secrets in a text. */
export type MaskText = (text: string) => string;

/** @param before each `KEY=value`, or only the name of a variable without a value */
export function variableChanges(
  input: VariableChange['input'],
  before: readonly string[],
  now: readonly string[],
  masked: MaskText,
): readonly VariableChange[] {
  const old = new Map(before.map(splitAtEquals));
  const changes: VariableChange[] = [];
  for (const [name, value] of now.map(splitAtEquals)) {
    const was = old.get(name);
    if (!old.has(name)) changes.push({ input, name, change: 'added' });
    else if (was !== value) changes.push({ input, name, change: 'changed', ...shownValues(name, was, value, masked) });
    old.delete(name);
  }
  for (const name of old.keys()) changes.push({ input, name, change: 'removed' });
  return changes;
}

function shownValues(
  name: string,
  from: string | undefined,
  to: string | undefined,
  masked: MaskText,
): Pick<VariableChange, 'from' | 'to'> {
  if (SECRET_NAME.test(name)) return {};
  const values = [from ?? '', to ?? ''];
  if (values.some((value) => SECRET_VALUE.test(value) || masked(value) !== value)) return {};
  const [shownFrom = '', shownTo = ''] = values.map(cut);
  return { from: shownFrom, to: shownTo };
}

function cut(value: string): string {
  return value.length <= SHOWN ? value : `${value.slice(0, SHOWN - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function splitAtEquals(variable: string): readonly [string, string | undefined] {
  const at = variable.indexOf('=');
  return at < 0 ? [variable, undefined] : [variable.slice(0, at), variable.slice(at + 1)];
}
