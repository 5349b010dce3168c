import type { ClientRequest } from 'node:http';

import { EngineBug } from '../errors.js';
import type { IdleTimer } from './idle-timer.js';

/** A body that can be made again for another attempt. */
export interface RequestBody {
  /** Number of bytes that `open` gives. */
  readonly size: number;
  /** Called once for each attempt. */
  open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export function bytesBody(bytes: Uint8Array): RequestBody {
  return { size: bytes.byteLength, open: () => [bytes] };
}

/** Reading a body from where it comes from failed, not sending it. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';

  constructor(cause: unknown) {
    super('the source of the body failed', { cause });
  }
}

/**
 * Writes the body as fast as the other side takes it. Returns early, without ending the request, when the answer comes before
 * the whole body is sent, or when the connection is gone.
 *
 * @throws SourceFailure with what `open` threw, or when it gives a number of bytes other than `size`
 */
export async function sendBody(
  request: ClientRequest,
  body: RequestBody,
  idle: IdleTimer,
  { idleMs, commitMs }: { readonly idleMs: number; readonly commitMs: number },
): Promise<void> {
  let over = false;
  let wake: (() => void) | undefined;
  const stop = (): void => {
    over = true;
    wake?.();
  };
  request.once('response', stop);
  request.once('close', stop);
  request.on('drain', () => wake?.());
  let sent = 0;
  for await (const chunk of source(body)) {
    if (stopped()) return;
    sent += chunk.byteLength;
    if (sent > body.size) break;
    if (request.write(chunk)) continue;
    // The timer runs while we wait for the server, and not while we wait for our own source of bytes.
    idle.start(idleMs, 'no progress of the upload');
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (stopped()) resolve();
    });
    wake = undefined;
    idle.stop();
    if (stopped()) return;
  }
  if (sent !== body.size) {
    throw new SourceFailure(new EngineBug(`a body of ${body.size} bytes was promised, but its source gave ${sent}`));
  }
  idle.start(commitMs, 'no answer');
  request.end();

  function stopped(): boolean {
    return over;
  }
}

async function* source(body: RequestBody): AsyncGenerator<Uint8Array, void, undefined> {
  let chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  try {
    const opened = body.open();
    chunks = Symbol.asyncIterator in opened ? opened[Symbol.asyncIterator]() : opened[Symbol.iterator]();
  } catch (error) {
    throw new SourceFailure(error);
  }
  let ended = false;
  try {
    for (;;) {
      const next = await nextChunk(chunks);
      if (next.done === true) {
        ended = true;
        return;
      }
      yield next.value;
    }
  } finally {
    if (!ended) await chunks.return?.();
  }
}

async function nextChunk(
  chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>,
): Promise<IteratorResult<Uint8Array, unknown>> {
  try {
    return await chunks.next();
  } catch (error) {
    throw new SourceFailure(error);
  }
}
