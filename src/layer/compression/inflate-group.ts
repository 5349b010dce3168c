import { constants, inflateRawSync } from 'node:zlib';

import { InfraError } from '../../errors.js';
import { GROUP_SIZE, type GroupFormat } from './group.js';
import { nodeZstd, ZSTD_WINDOW_LOG_MAX } from './node-zstd.js';
import { GROUP_WINDOW_LOG } from './parallel-zstd.js';
import { frameHeader, ZstdFrames } from './zstd-frames.js';

/** Whether this Node.js can inflate such groups. */
export function canInflate(format: GroupFormat): boolean {
  return format === 'gzip' || nodeZstd !== undefined;
}

/**
 * The input of a group that `ParallelGzip` or `ParallelZstd` made.
 *
 * @param compressed the group's bytes of the output
 * @param size bytes of the input
 * @throws InfraError when it is something else, or when this Node.js has no zstd
 */
export function inflateGroup(compressed: Buffer, size: number, format: GroupFormat): Buffer {
  let inflated: Buffer;
  try {
    inflated = format === 'zstd' ? ofFrame(compressed, size) : ofDeflate(compressed, size);
  } catch (error) {
    throw new InfraError('a part of a layer is corrupt', { cause: error });
  }
  if (inflated.length !== size) throw new InfraError('a part of a layer is corrupt or cut off');
  return inflated;
}

function ofDeflate(compressed: Buffer, size: number): Buffer {
  return inflateRawSync(compressed, {
    // Only the last group has the end of the deflate stream.
    finishFlush: constants.Z_SYNC_FLUSH,
    ...limited(size),
  });
}

function ofFrame(compressed: Buffer, size: number): Buffer {
  if (nodeZstd === undefined) throw new InfraError('this Node.js has no zstd');
  const header = frameHeader(compressed);
  if (header === undefined || header.window > GROUP_SIZE) throw new InfraError('another frame of zstd');
  // Node would ignore what comes behind the frame, and say nothing if its end is missing.
  const frames = new ZstdFrames();
  const parts = [...frames.split(compressed)];
  if (parts.length !== 1 || !frames.isAtEnd) throw new InfraError('not one frame of zstd');
  return nodeZstd.zstdDecompressSync(compressed, {
    params: { [ZSTD_WINDOW_LOG_MAX]: GROUP_WINDOW_LOG },
    ...limited(size),
  });
}

function limited(size: number): { readonly maxOutputLength: number; readonly chunkSize: number } {
  return { maxOutputLength: size + 1, chunkSize: Math.max(size + 1, 64) };
}
