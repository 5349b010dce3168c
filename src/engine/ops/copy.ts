import { parseFileMode } from '../../dockerfile/values/file-mode.js';
import type { MadeLayer } from '../../layer/layer.js';
import type { SourceTree } from '../../layer/source-tree.js';
import { formatPlatform } from '../../oci/platform.js';
import type { CopyOperation, WorkdirOperation } from '../../plan/operation.js';
import type { CopyRequest, CopySource } from '../copy/copy-request.js';
import { layOut, layOutWorkdir, type CopyLayout } from '../copy/lay-out.js';
import { selectSources } from '../copy/select-sources.js';
import { snapshotId } from '../keys.js';
import { once } from '../../async/once.js';
import { remakeLayer } from '../copy/remake-layer.js';
import { remoteSources, type RemoteSources } from './remote-sources.js';
import { makeLayer } from './make-layer.js';
import type { KeyInputs } from '../record.js';
import type { StepContext } from './step-context.js';
import type { StepTimer } from '../step-times.js';
import { keyInputs, type Op } from './op.js';
import type { OpContext } from './op-context.js';

/** The work of COPY and ADD. */
export async function copyOp(context: StepContext, operation: CopyOperation, parts: OpContext): Promise<Op> {
  const { stage, layers } = context;
  const from = await parts.sources.resolve(operation.from);
  const remotes = await remoteSources(operation, parts);
  const identity = from.kind === 'layers' ? snapshotId(from.layers) : remotes.identity;
  const common: Pick<KeyInputs, 'operation' | 'platform' | 'parent' | 'args'> = {
    operation: 'copy',
    args: fixedTime(parts),
    platform: formatPlatform(stage.stage.platform),
    // What --link makes is the same on any parent.
    parent: operation.link ? '' : snapshotId(layers),
  };
  const command = canonicalCopy(operation);
  const selection = once(async () =>
    selectSources(requestOf(operation, await sourcesOf(operation, remotes, parts), context, parts)),
  );
  return {
    ...(identity === undefined ? {} : { early: keyInputs({ ...common, command: `${command} from ${identity}` }) }),
    inputs: async () => keyInputs({ ...common, command, files: (await selection()).files }),
    execute: async (timer) => {
      if (operation.link) return finish(await layOut(await selection(), undefined, parts.signal), context, parts);
      return onImageBelow(context, timer, parts, async (below) =>
        finish(await layOut(await selection(), below, parts.signal), context, parts),
      );
    },
    // Downloads are no more at hand than the layer is.
    ...(from.kind === 'files' && remotes.sources.size === 0
      ? { remake: async (index, signal) => remakeLayer(await selection(), index, parts.ports.layers, signal) }
      : {}),
  };
}

/** The work of WORKDIR: the directories that are missing. */
export function workdirOp(context: StepContext, operation: WorkdirOperation, parts: OpContext): Op {
  return {
    inputs: () =>
      Promise.resolve(
        keyInputs({
          operation: 'workdir',
          args: fixedTime(parts),
          command: JSON.stringify([operation.path, operation.user]),
          platform: formatPlatform(context.stage.stage.platform),
          parent: snapshotId(context.layers),
        }),
      ),
    execute: (timer) =>
      onImageBelow(context, timer, parts, async (below) => {
        const { path, user } = operation;
        const request = { path, user, created: parts.createdSeconds(), location: locationOf(context, parts) };
        const layout = await layOutWorkdir(request, below);
        // A directory that is there already needs no layer.
        return layout.entries.length === 0 ? undefined : finish(layout, context, parts);
      }),
  };
}

function finish(layout: CopyLayout, { step }: StepContext, { sink, ports, signal }: OpContext): Promise<MadeLayer> {
  for (const message of layout.warnings) sink({ type: 'warning', message, line: step.info.line });
  return makeLayer(layout, ports.layers, signal);
}

/** Under SOURCE_DATE_EPOCH the times in a layer are part of what was asked for, so a layer with others is none to reuse. */
function fixedTime({ options }: OpContext): readonly string[] {
  return options.sourceDateEpoch === undefined ? [] : [`SOURCE_DATE_EPOCH=${options.sourceDateEpoch}`];
}

/**
 * Does the work with the image that the layer goes onto, `undefined` where that is empty. It is unpacked meanwhile where a later
 * RUN of the stage will need it anyway. That is waited for first only where it makes an index that the work would else have to
 * fetch the layer for.
 */
async function onImageBelow(
  { layers, ...context }: StepContext,
  timer: StepTimer,
  { ports, sources, signal }: OpContext,
  work: (below: SourceTree | undefined) => Promise<MadeLayer | undefined>,
): Promise<MadeLayer | undefined> {
  if (layers.length === 0) return work(undefined);
  const unpacked = hasRunFrom(context) ? ports.runner.prepare(layers, signal) : Promise.resolve();
  // Should the work fail before it is waited for.
  unpacked.catch(() => undefined);
  const hasIndexes = (await Promise.all(layers.map((layer) => ports.layers.hasIndex(layer)))).every(Boolean);
  if (!hasIndexes) await timer.measure('restoring', () => unpacked);
  const below = await timer.measure('restoring', () => sources.treeOfLayers('the image', layers));
  const made = await work(below);
  try {
    await timer.measure('restoring', () => unpacked);
  } catch (error) {
    if (made !== undefined) await ports.layers.drop(made);
    throw error;
  }
  return made;
}

function hasRunFrom({ stage, step }: Pick<StepContext, 'stage' | 'step'>): boolean {
  return stage.steps.some((later) => later.info.number > step.info.number && later.operation.kind === 'run');
}

/** What the instruction asks for, but for the files themselves and where they are from. */
function canonicalCopy(operation: CopyOperation): string {
  const { keyword, destination, chown, chmod, link, parents, excludes, unpack, sources, inlineFiles } = operation;
  return JSON.stringify({ keyword, sources, inlineFiles, destination, chown, chmod, link, parents, excludes, unpack });
}

async function sourcesOf(
  operation: CopyOperation,
  remotes: RemoteSources,
  parts: OpContext,
): Promise<readonly CopySource[]> {
  const inline = operation.inlineFiles.map((file): CopySource => ({ kind: 'inline', ...file }));
  if (operation.sources.length === 0) return inline;
  const from = await parts.sources.resolve(operation.from);
  const tree = from.kind === 'files' ? from.files : await parts.sources.treeOf(operation.from);
  const picked = operation.sources.map(async (pattern, position): Promise<CopySource> => {
    const remote = remotes.sources.get(pattern);
    if (remote !== undefined) return remote(parts.signal);
    return {
      kind: 'pattern',
      tree,
      pattern,
      written: operation.written[position],
      keepOwners: from.kind === 'layers',
      unpack: operation.keyword === 'ADD' && operation.unpack !== false,
      ...parts.sources.isSent(operation.from),
      ...(from.kind === 'files' ? { ignoredBy: (path: string) => from.files.ignoredBy(path) } : {}),
    };
  });
  return [...(await Promise.all(picked)), ...inline];
}

function requestOf(
  operation: CopyOperation,
  sources: readonly CopySource[],
  context: StepContext,
  parts: OpContext,
): CopyRequest {
  const { keyword, destination, chown, chmod, parents, excludes, link } = operation;
  return {
    keyword,
    sources,
    destination,
    chown,
    ...(chmod === '' ? {} : { chmod: parseFileMode(chmod) }),
    parents,
    excludes,
    link,
    created: parts.createdSeconds(),
    location: locationOf(context, parts),
  };
}

function locationOf({ step }: StepContext, { plan }: OpContext) {
  return { file: plan.dockerfile.name, line: step.range.start, endLine: step.range.end };
}
