import { availableParallelism } from 'node:os';

import { UserError } from '../../errors.js';

/** How many targets are built side by side. @throws UserError unless it is a number from 1 on */
export function parallelOf(where: string, text: string | undefined): number {
  if (text === undefined) return Math.max(2, availableParallelism());
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new UserError(`${where}: ${JSON.stringify(text)} is no number from 1 on`);
  return Number(text);
}
