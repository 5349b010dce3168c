import { messageOf } from '../../errors.js';
import { oneLine } from '../../text/sanitize-line.js';
import { bounded, removeOwnFiles, type RemovalDependencies } from '../job/remove-own-files.js';
import { readBakeInputs } from './bake-inputs.js';

/** Milliseconds. */
const LIMIT = 5 * 60_000;

/** The post of the action `bake`: caches were saved by main, so it only removes what the job would leave. It never fails the job. */
export async function postBake(dependencies: RemovalDependencies): Promise<void> {
  try {
    const inputs = readBakeInputs(dependencies.job);
    await bounded('removing files', LIMIT, dependencies, (bounds) => removeOwnFiles(inputs, bounds));
  } catch (error) {
    dependencies.toolkit.warning(oneLine(messageOf(error)));
  }
}
