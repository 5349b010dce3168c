import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';

/** Parameters of zstd's interface by their numbers (`zstd.h`). Node's types of today have no names for them. */
export const ZSTD_LEVEL = 100;
/** Of a compressor: the base-2 logarithm of how far back a frame may point. */
export const ZSTD_WINDOW_LOG = 101;
/** Of a decompressor: the largest window that it takes. */
export const ZSTD_WINDOW_LOG_MAX = 100;
/** `ZSTD_e_end`: what was written becomes a whole frame. */
export const ZSTD_END = 2;

interface ZstdOptions {
  readonly chunkSize?: number;
  readonly readableHighWaterMark?: number;
  readonly params?: Readonly<Record<number, number>>;
}

/** A stream of Node's zlib. */
export interface ZlibStream extends Transform {
  /** Bytes of its input that it has taken. */
  readonly bytesWritten: number;
  flush(kind: number, done: () => void): void;
}

interface NodeZstd {
  readonly createZstdCompress: (options?: ZstdOptions) => ZlibStream;
  readonly createZstdDecompress: (options?: ZstdOptions) => ZlibStream;
  readonly zstdDecompressSync: (
    bytes: Uint8Array,
    options?: ZstdOptions & { readonly maxOutputLength?: number },
  ) => Buffer;
}

/** Node's own zstd; `undefined` before Node 22.15. */
export const nodeZstd: NodeZstd | undefined = 'createZstdCompress' in zlib ? (zlib as unknown as NodeZstd) : undefined;
