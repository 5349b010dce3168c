/** The buffers for blocks of several streams. Each is made when it is first needed, up to the given number. */
export class BlockBuffers {
  /** Bytes of each. */
  readonly size: number;
  readonly #spare: Buffer[] = [];
  readonly #waiting: ((buffer: Buffer) => void)[] = [];
  #unmade: number;

  constructor(count: number, size: number) {
    this.#unmade = count;
    this.size = size;
  }

  async take(signal: AbortSignal): Promise<Buffer> {
    signal.throwIfAborted();
    const spare = this.#spare.pop();
    if (spare !== undefined) return spare;
    if (this.#unmade > 0) {
      this.#unmade -= 1;
      return Buffer.allocUnsafeSlow(this.size);
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

/**
 * Sends a stream block by block, several at a time: as many as there are buffers. The stream is never in memory as a whole. When one
 * block cannot be sent, the others are given up.
 *
 * @param open called once; gives the stream from its start
 * @param send sends the block with this number, from 0 on. The bytes are only valid until it has settled
 * @returns how many blocks there were
 * @throws the first failure of `open` or `send`; the signal's reason
 */
export async function sendInBlocks(
  buffers: BlockBuffers,
  open: (signal: AbortSignal) => AsyncIterable<Uint8Array>,
  send: (block: Uint8Array, number: number, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<number> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const sending: Promise<void>[] = [];
  const start = (buffer: Buffer, length: number): void => {
    const sent = sendOne(buffer, length, sending.length);
    // While the stream is read, nobody waits for it: its failure must not count as unhandled.
    sent.catch(() => undefined);
    sending.push(sent);
  };
  const sendOne = async (buffer: Buffer, length: number, number: number): Promise<void> => {
    try {
      await send(buffer.subarray(0, length), number, either);
    } catch (error) {
      failed.abort(error);
      throw error;
    } finally {
      buffers.give(buffer);
    }
  };
  let buffer: Buffer | undefined;
  try {
    let filled = 0;
    for await (const chunk of open(either)) {
      for (let at = 0; at < chunk.byteLength;) {
        buffer ??= await buffers.take(either);
        const part = chunk.subarray(at, at + buffer.length - filled);
        buffer.set(part, filled);
        at += part.byteLength;
        filled += part.byteLength;
        if (filled < buffer.length) continue;
        start(buffer, filled);
        buffer = undefined;
        filled = 0;
      }
    }
    if (buffer !== undefined) {
      start(buffer, filled);
      buffer = undefined;
    }
    await Promise.all(sending);
    return sending.length;
  } catch (error) {
    if (!failed.signal.aborted) failed.abort(error);
    await Promise.allSettled(sending);
    signal.throwIfAborted();
    throw failed.signal.reason;
  } finally {
    if (buffer !== undefined) buffers.give(buffer);
  }
}
