import type { LayerIndex } from '../../layer/layer-index.js';
import type { DiffId } from '../../oci/identity.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import type { UnfinishedLayer } from '../snapshot/unfinished-layer.js';
import type { BlobDelivery } from '../snapshot/blob-delivery.js';
import type { LayerSink } from './layer-sink.js';

/** Asks for what a request needs of a layer. */
export interface AskLayer {
  blob(layer: WireLayer): BlobDelivery;
  index(layer: WireLayer): Promise<string | undefined>;
}

/** Where a tree is made. */
export interface TreePlace {
  /** Where the tree is mounted; it does not exist yet. */
  readonly target: string;
  /** A private folder on the file system that layers are kept on. */
  readonly scratch: string;
}

/** The files of layers on top of each other, mounted. */
export interface ShownTree {
  unmount(): Promise<void>;
}

/** The same, with what is written to it. */
export interface WorkTree extends ShownTree {
  /** On the file system that gets what is written. */
  readonly written: string;
  /**
   * From now on nobody can change what `capture` reads, also not by files that are still open.
   *
   * @throws UserError if another process keeps a file open for writing; the signal's reason
   */
  seal(signal: AbortSignal): Promise<void>;
  /** Reads what was written, as a layer, sorted by name. @throws SyscallError; whatever the sink throws; the signal's reason */
  capture(sink: LayerSink, signal: AbortSignal): Promise<void>;
  /** After `capture` and `unmount`: keeps the tree for steps on top of the layer that was captured. */
  adopt(made: DiffId): Promise<void>;
  /** After `unmount`. The files of a container stay. */
  discard(): Promise<void>;
}

/** Keeps layers on this machine, and makes trees of them: what `--storage-driver` chooses. A stack of layers is named lowest first. */
export interface LayerStorage {
  /** Fetches what trees of these layers need. @throws InfraError, BlobUnavailable */
  ensure(stack: readonly WireLayer[], ask: AskLayer): Promise<void>;
  /** As `ensure`, but as soon as steps can use the layers. @returns those of which some still comes, or may be wrong */
  begin(stack: readonly WireLayer[], ask: AskLayer): Promise<readonly UnfinishedLayer[]>;
  /** Shows layers read-only, after `ensure` or `begin`. @throws InfraError */
  show(stack: readonly DiffId[], place: TreePlace): Promise<ShownTree>;
  /** Shows layers to a step, which can write to them. @throws InfraError */
  work(stack: readonly DiffId[], place: TreePlace): Promise<WorkTree>;
  /** Shows layers to a container. What it writes is kept in `folder`, and is there again the next time. @throws InfraError */
  reopen(stack: readonly DiffId[], place: TreePlace, folder: string): Promise<WorkTree>;
  /** The bytes of what `reopen` keeps in the folder, if they can be counted there. */
  writtenIn(folder: string): Promise<number | undefined>;
  /**
   * Removes the folder with what `reopen` keeps in it.
   *
   * @returns the bytes of what was written; `undefined` if they could not be counted
   */
  removeFiles(folder: string): Promise<number | undefined>;
  /**
   * Steps made the layer `made`, which is not kept: it has the same tree as `kept`, whose index is `index`.
   */
  keep(made: DiffId, kept: DiffId, index: LayerIndex, signal: AbortSignal): Promise<void>;
  /** Removes all that is kept. No step may be using it. */
  removeAll(): Promise<void>;
  /** When no step uses it any more. */
  close(): Promise<void>;
}
