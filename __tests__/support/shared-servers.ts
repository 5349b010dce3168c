import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startRegistry } from './registry.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

/**
 * Starts what a whole run of the tests shares: one registry. The Actions cache and GitHub's API are servers within the test's own
 * process, since tests choose their faults by functions; to start one takes a millisecond or two.
 *
 * @returns what stops it again
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const isThere = (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((path) => existsSync(join(path, 'docker-registry')));
  if (!isThere) {
    project.provide('registry', undefined);
    return () => Promise.resolve();
  }
  const folder = await temporaryFolder('run');
  const registry = await startRegistry();
  project.provide('registry', { host: registry.host, log: registry.log, folder });
  return async () => {
    await registry.stop();
    await removeTree(folder);
  };
}
