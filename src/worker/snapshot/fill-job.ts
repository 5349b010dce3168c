import { readFileSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';

import { errorCode } from '../../errors.js';
import { diskError, isFull } from '../../files/write-error.js';
import { decodeIndex } from '../../layer/layer-index.js';
import { visitLayer } from '../../layer/layer-reader.js';
import { ArrivalNews } from '../lazy/arrival-news.js';
import { ImageFill } from '../lazy/fill-image.js';
import { followFile } from './follow-file.js';
import type { PlanJob } from './plan-job.js';
import { contentOf } from './snapshot-form.js';

export interface FillJob extends Omit<PlanJob, 'task'> {
  readonly task: 'fill';
  readonly blobFile: string;
  /** Only for a blob that is still being written: receives a `Growth` for each change. */
  readonly news?: MessagePort;
}

/**
 * Fills in the content that `planSnapshot` left out, while steps may read the image already. When this resolves, the image is complete,
 * and the diff id and all entries have been checked.
 *
 * @throws UnfitForImage; InfraError for a blob that does not match its digests or its index
 */
export async function fillSnapshot(job: FillJob): Promise<readonly string[]> {
  const { layer, indexFile, folder, blobFile, number, pipe, news } = job;
  const told = new ArrivalNews(pipe);
  const { entries } = decodeIndex(readFileSync(indexFile));
  const fill = new ImageFill(contentOf(folder, 'erofs'), entries, (end) => told.tell(number, { kind: 'head', end }));
  try {
    const source = news === undefined ? blobFile : followFile(blobFile, news);
    fill.finish(await visitLayer(source, layer.blob, { expectedDiffId: layer.diffId }, fill));
    // Also what lies between content and metadata: the kernel may read it ahead.
    told.tell(number, { kind: 'tail', start: 0 });
  } catch (error) {
    throw isFull(errorCode(error)) ? diskError(error, `unpack the layer ${layer.blob.digest} into`, folder) : error;
  } finally {
    fill.close();
    told.close();
  }
  return [];
}
