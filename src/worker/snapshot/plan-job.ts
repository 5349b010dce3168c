import { mkdirSync, readFileSync, rmSync } from 'node:fs';

import { errorCode } from '../../errors.js';
import { diskError, isFull } from '../../files/write-error.js';
import { decodeIndex } from '../../layer/layer-index.js';
import { digestHex } from '../../oci/digest.js';
import { UnfitForImage } from '../erofs/image-writer.js';
import { ArrivalNews } from '../lazy/arrival-news.js';
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
  if (index.diffId !== layer.diffId) throw new UnfitForImage('the index is of another layer');
  // What a later one replaces has no place in the image.
  if (index.repeats !== undefined) throw new UnfitForImage('a layer has files more than once');
  const warnings: string[] = [];
  const warn = (warning: string): void => void warnings.push(`${layer.blob.digest}: ${warning}`);
  const news = new ArrivalNews(pipe);
  try {
    mkdirSync(folder, { mode: 0o700 });
    const uuid = Buffer.from(digestHex(layer.diffId), 'hex');
    const { notes, metadataStart } = writePlan(contentOf(folder, 'erofs'), uuid, index.entries, warn);
    writeNotes(folder, notes);
    news.tell(number, { kind: 'head', end: CONTENT_START });
    news.tell(number, { kind: 'tail', start: metadataStart });
    return warnings;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw isFull(errorCode(error)) ? diskError(error, `unpack the layer ${layer.blob.digest} into`, folder) : error;
  } finally {
    news.close();
  }
}
