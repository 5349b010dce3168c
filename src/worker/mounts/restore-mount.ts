import { mkdirSync, rmSync } from 'node:fs';

import type { KernelCalls } from '../kernel/syscalls.js';
import { mergeLayer } from '../snapshot/merge-layer.js';
import type { WireLayer } from '../protocol/layer-messages.js';

export interface MountRestore {
  /** The layers that the mount was saved as, lowest first. */
  readonly layers: readonly WireLayer[];
  /** Unpacks a layer in the form `plain` into a folder that does not exist yet. */
  readonly unpack: (job: { readonly layer: WireLayer; readonly folder: string }) => Promise<void>;
  /** Prefix of paths on the snapshots' file system that nothing else uses. */
  readonly scratch: string;
  readonly kernel: KernelCalls;
}

/**
 * Makes the folder of a cache mount from the layers that it was saved as.
 *
 * @throws the error of a layer that cannot be fetched or unpacked; `folder` does not exist then
 */
export async function restoreMount({ layers, unpack, scratch, kernel }: MountRestore, folder: string): Promise<void> {
  const drafts = layers.map((_, position) => `${scratch}-${position}`);
  try {
    const unpacking = layers.map((layer, position) => unpack({ layer, folder: drafts[position] ?? '' }));
    // None may still be writing when the drafts are removed.
    await Promise.allSettled(unpacking);
    await Promise.all(unpacking);
    mkdirSync(folder, { mode: 0o755 });
    for (const draft of drafts) await mergeLayer(draft, folder, kernel);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    for (const draft of drafts) rmSync(draft, { recursive: true, force: true });
  }
}
