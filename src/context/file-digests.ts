import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

import { fileContent } from '../layer/file-content.js';
import { fsPath } from '../layer/name.js';
import { digestOfHex, type Digest } from '../oci/digest.js';
import type { Breather } from './breather.js';

/** A file whose content is to be hashed. */
export interface HashJob {
  /** Absolute path, as in `name.ts`. */
  readonly file: string;
  /** Bytes that it is known to have. */
  readonly size: number;
  /** Called with the digest and the number of bytes that were really read. */
  readonly done: (digest: Digest, bytes: number) => void;
  readonly failed: (error: unknown) => void;
}

/** Up to here, opening a file costs more than reading it, and asynchronous calls would cost a multiple of both. */
const SMALL = 256 * 1024;
const CHUNK = 1024 * 1024;
/** Hashing is one thread's work; more readers than this only keep more chunks in memory. */
const READERS = 4;

/** Hashes all `jobs`: the small ones one after another, synchronously, the big ones a few at a time beside each other. */
export async function hashFiles(jobs: readonly HashJob[], breather: Breather): Promise<void> {
  const big = jobs.filter((job) => job.size > SMALL);
  const reader = async (): Promise<void> => {
    for (let job = big.shift(); job !== undefined; job = big.shift()) await hashBig(job, breather);
  };
  const readers = Array.from({ length: Math.min(READERS, big.length) }, reader);
  const small = async (): Promise<void> => {
    for (const job of jobs) {
      if (job.size > SMALL) continue;
      hashSmall(job);
      await breather.pause();
    }
  };
  await Promise.all([...readers, small()]);
}

function hashSmall(job: HashJob): void {
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for (const chunk of fileContent(job.file, job.size)) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    job.done(digestOfHex(hash.digest('hex')), bytes);
  } catch (error) {
    job.failed(error);
  }
}

async function hashBig(job: HashJob, breather: Breather): Promise<void> {
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    // O_NONBLOCK: a path that became a fifo since it was looked at must not hang the build.
    const handle = await open(fsPath(job.file), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
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
