import { chownSync, mkdirSync } from 'node:fs';

import { InfraError } from '../errors.js';
import { isDiskFull } from '../files/disk-room.js';
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
import { displayName } from '../text/byte-name.js';
import { SecretWatch } from './secret-watch.js';
import type { ContainerRun, ContainerRuntime } from './runtime/oci-runtime.js';
import { runtimeSpec } from './runtime/runtime-spec.js';
import { writeNetworkFiles } from './runtime/step-network-files.js';
import { oneEach, systemMounts, type PlannedMount } from './runtime/system-mounts.js';
import { captureUpper } from './snapshot/capture.js';
import type { LayerMounts } from './snapshot/overlay.js';
import type { XattrFamily } from './snapshot/snapshot-notes.js';
import type { SnapshotStack } from './snapshot/snapshot-stack.js';
import type { Snapshots } from './snapshot/store.js';

/** What all steps of one worker use. */
export interface StepEnvironment {
  readonly kernel: KernelCalls;
  readonly layers: LayerMounts;
  readonly snapshots: Snapshots;
  readonly caches: CacheMounts;
  readonly runtime: ContainerRuntime;
  /** `undefined` in a user namespace. */
  readonly devices: DeviceNodes | undefined;
  /** Whether there is a view of the control groups that steps can see. */
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
  /** A private folder on the snapshots' file system, and one in memory. */
  readonly scratch: string;
  readonly memory: string;
  readonly output: ContainerRun['output'];
  readonly drained: ContainerRun['drained'];
  /** Counts what of the time is not the step's own. */
  readonly delays: { waitingMs: number; restoringMs: number };
  readonly signal: AbortSignal;
}

export type StepResult =
  | { readonly kind: 'done'; readonly made: MadeLayer }
  /** The request asked for no layer. */
  | { readonly kind: 'discarded' }
  | { readonly kind: 'failed'; readonly exitCode: number };

/**
 * Runs one RUN step. It mounts the snapshots of the step's layers, which must exist, with a new upper directory, runs the
 * process, captures the upper directory as a layer, and keeps it as that layer's snapshot. Without `ingest` in the request, what
 * the process wrote is thrown away.
 *
 * @throws UserError, InfraError; the signal's reason
 */
export async function runStep(environment: StepEnvironment, step: StepRun): Promise<StepResult> {
  const { kernel, layers } = environment;
  const { request, scratch, memory, signal } = step;
  const { ingest } = request;
  const upper = { upper: `${scratch}/upper`, work: `${scratch}/work` };
  const rootfs = `${scratch}/rootfs`;
  for (const folder of [...Object.values(upper), memory]) mkdirSync(folder, { recursive: true, mode: 0o755 });
  try {
    const diffIds = request.layers.map(({ diffId }) => diffId);
    const lower = await layers.mount(diffIds, rootfs, scratch, upper);
    let exitCode: number;
    try {
      exitCode = await runProcess(environment, step, rootfs);
      if (exitCode === 0 && ingest !== undefined) await layers.seal(rootfs, signal);
    } finally {
      await kernel.unmount(rootfs);
    }
    if (exitCode !== 0) return failed(exitCode, upper.upper);
    signal.throwIfAborted();
    if (ingest === undefined) return { kind: 'discarded' };
    return { kind: 'done', made: await capture(environment, step, ingest, { upper: upper.upper, lower }) };
  } finally {
    await removeTree(memory);
  }
}

/** A command that finds no room fails in its own way, often without a message. @throws InfraError when the disk is full */
function failed(exitCode: number, upper: string): StepResult {
  if (!isDiskFull(upper)) return { kind: 'failed', exitCode };
  throw new InfraError(
    `the disk is full: the command ended with exit code ${exitCode}, and it had no room left to write to`,
    {
      hint: 'Make room, for example with `layer-build prune`.',
    },
  );
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

/** Everything that is mounted in a step, in order. */
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
  ingest: NonNullable<WireRun['ingest']>,
  { upper, lower }: { readonly upper: string; readonly lower: SnapshotStack },
): Promise<MadeLayer> {
  const { kernel, family, owner, snapshots } = environment;
  const writer = await LayerWriter.create(ingest);
  try {
    const secrets = step.request.mounts.flatMap((mount) =>
      mount.type === 'secret' ? [step.attachment(mount.content)] : [],
    );
    const watch = new SecretWatch(writer, secrets);
    const sink = secrets.length === 0 ? writer : watch;
    const notes = await captureUpper({ upper, lower, family, signal: step.signal }, kernel, sink);
    if (watch.found !== undefined)
      step.warn(`/${displayName(watch.found)}, which a RUN step wrote into its layer, holds the value of a secret`);
    const made = await writer.finish();
    for (const file of [ingest.blobFile, ingest.indexFile]) chownSync(file, owner.uid, owner.gid);
    snapshots.adopt(upper, made.diffId, notes);
    return made;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
