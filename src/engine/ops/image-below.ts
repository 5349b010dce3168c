import { once } from '../../async/once.js';
import type { MadeLayer } from '../../layer/layer.js';
import type { SourceTree } from '../../layer/source-tree.js';
import type { SnapshotId } from '../../oci/identity.js';
import { snapshotId } from '../keys.js';
import type { StepTimer } from '../step-times.js';
import type { OpContext } from './op-context.js';
import type { StepContext } from './step-context.js';

/**
 * The image below a step that makes its layer without running anything. If a later RUN of the stage needs that image unpacked, it is
 * unpacked while the step's layer is made. Unpacking also makes the indexes of layers, so if one is missing, it comes first.
 */
export class ImageBelow {
  readonly #context: StepContext;
  readonly #shared: OpContext;
  /** Starts at the first call. */
  readonly #unpacked: () => Promise<void>;

  constructor(context: StepContext, shared: OpContext) {
    this.#context = context;
    this.#shared = shared;
    const { layers } = context;
    this.#unpacked = once(async () => {
      if (layers.length > 0 && hasRunFrom(context)) await shared.ports.runner.prepare(layers, shared.signal);
    });
  }

  get isEmpty(): boolean {
    return this.#context.layers.length === 0;
  }

  /** For keys. */
  get parent(): SnapshotId {
    return snapshotId(this.#context.layers);
  }

  /** Whether the tree is known without reading a layer. */
  async isAtHand(): Promise<boolean> {
    const { layers } = this.#context;
    return (await Promise.all(layers.map((layer) => this.#shared.ports.layers.hasIndex(layer)))).every(Boolean);
  }

  /** `undefined` if there are no layers. */
  async tree(timer: StepTimer): Promise<SourceTree | undefined> {
    const { layers } = this.#context;
    if (layers.length === 0) return undefined;
    if (!(await this.isAtHand())) await timer.measure('restoring', this.#unpacked);
    return this.#shared.sources.treeOfLayers('the image', layers, timer);
  }

  /** Makes a layer by `work`, and ends when the image is unpacked, too. If that fails, the layer is dropped. */
  async duringUnpacking(timer: StepTimer, work: () => Promise<MadeLayer | undefined>): Promise<MadeLayer | undefined> {
    const unpacked = this.#unpacked();
    // `work` may fail before this is awaited.
    unpacked.catch(() => undefined);
    const made = await work();
    try {
      await timer.measure('restoring', () => unpacked);
    } catch (error) {
      if (made !== undefined) await this.#shared.ports.layers.drop(made);
      throw error;
    }
    return made;
  }
}

function hasRunFrom({ stage, step }: StepContext): boolean {
  return stage.steps.some((later) => later.info.number > step.info.number && later.operation.kind === 'run');
}
