import { readFileSync } from 'node:fs';

import { InfraError } from '../../errors.js';

/** A build with some stages side by side, a worker and the connections of a push opens some 60 files at once. */
const NEEDED = 128;

/**
 * Node asks for as many open files as the machine's administrator allows. Where that is too few, what fails first is a matter of chance:
 * so it is said before anything is begun.
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

/** `undefined` where the system does not say. */
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
