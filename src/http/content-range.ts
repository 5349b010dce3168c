import type { HttpResponse } from './exchange.js';
import { HttpError, printable } from './http-error.js';

/** Which bytes of the whole an answer holds. */
export interface ContentPart {
  /** Offset of its first byte. */
  readonly start: number;
  /** Bytes of the whole, where the server says so. */
  readonly total: number | undefined;
}

/**
 * Reads from the headers of a success which part it holds. A server may send the whole, although a part was asked for.
 *
 * @param asked offset from which on everything was asked for
 * @throws HttpError when the answer is another part
 */
export function partOf(response: HttpResponse, asked: number): ContentPart {
  const length = contentLength(response);
  if (response.status !== 206) return { start: 0, total: length };
  const header = response.headers['content-range'] ?? '';
  const [, first, last, total] = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/.exec(header) ?? [];
  const isPart = Number(first) === asked && Number(last) >= asked && (total === '*' || Number(last) < Number(total));
  if (isPart && (length === undefined || length === Number(last) - asked + 1)) {
    return { start: asked, total: total === '*' ? undefined : Number(total) };
  }
  throw new HttpError(
    `${response.url.host} was asked for bytes from ${asked} on, but sent ${JSON.stringify(printable(header, 60))}`,
    { retryable: false, url: response.url },
  );
}

/** Bytes of the body by its header. */
function contentLength({ headers }: HttpResponse): number | undefined {
  const header = headers['content-length'];
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
