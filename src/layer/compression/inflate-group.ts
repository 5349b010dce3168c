import { constants, inflateRawSync } from 'node:zlib';

import { InfraError } from '../../errors.js';

/**
 * The input of a group that `ParallelGzip` made.
 *
 * @param deflated the group's bytes of the output
 * @param size bytes of the input
 * @throws InfraError when it is something else
 */
export function inflateGroup(deflated: Buffer, size: number): Buffer {
  let inflated: Buffer;
  try {
    // Only the last group has the end of the deflate stream.
    inflated = inflateRawSync(deflated, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: size + 1,
      chunkSize: Math.max(size + 1, 64),
    });
  } catch (error) {
    throw new InfraError('a part of a layer is corrupt', { cause: error });
  }
  if (inflated.length !== size) throw new InfraError('a part of a layer is corrupt or cut off');
  return inflated;
}
