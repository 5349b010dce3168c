export interface WireRequest {
  readonly method: string;
  readonly url: string;
  /** Path and query as they were signed, in place of the URL's. */
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: { readonly size: number; open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array> };
  /** The body of a success is an object's. All other bodies are kept in memory by who asks, so they must be short. */
  readonly isObject: boolean;
}

interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  body(): AsyncIterable<Uint8Array>;
}

/**
 * How the libraries of object stores send a request: by our own client, with its proxies, time limits and certificates. Nothing is tried
 * again, and no redirect is followed: what they sign is meant for one host.
 */
export type Wire = (request: WireRequest, signal: AbortSignal) => Promise<WireResponse>;
