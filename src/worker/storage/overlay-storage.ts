import { existsSync, mkdirSync } from 'node:fs';

import { treeSize } from '../../files/tree-size.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import type { DiffId } from '../../oci/identity.js';
import { removeTree } from '../kernel/remove-tree.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import type { UnfinishedLayer } from '../snapshot/unfinished-layer.js';
import { captureUpper } from './capture.js';
import type { LayerSink } from '../trees/layer-sink.js';
import type { AskLayer, LayerStorage, ShownTree, TreePlace, WorkTree } from '../trees/layer-storage.js';
import { LayerMounts, MAX_LOWERS, type LayerMountsParts, type Upper } from './overlay.js';
import type { SnapshotNotes } from '../snapshot/snapshot-notes.js';
import type { SnapshotStack } from '../snapshot/snapshot-stack.js';

/** Keeps each layer by itself, as a folder or as an image, and shows layers by overlayfs. */
export class OverlayStorage implements LayerStorage {
  readonly #parts: LayerMountsParts;
  readonly #mounts: LayerMounts;

  constructor(parts: LayerMountsParts) {
    this.#parts = parts;
    this.#mounts = new LayerMounts(parts);
  }

  /** All at once: the pool decides how many are unpacked side by side. */
  async ensure(stack: readonly WireLayer[], ask: AskLayer): Promise<void> {
    // So many take two mounts, one over the other. Some kernels refuse that over images.
    const form = stack.length > MAX_LOWERS ? 'folder' : undefined;
    await Promise.all(stack.map((layer) => this.#parts.snapshots.ensure(layer, () => ask.blob(layer), form)));
  }

  async begin(stack: readonly WireLayer[], ask: AskLayer): Promise<readonly UnfinishedLayer[]> {
    if (stack.length > MAX_LOWERS) {
      await this.ensure(stack, ask);
      return [];
    }
    const { snapshots } = this.#parts;
    const all = await Promise.all(
      stack.map((layer) => snapshots.begin(layer, { index: () => ask.index(layer), blob: () => ask.blob(layer) })),
    );
    return all.filter((layer) => layer !== undefined);
  }

  async show(stack: readonly DiffId[], { target, scratch }: TreePlace): Promise<ShownTree> {
    await this.#mounts.mount(stack, target, scratch);
    return { unmount: () => this.#parts.kernel.unmount(target) };
  }

  work(stack: readonly DiffId[], place: TreePlace): Promise<WorkTree> {
    const upper = { upper: `${place.scratch}/upper`, work: `${place.scratch}/work` };
    return this.#mount(stack, place, upper);
  }

  async reopen(stack: readonly DiffId[], place: TreePlace, folder: string): Promise<WorkTree> {
    const upper = { upper: `${folder}/upper`, work: `${folder}/work`, isNew: !existsSync(`${folder}/upper`) };
    // A mount that does not sync leaves a mark in it, and the next mount would refuse that.
    await removeTree(upper.work);
    return this.#mount(stack, place, upper);
  }

  async writtenIn(folder: string): Promise<number | undefined> {
    const upper = `${folder}/upper`;
    return existsSync(upper) ? await treeSize(upper).catch(() => undefined) : 0;
  }

  async removeFiles(folder: string): Promise<number | undefined> {
    const bytes = await this.writtenIn(folder);
    await removeTree(folder);
    return bytes;
  }

  keep(made: DiffId, kept: DiffId, index: LayerIndex, signal: AbortSignal): Promise<void> {
    return this.#parts.snapshots.keep(made, kept, index, signal);
  }

  removeAll(): Promise<void> {
    return this.#parts.snapshots.removeAll();
  }

  close(): Promise<void> {
    return this.#parts.snapshots.close();
  }

  async #mount(stack: readonly DiffId[], { target, scratch }: TreePlace, upper: Upper): Promise<WorkTree> {
    for (const folder of [upper.upper, upper.work]) mkdirSync(folder, { recursive: true, mode: 0o755 });
    const lower = await this.#mounts.mount(stack, target, scratch, upper);
    return new OverlayTree({ ...this.#parts, mounts: this.#mounts, target, upper: upper.upper, lower });
  }
}

interface OverlayTreeParts extends Pick<LayerMountsParts, 'kernel' | 'snapshots' | 'family'> {
  readonly mounts: LayerMounts;
  readonly target: string;
  readonly upper: string;
  readonly lower: SnapshotStack;
}

class OverlayTree implements WorkTree {
  readonly #parts: OverlayTreeParts;
  #notes: SnapshotNotes | undefined;

  constructor(parts: OverlayTreeParts) {
    this.#parts = parts;
  }

  get written(): string {
    return this.#parts.upper;
  }

  seal(signal: AbortSignal): Promise<void> {
    return this.#parts.mounts.seal(this.#parts.target, signal);
  }

  async unmount(): Promise<void> {
    await this.#parts.kernel.unmount(this.#parts.target);
  }

  async capture(sink: LayerSink, signal: AbortSignal): Promise<void> {
    this.#notes = await captureUpper({ ...this.#parts, signal }, this.#parts.kernel, sink);
  }

  adopt(made: DiffId): Promise<void> {
    if (this.#notes !== undefined) this.#parts.snapshots.adopt(this.#parts.upper, made, this.#notes);
    return Promise.resolve();
  }

  discard(): Promise<void> {
    // The caller removes the place that it is in.
    return Promise.resolve();
  }
}
