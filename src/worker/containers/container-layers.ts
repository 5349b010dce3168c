import { chownSync, closeSync } from 'node:fs';

import type { NewEntry } from '../../layer/entry.js';
import type { MadeLayer } from '../../layer/layer.js';
import { LayerWriter } from '../../layer/layer-writer.js';
import { unpackedSize } from '../../layer/unpacked-size.js';
import { openFolder } from '../kernel/descriptors.js';
import { removeTree } from '../kernel/remove-tree.js';
import type { WireIngest, WireLayer, WireMade } from '../protocol/layer-messages.js';
import { BlobDelivery } from '../snapshot/blob-delivery.js';
import type { LayerSink } from '../trees/layer-sink.js';
import type { WorkTree } from '../trees/layer-storage.js';
import { CopyInto } from './copy-into.js';
import type { StepEnvironment } from './environment.js';
import { openContainerFolder } from './read-tree.js';

/** Makes a layer of what `write` adds. Its files belong to the user then. */
export async function makeLayer(
  { owner }: StepEnvironment,
  ingest: WireIngest,
  write: (sink: LayerSink) => Promise<unknown>,
): Promise<WireMade> {
  const writer = await LayerWriter.create(ingest);
  try {
    await write(writer);
    const made = await writer.finish();
    for (const file of [ingest.blobFile, ingest.indexFile]) chownSync(file, owner.uid, owner.gid);
    return wireMade(made);
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

function wireMade({ blob, diffId, treeDigest, uncompressedSize }: MadeLayer): WireMade {
  return { blob, diffId, treeDigest, uncompressedSize };
}

export interface ContainerCapture {
  readonly files: WorkTree;
  readonly ingest: WireIngest;
  /** Where something was mounted that was asked for; without a slash at the start. */
  readonly mountPoints: readonly string[];
  readonly signal: AbortSignal;
}

/** What every container has as a mount point. The runtime or we made it if the image did not have it. */
const MOUNT_POINTS = ['dev', 'etc/hostname', 'etc/hosts', 'etc/resolv.conf', 'proc', 'sys'];

/** Makes a layer of what a container wrote. The container keeps it. Empty mount points are left out: it did not make them. */
export function captureContainer(
  environment: StepEnvironment,
  { files, ingest, mountPoints, signal }: ContainerCapture,
): Promise<WireMade> {
  const made = new Set([...MOUNT_POINTS, ...mountPoints]);
  const isMountPoint = (entry: NewEntry): boolean =>
    made.has(entry.path) && (entry.type === 'directory' || (entry.type === 'file' && entry.size === 0));
  return makeLayer(environment, ingest, (sink) => {
    const rest: LayerSink = {
      add: (entry, content) => (isMountPoint(entry) ? undefined : sink.add(entry, content)),
    };
    return files.capture(rest, signal);
  });
}

/** The bytes of what a container wrote, as docker counts them. Nothing is read of the files, and nothing is written. */
export async function writtenSize(files: WorkTree, signal: AbortSignal): Promise<number> {
  let bytes = 0;
  await files.capture({ add: (entry) => void (bytes += unpackedSize([entry])) }, signal);
  return bytes;
}

export interface CopyRequest {
  readonly content: WireLayer;
  readonly blobFile: string;
  /** A path on the snapshots' file system that nothing else uses. */
  readonly scratch: string;
  readonly root: string;
  readonly path: string;
}

/**
 * Copies a layer over what is in a folder of a container. The layer is unpacked outside of the container first, as every other layer is.
 *
 * @throws UserError when the folder does not exist, or the layer does not fit what is there
 */
export async function copyInto(
  { kernel, unpacking }: StepEnvironment,
  { content, blobFile, scratch, root, path }: CopyRequest,
): Promise<void> {
  const delivery = new BlobDelivery();
  delivery.completes({ blobFile, indexFile: undefined });
  try {
    await unpacking.unpack(content, delivery, scratch, 'plain');
    const files = `${scratch}/fs`;
    const xattrs = await kernel.scanXattrs(files);
    const from = openFolder(files);
    try {
      const to = openContainerFolder(root, path);
      try {
        await new CopyInto(kernel, xattrs).folder(from, to);
      } finally {
        closeSync(to);
      }
    } finally {
      closeSync(from);
    }
  } finally {
    await removeTree(scratch);
  }
}
