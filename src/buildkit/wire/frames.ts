import { GRPC, GrpcError } from './grpc-error.js';

/** A flag byte, and the length of the message (PROTOCOL-HTTP2.md, "Length-Prefixed-Message"). */
const PREFIX = 5;
/** Bytes of one message. BuildKit's own limit is 16 MiB. */
const MAX_MESSAGE = 32 * 1024 * 1024;

/** One message as it travels; never compressed. */
export function frame(message: Uint8Array): Buffer {
  const framed = Buffer.allocUnsafe(PREFIX + message.length);
  framed[0] = 0;
  framed.writeUInt32BE(message.length, 1);
  framed.set(message, PREFIX);
  return framed;
}

/** Cuts the bytes of a stream into messages. @throws GrpcError for a message that is compressed, too large or cut off */
export async function* messagesIn(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let chunks: Buffer[] = [];
  let have = 0;
  let wanted = PREFIX;
  for await (const chunk of source) {
    chunks.push(chunk);
    have += chunk.length;
    while (have >= wanted) {
      // Joined only when a message is whole, so that a large one is copied once.
      const joined = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      const length = lengthOf(joined);
      const end = PREFIX + length;
      if (have < end) {
        chunks = [joined];
        wanted = end;
        break;
      }
      yield joined.subarray(PREFIX, end);
      const rest = joined.subarray(end);
      chunks = rest.length === 0 ? [] : [rest];
      have = rest.length;
      wanted = PREFIX;
    }
  }
  if (have > 0) throw new GrpcError(GRPC.unavailable, 'the connection ended in the middle of a message');
}

function lengthOf(joined: Buffer): number {
  if (joined[0] !== 0) throw new GrpcError(GRPC.internal, 'a message is compressed, which was not asked for');
  const length = joined.readUInt32BE(1);
  if (length > MAX_MESSAGE) throw new GrpcError(GRPC.internal, `a message has ${length} bytes`);
  return length;
}
