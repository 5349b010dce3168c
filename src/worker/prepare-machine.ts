import { chmodSync, mkdirSync } from 'node:fs';

import { pathInRoot } from '../files/root-folder.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { StepEnvironment } from './containers/environment.js';
import { ImageMounts } from './erofs/image-mounts.js';
import { explain } from './failure.js';
import type { KernelCalls } from './kernel/syscalls.js';
import { CacheMounts } from './mounts/cache-mounts.js';
import { DeviceNodes } from './mounts/device-nodes.js';
import type { ClientMessage } from './protocol/messages.js';
import { chooseRuntime, hideControlGroups, makeKernelCalls, xattrFamily } from './runtime/choose-runtime.js';
import { ControlGroups } from './runtime/control-groups.js';
import { type AskPart, OnDemandImages } from './snapshot/on-demand-images.js';
import { Unpacking } from './snapshot/unpack-layer.js';
import { UnpackPool } from './snapshot/unpack-pool.js';
import { Storages } from './storage/storages.js';

type Warn = (message: string, hint?: string) => void;

export interface PreparationParts {
  /** Absolute path of the worker's own folder. */
  readonly folder: string;
  /** This program's own file, which its threads run too. */
  readonly script: string;
  readonly warn: Warn;
  readonly askPart: AskPart;
  readonly onUnpacked: (blob: Pick<Descriptor, 'digest' | 'size'>) => void;
}

/** Makes what steps need of the machine. @throws InfraError when it cannot run steps */
export async function prepareMachine(
  hello: Extract<ClientMessage, { type: 'hello' }>,
  { folder, script, warn, askPart, onUnpacked }: PreparationParts,
): Promise<StepEnvironment> {
  const { root, owner, path } = hello;
  const family = xattrFamily();
  const kernel = makeKernelCalls(path);
  if (kernel.limits !== '') {
    warn(`perl is not installed: ${kernel.limits} do not work`, 'Install perl-base.');
  }
  const memory = `${folder}/memory`;
  mkdirSync(memory);
  await kernel.mount({ source: 'tmpfs', target: memory, type: 'tmpfs', options: ['nosuid', 'nodev', 'mode=700'] });
  const groups = await stepGroups(kernel, hello.cgroupParent, warn, `${memory}/control-groups`);
  const controlGroups = await hideControlGroups(kernel).then(
    () => true,
    (error: unknown) => {
      warn(`control groups stay visible to the container runtime: ${explain(error).message}`);
      return false;
    },
  );
  const images = new ImageMounts(kernel, `${folder}/images`);
  const runtime = await chooseRuntime(kernel, hello.runtime, path, memory, groups);
  // Owners of files and overlayfs's marks depend on the user namespace: one mode cannot use what the other made.
  const unpacking = new Unpacking({
    pool: new UnpackPool(script, hello.unpackers),
    owner,
    family,
    onUnpacked: ({ blob }, warnings) => {
      onUnpacked(blob);
      for (const warning of warnings) warn(warning);
    },
  });
  const kept = pathInRoot(root, 'snapshots', family);
  // Nobody else on the machine may reach the images' programs with setuid bits, or their device nodes.
  mkdirSync(kept, { recursive: true, mode: 0o700 });
  chmodSync(kept, 0o700);
  const containerFiles = pathInRoot(root, 'containerFiles', family);
  const storages = new Storages({
    ...{ driver: hello.storage, kernel, family, images, unpacking, path, warn },
    onDemand: () => new OnDemandImages(script, askPart),
    folder: kept,
    scratch: folder,
    memory,
    containerFiles,
    thinPool: pathInRoot(root, 'thinPools', family),
  });
  return {
    kernel,
    storage: (place) => storages.open(place),
    unpacking,
    caches: new CacheMounts(pathInRoot(root, 'cacheMounts', family), folder, kernel),
    runtime,
    devices: family === 'trusted' ? await DeviceNodes.mount(kernel, `${folder}/devices`) : undefined,
    controlGroups,
    family,
    owner,
    containerFiles,
    removeKept: () => storages.removeKept(),
    close: () => storages.close(),
  };
}

async function stepGroups(
  kernel: KernelCalls,
  parent: string | undefined,
  warn: Warn,
  folder: string,
): Promise<ControlGroups | undefined> {
  if (parent === undefined) return undefined;
  try {
    return await ControlGroups.open(kernel, parent, folder);
  } catch (error) {
    warn(
      `RUN does not run below the control group ${parent}, but in that of this build: ${explain(error).message}`,
      'Control groups can be made by root, and in a container where /sys/fs/cgroup can be written to.',
    );
    return undefined;
  }
}
