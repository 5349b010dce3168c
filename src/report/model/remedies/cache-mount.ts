import { formatBytes } from '../../../text/format.js';

import { listWords, type Evidence, type RemedyStep } from './evidence.js';
import type { CacheMount } from './remedy.js';

/** Bytes. Less is not worth a change of the Dockerfile. */
const LEAST_BYTES = 1_000_000;

/** The layer of a RUN has what a package manager keeps for its next run. */
export function cacheMount({ number }: RemedyStep, { facts }: Evidence): CacheMount | undefined {
  const leftovers = facts.get(number)?.leftovers ?? [];
  const savesBytes = leftovers.reduce((sum, { bytes }) => sum + bytes, 0);
  if (savesBytes < LEAST_BYTES) return undefined;
  const targets = leftovers.map(({ target }) => target);
  const options = leftovers.map(
    ({ target, locked }) => `--mount=type=cache,target=${target}${locked === true ? ',sharing=locked' : ''}`,
  );
  const words = `${formatBytes(savesBytes)} of its layer are a package manager's cache: add ${listWords(options)}`;
  return { kind: 'cache-mount', words, targets, savesBytes };
}
