import { UserError } from '../../errors.js';

/** Seconds that a container gets to end by itself, as docker takes them: less than none is without end. */
export function seconds(where: string, text: string): number {
  if (/^-?\d{1,6}$/.test(text)) return Number(text);
  throw new UserError(`${where}: ${JSON.stringify(text)} is not a number of seconds`);
}
