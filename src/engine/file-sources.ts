import { EngineBug, unreachable } from '../errors.js';
import { LayerStack } from '../layer/layer-stack.js';
import type { Layer } from '../layer/layer.js';
import type { SourceTree } from '../layer/source-tree.js';
import { StackSource } from '../layer/stack-source.js';
import { sourceLabel } from '../plan/source-label.js';
import type { FileSource, NamedSource } from '../plan/stage.js';
import type { BuildPlan } from './build-plan.js';
import { namedKey } from './origins.js';
import type { BuildContext, Layers } from './ports.js';
import type { StageResult } from './stage-execution.js';

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
        const image = this.#plan.copied.images.get(source.reference);
        if (image === undefined) throw new EngineBug(`image ${source.reference} was not resolved`);
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
