import { STORAGE_DRIVERS } from '../../src/worker/protocol/storage-drivers.js';

/** `LAYER_BUILD_TEST_STORAGE=erofs` runs the same tests with layers kept in that way. */
export const STORAGE = STORAGE_DRIVERS.find((name) => name === process.env['LAYER_BUILD_TEST_STORAGE']);

/** Whether each layer is kept by itself, as a folder or an image, and shown by overlayfs. */
export const BY_OVERLAY = STORAGE === undefined || ['auto', 'overlay', 'overlay2', 'erofs', 'lazy'].includes(STORAGE);

/** A command line; if it builds, with that driver. */
export function withStorage(argv: readonly string[]): readonly string[] {
  const [verb, ...rest] = argv;
  return STORAGE === undefined || verb !== 'build' ? argv : [verb, '--storage-driver', STORAGE, ...rest];
}
