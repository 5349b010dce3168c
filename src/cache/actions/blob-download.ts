import { InfraError, WrongContent } from '../../errors.js';
import type { BlobDescriptor } from '../cache-store.js';
import type { SignedUrl } from './cache-service.js';
import { type Http, type HttpAnswer, NO_RETRY, type RetryPolicy, statusOf } from './http.js';

/** Bytes after which a download that breaks has its tries back. */
const PROGRESS = 1024 * 1024;
/** However much progress there was between them. */
const MAX_BREAKS = 20;

/**
 * The bytes of a blob from signed addresses. A connection that breaks is made again from where it was, at an address asked
 * for anew: the earlier one may have run out. The number of bytes is checked, the digest is the caller's to verify.
 *
 * @param address asks for an address @throws InfraError when there is no such blob
 */
export async function* downloadBlob(
  http: Http,
  blob: BlobDescriptor,
  address: () => Promise<SignedUrl>,
  retry: RetryPolicy,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const tries = http.budget(retry);
  let at = 0;
  let progress = 0;
  for (let breaks = 0; ; breaks++) {
    const from = await address();
    try {
      for await (const chunk of rangeFrom(http, blob, from, at, signal)) {
        at += chunk.byteLength;
        progress += chunk.byteLength;
        yield chunk;
      }
      return;
    } catch (error) {
      signal.throwIfAborted();
      // Not allowed any more: the address ran out between the question and its use.
      if (statusOf(error) === 403 && breaks === 0) continue;
      if (progress >= PROGRESS && breaks < MAX_BREAKS) {
        tries.reset();
        progress = 0;
      }
      await tries.next(error, signal);
    }
  }
}

/** One answer, from `at` to the blob's end. */
async function* rangeFrom(
  http: Http,
  blob: BlobDescriptor,
  from: SignedUrl,
  at: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const request = {
    method: 'GET',
    url: from.url,
    ...(at === 0 ? {} : { headers: { range: `bytes=${at}-` } }),
    secrets: from.secrets,
    retry: NO_RETRY,
    signal,
  } as const;
  const answer = await http.open(request);
  if (answer.status !== 200 && answer.status !== 206) throw await http.failure(answer, request);
  // A server may give the whole, though a part was asked for.
  const start = answer.status === 200 ? 0 : startOf(answer, at);
  const length = answer.headers['content-length'];
  if (length !== undefined && start + Number(length) !== blob.size) {
    answer.abandon();
    throw wrongSize(blob, start + Number(length));
  }
  let seen = start;
  for await (const chunk of answer.body()) {
    const skipped = Math.min(chunk.byteLength, Math.max(0, at - seen));
    seen += chunk.byteLength;
    if (seen > blob.size) throw wrongSize(blob, seen);
    if (skipped < chunk.byteLength) yield chunk.subarray(skipped);
  }
  if (seen !== blob.size) throw wrongSize(blob, seen);
}

function startOf(answer: HttpAnswer, asked: number): number {
  const start = /^bytes (\d{1,15})-/.exec(answer.headers['content-range'] ?? '')?.[1];
  if (start !== undefined && Number(start) === asked) return asked;
  answer.abandon();
  throw new InfraError(`${answer.url.host} sent another part of a blob than was asked for`);
}

function wrongSize({ digest, size }: BlobDescriptor, seen: number): WrongContent {
  return new WrongContent(`the Actions cache has ${seen} bytes for blob ${digest}, which has ${size}`);
}
