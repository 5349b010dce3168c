import { InfraError, UserError, type SourceLocation, errorCode } from '../../errors.js';
import { decompress } from '../../layer/compression/decompress.js';
import { TarReader, type TarHeader } from '../../layer/tar/tar-reader.js';
import type { TreeFile } from './content-sources.js';
import { fileBytes } from '../../layer/source-tree.js';

export interface ArchiveMember {
  readonly header: TarHeader;
  /** The content. It must be read or dropped before the next member is asked for. */
  readonly data: AsyncIterable<Uint8Array>;
}

type Piece =
  | { readonly kind: 'entry'; readonly header: TarHeader }
  | { readonly kind: 'data'; readonly data: Buffer }
  | { readonly kind: 'end' };

/**
 * The members of an archive, in its order. Only one piece of the stream is in memory at a time.
 *
 * @throws InfraError for anything that is not a valid archive
 */
export async function* archiveMembers(archive: TreeFile, signal?: AbortSignal): AsyncGenerator<ArchiveMember> {
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

async function* archivePieces(archive: TreeFile, signal: AbortSignal | undefined): AsyncGenerator<Piece, undefined> {
  const queue: Piece[] = [];
  const reader = new TarReader(
    {
      entry: (header) => queue.push({ kind: 'entry', header }),
      data: (data) => queue.push({ kind: 'data', data }),
      end: () => queue.push({ kind: 'end' }),
    },
    archive.path,
    // As in a chroot, no path leads out.
    'stay',
  );
  // Members before an error come before it, however the bytes are split into chunks.
  try {
    for await (const chunk of decompress(bytesOf(archive), { label: archive.path, signal })) {
      reader.write(chunk);
      yield* queue.splice(0);
      // As in Go, what follows is not read: it may be cut off behind the archive's end.
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

async function* bytesOf({ tree, path }: TreeFile): AsyncGenerator<Uint8Array> {
  // Copied: decompressors take pieces ahead, and a piece is only valid until the next one is asked for.
  for await (const piece of fileBytes(tree, path)) yield Buffer.from(piece);
}

/**
 * Whether ADD unpacks the file: it is an archive if its first header can be read, whatever its name is. As in BuildKit, an empty
 * file, broken compressed data or a tar without members is an ordinary file.
 *
 * @throws InfraError when a program for its compression is missing
 */
export async function isArchive(archive: TreeFile, signal?: AbortSignal): Promise<boolean> {
  try {
    for await (const member of archiveMembers(archive, signal)) return member.header.path.length >= 0;
    return false;
  } catch (error) {
    if (error instanceof InfraError && !isMissingProgram(error)) return false;
    throw error;
  }
}

/** If it is, the file may still be an archive. */
function isMissingProgram(error: Error): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (errorCode(cause) === 'ENOENT') return true;
  }
  return false;
}

/** A broken archive is the user's error, since the archive is the user's. */
export function brokenArchive(archive: TreeFile, error: unknown, location: SourceLocation | undefined): unknown {
  if (!(error instanceof InfraError) || isMissingProgram(error)) return error;
  return new UserError(`cannot unpack ${archive.path} of ${archive.tree.label}: ${error.message}`, {
    location,
    hint: 'The file starts like an archive but is damaged; ADD --unpack=false or COPY would take it as it is.',
    cause: error,
  });
}
