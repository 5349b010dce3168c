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

/** The first bytes of a stream (at least `size` of them, if it has so many), and the whole stream again. */
export async function peekBytes(
  stream: AsyncIterable<Uint8Array>,
  size: number,
): Promise<{ readonly start: Buffer; readonly whole: AsyncGenerator<Uint8Array, void, undefined> }> {
  const iterator = stream[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < size) {
    const next = await iterator.next();
    if (next.done === true) break;
    start = Buffer.concat([start, next.value]);
  }
  return { start, whole: joined(start, iterator) };
}

async function* joined(start: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    if (start.length > 0) yield start;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
