import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';

import { InfraError, messageOf } from '../../errors.js';
import { treeSize } from '../../files/tree-size.js';
import { MAKE_ROOM } from '../../files/write-error.js';
import { moveEntry } from '../../files/publish.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import type { DiffId } from '../../oci/identity.js';
import { removeTree } from '../kernel/remove-tree.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import type { UnfinishedLayer } from '../snapshot/unfinished-layer.js';
import { CONTAINER_PLACES } from '../trees/container-place.js';
import { highestOfEach } from '../snapshot/equal-layers.js';
import type { LayerSink } from '../trees/layer-sink.js';
import type { AskLayer, LayerStorage, ShownTree, TreePlace, WorkTree } from '../trees/layer-storage.js';
import { mergeLayer } from '../snapshot/merge-layer.js';
import type { Snapshots } from '../snapshot/store.js';
import { captureChanges } from './compare-trees.js';
import { ListedOrigin } from './listed-origin.js';
import type { Origin } from './origin.js';
import { waitForLaterTime } from './wait-for-later-time.js';

interface CopiedStorageParts {
  readonly kernel: KernelCalls;
  readonly snapshots: Snapshots;
  /** `:`-separated folders to look for programs in. */
  readonly path: string;
}

/** In the folder of a container: its files, and the listing of what they were at first. */
const FILES = 'fs';
const LISTING = 'listing.json';

/**
 * Keeps each layer as a folder, and gives each step a copy of all of its layers. It needs nothing of the machine but room and time. What a
 * step wrote is not kept as it is, since nothing but a copy would show that nobody can change it any more: its layer is unpacked when it is
 * needed.
 */
export class CopiedStorage implements LayerStorage {
  readonly #parts: CopiedStorageParts;

  constructor(parts: CopiedStorageParts) {
    this.#parts = parts;
  }

  async ensure(stack: readonly WireLayer[], ask: AskLayer): Promise<void> {
    await Promise.all(stack.map((layer) => this.#parts.snapshots.ensure(layer, () => ask.blob(layer), 'plain')));
  }

  async begin(stack: readonly WireLayer[], ask: AskLayer): Promise<readonly UnfinishedLayer[]> {
    await this.ensure(stack, ask);
    return [];
  }

  async show(stack: readonly DiffId[], { target, scratch }: TreePlace): Promise<ShownTree> {
    const { kernel } = this.#parts;
    await this.#copy(stack, `${scratch}/${FILES}`, scratch);
    mkdirSync(target, { recursive: true });
    await kernel.mount({ source: `${scratch}/${FILES}`, target, type: 'none', options: ['bind'] });
    await kernel.mount({ source: 'none', target, type: 'none', options: ['remount', 'bind', 'ro'] });
    return { unmount: () => kernel.unmount(target) };
  }

  async work(stack: readonly DiffId[], { target, scratch }: TreePlace): Promise<WorkTree> {
    const files = `${scratch}/${FILES}`;
    await this.#copy(stack, files, scratch);
    return this.#tree(files, target, await ListedOrigin.of(files), scratch);
  }

  async reopen(stack: readonly DiffId[], { target, scratch }: TreePlace, folder: string): Promise<WorkTree> {
    const own = `${folder}/${CONTAINER_PLACES.vfs}`;
    if (!existsSync(own)) {
      const draft = `${scratch}/files`;
      mkdirSync(draft, { mode: 0o700 });
      await this.#copy(stack, `${draft}/${FILES}`, scratch);
      (await ListedOrigin.of(`${draft}/${FILES}`)).write(`${draft}/${LISTING}`);
      moveEntry(draft, own);
    }
    return this.#tree(`${own}/${FILES}`, target, ListedOrigin.read(`${own}/${LISTING}`), scratch);
  }

  writtenIn(_folder: string): Promise<undefined> {
    // The whole tree is kept there. What of it was written is seen by comparing it with the layers below.
    return Promise.resolve(undefined);
  }

  async removeFiles(folder: string): Promise<number | undefined> {
    const bytes = await treeSize(folder).catch(() => undefined);
    await removeTree(folder);
    return bytes;
  }

  keep(_made: DiffId, _kept: DiffId, _index: LayerIndex): Promise<void> {
    // What a step made has no snapshot yet.
    return Promise.resolve();
  }

  removeAll(): Promise<void> {
    return this.#parts.snapshots.removeAll();
  }

  close(): Promise<void> {
    return this.#parts.snapshots.close();
  }

  async #tree(files: string, target: string, origin: Origin, scratch: string): Promise<WorkTree> {
    const { kernel } = this.#parts;
    // Nothing that the step changes may keep the time that it has now.
    await waitForLaterTime(`${scratch}/tick`);
    mkdirSync(target, { recursive: true });
    await kernel.mount({ source: files, target, type: 'none', options: ['bind'] });
    return new CopiedTree(kernel, files, target, origin);
  }

  /** Makes a tree of the layers in `files`, which does not exist yet. @throws InfraError */
  async #copy(stack: readonly DiffId[], files: string, scratch: string): Promise<void> {
    const { kernel, snapshots, path } = this.#parts;
    mkdirSync(files, { mode: 0o755 });
    const draft = `${scratch}/layer`;
    for (const diffId of highestOfEach(stack, (each) => each)) {
      await copyFolder(snapshots.plain(diffId), draft, path);
      await mergeLayer(draft, files, kernel);
      rmSync(draft, { recursive: true });
    }
  }
}

/** A copy of layers, which belongs to one step or container. */
class CopiedTree implements WorkTree {
  readonly written: string;
  readonly #kernel: KernelCalls;
  readonly #target: string;
  readonly #origin: Origin;

  constructor(kernel: KernelCalls, files: string, target: string, origin: Origin) {
    this.#kernel = kernel;
    this.written = files;
    this.#target = target;
    this.#origin = origin;
  }

  seal(): Promise<void> {
    // Whoever still has a file open can only change a tree that is not used any more.
    return Promise.resolve();
  }

  unmount(): Promise<void> {
    return this.#kernel.unmount(this.#target);
  }

  capture(sink: LayerSink, signal: AbortSignal): Promise<void> {
    return captureChanges({ root: this.written, origin: this.#origin, signal }, this.#kernel, sink);
  }

  adopt(): Promise<void> {
    return Promise.resolve();
  }

  discard(): Promise<void> {
    // The caller removes the place that it is in.
    return Promise.resolve();
  }
}

/** By a program: it keeps hard links, holes, owners, times and attributes, and shares content where the file system can. */
async function copyFolder(from: string, to: string, path: string): Promise<void> {
  try {
    await promisify(execFile)('cp', ['-a', '--reflink=auto', '--', from, to], { env: { PATH: path, LC_ALL: 'C' } });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : messageOf(error);
    const last = said.split('\n').at(-1) ?? '';
    if (said.includes('No space left on device'))
      throw new InfraError(`the disk is full: cannot copy a layer: ${last}`, { cause: error, hint: MAKE_ROOM });
    throw new InfraError(`cannot copy a layer: ${last}`, {
      cause: error,
      hint: 'It needs the cp of GNU (coreutils): that of busybox loses attributes of files.',
    });
  }
}
