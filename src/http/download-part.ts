import { partOf } from './content-range.js';
import { type Download, WrongSize } from './download.js';
import type { HttpResponse } from './exchange.js';
import { HttpError } from './http-error.js';

/**
 * Some of the bytes of something that never changes, by range requests. When the connection breaks off, the rest is asked for. Only the
 * number of bytes is checked.
 *
 * @param size bytes of the whole
 * @throws HttpError when no attempt is left, or the server does not give parts; WrongSize when the whole has another size; what `ask` and
 *   `failure` give
 */
export async function* downloadPart(
  download: Download,
  size: number,
  { offset, length }: { readonly offset: number; readonly length: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  const { label, ask, budget, signal } = download;
  const end = offset + length;
  let at = offset;
  while (at < end) {
    try {
      const response = await ask({ range: `bytes=${at}-${end - 1}` });
      await checkAnswer(download, response, at, size);
      for await (const chunk of response.body()) {
        if (at + chunk.byteLength > end) throw failed(response, `sent more than was asked for of ${label}`);
        at += chunk.byteLength;
        yield chunk;
      }
      if (at < end) throw failed(response, `sent only a part of ${label}`, true);
    } catch (error) {
      if (at === end) return;
      await budget.waitAfter(error, signal);
    }
  }
}

/** @throws when it does not give the bytes from `at` on; then it is abandoned */
async function checkAnswer(download: Download, response: HttpResponse, at: number, size: number): Promise<void> {
  const { label } = download;
  const { status, url } = response;
  if (status < 200 || status > 299) throw await download.failure(response);
  try {
    // The whole may be thousands of times as much, and come again for the next part.
    if (status !== 206) throw failed(response, `sent all of ${label} instead of a part`);
    const { total } = partOf(response, at);
    if (total === undefined || total === size) return;
    throw new WrongSize(`${url.host} has ${total} bytes for ${label}, which should have ${size}`, {
      retryable: false,
      url,
    });
  } catch (error) {
    response.abandon();
    throw error;
  }
}

function failed({ url }: HttpResponse, what: string, retryable = false): HttpError {
  return new HttpError(`${url.host} ${what}`, { retryable, url, ...(retryable && { retryAfterMs: 0 }) });
}
