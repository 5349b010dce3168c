import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once as onceEmitted } from 'node:events';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';

import { once } from '../../async/once.js';
import { peekBytes } from '../../async/read-bytes.js';
import { InfraError, errorCode } from '../../errors.js';
import { nodeZstd, type ZlibStream } from './node-zstd.js';
import { ZstdFrames } from './zstd-frames.js';

export type Compression = 'none' | 'gzip' | 'zstd' | 'bzip2' | 'xz';

const MAGIC: readonly (readonly [Compression, Buffer])[] = [
  ['gzip', Buffer.of(0x1f, 0x8b, 8)],
  ['zstd', Buffer.of(0x28, 0xb5, 0x2f, 0xfd)],
  ['bzip2', Buffer.from('BZh')],
  ['xz', Buffer.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)],
];
const LONGEST_MAGIC = 6;

/** How a stream is compressed, by its first bytes (six are enough). */
export function detectCompression(start: Uint8Array): Compression {
  const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
  for (const [compression, magic] of MAGIC) if (bytes.subarray(0, magic.length).equals(magic)) return compression;
  // A zstd stream may begin with a skippable frame (RFC 8878, 3.1.2).
  if (bytes.length >= 4 && (bytes.readUInt32LE(0) & 0xfffffff0) >>> 0 === 0x184d2a50) return 'zstd';
  return 'none';
}

export interface DecompressOptions {
  /** For errors. */
  readonly label: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The uncompressed bytes of `source`. Its first bytes say how it is compressed. Errors of `source` are passed on unchanged.
 *
 * @throws InfraError when the stream is corrupt or cut off, or when there is no program for its compression
 */
export async function* decompress(
  source: AsyncIterable<Uint8Array>,
  options: DecompressOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const peeked = await peekBytes(source, LONGEST_MAGIC);
  try {
    yield* bytesBehind(peeked, options);
  } finally {
    // Whoever was to read it may have been stopped before its first read. Nobody waits for a source that hangs.
    peeked.whole.return().catch(() => undefined);
  }
}

async function* bytesBehind(
  { start, whole: bytes }: Awaited<ReturnType<typeof peekBytes>>,
  options: DecompressOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const compression = detectCompression(start);
  switch (compression) {
    case 'none':
      for await (const chunk of bytes) {
        options.signal?.throwIfAborted();
        yield asBuffer(chunk);
      }
      break;
    case 'gzip':
      yield* through(bytes, zlib.createGunzip({ chunkSize: CHUNK }), options);
      break;
    case 'zstd':
      if (nodeZstd === undefined) yield* throughProgram(bytes, compression, options);
      else yield* through(wholeFrames(bytes, options), nodeZstd.createZstdDecompress({ chunkSize: CHUNK }), options);
      break;
    default:
      yield* throughProgram(bytes, compression, options);
  }
}

/** Bytes of uncompressed output at a time. */
const CHUNK = 256 * 1024;

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** In parts of which none goes on after the end of a frame. */
async function* wholeFrames(
  bytes: AsyncIterable<Uint8Array>,
  { label }: DecompressOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const frames = new ZstdFrames();
  for await (const chunk of bytes) {
    try {
      yield* frames.split(asBuffer(chunk));
    } catch (error) {
      throw new InfraError(`${label} is corrupt or cut off`, { cause: error });
    }
  }
  if (!frames.isAtEnd) throw new InfraError(`${label} is corrupt or cut off`);
}

/** Passes the bytes through a zlib stream. Both sides run at the same time; the output waits for its reader. */
async function* through(
  bytes: AsyncIterable<Uint8Array>,
  transform: ZlibStream,
  options: DecompressOptions,
): AsyncGenerator<Buffer, void, undefined> {
  let fed = 0;
  async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of bytes) {
      fed += chunk.length;
      yield chunk;
    }
  }
  const feeding = pipeline(Readable.from(counted(), { objectMode: true, highWaterMark: 2 }), transform, {
    end: true,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  // The reader gets the error from the transform. Here it only must not count as unhandled.
  feeding.catch(() => undefined);
  try {
    for await (const chunk of transform) yield chunk as Buffer;
    await feeding;
  } catch (error) {
    // The stream has ended, and its feeder has not.
    if (errorCode(error) === 'ERR_STREAM_PREMATURE_CLOSE') fed = Infinity;
    else throw zlibError(error) ? new InfraError(`${options.label} is corrupt or cut off`, { cause: error }) : error;
  } finally {
    transform.destroy();
  }
  if (transform.bytesWritten !== fed) {
    throw new InfraError(`${options.label} goes on after the end of its compressed data`);
  }
}

function zlibError(error: unknown): boolean {
  return /^(?:Z_|ZSTD_)/.test(errorCode(error) ?? '');
}

const PROGRAMS: Readonly<Record<Exclude<Compression, 'none' | 'gzip'>, string>> = {
  zstd: 'zstd',
  bzip2: 'bzip2',
  xz: 'xz',
};

async function* throughProgram(
  bytes: AsyncIterable<Uint8Array>,
  compression: keyof typeof PROGRAMS,
  options: DecompressOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const program = PROGRAMS[compression];
  const child = spawn(program, ['-dc'], { stdio: ['pipe', 'pipe', 'pipe'] });
  try {
    await onceEmitted(child, 'spawn');
  } catch (error) {
    throw new InfraError(`${options.label} is compressed with ${compression}, and there is no program ${program}`, {
      hint: `Install ${program}${compression === 'zstd' ? ', or use Node.js 22.15 or newer' : ''}.`,
      cause: error,
    });
  }
  try {
    yield* throughChild(bytes, child, options);
  } finally {
    child.kill('SIGKILL');
  }
}

/** Whether this machine can read zstd. */
export const readsZstd = once(async () => nodeZstd !== undefined || (await programThere(PROGRAMS.zstd)));

function programThere(program: string): Promise<boolean> {
  const child = spawn(program, ['--version'], { stdio: 'ignore' });
  return onceEmitted(child, 'close').then(
    () => true,
    () => false,
  );
}

async function* throughChild(
  bytes: AsyncIterable<Uint8Array>,
  child: ChildProcessByStdio<Writable, Readable, Readable>,
  options: DecompressOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(0, 500)));
  const feeding = feed(bytes, child, options.signal);
  for await (const chunk of child.stdout) yield chunk as Buffer;
  const failure = await feeding;
  if (failure !== undefined) throw failure.error;
  const exitCode = await exited;
  if (exitCode !== 0) {
    throw new InfraError(`${options.label} is corrupt or cut off: ${child.spawnfile}: ${complaint.trim()}`);
  }
}

/** Resolves to an error of the source, which must not be taken for one of the program. */
async function feed(
  bytes: AsyncIterable<Uint8Array>,
  child: ChildProcessByStdio<Writable, Readable, Readable>,
  signal: AbortSignal | undefined,
): Promise<{ readonly error: unknown } | undefined> {
  const source = Readable.from(bytes, { objectMode: true, highWaterMark: 2 });
  try {
    await pipeline(source, child.stdin, signal === undefined ? {} : { signal });
    return undefined;
  } catch (error) {
    // The program stopped reading. Its exit code says why.
    if (errorCode(error) === 'EPIPE') return undefined;
    child.kill('SIGKILL');
    return { error };
  }
}
