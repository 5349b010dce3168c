import { END_OF_ARCHIVE_SIZE, paddingAfter, tarHeader } from '../../../layer/tar-writer.js';
import type { FlatImage } from './flat-image.js';
import type { Placed } from './platform-folders.js';

/**
 * The files of images as one tar, with owners, modes, times, devices, hard links and extended attributes.
 *
 * The bytes of files come in the order of the layers, so that each layer is read once. Folders come behind what is in them: programs that
 * unpack make missing parents by themselves, and a folder that came first would lose its time, or could not be written into any more.
 */
export async function* filesTar(images: readonly Placed[], signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  for (const { image, folder, attestations } of images) {
    const prefix = folder === '' ? '' : `${folder}/`;
    yield* members(image, prefix, signal);
    for (const { path, bytes, mode, mtime } of attestations) {
      yield tarHeader({ type: 'file', path: prefix + path, size: bytes.length, mode, mtime, uid: 0, gid: 0 });
      yield bytes;
      yield Buffer.alloc(paddingAfter(bytes.length));
    }
    if (folder !== '') yield tarHeader({ ...PLATFORM_FOLDER, path: folder });
  }
  yield Buffer.alloc(END_OF_ARCHIVE_SIZE);
}

const PLATFORM_FOLDER = { type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: 0 } as const;

async function* members(image: FlatImage, prefix: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  for await (const { path, size, data } of image.contents()) {
    const entry = image.files.get(path);
    if (entry === undefined) continue;
    yield tarHeader({ ...entry, path: prefix + path });
    for await (const chunk of data) {
      signal.throwIfAborted();
      yield chunk;
    }
    yield Buffer.alloc(paddingAfter(size));
  }
  for (const link of image.links) {
    yield tarHeader({ type: 'hardlink', path: prefix + link.path, target: prefix + link.target }, link);
  }
  // Backwards: the innermost folders first.
  for (const entry of image.others.toReversed()) {
    signal.throwIfAborted();
    yield tarHeader({ ...entry, path: prefix + entry.path });
  }
}
