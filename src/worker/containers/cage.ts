import type { RunSettings } from '../../engine/run-settings.js';
import { ContainerTree } from '../mounts/container-tree.js';
import { writeHostname, writeNetworkFiles } from '../runtime/step-network-files.js';
import { oneEach, systemMounts, type PlannedMount } from '../runtime/system-mounts.js';
import type { StepEnvironment } from './environment.js';

export interface CageInput {
  /** Where the layers are mounted. */
  readonly rootfs: string;
  /** A private folder in memory. */
  readonly memory: string;
  readonly settings: RunSettings;
  readonly privileged: boolean;
  /** What was asked for, in order. */
  readonly mounts: readonly PlannedMount[];
}

/** Makes the mounts that every step and container has, and those that were asked for, while `use` runs. */
export async function inCage<T>(
  environment: StepEnvironment,
  input: CageInput,
  use: (tree: ContainerTree) => Promise<T>,
): Promise<T> {
  const { kernel, devices } = environment;
  const { rootfs, memory, privileged } = input;
  const tree = await ContainerTree.create({ kernel, rootfs, folder: `${memory}/container`, devices, privileged });
  try {
    for (const mount of plannedMounts(environment, input)) await tree.mount(mount);
    return await use(tree);
  } finally {
    await tree.close();
  }
}

/** Everything that is mounted, in order. */
function plannedMounts(
  { family, controlGroups }: StepEnvironment,
  { memory, settings, privileged, mounts }: CageInput,
): readonly PlannedMount[] {
  const files = writeNetworkFiles(memory, settings);
  const fixed: readonly PlannedMount[] = [
    { maker: 'worker', destination: '/etc/resolv.conf', type: 'bind', source: files.resolvConf, options: FIXED_FILE },
    { maker: 'worker', destination: '/etc/hosts', type: 'bind', source: files.hosts, options: FIXED_FILE },
  ];
  const system = systemMounts({ settings, privileged, controlGroups, userNamespace: family === 'user' });
  return oneEach([...system, ...fixed, ...mounts]);
}

/** A container's /etc/hostname. */
export function hostnameMount(memory: string, settings: Pick<RunSettings, 'hostname'>): PlannedMount {
  const source = writeHostname(memory, settings);
  return { maker: 'worker', destination: '/etc/hostname', type: 'bind', source, options: FIXED_FILE };
}

const FIXED_FILE = ['ro', 'nosuid', 'noexec', 'nodev'];
