import { type ContentPart, partOf } from './content-range.js';
import type { HttpResponse } from './exchange.js';
import { HttpError } from './http-error.js';
import type { RetryBudget } from './retry.js';

/** Bytes after which a download that breaks off has all its attempts again. */
const PROGRESS = 1024 * 1024;
/** Breaks after which it has them no more, whatever progress it makes. */
const MAX_BREAKS = 50;

/** One download, which may take several requests. */
export interface Download {
  /** What errors call it: `blob sha256:…`. */
  readonly label: string;
  /** Sends one request with these headers added, without retries. */
  readonly ask: (headers: Readonly<Record<string, string>>) => Promise<HttpResponse>;
  /** Makes an error from an answer that is not a success. */
  readonly failure: (response: HttpResponse) => Promise<unknown>;
  /** Attempts without progress between them. */
  readonly budget: RetryBudget;
  readonly signal: AbortSignal;
}

/** A server has, or sends, another number of bytes than it should. */
export class WrongSize extends HttpError {}

/**
 * The bytes of something that never changes, from `offset` on. When the connection breaks off, the rest is asked for with a
 * range request (RFC 9110, section 14). The number of bytes is checked here; the caller verifies the digest.
 *
 * @throws WrongSize when it does not have `size` bytes; HttpError when no attempt is left; what `ask` and `failure` give
 */
export async function* downloadFixed(
  download: Download,
  size: number,
  offset = 0,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (offset > 0 && offset === size) return;
  yield* resuming(download, undefined, offset, { size });
}

/**
 * The body of `first`, the answer to a request for the whole. The rest can be asked for when the server gave a strong ETag,
 * by which it says whether the content is still the same.
 *
 * @throws HttpError when the rest cannot be had. If that is retryable, the caller may ask for the whole again
 */
export function downloadChanging(download: Download, first: HttpResponse): AsyncGenerator<Uint8Array, void, undefined> {
  const { etag } = first.headers;
  return resuming(download, first, 0, { etag: etag?.startsWith('W/') === true ? undefined : etag });
}

/** What makes the parts of several answers belong together: a known content, or a strong ETag. */
type Identity = { readonly size: number } | { readonly size?: undefined; readonly etag: string | undefined };

async function* resuming(
  download: Download,
  first: HttpResponse | undefined,
  offset: number,
  identity: Identity,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { ask, budget, signal } = download;
  const etag = identity.size === undefined ? identity.etag : undefined;
  let at = offset;
  let progress = 0;
  let response = first;
  for (let breaks = 1; ; breaks++) {
    const before = at;
    try {
      response ??= await ask({ ...rangeFrom(at), ...(etag !== undefined && at > 0 && { 'if-range': etag }) });
      for await (const chunk of rest(download, response, at, identity)) {
        at += chunk.byteLength;
        progress += chunk.byteLength;
        yield chunk;
      }
      return;
    } catch (error) {
      // All of it came, and only the end of the answer is missing.
      if (at > before && at === identity.size) return;
      const mayResume = identity.size !== undefined || etag !== undefined;
      if (!mayResume || error instanceof Changed || error instanceof WrongSize) throw error;
      if (progress >= PROGRESS && breaks < MAX_BREAKS) {
        budget.restart();
        progress = 0;
      }
      await budget.waitAfter(error, signal);
    }
    response = undefined;
  }
}

/** What one answer gives of the content from `at` on. */
async function* rest(
  download: Download,
  response: HttpResponse,
  at: number,
  identity: Identity,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { label } = download;
  const { url, headers, status } = response;
  const { size } = identity;
  if (status === 416 && size === undefined && headers['content-range'] === `bytes */${at}`) {
    // The download broke off after its last byte.
    await response.discard();
    return;
  }
  if (status < 200 || status > 299) throw await download.failure(response);
  const part = checkedPart(download, response, at, identity);
  let skip = at - part.start;
  let received = part.start;
  for await (const chunk of response.body()) {
    received += chunk.byteLength;
    if (size !== undefined && received > size) throw wrongSize(label, url, size, received);
    const wanted = chunk.subarray(Math.min(skip, chunk.byteLength));
    skip -= chunk.byteLength - wanted.byteLength;
    if (wanted.byteLength > 0) yield wanted;
  }
  if (skip > 0) throw new Changed(label, url);
  if (part.total !== undefined && received < part.total) {
    throw new HttpError(`${url.host} sent only a part of ${label}`, { retryable: true, url, retryAfterMs: 0 });
  }
  if (size !== undefined && received !== size) throw wrongSize(label, url, size, received);
}

/** @throws HttpError when the answer is not the content from `at` on, or from its start; then it is abandoned */
function checkedPart({ label }: Download, response: HttpResponse, at: number, identity: Identity): ContentPart {
  const { url, headers, status } = response;
  try {
    const part = partOf(response, at);
    const { size } = identity;
    if (size !== undefined && part.total !== undefined && part.total !== size) {
      throw wrongSize(label, url, size, part.total);
    }
    // A part that was asked for with If-Range is of the same content. The whole, which any server may send instead, need not be.
    const mayDiffer = size === undefined && at > 0;
    if (mayDiffer && (status !== 206 || headers.etag !== undefined) && headers.etag !== identity.etag) {
      throw new Changed(label, url);
    }
    return part;
  } catch (error) {
    response.abandon();
    throw error;
  }
}

/** What is on the server now is not what the download began with. */
class Changed extends HttpError {
  constructor(label: string, url: URL) {
    super(`${label} changed while it was downloaded`, { retryable: true, url });
  }
}

function wrongSize(label: string, url: URL, size: number, received: number): WrongSize {
  const bytes = `${received > size ? 'at least ' : ''}${received}`;
  return new WrongSize(`${url.host} sent ${bytes} bytes for ${label}, which should have ${size}`, {
    retryable: false,
    url,
  });
}

function rangeFrom(offset: number): Readonly<Record<string, string>> {
  return offset === 0 ? {} : { range: `bytes=${offset}-` };
}
