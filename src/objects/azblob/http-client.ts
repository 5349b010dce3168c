import { Readable } from 'node:stream';

import type { StoragePipelineOptions } from '@azure/storage-blob';

import type { Wire, WireRequest } from '../port/wire.js';

type Client = NonNullable<StoragePipelineOptions['httpClient']>;
type Request = Parameters<Client['sendRequest']>[0];
type Response = Awaited<ReturnType<Client['sendRequest']>>;

/** Sends the requests of Azure's library. */
export function httpClient(wire: Wire): Client {
  return {
    sendRequest: async (request) => {
      const isObject = request.streamResponseStatusCodes !== undefined;
      const response = await wire(
        {
          method: request.method,
          url: request.url,
          headers: request.headers.toJson(),
          ...bodyOf(request),
          isObject,
        },
        request.abortSignal instanceof AbortSignal ? request.abortSignal : new AbortController().signal,
      );
      const { status } = response;
      const body = Readable.from(response.body(), { objectMode: false });
      const streams = isObject && request.streamResponseStatusCodes?.has(status) === true;
      return {
        request,
        status,
        // The library makes headers of its own from these.
        headers: { toJson: () => response.headers } as Response['headers'],
        ...(streams ? { readableStreamBody: body } : { bodyAsText: await textOf(body) }),
      };
    },
  };
}

function bodyOf({ body, headers }: Request): Pick<WireRequest, 'body'> {
  const given: unknown = body;
  if (given === undefined || given === null) return {};
  if (typeof given === 'string' || given instanceof Uint8Array) {
    const bytes = Buffer.from(given);
    return { body: { size: bytes.byteLength, open: () => [bytes] } };
  }
  const stream = (typeof given === 'function' ? (given as () => unknown)() : given) as AsyncIterable<Uint8Array>;
  return { body: { size: Number(headers.get('content-length')), open: () => stream } };
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
