import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';

import { type CommandOptions, type CommandResult, must, plainEnvironment, run } from './command.js';
import { BUILDKITD, startBuildkitd } from './private-buildkitd.js';
import { programOnPath } from './program-on-path.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

const BUILDX = programOnPath('docker-buildx');
const BUILDER = 'private';

/** Whether the programs of docker/setup-buildx-action's builder are on the PATH. */
export const HAS_BUILDX = BUILDKITD !== undefined && BUILDX !== undefined;

/** A buildkitd with nothing shared with the machine's own, and a buildx that knows no other builder. */
export interface PrivateBuildx {
  /** `unix://…` */
  readonly address: string;
  buildx(args: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  stop(): Promise<void>;
}

/** @param registry `host:port` of a registry that speaks plain HTTP, and stands in for docker.io */
export async function startBuildx(registry: string): Promise<PrivateBuildx> {
  if (BUILDX === undefined) throw new Error('no docker-buildx is on the PATH');
  // As docker/setup-buildx-action starts it.
  const daemon = await startBuildkitd({ registry, entitlements: ['security.insecure', 'network.host'] });
  const folder = await temporaryFolder('buildx');
  const env = plainEnvironment({ HOME: join(folder, 'home'), BUILDX_CONFIG: join(folder, 'buildx') });
  await mkdir(join(folder, 'home'));
  const buildx = (args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> =>
    run([BUILDX, ...args], { ...options, env: { ...env, BUILDX_BUILDER: BUILDER, ...options.env } });
  const stop = async (): Promise<void> => {
    await daemon.stop();
    await removeTree(folder);
  };
  try {
    await must([BUILDX, 'create', '--name', BUILDER, '--driver', 'remote', daemon.address], { env });
    const { code, stderr } = await buildx(['inspect', '--bootstrap']);
    if (code !== 0) throw new Error(`buildx does not reach its builder:\n${stderr}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address: daemon.address, buildx, stop };
}
