import type { ClientRequest } from 'node:http';

import { EngineBug } from '../errors.js';
import type { Watchdog } from './idle-timeout.js';

/** A body that can be made again for another attempt. */
export interface RequestBody {
  /** Bytes that `open` gives in all. */
  readonly size: number;
  open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export function bytesBody(bytes: Uint8Array): RequestBody {
  return { size: bytes.byteLength, open: () => [bytes] };
}

/** The source of a body failed, not the connection. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';

  constructor(cause: unknown) {
    super('the source of the body failed', { cause });
  }
}

/**
 * Writes the body as fast as the other side takes it. Returns early, with the request not ended, when the answer comes
 * before the body is through, or the connection is gone.
 *
 * @throws SourceFailure with what `open` threw, or when it gives another number of bytes than it promised
 */
export async function sendBody(
  request: ClientRequest,
  body: RequestBody,
  watchdog: Watchdog,
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
    // While it waits for the socket, the registry is to move; while it waits for its own source, nobody is.
    watchdog.expect(idleMs, 'no progress of the upload');
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (stopped()) resolve();
    });
    wake = undefined;
    watchdog.rest();
    if (stopped()) return;
  }
  if (sent !== body.size) {
    throw new SourceFailure(new EngineBug(`a body of ${body.size} bytes was promised, but its source gave ${sent}`));
  }
  watchdog.expect(commitMs, 'no answer');
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
