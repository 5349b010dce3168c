import { readFileSync } from 'node:fs';

import { InfraError } from '../../errors.js';

/** A build with several stages side by side, a worker, and the connections of a push opens some 60 files at once. */
const NEEDED = 128;

/**
 * Checks the limit of open files. Node raises it as far as the machine's administrator allows. If that is too low, anything
 * may fail first, so it is checked before the build starts.
 *
 * @throws InfraError
 */
export function requireOpenFiles(): void {
  const allowed = openFileLimit();
  if (allowed === undefined || allowed >= NEEDED) return;
  throw new InfraError(`a process may have ${allowed} open files here, and this needs ${NEEDED}`, {
    hint: `Raise the limit: ulimit -n 1024, or LimitNOFILE= of the service that starts this.`,
  });
}

/** `undefined` if the system does not say. */
function openFileLimit(): number | undefined {
  let limits: string;
  try {
    limits = readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return undefined;
  }
  const [, soft] = /^Max open files +(\d+)/m.exec(limits) ?? [];
  return soft === undefined ? undefined : Number(soft);
}
