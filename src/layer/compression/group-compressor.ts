import type { GroupCompressor, GroupCompressorOptions, GroupFormat } from './group.js';
import { nodeZstd } from './node-zstd.js';
import { ParallelGzip } from './parallel-gzip.js';
import { ParallelZstd } from './parallel-zstd.js';

/**
 * How a layer is compressed that is made.
 *
 * @param cacheOnly no image is known that will have it. Every program reads the gzip of images. A cache is read by us alone, and zstd takes
 *   half of the time to make, and less to read, for fewer bytes.
 */
export function formatFor(cacheOnly: boolean): GroupFormat {
  return cacheOnly && nodeZstd !== undefined ? 'zstd' : 'gzip';
}

/** @throws EngineBug for a format that this Node.js does not have */
export function groupCompressor(
  format: GroupFormat,
  sink: (chunk: Buffer) => void,
  options: GroupCompressorOptions,
): GroupCompressor {
  return format === 'zstd' ? new ParallelZstd(sink, options) : new ParallelGzip(sink, options);
}
