import { EngineBug, unreachable } from '../errors.js';
import { LayerStack } from '../layer/layer-stack.js';
import type { Layer } from '../layer/layer.js';
import type { SourceTree } from '../layer/source-tree.js';
import { StackSource } from '../layer/stack-source.js';
import type { Digest } from '../oci/digest.js';
import { sourceLabel } from '../plan/source-label.js';
import type { FileSource } from '../plan/stage.js';
import type { BuildPlan } from './build-plan.js';
import { snapshotId } from './keys.js';
import type { BuildContext, Layers } from './ports.js';
import type { StageResult } from './stage-execution.js';

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

  /** The source's layers, after its stage was built; `undefined` for the context, which has none. */
  async layersOf(source: FileSource): Promise<readonly Layer[] | undefined> {
    switch (source.kind) {
      case 'context':
        return undefined;
      case 'scratch':
        return [];
      case 'stage':
        return (await this.#resultOf(source.index)).draft.layers;
      case 'image': {
        const image = this.#plan.images.get(source.reference);
        if (image === undefined) throw new EngineBug(`image ${source.reference} was not resolved`);
        return image.layers;
      }
      case 'named': {
        const image = this.#plan.images.get(source.name);
        if (image === undefined) throw new EngineBug(`build context ${source.name} was not resolved`);
        return image.layers;
      }
      default:
        return unreachable(source);
    }
  }

  /** What stands for the whole source in a key, without its content being read; `undefined` for the context. */
  async identityOf(source: FileSource): Promise<Digest | undefined> {
    const layers = await this.layersOf(source);
    return layers === undefined ? undefined : snapshotId(layers);
  }

  async treeOf(source: FileSource): Promise<SourceTree> {
    const layers = await this.layersOf(source);
    if (layers === undefined) return this.#context;
    return this.treeOfLayers(sourceLabel(source, this.#plan.graph), layers);
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
