import { settledBefore } from '../async/abortable.js';
import type { Progress } from '../async/progress.js';
import { HttpError } from '../http/http-error.js';
import { UserError } from '../errors.js';
import type { Digest } from '../oci/digest.js';
import type { Repository } from './repository.js';
import { type BlobToPush, findBlob, uploadBlob } from './upload.js';

/** A blob that may be pushed before the push of its image begins. */
export interface EarlyBlob extends BlobToPush {
  /**
   * Brings its bytes, if they are worth it, so that no upload is opened before they can be sent. If they do not come, the repository was only
   * asked for the blob.
   *
   * @returns whether they are at hand
   */
  ready(): Promise<boolean>;
}

interface EarlyPush {
  readonly begin: () => Promise<void>;
  /** Absent before it begins. Never rejects. */
  running?: Promise<void>;
  /** When the repository was seen to have the blob, in milliseconds since the epoch; absent: it was not. */
  seen?: number;
}

/** Number of blobs that are checked, mounted or uploaded at the same time. */
const CONCURRENCY = 6;

/** Milliseconds for which nobody asks again. Registries may remove what no manifest names, though none is known to be so quick. */
const BELIEVED_MS = 10 * 60_000;

/**
 * Blobs that go to a registry while the steps behind them still run. Nobody waits for that, and nobody hears of a failure: the push of the
 * image asks what has come of each blob, and pushes the others as if nothing had been tried. No manifest and no tag is put here.
 *
 * Each request is sent once. After the first that fails, nothing more is tried at that repository: what is wrong will be wrong for the next
 * blob too, and registries lock out those who are denied too often.
 */
export class EarlyPushes {
  readonly #pushes = new Map<string, EarlyPush>();
  readonly #waiting = new Set<EarlyPush>();
  readonly #failedAt = new Set<string>();
  readonly #stop = new AbortController();
  readonly #now: () => number;
  #running = 0;

  /** @param now milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Begins to push a blob, unless that was begun before. @param signal stops it */
  begin(repository: Repository, blob: EarlyBlob, progress: Progress, signal: AbortSignal): void {
    const key = keyOf(repository, blob.descriptor.digest);
    if (this.#pushes.has(key)) return;
    const either = AbortSignal.any([signal, this.#stop.signal]);
    const push: EarlyPush = { begin: () => this.#try(push, repository, blob, progress, either) };
    this.#pushes.set(key, push);
    this.#waiting.add(push);
    this.#beginNext();
  }

  /** Whether the repository has the blob, as far as is known now: then its end has been told as progress. */
  has(repository: Repository, digest: Digest): boolean {
    const seen = this.#pushes.get(keyOf(repository, digest))?.seen;
    return seen !== undefined && this.#now() - seen < BELIEVED_MS;
  }

  /** The same, when the push that runs is over. One that has not begun never will: the caller pushes the blob. */
  async brought(repository: Repository, digest: Digest, signal: AbortSignal): Promise<boolean> {
    const push = this.#pushes.get(keyOf(repository, digest));
    if (push === undefined) return false;
    this.#waiting.delete(push);
    if (push.running !== undefined) await settledBefore(signal, push.running);
    return this.has(repository, digest);
  }

  /** Stops all that still runs, and waits for its end. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#waiting.clear();
    await Promise.all([...this.#pushes.values()].flatMap(({ running }) => running ?? []));
  }

  #beginNext(): void {
    for (const push of this.#waiting) {
      if (this.#running === CONCURRENCY) return;
      this.#waiting.delete(push);
      this.#running += 1;
      push.running = push.begin().finally(() => {
        this.#running -= 1;
        this.#beginNext();
      });
    }
  }

  async #try(
    push: EarlyPush,
    repository: Repository,
    blob: EarlyBlob,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<void> {
    const place = placeOf(repository);
    if (this.#failedAt.has(place)) return;
    try {
      signal.throwIfAborted();
      const requests = { once: true, signal };
      const found = await findBlob(repository, blob, progress, requests);
      if (found !== 'present') {
        // Bytes that do not come are no fault of this registry.
        if (!(await blob.ready().catch(() => false)) || this.#failedAt.has(place)) return;
        await uploadBlob(repository, blob, found, progress, requests);
      }
      push.seen = this.#now();
    } catch (error) {
      if (signal.aborted) return;
      // Whatever else it is, such as a file that cannot be read, is no fault of the registry.
      if (error instanceof HttpError || error instanceof UserError) this.#failedAt.add(place);
      progress.putOff();
    }
  }
}

function placeOf({ session, name }: Repository): string {
  return `${session.endpoint.name}/${name}`;
}

function keyOf(repository: Repository, digest: Digest): string {
  return `${placeOf(repository)}@${digest}`;
}
