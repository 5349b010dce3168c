import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { InfraError, errorCode } from '../../errors.js';
import type { GroupCompressor } from './group.js';
import { groupCompressor } from './group-compressor.js';
import type { LayerCompression } from './layer-compression.js';
import { nodeZstd, ZSTD_LEVEL } from './node-zstd.js';

type Bytes = AsyncGenerator<Buffer, void, undefined>;

/**
 * Compresses `source`. The result depends on the input, the kind, the level, the groups, and for zstd on the version of the compressor.
 *
 * @param groups bytes of the input in each group that it is to be cut into; absent: it is not cut. zstd with a level, or by another program,
 *   is never cut.
 * @throws InfraError if there is nothing that makes zstd; what `source` throws
 */
export async function* compress(
  source: Bytes,
  { kind, level }: LayerCompression,
  signal: AbortSignal,
  groups?: readonly number[],
): Bytes {
  switch (kind) {
    case 'uncompressed':
      return yield* source;
    case 'gzip':
      return yield* inGroups(source, kind, level, groups);
    case 'zstd': {
      if (nodeZstd === undefined) return yield* throughProgram(source, level, signal);
      if (groups !== undefined && level === undefined) return yield* inGroups(source, kind, level, groups);
      const params = level === undefined ? {} : { params: { [ZSTD_LEVEL]: level } };
      return yield* throughStream(source, nodeZstd.createZstdCompress(params), signal);
    }
  }
}

/**
 * Checks before a build that its layers can be compressed at its end.
 *
 * @throws InfraError if there is nothing that makes zstd
 */
export async function checkCompressor({ kind }: LayerCompression): Promise<void> {
  if (kind !== 'zstd' || nodeZstd !== undefined) return;
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

async function* inGroups(
  source: Bytes,
  format: 'gzip' | 'zstd',
  level: number | undefined,
  groups: readonly number[] | undefined,
): Bytes {
  let ready: Buffer[] = [];
  const take = (): Buffer[] => {
    const taken = ready;
    ready = [];
    return taken;
  };
  const compressor = groupCompressor(format, (chunk) => ready.push(chunk), {
    ...(level !== undefined && { level }),
    ...(groups !== undefined && { onGroup: () => undefined }),
  });
  const cuts = new Cuts(groups ?? []);
  try {
    for await (const chunk of source) {
      cuts.write(chunk, compressor);
      await compressor.drained();
      yield* take();
    }
    await compressor.finish();
    yield* take();
  } finally {
    await compressor.abandon();
  }
}

/** Cuts groups of given sizes. The last one ends with the output, as it does where a layer is made. */
class Cuts {
  readonly #sizes: readonly number[];
  #number = 0;
  #left: number;

  constructor(sizes: readonly number[]) {
    this.#sizes = sizes;
    this.#left = this.#sizeOf(0);
  }

  write(chunk: Buffer, compressor: GroupCompressor): void {
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + this.#left);
      compressor.write(part);
      at += part.length;
      this.#left -= part.length;
      if (this.#left > 0) continue;
      compressor.cut();
      this.#left = this.#sizeOf(++this.#number);
    }
  }

  #sizeOf(number: number): number {
    return number < this.#sizes.length - 1 ? (this.#sizes[number] ?? Infinity) : Infinity;
  }
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
