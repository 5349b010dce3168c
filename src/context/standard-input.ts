import { join } from 'node:path';

import { type PeekedStream, peekBytes, readBytesUpTo } from '../async/read-bytes.js';
import { InfraError, UserError } from '../errors.js';
import { MAX_TEXT_FILE } from '../files/text-file.js';
import { decompress, detectCompression } from '../layer/compression/decompress.js';
import { BLOCK, InvalidTar, isZeroBlock, parseHeaderBlock } from '../layer/tar/tar-block.js';
import { TarReader } from '../layer/tar/tar-reader.js';
import { TarFiles } from './tar-files.js';
import { makeFolders } from '../files/make-folders.js';

/** The content of `-`: a whole context, or a Dockerfile without one. */
export type StandardInput =
  | { readonly kind: 'archive'; readonly files: TarFiles }
  | { readonly kind: 'dockerfile'; readonly text: Buffer; readonly files: TarFiles };

export interface StandardInputOptions {
  /** Absolute path of a folder for the archive's content; made if missing, removed by the caller. */
  readonly directory: string;
  readonly signal?: AbortSignal | undefined;
  /** Where the stream is from, for errors; `on standard input` if absent. */
  readonly from?: string;
}

/**
 * Reads the context that was given as `-`. As with docker, the first bytes decide: a compressed stream (gzip, bzip2, xz,
 * zstd) or a tar header is an archive, anything else is the text of a Dockerfile, whose context is then empty.
 *
 * @throws UserError when nothing came, or an archive that is damaged
 */
export async function readStandardInput(
  stream: AsyncIterable<Uint8Array>,
  options: StandardInputOptions,
): Promise<StandardInput> {
  const { from = 'on standard input' } = options;
  const { start, whole } = await peekBytes(stream, BLOCK);
  if (start.length === 0) {
    throw new UserError(`nothing came ${from}`, {
      hint: 'Pipe a Dockerfile or a tar of the context into the build, or give a directory instead of "-".',
    });
  }
  try {
    return await readAs(isArchive(start) ? 'archive' : 'dockerfile', { start, whole, from }, options);
  } finally {
    // What is wrong with it may show before it is read.
    await whole.return();
  }
}

async function readAs(
  kind: StandardInput['kind'],
  { start, whole, from }: { readonly start: Buffer; readonly whole: PeekedStream; readonly from: string },
  { directory, signal }: StandardInputOptions,
): Promise<StandardInput> {
  makeFolders(directory, 0o700);
  const files = new TarFiles(join(directory, 'content'));
  try {
    if (kind === 'dockerfile') {
      if (start.includes(0)) throw notText(from);
      return { kind, text: await readDockerfile(whole), files };
    }
    await unpack(whole, files, `the build context ${from}`, signal);
    return { kind, files };
  } catch (error) {
    files.close();
    throw error;
  }
}

function notText(from: string): UserError {
  return new UserError(`what came ${from} is neither the text of a Dockerfile nor a tar`, {
    hint: 'A tar may be compressed by gzip, bzip2, xz or zstd. A Dockerfile is UTF-8.',
  });
}

/**
 * A Dockerfile from standard input (`-f -`, or `-` as the context).
 *
 * @throws UserError when it is larger than any Dockerfile
 */
async function readDockerfile(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const text = await readBytesUpTo(stream, MAX_TEXT_FILE);
  if (text === undefined) throw new UserError('the Dockerfile on standard input is larger than 4 MiB');
  return text;
}

async function unpack(
  stream: AsyncIterable<Uint8Array>,
  files: TarFiles,
  label: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const reader = new TarReader(files, label);
  try {
    for await (const chunk of decompress(stream, { label, signal })) {
      signal?.throwIfAborted();
      reader.write(chunk);
    }
    reader.finish();
  } catch (error) {
    // The archive is the user's, so its errors are user errors.
    if (error instanceof InfraError) throw new UserError(error.message, { cause: error, hint: error.hint });
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new InfraError(`cannot unpack ${label}`, { cause: error });
  }
}

function isArchive(start: Buffer): boolean {
  if (detectCompression(start) !== 'none') return true;
  if (start.length < BLOCK) return false;
  // `tar c -T /dev/null` makes nothing but zeros: an empty context.
  if (isZeroBlock(start.subarray(0, BLOCK))) return true;
  try {
    parseHeaderBlock(start.subarray(0, BLOCK));
    return true;
  } catch (error) {
    if (error instanceof InvalidTar) return false;
    throw error;
  }
}
