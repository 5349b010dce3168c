import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

import { EngineBug, messageOf } from '../../errors.js';
import { canInflate } from '../../layer/compression/inflate-group.js';
import { covers } from '../../layer/compression/layer-groups.js';
import { decodeDigestedIndex, type LayerIndex } from '../../layer/layer-index.js';
import type { BlobPart } from '../../oci/blob-part.js';
import type { Digest } from '../../oci/digest.js';
import { ArrivalNews } from '../lazy/arrival-news.js';
import { CONTENT_START } from '../lazy/image-plan.js';
import { OnDemandImage } from '../lazy/on-demand-image.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import { planImage } from './plan-job.js';
import { contentOf } from './snapshot-form.js';

/** To the thread. Every message names an image by the number that it is served under. */
export type ToOnDemandThread = { readonly number: number } & (
  | ({ readonly type: 'begin' } & NewImage)
  /** Somebody waits for these bytes of the image. */
  | { readonly type: 'ask'; readonly from: number; readonly end: number }
  /** A part that was wanted is in this file, at its own place. */
  | { readonly type: 'part'; readonly part: BlobPart; readonly file: string }
  | { readonly type: 'end' }
);

export interface NewImage {
  readonly layer: WireLayer;
  /** The file that has the layer's index. */
  readonly indexFile: string;
  /** The folder that becomes the snapshot; it does not exist yet. */
  readonly folder: string;
  /** The pipe for `ArrivalNews`. */
  readonly pipe: string;
}

export type FromOnDemandThread = { readonly number: number } & (
  | { readonly type: 'begun'; readonly warnings: readonly string[] }
  /** The layer must be had in another way. */
  | { readonly type: 'unfit' }
  | { readonly type: 'want'; readonly part: BlobPart }
  /** The layer is not what its index says, or something else does not work. */
  | { readonly type: 'broken'; readonly reason: string }
);

/** `workerData` of the thread. */
export const ON_DEMAND_THREAD = 'on-demand';

/** Runs in a thread: has the images whose content comes as it is asked for. */
export function serveOnDemandImages(): void {
  const images = new Map<number, { readonly image: OnDemandImage; readonly news: ArrivalNews }>();
  const say = (message: FromOnDemandThread): void => parentPort?.postMessage(message);
  const forget = (number: number): void => {
    images.get(number)?.image.close();
    images.get(number)?.news.close();
    images.delete(number);
  };
  parentPort?.on('message', (message: ToOnDemandThread) => {
    const { number } = message;
    try {
      switch (message.type) {
        case 'begin': {
          const { index, digest } = decodeDigestedIndex(readFileSync(message.indexFile));
          const groups = usableGroups(message.layer, index, digest);
          if (groups === undefined) {
            say({ type: 'unfit', number });
            return;
          }
          const { folder, layer, pipe } = message;
          const news = new ArrivalNews(pipe);
          const warnings = planImage({ layer, folder, index }, (arrival) => {
            // Before anybody can ask: all before the metadata comes on demand.
            if (arrival.kind === 'tail') {
              const { start: end } = arrival;
              news.tell(number, { kind: 'on-demand', end });
              // What lies between content and metadata is nothing, but the kernel may read it ahead.
              news.tell(number, { kind: 'part', start: end - CONTENT_START, end });
            }
            news.tell(number, arrival);
          });
          const image = new OnDemandImage({
            image: contentOf(folder, 'erofs'),
            label: `layer ${layer.blob.digest}`,
            groups,
            entries: index.entries,
            want: (part) => say({ type: 'want', number, part }),
            filled: (start, end) => news.tell(number, { kind: 'part', start, end }),
          });
          images.set(number, { image, news });
          say({ type: 'begun', number, warnings });
          return;
        }
        case 'ask':
          images.get(number)?.image.ask(message.from, message.end);
          return;
        case 'part':
          images.get(number)?.image.arrived(message.part, message.file);
          return;
        case 'end':
          forget(number);
      }
    } catch (error) {
      if (message.type === 'begin') say({ type: 'unfit', number });
      else say({ type: 'broken', number, reason: messageOf(error) });
      if (error instanceof EngineBug) throw error;
      forget(number);
    }
  });
}

/**
 * The groups of the layer's blob. Only an index with the digest that the layer's record names is taken: nobody compares it with the layer.
 *
 * @returns `undefined` if the layer must be had in another way
 */
function usableGroups({ blob, diffId, indexDigest }: WireLayer, index: LayerIndex, digest: Digest) {
  const { groups, entries, repeats } = index;
  if (indexDigest === undefined || digest !== indexDigest || index.diffId !== diffId || repeats !== undefined)
    return undefined;
  if (groups?.blob !== blob.digest || !canInflate(groups.format)) return undefined;
  return covers(groups, blob.size, entries.length) ? groups : undefined;
}
