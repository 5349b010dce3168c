import { chownSync, mkdirSync } from 'node:fs';

import { InfraError } from '../errors.js';
import type { StepUsage } from '../engine/step-times.js';
import { isDiskFull } from '../files/disk-room.js';
import type { MadeLayer } from '../layer/layer.js';
import { LayerWriter } from '../layer/layer-writer.js';
import type { ProcessUser } from '../layer/users/process-user.js';
import { removeTree } from './kernel/remove-tree.js';
import { inCage } from './containers/cage.js';
import type { StepEnvironment } from './containers/environment.js';
import type { ContainerTree } from './mounts/container-tree.js';
import { StepMounts } from './mounts/step-mounts.js';
import { makeWorkingDirectory, startFolder } from './mounts/working-directory.js';
import type { WireLayer } from './protocol/layer-messages.js';
import type { WireRun } from './protocol/messages.js';
import { DEFAULT_CAPABILITIES } from './protocol/capability-names.js';
import { ownCapabilities } from './runtime/capabilities.js';
import { imageUser } from './runtime/image-user.js';
import { displayName } from '../text/byte-name.js';
import { SecretWatch } from './secret-watch.js';
import type { ContainerEnd, ContainerRun } from './runtime/oci-runtime.js';
import { runtimeSpec } from './runtime/runtime-spec.js';
import { traced, type OpenSpan } from '../trace/span.js';
import type { WorkTree } from './trees/layer-storage.js';

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
  /** Resolves when all that the step may have seen of its layers was right. Until then, its result does not count. */
  readonly proven: () => Promise<unknown>;
}

export type StepResult =
  | { readonly kind: 'done'; readonly made: MadeLayer; readonly usage: StepUsage }
  /** The request asked for no layer. */
  | { readonly kind: 'discarded' }
  | ({ readonly kind: 'failed' } & ContainerEnd);

/**
 * Runs one RUN step on a tree of the step's layers, which must be at hand. It captures what the process wrote as a layer, and keeps the
 * tree for the next step. Without `ingest` in the request, what the process wrote is thrown away.
 *
 * @throws UserError, InfraError; the signal's reason
 */
export async function runStep(environment: StepEnvironment, step: StepRun): Promise<StepResult> {
  const { request, scratch, memory } = step;
  // Folders that only something is mounted on are quicker to make and to remove in memory.
  const rootfs = `${memory}/rootfs`;
  mkdirSync(memory, { recursive: true, mode: 0o755 });
  try {
    const diffIds = request.layers.map(({ diffId }) => diffId);
    const storage = await environment.storage();
    const tree = await phase(step, 'mount', () => storage.work(diffIds, { target: rootfs, scratch }));
    try {
      return await runOn(environment, step, tree, rootfs);
    } finally {
      await tree.discard();
    }
  } finally {
    await removeTree(memory);
  }
}

async function runOn(environment: StepEnvironment, step: StepRun, tree: WorkTree, rootfs: string): Promise<StepResult> {
  const { signal } = step;
  const { ingest } = step.request;
  let ended: ContainerEnd;
  try {
    ended = await phase(step, 'process', () => runProcess(environment, step, rootfs));
    const since = performance.now();
    await phase(step, 'proof of the layers', () => step.proven());
    step.delays.restoringMs += performance.now() - since;
    if (ended.exitCode === 0 && ingest !== undefined) await tree.seal(signal);
  } finally {
    await tree.unmount();
  }
  if (ended.exitCode !== 0) return failed(ended, tree.written);
  signal.throwIfAborted();
  if (ingest === undefined) return { kind: 'discarded' };
  const made = await phase(step, 'layer', async (span) => {
    const captured = await capture(environment, step, ingest, tree);
    span.note({ bytes: captured.uncompressedSize });
    return captured;
  });
  return { kind: 'done', made, usage: ended.usage };
}

/** A part of the step, as a trace shows it. */
function phase<T>({ request }: StepRun, name: string, work: (span: OpenSpan) => Promise<T>): Promise<T> {
  return traced('steps', () => name, work, `request ${request.id}`);
}

/** A command that finds no room fails in its own way, often without a message. @throws InfraError when the disk is full */
function failed(ended: ContainerEnd, written: string): StepResult {
  if (!isDiskFull(written)) return { kind: 'failed', ...ended };
  throw new InfraError(
    `the disk is full: the command ended with exit code ${ended.exitCode}, and it had no room left to write to`,
    {
      hint: 'Make room, for example with `layer-build prune`.',
    },
  );
}

async function runProcess(environment: StepEnvironment, step: StepRun, rootfs: string): Promise<ContainerEnd> {
  const { request, memory } = step;
  const { privileged, settings } = request;
  const user = await imageUser(rootfs, request.process.user);
  makeWorkingDirectory(rootfs, request.process.cwd, user);
  const asked = new StepMounts({ ...environment, ...step });
  try {
    for (const mount of request.mounts) await asked.add(mount);
    const cage = { rootfs, memory, settings, privileged, mounts: asked.mounts };
    return await inCage(environment, cage, (tree) => environment.runtime.run(containerRun(step, tree, user)));
  } finally {
    await asked.release();
  }
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

async function capture(
  environment: StepEnvironment,
  step: StepRun,
  ingest: NonNullable<WireRun['ingest']>,
  tree: WorkTree,
): Promise<MadeLayer> {
  const { owner } = environment;
  const writer = await LayerWriter.create(ingest);
  try {
    const secrets = step.request.mounts.flatMap((mount) =>
      mount.type === 'secret' ? [step.attachment(mount.content)] : [],
    );
    const watch = new SecretWatch(writer, secrets);
    const sink = secrets.length === 0 ? writer : watch;
    await tree.capture(sink, step.signal);
    if (watch.found !== undefined)
      step.warn(`/${displayName(watch.found)}, which a RUN step wrote into its layer, holds the value of a secret`);
    const made = await writer.finish();
    for (const file of [ingest.blobFile, ingest.indexFile]) chownSync(file, owner.uid, owner.gid);
    await tree.adopt(made.diffId);
    return made;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
