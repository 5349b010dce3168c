import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';

import { InfraError, errorCode } from '../../errors.js';
import type { LayerCompression } from './layer-compression.js';
import { ParallelGzip } from './parallel-gzip.js';

type Bytes = AsyncGenerator<Buffer, void, undefined>;

/**
 * Compresses `source`. The result depends on the input, the kind, the level, and for zstd on the version of the compressor.
 *
 * @throws InfraError if there is nothing that makes zstd; what `source` throws
 */
export async function* compress(source: Bytes, compression: LayerCompression, signal: AbortSignal): Bytes {
  switch (compression.kind) {
    case 'uncompressed':
      return yield* source;
    case 'gzip':
      return yield* throughGzip(source, compression.level);
    case 'zstd': {
      const own = ownZstd();
      if (own === undefined) return yield* throughProgram(source, compression.level, signal);
      const params = compression.level === undefined ? {} : { params: { [ZSTD_LEVEL]: compression.level } };
      return yield* throughStream(source, own(params), signal);
    }
  }
}

/**
 * Checks before a build that its layers can be compressed at its end.
 *
 * @throws InfraError if there is nothing that makes zstd
 */
export async function checkCompressor({ kind }: LayerCompression): Promise<void> {
  if (kind !== 'zstd' || ownZstd() !== undefined) return;
  const program = spawn(PROGRAM, ['--version'], { stdio: 'ignore' });
  await once(program, 'close').catch((error: unknown) => {
    throw noZstd(error);
  });
}

const PROGRAM = 'zstd';

function noZstd(cause: unknown): InfraError {
  return new InfraError('compression=zstd needs Node.js 22.15 or newer, or the program zstd', {
    hint: 'Install zstd, or use compression=gzip.',
    cause,
  });
}

async function* throughGzip(source: Bytes, level: number | undefined): Bytes {
  let ready: Buffer[] = [];
  const take = (): Buffer[] => {
    const taken = ready;
    ready = [];
    return taken;
  };
  const gzip = new ParallelGzip((chunk) => ready.push(chunk), level === undefined ? {} : { level });
  try {
    for await (const chunk of source) {
      gzip.write(chunk);
      await gzip.drained();
      yield* take();
    }
    await gzip.finish();
    yield* take();
  } finally {
    await gzip.abandon();
  }
}

/** `ZSTD_c_compressionLevel` of zstd's interface. Node's types of today have no name for it. */
const ZSTD_LEVEL = 100;

type OwnZstd = (options: { readonly params?: Readonly<Record<number, number>> }) => Transform;

/** Node has zstd since 22.15. */
function ownZstd(): OwnZstd | undefined {
  return (zlib as { readonly createZstdCompress?: OwnZstd }).createZstdCompress;
}

async function* throughStream(source: Bytes, transform: Transform, signal: AbortSignal): Bytes {
  const feeding = pipeline(feedOf(source), transform, { signal });
  // The reader gets the error from the transform. Here it only must not count as unhandled.
  feeding.catch(() => undefined);
  try {
    for await (const chunk of transform) yield chunk as Buffer;
    await feeding;
  } finally {
    transform.destroy();
  }
}

function feedOf(source: Bytes): Readable {
  return Readable.from(source, { objectMode: true, highWaterMark: 2 });
}

/** zstd 20 to 22 are behind a flag, since they need much memory. */
const LAST_PLAIN_LEVEL = 19;

async function* throughProgram(source: Bytes, level: number | undefined, signal: AbortSignal): Bytes {
  const ultra = level !== undefined && level > LAST_PLAIN_LEVEL ? ['--ultra'] : [];
  // Level 0 means the default, which the program does not take as a number.
  const flags = level === undefined || level === 0 ? [] : [...ultra, `-${level}`];
  const child = spawn(PROGRAM, ['--quiet', '--stdout', ...flags], { stdio: ['pipe', 'pipe', 'pipe'] });
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw noZstd(error);
  }
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(0, 500)));
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
  const feeding = pipeline(feedOf(source), child.stdin, { signal }).then(
    () => undefined,
    (error: unknown) => {
      child.kill('SIGKILL');
      return { error };
    },
  );
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer;
    const code = await exited;
    const failure = await feeding;
    // If the program stopped reading, its exit code says why.
    if (failure !== undefined && errorCode(failure.error) !== 'EPIPE') throw failure.error;
    if (code !== 0) throw new InfraError(`zstd failed: ${complaint.trim()}`);
  } finally {
    child.kill('SIGKILL');
  }
}
