import type { MountType } from '../../dockerfile/values/mount.js';
import { EngineBug, unreachable } from '../../errors.js';
import { LayerStack } from '../../layer/layer-stack.js';
import type { Layer } from '../../layer/layer.js';
import type { SourceTree } from '../../layer/source-tree.js';
import { StackSource } from '../../layer/stack-source.js';
import { sourceLabel } from '../../plan/source-label.js';
import type { FileSource, NamedSource } from '../../plan/stage.js';
import type { BuildPlan } from '../plan/build-plan.js';
import type { DoneStep } from '../explain/origins.js';
import { SentFiles } from '../copy/sent-files.js';
import { namedKey } from '../plan/source-resolver.js';
import type { BuildContext, Layers } from '../ports.js';
import { once } from '../../async/once.js';
import type { StepTimer } from '../step-times.js';
import type { StageResult } from './step-context.js';

/** Layers, whose content is known by their ids, or files, which must be read to know it. */
export type ResolvedSource =
  | { readonly kind: 'layers'; readonly layers: readonly Layer[] }
  | { readonly kind: 'files'; readonly files: BuildContext };

const NOTHING: ResolvedSource = { kind: 'layers', layers: [] };

/** Gives COPY and mounts their sources: the context, or the layers of a stage or an image. */
export class FileSources {
  readonly #plan: BuildPlan;
  readonly #context: BuildContext;
  readonly #layers: Layers;
  readonly #resultOf: (index: number) => Promise<StageResult>;
  readonly #signal: AbortSignal;
  readonly #sent = once(() => SentFiles.of(this.#context, contextPaths(this.#plan)));

  constructor(
    plan: BuildPlan,
    ports: { readonly context: BuildContext; readonly layers: Layers },
    resultOf: (index: number) => Promise<StageResult>,
    signal: AbortSignal,
  ) {
    this.#plan = plan;
    this.#context = ports.context;
    this.#layers = ports.layers;
    this.#resultOf = resultOf;
    this.#signal = signal;
  }

  /** Waits until a stage is built, if it is the source. */
  async resolve(source: FileSource): Promise<ResolvedSource> {
    switch (source.kind) {
      case 'context':
        return { kind: 'files', files: this.#context };
      case 'scratch':
        return NOTHING;
      case 'stage':
        return { kind: 'layers', layers: (await this.#resultOf(source.index)).draft.layers };
      case 'image': {
        const image = this.#plan.copied.images.get(source.name);
        if (image === undefined) throw new EngineBug(`image ${source.name} was not resolved`);
        return { kind: 'layers', layers: image.layers };
      }
      case 'named':
        return this.#named(source);
      default:
        return unreachable(source);
    }
  }

  /** The steps of a stage that is the source. Waits until it is built. */
  async stepsOf(source: FileSource): Promise<readonly DoneStep[]> {
    return source.kind === 'stage' ? (await this.#resultOf(source.index)).done : [];
  }

  #named(source: NamedSource): ResolvedSource {
    const context = this.#plan.copied.named.get(namedKey(source));
    switch (context?.kind) {
      case undefined:
        throw new EngineBug(`build context ${source.name} was not resolved`);
      case 'image':
        return { kind: 'layers', layers: context.image.layers };
      case 'scratch':
        return NOTHING;
      case 'files':
        return context;
    }
  }

  /** For a context of which a build sees only a part: what says whether a path belongs to it. */
  isSent({ kind }: FileSource): { readonly isSent?: (path: string) => Promise<boolean> } {
    if (kind !== 'context' || this.#context.sentInParts !== true) return {};
    return { isSent: async (path) => (await this.#sent()).holds(path) };
  }

  /** @param timer gets the time for which layers are fetched */
  async treeOf(source: FileSource, timer: StepTimer): Promise<SourceTree> {
    const resolved = await this.resolve(source);
    if (resolved.kind === 'files') return resolved.files;
    return this.treeOfLayers(sourceLabel(source, this.#plan.graph), resolved.layers, timer);
  }

  /** @param timer as in `treeOf` */
  async treeOfLayers(label: string, layers: readonly Layer[], timer: StepTimer): Promise<StackSource> {
    const stack = await timer.measure('restoring', () => this.stackOf(layers));
    return new StackSource(label, stack, (number) => {
      const layer = layers[number];
      if (layer === undefined) throw new EngineBug(`${label} has no layer ${number}`);
      return timer.measure('restoring', () => this.#layers.blobFile(layer, this.#signal));
    });
  }

  async stackOf(layers: readonly Layer[]): Promise<LayerStack> {
    return LayerStack.of(await Promise.all(layers.map((layer) => this.#layers.index(layer, this.#signal))));
  }
}

/** Mounts that show the build context if they have no `from`. */
const NAMING: ReadonlySet<MountType> = new Set(['bind', 'tmpfs']);

/** Paths of the build context that the plan's instructions name. A mount without a source names all of it. */
function contextPaths({ stages }: BuildPlan): readonly string[] {
  return stages
    .flatMap(({ steps }) => steps)
    .flatMap(({ operation }) => {
      if (operation.kind === 'copy') return operation.from.kind === 'context' ? operation.sources : [];
      if (operation.kind !== 'run') return [];
      const mounts = operation.mounts.filter(
        ({ mount, source }) => NAMING.has(mount.type) && source.kind === 'context',
      );
      return mounts.map(({ mount }) => mount.source);
    });
}
