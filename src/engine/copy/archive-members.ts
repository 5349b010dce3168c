import { InfraError, UserError, type SourceLocation, errorCode } from '../../errors.js';
import { decompress } from '../../layer/compression/decompress.js';
import { TarReader, type TarHeader } from '../../layer/tar/tar-reader.js';
import type { ArchiveFile } from './destination-tree.js';
import { fileBytes } from '../../layer/source-tree.js';

export interface ArchiveMember {
  readonly header: TarHeader;
  /** The content; the consumer drains or drops it before it asks for the next member. */
  readonly data: AsyncIterable<Uint8Array>;
}

type Piece =
  | { readonly kind: 'entry'; readonly header: TarHeader }
  | { readonly kind: 'data'; readonly data: Buffer }
  | { readonly kind: 'end' };

/**
 * The members of an archive, in its order. Never more is in memory than one piece of the stream.
 *
 * @throws InfraError for anything that is no valid archive
 */
export async function* archiveMembers(archive: ArchiveFile, signal?: AbortSignal): AsyncGenerator<ArchiveMember> {
  const pieces = archivePieces(archive, signal);
  try {
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      if (next.value.kind !== 'entry') continue;
      const content = memberContent(pieces);
      yield { header: next.value.header, data: content.data() };
      await content.drop();
    }
  } finally {
    await pieces.return(undefined);
  }
}

/** The pieces up to the next `end`. */
function memberContent(pieces: AsyncGenerator<Piece, undefined>): {
  readonly data: () => AsyncGenerator<Uint8Array>;
  readonly drop: () => Promise<void>;
} {
  let ended = false;
  const next = async (): Promise<Buffer | undefined> => {
    while (!ended) {
      const piece = await pieces.next();
      if (piece.done !== true && piece.value.kind === 'data') return piece.value.data;
      ended = true;
    }
    return undefined;
  };
  return {
    async *data() {
      for (let chunk = await next(); chunk !== undefined; chunk = await next()) yield chunk;
    },
    async drop() {
      while ((await next()) !== undefined);
    },
  };
}

async function* archivePieces(archive: ArchiveFile, signal: AbortSignal | undefined): AsyncGenerator<Piece, undefined> {
  const queue: Piece[] = [];
  const reader = new TarReader(
    {
      entry: (header) => queue.push({ kind: 'entry', header }),
      data: (data) => queue.push({ kind: 'data', data }),
      end: () => queue.push({ kind: 'end' }),
    },
    archive.path,
    // It is unpacked as in a chroot, where nothing leads out.
    'stay',
  );
  // What stands before a fault is handed on before the fault is told, however the bytes were cut into chunks.
  try {
    for await (const chunk of decompress(bytesOf(archive), { label: archive.path, signal })) {
      reader.write(chunk);
      yield* queue.splice(0);
      // Go reads no further, so that a compression which is cut off behind the archive's end does no harm.
      if (reader.ended) return undefined;
    }
    reader.finish();
  } catch (error) {
    yield* queue.splice(0);
    throw error;
  }
  yield* queue.splice(0);
  return undefined;
}

async function* bytesOf({ tree, path }: ArchiveFile): AsyncGenerator<Uint8Array> {
  // Copied: decompressors take pieces ahead, and a piece is only valid until the next one is asked for.
  for await (const piece of fileBytes(tree, path)) yield Buffer.from(piece);
}

/**
 * Whether ADD unpacks the file at `path`: it is an archive if its first header can be read, whatever it is called. An empty
 * file, a broken compression or a tar without a member is an ordinary file, as in BuildKit.
 *
 * @throws InfraError when the program that its compression needs is missing
 */
export async function isArchive(archive: ArchiveFile, signal?: AbortSignal): Promise<boolean> {
  try {
    for await (const member of archiveMembers(archive, signal)) return member.header.path.length >= 0;
    return false;
  } catch (error) {
    if (error instanceof InfraError && !isMissingProgram(error)) return false;
    throw error;
  }
}

/** A missing decompressor must not turn an archive into an ordinary file. */
function isMissingProgram(error: Error): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (errorCode(cause) === 'ENOENT') return true;
  }
  return false;
}

/** The archive is the user's, and so is the fault when it is broken. */
export function brokenArchive(archive: ArchiveFile, error: unknown, location: SourceLocation | undefined): unknown {
  if (!(error instanceof InfraError) || isMissingProgram(error)) return error;
  return new UserError(`cannot unpack ${archive.path} of ${archive.tree.label}: ${error.message}`, {
    location,
    hint: 'The file starts like an archive but is damaged; ADD --unpack=false or COPY would take it as it is.',
    cause: error,
  });
}
