import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startRegistry } from './registry.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** For what is made once a run; every user of the machine can read it. */
    runFolder: string;
    /** The one registry of this run, and the file of its access log; absent where Debian's docker-registry is not installed. */
    registry: { readonly host: string; readonly log: string } | undefined;
  }
}

/**
 * Starts what a whole run of the tests shares: one registry. The Actions cache and GitHub's API are servers within the test's own
 * process, since tests choose their faults by functions; to start one takes a millisecond or two.
 *
 * @returns what stops it again
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryFolder('run');
  await chmod(folder, 0o755);
  project.provide('runFolder', folder);
  const registry = isInstalled('docker-registry') ? await startRegistry() : undefined;
  project.provide('registry', registry && { host: registry.host, log: registry.log });
  return async () => {
    await registry?.stop();
    await removeTree(folder);
  };
}

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
