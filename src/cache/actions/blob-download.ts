import { WrongContent } from '../../errors.js';
import { downloadFixed, WrongSize } from '../../http/download.js';
import { downloadPart } from '../../http/download-part.js';
import type { HttpResponse } from '../../http/exchange.js';
import type { HttpClient } from '../../http/http-client.js';
import { NO_RETRY, type RetryPolicy } from '../../http/retry-policy.js';
import type { BlobPart } from '../../oci/blob-part.js';
import type { BlobDescriptor } from '../cache-store.js';
import type { SignedUrl } from './cache-service.js';

/**
 * The bytes of a blob, or a part of them. Signed addresses expire, so every request of the download gets a new address. The number of
 * bytes is checked; the caller verifies the digest.
 *
 * @param address asks for a new address. @throws InfraError when there is no such blob
 * @throws WrongContent when the entry has another size
 */
export async function* downloadBlob(
  http: HttpClient,
  { digest, size }: BlobDescriptor,
  address: () => Promise<SignedUrl>,
  {
    retry,
    signal,
    part,
  }: { readonly retry: RetryPolicy; readonly signal: AbortSignal; readonly part: BlobPart | undefined },
): AsyncGenerator<Uint8Array, void, undefined> {
  let secrets: readonly string[] = [];
  const ask = async (headers: Readonly<Record<string, string>>): Promise<HttpResponse> => {
    const signed = await address();
    secrets = signed.secrets;
    return await http.open({ method: 'GET', url: signed.url, headers, secrets, retry: NO_RETRY, signal });
  };
  const download = {
    label: `blob ${digest}`,
    ask: async (headers: Readonly<Record<string, string>>): Promise<HttpResponse> => {
      const response = await ask(headers);
      if (response.status !== 403) return response;
      // The address expired before it was used.
      await response.discard();
      return await ask(headers);
    },
    failure: (response: HttpResponse) => http.failure(response, { secrets }),
    budget: http.budget(retry),
    signal,
  };
  try {
    yield* part === undefined ? downloadFixed(download, size) : downloadPart(download, size, part);
  } catch (error) {
    throw error instanceof WrongSize
      ? new WrongContent(`the Actions cache: ${error.message}`, { cause: error })
      : error;
  }
}
