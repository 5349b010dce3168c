import type { BakeFile } from './definition/bake-file.js';
import type { BakeEnvironment } from './definition/environment.js';
import { readHclFiles, type ReadDefinition } from './definition/read-definition.js';

/**
 * Reads the files of a definition, in their order.
 *
 * @throws UserError at the first place that is wrong
 */
export async function readBake(files: readonly BakeFile[], environment: BakeEnvironment): Promise<ReadDefinition> {
  return readHclFiles(files, environment, { groups: [], targets: [] });
}
