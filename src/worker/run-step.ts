import { chmodSync, chownSync, mkdirSync, rmSync, statSync } from 'node:fs';

import { UserError } from '../errors.js';
import type { MadeLayer } from '../layer/layer.js';
import { LayerWriter } from '../layer/layer-writer.js';
import { DEFAULT_CAPABILITIES, ownCapabilities } from './runtime/capabilities.js';
import type { CacheMounts } from './mounts/cache-mounts.js';
import { captureUpper } from './snapshot/capture.js';
import type { ProcessUser } from '../layer/process-user.js';
import { imageUser } from './runtime/image-user.js';
import type { KernelCalls } from './kernel/syscalls.js';
import type { LayerMounts } from './snapshot/overlay.js';
import { MountPoints } from './mounts/mount-points.js';
import type { WireLayer, WireRun } from './protocol/messages.js';
import { resolveInRoot } from '../files/resolve-in-root.js';
import type { ContainerRun, ContainerRuntime } from './runtime/oci-runtime.js';
import { runtimeSpec, type SpecMount } from './runtime/runtime-spec.js';
import type { XattrFamily } from './snapshot/snapshot-notes.js';
import type { SnapshotStack } from './snapshot/snapshot-stack.js';
import type { Snapshots } from './snapshot/store.js';
import { StepMounts } from './mounts/step-mounts.js';
import { writeNetworkFiles } from './runtime/step-network-files.js';

/** What the steps of one worker share. */
export interface StepEnvironment {
  readonly kernel: KernelCalls;
  readonly layers: LayerMounts;
  readonly snapshots: Snapshots;
  readonly caches: CacheMounts;
  readonly runtime: ContainerRuntime;
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
    } finally {
      await kernel.unmount(rootfs);
    }
    if (exitCode !== 0) return { kind: 'failed', exitCode };
    signal.throwIfAborted();
    return { kind: 'done', made: await capture(environment, step, upper.upper, lower) };
  } finally {
    rmSync(memory, { recursive: true, force: true });
  }
}

async function runProcess(environment: StepEnvironment, step: StepRun, rootfs: string): Promise<number> {
  const { request, memory, signal } = step;
  const { process: wanted } = request;
  const user = imageUser(rootfs, wanted.user);
  makeWorkingDirectory(rootfs, wanted.cwd, user);
  const asked = new StepMounts({ ...environment, ...step, rootfs });
  try {
    for (const mount of request.mounts) await asked.add(mount);
    const files = writeNetworkFiles(memory, request.settings);
    const fixed: SpecMount[] = [
      { destination: '/etc/resolv.conf', type: 'bind', source: files.resolvConf, options: FIXED_FILE },
      { destination: '/etc/hosts', type: 'bind', source: files.hosts, options: FIXED_FILE },
    ];
    const points = new MountPoints(rootfs, [
      ...fixed.map(({ destination }) => ({ target: destination, kind: 'file' as const })),
      // What BuildKit leaves to the runtime to make, and so does not take away; an image from scratch can be run for it.
      ...['/proc', '/dev', '/sys'].map((target) => ({ target, kind: 'directory' as const, stays: true })),
      ...asked.points,
    ]);
    const bundle = `${memory}/bundle`;
    mkdirSync(bundle);
    const spec = runtimeSpec({
      rootfs,
      argv: wanted.argv,
      env: wanted.env,
      cwd: wanted.cwd === '' ? '/' : wanted.cwd,
      user,
      settings: request.settings,
      privileged: request.privileged,
      capabilities: request.privileged ? ownCapabilities() : DEFAULT_CAPABILITIES,
      userNamespace: environment.family === 'user',
      mounts: [...fixed, ...asked.mounts],
      architecture: process.arch,
    });
    const stdin = wanted.stdin === undefined ? undefined : step.attachment(wanted.stdin);
    const { output, drained } = step;
    const id = `step-${process.hrtime.bigint()}`;
    try {
      return await environment.runtime.run({ id, bundle, spec, stdin, output, drained, signal });
    } finally {
      points.remove();
    }
  } finally {
    await asked.release();
  }
}

const FIXED_FILE = ['rbind', 'ro', 'nosuid', 'noexec', 'nodev'];

/** As BuildKit: what is missing of the working directory is made, the user's, and stays in the layer. */
function makeWorkingDirectory(rootfs: string, cwd: string, user: ProcessUser): void {
  const place = resolveInRoot(rootfs, cwd);
  const missing: string[] = [];
  for (let at = place; at !== rootfs && statSync(at, { throwIfNoEntry: false }) === undefined;) {
    missing.unshift(at);
    at = at.slice(0, at.lastIndexOf('/'));
  }
  for (const folder of missing) {
    try {
      mkdirSync(folder);
    } catch (error) {
      throw new UserError(`cannot make the working directory ${cwd}`, { cause: error });
    }
    chownSync(folder, user.uid, user.gid);
    chmodSync(folder, 0o755);
  }
  if (!statSync(place).isDirectory()) throw new UserError(`the working directory ${cwd} is no directory in the image`);
}

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
