import { END_OF_ARCHIVE_SIZE, paddingAfter, tarHeader } from '../../../layer/tar-writer.js';
import type { FlatImage } from './flat-image.js';
import type { Placed } from './platform-folders.js';

/**
 * The files of images as one tar, with owners, modes, times, devices, hard links and extended attributes. Folders come first, so that
 * the bytes of files can come in the order of the layers.
 */
export async function* filesTar(images: readonly Placed[], signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  for (const { image, folder } of images) {
    if (folder !== '') yield tarHeader({ type: 'directory', path: folder, mode: 0o755, uid: 0, gid: 0, mtime: 0 });
    yield* members(image, folder === '' ? '' : `${folder}/`, signal);
  }
  yield Buffer.alloc(END_OF_ARCHIVE_SIZE);
}

async function* members(image: FlatImage, prefix: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  for (const entry of image.others) {
    signal.throwIfAborted();
    yield tarHeader({ ...entry, path: prefix + entry.path });
  }
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
}
