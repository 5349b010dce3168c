import { mkdirSync, readFileSync, rmSync } from 'node:fs';

import { errorCode } from '../../errors.js';
import { diskError, isFull } from '../../files/write-error.js';
import { decodeIndex, type LayerIndex } from '../../layer/layer-index.js';
import { digestHex } from '../../oci/digest.js';
import { UnfitForImage } from '../erofs/image-writer.js';
import { type Arrival, ArrivalNews } from '../lazy/arrival-news.js';
import { CONTENT_START, writePlan } from '../lazy/image-plan.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import { contentOf } from './snapshot-form.js';
import { writeNotes } from './snapshot-notes.js';

export interface PlanJob {
  readonly task: 'plan';
  readonly layer: WireLayer;
  /** The file that has the layer's index. */
  readonly indexFile: string;
  /** The folder that becomes the snapshot; it does not exist yet. */
  readonly folder: string;
  /** The file's number for `ArrivalNews`, and the pipe. */
  readonly number: number;
  readonly pipe: string;
}

/**
 * Writes the image of a layer's snapshot from the layer's index, without the content of files.
 *
 * @returns warnings
 * @throws UnfitForImage for an index that cannot be trusted with it; InfraError
 */
export function planSnapshot({ layer, indexFile, folder, number, pipe }: PlanJob): readonly string[] {
  const index = decodeIndex(readFileSync(indexFile));
  const news = new ArrivalNews(pipe);
  try {
    return planImage({ layer, index, folder }, (arrival) => news.tell(number, arrival));
  } finally {
    news.close();
  }
}

/**
 * The same of an index that was read.
 *
 * @param tell gets what is there of the image
 */
export function planImage(
  { layer, index, folder }: Pick<PlanJob, 'layer' | 'folder'> & { readonly index: LayerIndex },
  tell: (arrival: Arrival) => void,
): readonly string[] {
  if (index.diffId !== layer.diffId) throw new UnfitForImage('the index is of another layer');
  // What a later one replaces has no place in the image.
  if (index.repeats !== undefined) throw new UnfitForImage('a layer has files more than once');
  const warnings: string[] = [];
  const warn = (warning: string): void => void warnings.push(`${layer.blob.digest}: ${warning}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
    const uuid = Buffer.from(digestHex(layer.diffId), 'hex');
    const { notes, metadataStart } = writePlan(contentOf(folder, 'erofs'), uuid, index.entries, warn);
    writeNotes(folder, notes);
    tell({ kind: 'head', end: CONTENT_START });
    tell({ kind: 'tail', start: metadataStart });
    return warnings;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw isFull(errorCode(error)) ? diskError(error, `unpack the layer ${layer.blob.digest} into`, folder) : error;
  }
}
