import type { IncomingHttpHeaders } from 'node:http';

import { InfraError } from '../../errors.js';

export interface RetryPolicy {
  /** Attempts in all. */
  readonly maxAttempts: number;
  /** Milliseconds from the first attempt after which no further one is begun, whatever the server asks to wait. */
  readonly maxElapsedMs: number;
  readonly baseMs: number;
  readonly maxWaitMs: number;
}

/** A body that can be made again for another attempt. */
export interface HttpBody {
  readonly size: number;
  open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Never sent to another origin than that of `url`. */
  readonly authorization?: string;
  readonly body?: HttpBody;
  /** Texts that must not show in errors. */
  readonly secrets: readonly string[];
  readonly retry: RetryPolicy;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly url: URL;
  /** To be read at most once. */
  body(): AsyncIterable<Uint8Array>;
  discard(): Promise<void>;
  abandon(): void;
}

/** The tries that are left of something which may be done in parts. */
export interface Tries {
  /** There was progress: all tries are there again. */
  reset(): void;
  /** Returns when the next attempt may begin. @throws `error` when there is to be none */
  next(error: unknown, signal: AbortSignal): Promise<void>;
}

/**
 * Requests with retries, redirects, proxies and timeouts, which are decided there. What fails is an InfraError without
 * signatures; one that stands for an answer has its `status`.
 */
export interface Http {
  /** `read` is part of the attempt. Answers to try again after do not come to it. */
  send<T>(request: HttpRequest, read: (answer: HttpAnswer) => Promise<T>): Promise<T>;
  open(request: HttpRequest): Promise<HttpAnswer>;
  /** An error for an answer that is not what was asked for. Reads its body. */
  failure(answer: HttpAnswer, request: Pick<HttpRequest, 'secrets'>): Promise<InfraError>;
  budget(policy: RetryPolicy): Tries;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** For one request inside of something that is itself tried again. */
export const NO_RETRY: RetryPolicy = { maxAttempts: 1, maxElapsedMs: 0, baseMs: 0, maxWaitMs: 0 };

/** Of the answer that an error stands for. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof InfraError && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined;
}

/** @throws InfraError when the body has more than `maxBytes`, or breaks off */
export async function readBody(answer: HttpAnswer, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body()) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new InfraError(`${answer.url.host} sent more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
