import type { PruneCacheOptions, PruneCacheResult } from '../../app/caching/prune.js';
import { parsePointInTime } from '../../text/point-in-time.js';
import { UNPACKED_IN_USE } from '../cache/cache-text.js';
import type { CliProcess } from '../command/cli-process.js';

interface CachePruning {
  readonly all: boolean;
  /** What no build has used since then, as docker's filters name a time. */
  readonly until?: string | undefined;
  readonly maxBytes?: number | undefined;
}

/** What was removed, as docker prints it. */
interface PrunedCache {
  readonly text: string;
  readonly bytes: number;
}

/**
 * Removes what is kept for later builds. Images stay.
 *
 * @param prune removes from a store that is open
 * @throws UserError for a text that is no time
 */
export async function pruneBuildCache(
  prune: (options: PruneCacheOptions) => Promise<PruneCacheResult>,
  cli: CliProcess,
  { all, until, maxBytes }: CachePruning,
): Promise<PrunedCache> {
  const olderThanMs = until === undefined ? undefined : Math.max(0, Date.now() - parsePointInTime(until));
  const { blobs, bytes, unpacked } = await prune({
    all,
    keepImages: true,
    ...(olderThanMs !== undefined && { olderThanMs }),
    ...(maxBytes !== undefined && { maxBytes }),
  });
  if (unpacked === 'in use') cli.stderr.write(UNPACKED_IN_USE);
  return { text: blobs.length === 0 ? '' : `Deleted build cache objects:\n${blobs.join('\n')}\n\n`, bytes };
}
