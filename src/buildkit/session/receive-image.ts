import { fromBinary } from '@bufbuild/protobuf';

import { RECEIVE_FILES } from '../protocol/methods.js';
import { BytesMessageSchema } from '../protocol/session_pb.js';
import type { Handler, IncomingCall } from '../wire/grpc-server.js';

/** Takes the bytes of an archive that a builder made. */
export type TakeArchive = (bytes: AsyncIterable<Uint8Array>) => Promise<void>;

/**
 * Where a builder sends what it exports (`FileSend.DiffCopy`): the bytes of one archive.
 *
 * @param failed told of an error of this side, which the builder repeats only as a text
 */
export function receivingArchive(take: TakeArchive, failed: (error: unknown) => void): readonly [string, Handler] {
  return [
    RECEIVE_FILES,
    async ({ messages }) => {
      try {
        await take(bytesOf(messages));
      } catch (error) {
        failed(error);
        throw error;
      }
    },
  ];
}

async function* bytesOf(messages: IncomingCall['messages']): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const message of messages) yield fromBinary(BytesMessageSchema, message).data;
}
