import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

import { UserError } from '../../errors.js';
import { HttpError } from '../../http/http-error.js';
import { RETRY_REQUIRED } from '../../http/retry-policy.js';
import { httpClientOf } from '../host/http-client.js';
import type { HostSettings } from '../options/host-settings.js';

/**
 * Opens what an image is imported from, and runs `work` with it.
 *
 * @param source the path of a file, an http or https address, or the bytes of standard input
 * @throws UserError when a file cannot be opened; HttpError when a server does not give it
 */
export async function openImport<T>(
  source: string | AsyncIterable<Uint8Array>,
  host: HostSettings,
  signal: AbortSignal,
  work: (bytes: AsyncIterable<Uint8Array>, label: string) => Promise<T>,
): Promise<T> {
  if (typeof source !== 'string') return work(source, '-');
  if (/^https?:\/\//i.test(source)) return download(source, host, signal, work);
  const handle = await open(source, 'r').catch((error: unknown) => {
    throw new UserError(`cannot open ${source}`, { cause: error });
  });
  try {
    const stream = createReadStream('', { fd: handle, autoClose: false, start: 0, highWaterMark: 1024 * 1024 });
    return await work(stream as AsyncIterable<Buffer>, source);
  } finally {
    await handle.close();
  }
}

async function download<T>(
  address: string,
  host: HostSettings,
  signal: AbortSignal,
  work: (bytes: AsyncIterable<Uint8Array>, label: string) => Promise<T>,
): Promise<T> {
  if (!URL.canParse(address)) throw new UserError(`${JSON.stringify(address)} is no address`);
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') throw new UserError('the address holds a user or password');
  const http = httpClientOf(host);
  try {
    const response = await http.open({ method: 'GET', url, secrets: [], retry: RETRY_REQUIRED, signal });
    if (response.status !== 200) {
      const { message } = await http.failure(response, { secrets: [] });
      throw new HttpError(message, { retryable: false, url, status: response.status });
    }
    return await work(response.body(), `${url.origin}${url.pathname}`);
  } finally {
    http.close();
  }
}
