import type { MountType } from '../../dockerfile/values/mount.js';
import { EngineBug, unreachable } from '../../errors.js';
import { LayerStack } from '../../layer/layer-stack.js';
import type { Layer } from '../../layer/layer.js';
import type { SourceTree } from '../../layer/source-tree.js';
import { StackSource } from '../../layer/stack-source.js';
import { sourceLabel } from '../../plan/source-label.js';
import type { FileSource, NamedSource } from '../../plan/stage.js';
import type { BuildPlan } from '../plan/build-plan.js';
import { SentFiles } from '../copy/sent-files.js';
import { namedKey } from '../plan/source-resolver.js';
import type { BuildContext, Layers } from '../ports.js';
import { once } from '../../async/once.js';
import type { StageResult } from './step-context.js';

/** Layers, whose content is known by their ids; or files, which must be read for it. */
export type ResolvedSource =
  | { readonly kind: 'layers'; readonly layers: readonly Layer[] }
  | { readonly kind: 'files'; readonly files: BuildContext };

const NOTHING: ResolvedSource = { kind: 'layers', layers: [] };

/** Where COPY and mounts take files from: the context, or the layers of a stage or an image. */
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

  /** What the source is, after its stage was built. */
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

  /** Of a context that does not get to the build as a whole, what says what of it does. */
  isSent({ kind }: FileSource): { readonly isSent?: (path: string) => Promise<boolean> } {
    if (kind !== 'context' || this.#context.sentInParts !== true) return {};
    return { isSent: async (path) => (await this.#sent()).holds(path) };
  }

  async treeOf(source: FileSource): Promise<SourceTree> {
    const resolved = await this.resolve(source);
    if (resolved.kind === 'files') return resolved.files;
    return this.treeOfLayers(sourceLabel(source, this.#plan.graph), resolved.layers);
  }

  async treeOfLayers(label: string, layers: readonly Layer[]): Promise<StackSource> {
    const stack = await this.stackOf(layers);
    return new StackSource(label, stack, (number) => {
      const layer = layers[number];
      if (layer === undefined) throw new EngineBug(`${label} has no layer ${number}`);
      return this.#layers.blobFile(layer, this.#signal);
    });
  }

  async stackOf(layers: readonly Layer[]): Promise<LayerStack> {
    return LayerStack.of(await Promise.all(layers.map((layer) => this.#layers.index(layer, this.#signal))));
  }
}

/** The mounts that have the context for their source where they name none. */
const NAMING: ReadonlySet<MountType> = new Set(['bind', 'tmpfs']);

/** What the plan's instructions name of the build context. A mount names the whole of it, unless it has a source. */
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
