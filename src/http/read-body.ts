import type { HttpResponse } from './exchange.js';
import { HttpError } from './http-error.js';

/** The whole body of an answer. @throws HttpError when it has more than `maxBytes`, or breaks off */
export async function readBody(response: HttpResponse, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body()) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new HttpError(`${response.url.host} sent more than ${maxBytes} bytes`, {
        retryable: false,
        url: response.url,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
