import { type FileHandle, open } from 'node:fs/promises';

import type { HeldFile } from './held-file.js';

export interface ChunkOptions {
  /** Bytes of a chunk; the last one may have fewer. */
  readonly size?: number;
  /** Place of the first byte; default: where the file was read last, or its start. */
  readonly from?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The bytes of a file from its start. Each chunk is a buffer of its own.
 *
 * A program that can be interrupted should read files with this. When the signal fires, a stream of Node emits an error even if it has
 * no listener yet, or no longer has one. That ends the process.
 *
 * @throws the system's error; the signal's reason
 */
export async function* fileChunks(path: string, options: ChunkOptions = {}): AsyncGenerator<Buffer, void, undefined> {
  options.signal?.throwIfAborted();
  const handle = await open(path, 'r');
  try {
    yield* handleChunks(handle, options);
  } finally {
    await handle.close();
  }
}

/** The same for a held file, which is closed as soon as it is opened for reading. */
export async function* heldChunks(held: HeldFile, options: ChunkOptions = {}): AsyncGenerator<Buffer, void, undefined> {
  let handle: FileHandle;
  try {
    options.signal?.throwIfAborted();
    handle = await open(held.path, 'r');
  } finally {
    held.close();
  }
  try {
    yield* handleChunks(handle, options);
  } finally {
    await handle.close();
  }
}

/** The same for a file that is open. It stays open. */
export async function* handleChunks(
  handle: FileHandle,
  { size = 256 * 1024, from, signal }: ChunkOptions = {},
): AsyncGenerator<Buffer, void, undefined> {
  let position = from ?? null;
  for (;;) {
    signal?.throwIfAborted();
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(size), 0, size, position);
    if (bytesRead === 0) return;
    if (position !== null) position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
