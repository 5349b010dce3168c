import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { type CommandOptions, type CommandResult, must, plainEnvironment, run } from './command.js';
import { BUILDKITD, startBuildkitd } from './private-buildkitd.js';
import { programOnPath } from './program-on-path.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

/** docker's buildx, where this machine has it. */
const BUILDX = programOnPath('docker-buildx');

/** A buildx that knows no builder but a private buildkitd. */
export interface PrivateBuildx {
  readonly buildx: (args: readonly string[], options?: CommandOptions) => Promise<CommandResult>;
  stop(): Promise<void>;
}

const BUILDER = 'private';

/**
 * @param registry `host:port` of a registry that speaks plain HTTP, and stands in for docker.io
 * @returns `undefined` where `buildkitd` or `docker-buildx` is not on the PATH
 */
export async function startBuildx(registry: string): Promise<PrivateBuildx | undefined> {
  const client = BUILDX;
  if (client === undefined || BUILDKITD === undefined) return undefined;
  const buildkitd = await startBuildkitd({ registry });
  const folder = await temporaryFolder('buildx');
  const env = plainEnvironment({ HOME: join(folder, 'home'), BUILDX_CONFIG: join(folder, 'settings') });
  await mkdir(join(folder, 'home'));
  await must([client, 'create', '--name', BUILDER, '--driver', 'remote', buildkitd.address], { env });
  return {
    buildx: (args, options = {}) =>
      run([client, ...args], { ...options, env: { ...env, BUILDX_BUILDER: BUILDER, ...options.env } }),
    stop: async () => {
      await buildkitd.stop();
      await removeTree(folder);
    },
  };
}
