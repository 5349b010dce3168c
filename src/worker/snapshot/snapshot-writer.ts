import type { LayerEntry, NewEntry } from '../../layer/entry.js';
import type { LayerVisitor } from '../../layer/layer-visitor.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import type { SnapshotNotes } from './snapshot-notes.js';

/** Writes a layer into its snapshot while the layer is read. */
export interface SnapshotWriter extends LayerVisitor {
  /** When reading was interrupted. */
  close(): void;
  /**
   * @param kernel is only called if the layer needs system calls
   * @param warn gets what could not be reproduced here
   * @param entries of the layer, each path once
   */
  finish(
    kernel: () => KernelCalls,
    warn: (message: string) => void,
    entries: Iterable<LayerEntry | NewEntry>,
  ): Promise<SnapshotNotes>;
}
