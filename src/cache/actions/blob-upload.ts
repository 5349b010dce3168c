import type { HttpClient } from '../../http/http-client.js';
import type { RequestBody } from '../../http/request-body.js';
import type { RetryPolicy } from '../../http/retry-policy.js';
import type { SignedUrl } from './cache-service.js';

export interface UploadLimits {
  /** A blob of more bytes is uploaded in blocks, several at a time. */
  readonly singlePut: number;
  readonly blockSize: number;
  /** The most blocks in memory, of all blobs together. */
  readonly blocks: number;
}

/** The version of Azure's blob service that this code is written for. */
const HEADERS = { 'x-ms-version': '2021-12-02' };
const ID_LENGTH = 6;

/**
 * Uploads blobs to signed addresses, with Azure's "Put Blob", or with "Put Block" and "Put Block List". A blob is sent as a
 * stream or block by block; it is never in memory as a whole.
 */
export class BlobUpload {
  readonly #http: HttpClient;
  readonly #limits: UploadLimits;
  readonly #retry: RetryPolicy;
  readonly #buffers: BlockBuffers;

  constructor(http: HttpClient, limits: UploadLimits, retry: RetryPolicy) {
    this.#http = http;
    this.#limits = limits;
    this.#retry = retry;
    this.#buffers = new BlockBuffers(limits.blocks, limits.blockSize);
  }

  /** @param open returns `size` bytes; called once for each attempt */
  async put(
    target: SignedUrl,
    size: number,
    open: (signal: AbortSignal) => AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<void> {
    if (size > this.#limits.singlePut) {
      await this.#putBlocks(target, open, signal);
      return;
    }
    const body = { size, open: () => open(signal) };
    await this.#put(target, '', { 'x-ms-blob-type': 'BlockBlob', ...OCTETS }, body, signal);
  }

  async #putBlocks(
    target: SignedUrl,
    open: (signal: AbortSignal) => AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<void> {
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    const ids: string[] = [];
    const sending: Promise<void>[] = [];
    const send = async (buffer: Buffer, length: number): Promise<void> => {
      const id = Buffer.from(String(ids.length).padStart(ID_LENGTH, '0')).toString('base64');
      ids.push(id);
      const body = { size: length, open: () => [buffer.subarray(0, length)] };
      try {
        await this.#put(target, `comp=block&blockid=${encodeURIComponent(id)}`, OCTETS, body, either);
      } catch (error) {
        failed.abort(error);
        throw error;
      } finally {
        this.#buffers.give(buffer);
      }
    };
    let buffer: Buffer | undefined;
    try {
      let filled = 0;
      for await (const chunk of open(either)) {
        for (let at = 0; at < chunk.byteLength;) {
          buffer ??= await this.#buffers.take(either);
          const part = chunk.subarray(at, at + buffer.length - filled);
          buffer.set(part, filled);
          at += part.byteLength;
          filled += part.byteLength;
          if (filled < buffer.length) continue;
          sending.push(send(buffer, filled));
          buffer = undefined;
          filled = 0;
        }
      }
      if (buffer !== undefined) {
        sending.push(send(buffer, filled));
        buffer = undefined;
      }
      await Promise.all(sending);
    } catch (error) {
      if (!failed.signal.aborted) failed.abort(error);
      await Promise.allSettled(sending);
      signal.throwIfAborted();
      throw failed.signal.reason;
    } finally {
      if (buffer !== undefined) this.#buffers.give(buffer);
    }
    const list = Buffer.from(blockList(ids));
    await this.#put(target, 'comp=blocklist', XML, { size: list.length, open: () => [list] }, signal);
  }

  async #put(
    target: SignedUrl,
    query: string,
    headers: Readonly<Record<string, string>>,
    body: RequestBody,
    signal: AbortSignal,
  ): Promise<void> {
    const url = new URL(target.url);
    // Added as text: a second encoding could break the signature.
    if (query !== '') url.search += `${url.search === '' ? '?' : '&'}${query}`;
    const { secrets } = target;
    const request = {
      method: 'PUT',
      url,
      headers: { ...HEADERS, ...headers },
      body,
      secrets,
      retry: this.#retry,
      signal,
    } as const;
    await this.#http.send(request, async (answer) => {
      if (answer.status !== 201) throw await this.#http.failure(answer, request);
      await answer.discard();
    });
  }
}

const OCTETS = { 'content-type': 'application/octet-stream' };
const XML = { 'content-type': 'application/xml' };

function blockList(ids: readonly string[]): string {
  const blocks = ids.map((id) => `<Latest>${id}</Latest>`).join('');
  return `<?xml version="1.0" encoding="utf-8"?><BlockList>${blocks}</BlockList>`;
}

/** The buffers for blocks. Each is made when it is first needed, up to the given number. */
class BlockBuffers {
  readonly #size: number;
  readonly #spare: Buffer[] = [];
  readonly #waiting: ((buffer: Buffer) => void)[] = [];
  #unmade: number;

  constructor(count: number, size: number) {
    this.#unmade = count;
    this.#size = size;
  }

  async take(signal: AbortSignal): Promise<Buffer> {
    signal.throwIfAborted();
    const spare = this.#spare.pop();
    if (spare !== undefined) return spare;
    if (this.#unmade > 0) {
      this.#unmade -= 1;
      return Buffer.allocUnsafeSlow(this.#size);
    }
    return await new Promise<Buffer>((resolve, reject) => {
      const taker = (buffer: Buffer): void => {
        signal.removeEventListener('abort', abort);
        resolve(buffer);
      };
      const abort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(taker), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting.push(taker);
    });
  }

  give(buffer: Buffer): void {
    const taker = this.#waiting.shift();
    if (taker === undefined) this.#spare.push(buffer);
    else taker(buffer);
  }
}
