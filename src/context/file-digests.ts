import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

import { fileContent, type HoleBudget } from '../layer/file-content.js';
import { FileDigest } from '../layer/file-digest.js';
import { fsPath } from '../text/byte-name.js';
import { digestOfHex, type Digest } from '../oci/digest.js';
import type { EventLoopTurns } from '../async/yielding.js';

/** A big file whose content is to be hashed. */
export interface HashJob {
  /** Absolute path, as in `name.ts`. */
  readonly file: string;
  /** What it is called in the context. */
  readonly path: string;
  /** Called with the digest and the number of bytes that were really read. */
  readonly done: (digest: Digest, bytes: number) => void;
  readonly failed: (error: unknown) => void;
}

/** Up to this size, opening a file takes longer than reading it, and asynchronous calls take several times as long as both. */
const SMALL = 256 * 1024;
const CHUNK = 1024 * 1024;
/** Hashing uses one thread. More readers than this would only keep more chunks in memory. */
const READERS = 4;

/** Whether a file is better hashed by `hashSmallFile`. */
export function isSmallFile(size: number): boolean {
  return size <= SMALL;
}

/**
 * The digest of what is in `file`, and how many bytes that is.
 *
 * @param size bytes that it is known to have
 * @throws what `openSync` and `readSync` throw
 */
export function hashSmallFile(file: string, size: number): { readonly digest: Digest; readonly bytes: number } {
  const digest = new FileDigest(size);
  for (const chunk of fileContent(file, size)) digest.update(chunk);
  return { digest: digest.digest(), bytes: digest.seen };
}

/** Hashes big files, a few at a time beside each other. */
export async function hashBigFiles(
  jobs: readonly HashJob[],
  breather: EventLoopTurns,
  holes: HoleBudget,
): Promise<void> {
  const left = [...jobs];
  const reader = async (): Promise<void> => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) await hashBig(job, breather, holes);
  };
  await Promise.all(Array.from({ length: Math.min(READERS, left.length) }, reader));
}

async function hashBig(job: HashJob, breather: EventLoopTurns, holes: HoleBudget): Promise<void> {
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    // O_NONBLOCK: a path that became a fifo since it was looked at must not hang the build.
    const handle = await open(fsPath(job.file), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      holes.spend(await handle.stat(), job.path);
      const buffer = Buffer.allocUnsafe(CHUNK);
      for (;;) {
        const { bytesRead } = await handle.read(buffer, 0, CHUNK);
        if (bytesRead === 0) break;
        hash.update(buffer.subarray(0, bytesRead));
        bytes += bytesRead;
        await breather.pause();
      }
    } finally {
      await handle.close();
    }
    job.done(digestOfHex(hash.digest('hex')), bytes);
  } catch (error) {
    job.failed(error);
  }
}
