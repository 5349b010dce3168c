import { UserError } from '../../errors.js';
import { parseFileMode } from '../../dockerfile/values/file-mode.js';
import { MAX_LAYER_ENTRIES } from '../../layer/layer-structure.js';
import type { MadeLayer } from '../../layer/layer.js';
import { formatPlatform } from '../../oci/platform.js';
import type { CopyOperation, WorkdirOperation } from '../../plan/operation.js';
import {
  filesOf,
  type CopyRequest,
  type CopySelection,
  type CopySource,
  type SelectedSource,
} from '../copy/copy-request.js';
import { layOut, layOutWorkdir, type CopyLayout } from '../copy/lay-out.js';
import { selectSources } from '../copy/select-sources.js';
import { snapshotId } from '../keys.js';
import { once } from '../../async/once.js';
import { remakeLayer } from '../copy/remake-layer.js';
import { remoteSources, type RemoteSources } from './remote-sources.js';
import { makeLayer } from './make-layer.js';
import type { BuildContext } from '../ports.js';
import type { StepContext } from './step-context.js';
import { ImageBelow } from './image-below.js';
import { LazyLayout } from './lazy-layout.js';
import { keyInputs, onlyForm, type Op } from './op.js';
import type { OpContext } from './op-context.js';
import { locationOf } from '../../dockerfile/syntax/error-location.js';

/** COPY and ADD. */
export async function copyOp(context: StepContext, operation: CopyOperation, shared: OpContext): Promise<Op> {
  const from = await shared.sources.resolve(operation.from);
  const remotes = await remoteSources(operation, shared);
  const identity = from.kind === 'layers' ? snapshotId(from.layers) : remotes.identity;
  const image = new ImageBelow(operation.link ? { ...context, layers: [] } : context, shared);
  const common = { operation: 'copy', args: fixedTime(shared), platform: formatPlatform(context.stage.stage.platform) };
  // --link makes the same layer on any parent.
  const parent = operation.link ? '' : image.parent;
  const command = canonicalCopy(operation);
  const selection = once(async () => {
    const sources = await sourcesOf(operation, remotes, context, shared);
    const selected = await selectSources(requestOf(operation, sources, context, shared));
    if (from.kind === 'files') await tellConcerns(from.files, selected, context, shared);
    return selected;
  });
  const layout = new LazyLayout(image, async (below) => layOut(await selection(), below, shared.signal));
  const early = keyInputs({ ...common, parent, command: `${command} from ${identity ?? ''}` });
  const files = async () => keyInputs({ ...common, command, files: (await selection()).files });
  return {
    sources: await shared.sources.stepsOf(operation.from),
    ...(from.kind === 'layers' && { takesFromImage: true as const }),
    forms: [
      ...(identity === undefined ? [] : onlyForm(early)),
      async () => ({ ...(await files()), parent }),
      ...layout.forms(files, shared),
    ],
    execute: (timer) => image.duringUnpacking(timer, () => layout.use(timer, (made) => finish(made, context, shared))),
    // A download would have to be fetched again, as the layer would.
    ...(from.kind === 'files' && remotes.sources.size === 0
      ? { remake: async (wanted, signal) => remakeLayer(await selection(), wanted, shared.ports.layers, signal) }
      : {}),
  };
}

/** Tells what the context has to say of the files that are taken from it. */
async function tellConcerns(
  files: BuildContext,
  { sources }: CopySelection,
  { step }: StepContext,
  { sink }: OpContext,
): Promise<void> {
  if (files.concerns === undefined) return;
  const { line, endLine } = step.info;
  for (const concern of await files.concerns(line, filesTaken(sources, files))) {
    sink({ type: 'warning', ...concern, line, ...(endLine > line && { endLine }) });
  }
}

async function* filesTaken(
  sources: readonly SelectedSource[],
  files: BuildContext,
): AsyncGenerator<string, void, undefined> {
  for (const source of sources) if (source.tree === files) yield* filesOf(source);
}

/** WORKDIR makes the directories that are missing. */
export function workdirOp(context: StepContext, operation: WorkdirOperation, shared: OpContext): Op {
  const { path, user } = operation;
  const image = new ImageBelow(context, shared);
  const inputs = keyInputs({
    operation: 'workdir',
    args: fixedTime(shared),
    command: JSON.stringify([path, user]),
    platform: formatPlatform(context.stage.stage.platform),
  });
  const request = {
    path,
    user,
    created: shared.createdSeconds(),
    location: locationOf(shared.plan.dockerfile, context.step.range).location,
  };
  const layout = new LazyLayout(image, (below) => layOutWorkdir(request, below));
  return {
    forms: [...onlyForm({ ...inputs, parent: image.parent }), ...layout.forms(() => Promise.resolve(inputs), shared)],
    execute: (timer) =>
      image.duringUnpacking(timer, () =>
        layout.use(timer, (made) =>
          // The directory exists already.
          made.entries.size === 0 ? Promise.resolve(undefined) : finish(made, context, shared),
        ),
      ),
  };
}

function finish(layout: CopyLayout, { step }: StepContext, shared: OpContext): Promise<MadeLayer> {
  const { number, line } = step.info;
  for (const message of layout.warnings) shared.sink({ type: 'warning', message, line });
  return makeLayer(layout, shared.cacheOnly.has(number), shared);
}

/** With SOURCE_DATE_EPOCH the times in a layer are part of the result, so that a layer with other times cannot be reused. */
function fixedTime({ options }: OpContext): readonly string[] {
  return options.sourceDateEpoch === undefined ? [] : [`SOURCE_DATE_EPOCH=${options.sourceDateEpoch}`];
}

/** What the instruction asks for, without its files and where they come from. */
function canonicalCopy(operation: CopyOperation): string {
  const { keyword, destination, chown, chmod, link, parents, excludes, unpack, sources, inlineFiles } = operation;
  return JSON.stringify({ keyword, sources, inlineFiles, destination, chown, chmod, link, parents, excludes, unpack });
}

async function sourcesOf(
  operation: CopyOperation,
  remotes: RemoteSources,
  { timer }: StepContext,
  shared: OpContext,
): Promise<readonly CopySource[]> {
  const inline = operation.inlineFiles.map((file): CopySource => ({ kind: 'inline', ...file }));
  if (operation.sources.length === 0) return inline;
  const from = await shared.sources.resolve(operation.from);
  const tree = from.kind === 'files' ? from.files : await shared.sources.treeOf(operation.from, timer);
  const picked = operation.sources.map(async (pattern, position): Promise<CopySource> => {
    const remote = remotes.sources.get(pattern);
    if (remote !== undefined) return remote(shared.signal);
    return {
      kind: 'pattern',
      tree,
      pattern,
      written: operation.written[position],
      keepOwners: from.kind === 'layers',
      unpack: operation.keyword === 'ADD' && operation.unpack !== false,
      ...shared.sources.isSent(operation.from),
      ...(from.kind === 'files' ? { ignoredBy: (path: string) => from.files.ignoredBy(path) } : {}),
    };
  });
  return [...(await Promise.all(picked)), ...inline];
}

function requestOf(
  operation: CopyOperation,
  sources: readonly CopySource[],
  context: StepContext,
  shared: OpContext,
): CopyRequest {
  const { keyword, destination, chown, chmod, parents, excludes, link } = operation;
  const { location } = locationOf(shared.plan.dockerfile, context.step.range);
  return {
    keyword,
    sources,
    destination,
    chown,
    ...(chmod === '' ? {} : { chmod: parseFileMode(chmod) }),
    parents,
    excludes,
    link,
    created: shared.createdSeconds(),
    limit: {
      most: MAX_LAYER_ENTRIES,
      passed: () =>
        new UserError(
          `${keyword} makes more than the ${MAX_LAYER_ENTRIES} files and directories that a layer can have`,
          {
            location,
            hint: 'Leave out what the image does not need, by .dockerignore or --exclude, or copy it in several instructions.',
          },
        ),
    },
    location,
  };
}
