import { Readable } from 'node:stream';

import type { S3ClientConfig } from '@aws-sdk/client-s3';

import type { Wire, WireRequest } from '../port/wire.js';

type Handler = NonNullable<S3ClientConfig['requestHandler']>;
/** What the library hands to its handler of requests. */
interface SdkRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Sends the requests of Amazon's library, also those by which it asks for credentials. */
export function requestHandler(wire: Wire): Handler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request: SdkRequest, options?: { readonly abortSignal?: unknown }) => {
      const response = await wire(wireRequest(request), signalOf(options?.abortSignal));
      const { status: statusCode, headers } = response;
      return { response: { statusCode, headers, body: Readable.from(response.body(), { objectMode: false }) } };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
}

function signalOf(given: unknown): AbortSignal {
  return given instanceof AbortSignal ? given : new AbortController().signal;
}

function wireRequest(request: SdkRequest): WireRequest {
  const { protocol, hostname, port, method, headers, query } = request;
  const path = `${request.path}${queryText(query)}`;
  const body = bodyOf(request.body, headers);
  return {
    method,
    url: `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`,
    path,
    headers,
    ...(body !== undefined && { body }),
    isObject: method === 'GET' && query?.['x-id'] === 'GetObject',
  };
}

/** As it was signed: sorted, and with everything escaped that RFC 3986 reserves. */
function queryText(query: SdkRequest['query']): string {
  const parts = Object.keys(query ?? {})
    .sort()
    .flatMap((name) => {
      const value = query?.[name] ?? null;
      if (value === null) return [escaped(name)];
      return (typeof value === 'string' ? [value] : value).map((one) => `${escaped(name)}=${escaped(one)}`);
    });
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

function escaped(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function bodyOf(body: unknown, headers: Readonly<Record<string, string>>): WireRequest['body'] {
  if (body === undefined || body === null) return undefined;
  if (body instanceof Readable) {
    const length = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-length')?.[1];
    return { size: Number(length), open: () => body as AsyncIterable<Uint8Array> };
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : (body as Uint8Array);
  return { size: bytes.byteLength, open: () => [bytes] };
}
