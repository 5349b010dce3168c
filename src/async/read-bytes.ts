type ByteStream = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** All bytes of a stream. They are copied, since a stream may reuse the memory of its chunks. */
export async function readBytes(stream: ByteStream): Promise<Buffer> {
  return (await readBytesUpTo(stream, Infinity)) ?? Buffer.alloc(0);
}

/** The same, or `undefined` when there are more than `limit`, and then the stream is closed. */
export async function readBytesUpTo(stream: ByteStream, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

/** A stream whose `return` closes what is behind it, also before anything was read: that of a generator does nothing then. */
export interface PeekedStream extends AsyncIterableIterator<Uint8Array, void, undefined> {
  return(): Promise<IteratorResult<Uint8Array, void>>;
}

/**
 * The first bytes of a stream (at least `size` of them, if it has so many), and the whole stream again. Whoever does not read it to its
 * end calls its `return`.
 */
export async function peekBytes(
  stream: AsyncIterable<Uint8Array>,
  size: number,
): Promise<{ readonly start: Buffer; readonly whole: PeekedStream }> {
  const iterator = stream[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < size) {
    const next = await iterator.next();
    if (next.done === true) break;
    start = Buffer.concat([start, next.value]);
  }
  return { start, whole: joined(start, iterator) };
}

function joined(start: Buffer, rest: AsyncIterator<Uint8Array>): PeekedStream {
  let first = start.length > 0 ? start : undefined;
  return {
    next: async () => {
      if (first === undefined) {
        const next = await rest.next();
        return next.done === true ? { done: true, value: undefined } : next;
      }
      const value = first;
      first = undefined;
      return { done: false, value };
    },
    return: async () => {
      first = undefined;
      await rest.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
