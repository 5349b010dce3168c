import { UserError } from '../../errors.js';
import { didYouMean } from '../../text/nearest.js';
import type { WrittenLine } from './written-line.js';

/** A field of a line, `name=value`. */
export interface Attribute {
  /** In lower case. `undefined` if the field has no `=`. */
  readonly name: string | undefined;
  readonly value: string;
}

const NAMED = /^([\w-]+)\s*=([^]*)$/;

/** @throws UserError for a value with its own quotes, since they would become part of it */
export function attributesOf({ where, fields }: WrittenLine): readonly Attribute[] {
  return fields.map((field) => {
    const [, name, value = ''] = NAMED.exec(field) ?? [];
    if (name !== undefined && value.trimStart().startsWith('"')) {
      throw new UserError(`${where}: the value of ${name} is in quotes`, {
        hint: `Write it without quotes, or put the whole attribute in quotes: "${name}=…".`,
      });
    }
    return name === undefined ? { name, value: field } : { name: name.toLowerCase(), value: value.trim() };
  });
}

/** @throws UserError for anything but `true` and `false` */
export function trueOrFalse(where: string, name: string, value: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new UserError(`${where}: ${name} is ${JSON.stringify(value)}, which is neither true nor false`);
}

/** An error for an attribute that is not in `known`. */
export function unknownAttribute(where: string, name: string, known: readonly string[]): UserError {
  return new UserError(`${where}: there is no attribute ${JSON.stringify(name)}`, {
    hint: didYouMean(name, known) ?? `The attributes are ${known.join(', ')}.`,
  });
}
