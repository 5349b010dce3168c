import { BlockBuffers, sendInBlocks } from '../../async/send-in-blocks.js';
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
    const send = async (block: Uint8Array, number: number, either: AbortSignal): Promise<void> => {
      const body = { size: block.byteLength, open: () => [block] };
      await this.#put(target, `comp=block&blockid=${encodeURIComponent(blockId(number))}`, OCTETS, body, either);
    };
    const blocks = await sendInBlocks(this.#buffers, open, send, signal);
    const list = Buffer.from(blockList(blocks));
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

function blockId(number: number): string {
  return Buffer.from(String(number).padStart(ID_LENGTH, '0')).toString('base64');
}

function blockList(count: number): string {
  const blocks = Array.from({ length: count }, (_, number) => `<Latest>${blockId(number)}</Latest>`).join('');
  return `<?xml version="1.0" encoding="utf-8"?><BlockList>${blocks}</BlockList>`;
}
