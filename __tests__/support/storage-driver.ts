import { STORAGE_DRIVERS } from '../../src/worker/protocol/storage-drivers.js';

/** `LAYER_BUILD_TEST_STORAGE=erofs` runs the same tests with layers kept in that way. */
export const STORAGE = STORAGE_DRIVERS.find((name) => name === process.env['LAYER_BUILD_TEST_STORAGE']);

/** A command line; if it builds, with that driver. */
export function withStorage(argv: readonly string[]): readonly string[] {
  const [verb, ...rest] = argv;
  return STORAGE === undefined || verb !== 'build' ? argv : [verb, '--storage-driver', STORAGE, ...rest];
}
