import { chownSync, mkdirSync } from 'node:fs';

import type { MadeLayer } from '../layer/layer.js';
import { LayerWriter } from '../layer/layer-writer.js';
import type { ProcessUser } from '../layer/users/process-user.js';
import { removeTree } from './kernel/remove-tree.js';
import type { KernelCalls } from './kernel/syscalls.js';
import type { CacheMounts } from './mounts/cache-mounts.js';
import { ContainerTree } from './mounts/container-tree.js';
import type { DeviceNodes } from './mounts/device-nodes.js';
import { StepMounts } from './mounts/step-mounts.js';
import { makeWorkingDirectory, startFolder } from './mounts/working-directory.js';
import type { WireLayer, WireRun } from './protocol/messages.js';
import { DEFAULT_CAPABILITIES, ownCapabilities } from './runtime/capabilities.js';
import { imageUser } from './runtime/image-user.js';
import type { ContainerRun, ContainerRuntime } from './runtime/oci-runtime.js';
import { runtimeSpec } from './runtime/runtime-spec.js';
import { writeNetworkFiles } from './runtime/step-network-files.js';
import { oneEach, systemMounts, type PlannedMount } from './runtime/system-mounts.js';
import { captureUpper } from './snapshot/capture.js';
import type { LayerMounts } from './snapshot/overlay.js';
import type { XattrFamily } from './snapshot/snapshot-notes.js';
import type { SnapshotStack } from './snapshot/snapshot-stack.js';
import type { Snapshots } from './snapshot/store.js';

/** What the steps of one worker share. */
export interface StepEnvironment {
  readonly kernel: KernelCalls;
  readonly layers: LayerMounts;
  readonly snapshots: Snapshots;
  readonly caches: CacheMounts;
  readonly runtime: ContainerRuntime;
  /** `undefined` in a user namespace. */
  readonly devices: DeviceNodes | undefined;
  /** Whether steps can be shown their control group. */
  readonly controlGroups: boolean;
  readonly family: XattrFamily;
  readonly owner: { readonly uid: number; readonly gid: number };
}

export interface StepRun {
  readonly request: WireRun;
  readonly attachment: (position: number) => Uint8Array;
  /** Unpacks a layer into a folder that does not exist yet. @throws InfraError, BlobUnavailable */
  readonly unpack: (job: { readonly layer: WireLayer; readonly folder: string }) => Promise<void>;
  readonly warn: (message: string) => void;
  /** Private folders, on the snapshots' file system and in memory. */
  readonly scratch: string;
  readonly memory: string;
  readonly output: ContainerRun['output'];
  readonly drained: ContainerRun['drained'];
  readonly signal: AbortSignal;
}

export type StepResult =
  { readonly kind: 'done'; readonly made: MadeLayer } | { readonly kind: 'failed'; readonly exitCode: number };

/**
 * One RUN: its layers, whose snapshots are there, mounted with a fresh upper directory; the process run; the upper directory
 * captured as a layer, and kept as that layer's snapshot.
 *
 * @throws UserError, InfraError; the signal's reason
 */
export async function runStep(environment: StepEnvironment, step: StepRun): Promise<StepResult> {
  const { kernel, layers } = environment;
  const { request, scratch, memory, signal } = step;
  const upper = { upper: `${scratch}/upper`, work: `${scratch}/work` };
  const rootfs = `${scratch}/rootfs`;
  for (const folder of [...Object.values(upper), memory]) mkdirSync(folder, { recursive: true, mode: 0o755 });
  try {
    const diffIds = request.layers.map(({ diffId }) => diffId);
    const lower = await layers.mount(diffIds, rootfs, scratch, upper);
    let exitCode: number;
    try {
      exitCode = await runProcess(environment, step, rootfs);
      if (exitCode === 0) await layers.seal(rootfs, signal);
    } finally {
      await kernel.unmount(rootfs);
    }
    if (exitCode !== 0) return { kind: 'failed', exitCode };
    signal.throwIfAborted();
    return { kind: 'done', made: await capture(environment, step, upper.upper, lower) };
  } finally {
    await removeTree(memory);
  }
}

async function runProcess(environment: StepEnvironment, step: StepRun, rootfs: string): Promise<number> {
  const { kernel, devices, runtime } = environment;
  const { request, memory } = step;
  const { privileged } = request;
  const user = imageUser(rootfs, request.process.user);
  makeWorkingDirectory(rootfs, request.process.cwd, user);
  const asked = new StepMounts({ ...environment, ...step });
  try {
    for (const mount of request.mounts) await asked.add(mount);
    const folder = `${memory}/container`;
    const tree = await ContainerTree.create({ kernel, rootfs, folder, devices, privileged });
    try {
      for (const mount of plannedMounts(environment, step, asked.mounts)) await tree.mount(mount);
      return await runtime.run(containerRun(step, tree, user));
    } finally {
      await tree.close();
    }
  } finally {
    await asked.release();
  }
}

/** All that is mounted in a step, in order. */
function plannedMounts(
  { family, controlGroups }: StepEnvironment,
  { request, memory }: StepRun,
  asked: readonly PlannedMount[],
): readonly PlannedMount[] {
  const { privileged, settings } = request;
  const files = writeNetworkFiles(memory, settings);
  const fixed: readonly PlannedMount[] = [
    { maker: 'worker', destination: '/etc/resolv.conf', type: 'bind', source: files.resolvConf, options: FIXED_FILE },
    { maker: 'worker', destination: '/etc/hosts', type: 'bind', source: files.hosts, options: FIXED_FILE },
  ];
  const system = systemMounts({ settings, privileged, controlGroups, userNamespace: family === 'user' });
  return oneEach([...system, ...fixed, ...asked]);
}

function containerRun(step: StepRun, tree: ContainerTree, user: ProcessUser): ContainerRun {
  const { request, memory, output, drained, signal } = step;
  const { argv, env, cwd, stdin } = request.process;
  const bundle = `${memory}/bundle`;
  mkdirSync(bundle);
  const spec = runtimeSpec({
    rootfs: tree.root,
    argv,
    env,
    cwd: startFolder(tree.root, cwd),
    user,
    settings: request.settings,
    privileged: request.privileged,
    capabilities: request.privileged ? ownCapabilities() : DEFAULT_CAPABILITIES,
    mounts: tree.left,
    architecture: process.arch,
  });
  const id = `step-${process.hrtime.bigint()}`;
  const attachment = stdin === undefined ? undefined : step.attachment(stdin);
  return { id, bundle, spec, rootRestrictions: tree.restrictions, stdin: attachment, output, drained, signal };
}

const FIXED_FILE = ['ro', 'nosuid', 'noexec', 'nodev'];

async function capture(
  environment: StepEnvironment,
  step: StepRun,
  upper: string,
  lower: SnapshotStack,
): Promise<MadeLayer> {
  const { kernel, family, owner, snapshots } = environment;
  const { ingest } = step.request;
  const writer = await LayerWriter.create(ingest);
  try {
    const notes = await captureUpper({ upper, lower, family, signal: step.signal }, kernel, writer);
    const made = await writer.finish();
    for (const file of [ingest.blobFile, ingest.indexFile]) chownSync(file, owner.uid, owner.gid);
    snapshots.adopt(upper, made.diffId, notes);
    return made;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
