import { rmSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';

import { errorCode } from '../../errors.js';
import { writeWhole } from '../../files/atomic-file.js';
import { diskError, isFull } from '../../files/write-error.js';
import type { LayerEntry, NewEntry } from '../../layer/entry.js';
import { encodeIndex, type LayerIndex } from '../../layer/layer-index.js';
import { readLayer, visitLayer } from '../../layer/layer-reader.js';
import type { LayerVisitor } from '../../layer/layer-visitor.js';
import { followFile } from './follow-file.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import { snapshotWriter, type SnapshotForm } from './snapshot-form.js';
import type { XattrFamily } from '../kernel/overlay-marks.js';
import { writeNotes } from './snapshot-notes.js';

export interface UnpackJob {
  readonly task: 'unpack';
  readonly layer: WireLayer;
  readonly blobFile: string;
  /** Where to write the layer's index, for a layer that has none yet. */
  readonly indexFile?: string | undefined;
  readonly owner: { readonly uid: number; readonly gid: number };
  /** The folder that becomes the snapshot; it does not exist yet. */
  readonly folder: string;
  readonly form: SnapshotForm;
  readonly family: XattrFamily;
  /** Only for a blob that is still being written: receives a `Growth` for each change. */
  readonly news?: MessagePort;
}

/**
 * Unpacks one layer into `folder`. When this resolves, the folder is complete and the diff id has been checked.
 *
 * @returns warnings
 * @throws InfraError for a blob that does not match its digests
 */
export async function unpackLayer(job: UnpackJob, kernel: () => KernelCalls): Promise<readonly string[]> {
  const writer = snapshotWriter({ ...job, diffId: job.layer.diffId });
  const warnings: string[] = [];
  const warn = (warning: string): void => void warnings.push(`${job.layer.blob.digest}: ${warning}`);
  try {
    const { entries, index } = await readThrough(job, writer);
    writeNotes(job.folder, await writer.finish(kernel, warn, entries));
    if (index !== undefined) {
      await writeWhole(index.file, encodeIndex(index.content), { owner: job.owner });
    }
    return warnings;
  } catch (error) {
    writer.close();
    rmSync(job.folder, { recursive: true, force: true });
    const full = isFull(errorCode(error));
    throw full ? diskError(error, `unpack the layer ${job.layer.blob.digest} into`, job.folder) : error;
  }
}

interface Read {
  readonly entries: Iterable<LayerEntry | NewEntry>;
  /** Only if the job asks for it. */
  readonly index?: { readonly file: string; readonly content: LayerIndex };
}

async function readThrough({ layer, blobFile, indexFile, news }: UnpackJob, visitor: LayerVisitor): Promise<Read> {
  const source = news === undefined ? blobFile : followFile(blobFile, news);
  const checks = { expectedDiffId: layer.diffId };
  if (indexFile === undefined) return { entries: await visitLayer(source, layer.blob, checks, visitor) };
  const content = await readLayer(source, layer.blob, checks, visitor);
  return { entries: content.entries, index: { file: indexFile, content } };
}
