import { Duplex } from 'node:stream';
import { create, toBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';

import { GET_SECRET } from '../../../src/buildkit/protocol/methods.js';
import {
  BytesMessageSchema,
  GetSecretRequestSchema,
  GetSecretResponseSchema,
} from '../../../src/buildkit/protocol/session_pb.js';
import { frame, messagesIn } from '../../../src/buildkit/wire/frames.js';
import { decodeMessage, encodeMessage, GRPC, GrpcError } from '../../../src/buildkit/wire/grpc-error.js';
import { GrpcClient } from '../../../src/buildkit/wire/grpc-client.js';
import { answering, GrpcServer, type Handlers } from '../../../src/buildkit/wire/grpc-server.js';

const { signal } = new AbortController();

/** Two ends of one connection in memory. */
function connection(): readonly [Duplex, Duplex] {
  const ends: Duplex[] = [0, 1].map(
    (own) =>
      new Duplex({
        read: () => undefined,
        write: (chunk, _encoding, done) => {
          ends[1 - own]?.push(chunk);
          done();
        },
        final: (done) => {
          ends[1 - own]?.push(null);
          done();
        },
        destroy: (error, done) => {
          ends[1 - own]?.push(null);
          done(error);
        },
      }),
  );
  return [ends[0]!, ends[1]!];
}

function joined(handlers: Handlers): { readonly client: GrpcClient; readonly end: Duplex } {
  const [here, there] = connection();
  new GrpcServer(there, handlers);
  return { client: new GrpcClient(here), end: here };
}

const ask = (client: GrpcClient, ID = 'x'): Promise<{ readonly data: Uint8Array }> =>
  client.call(GET_SECRET, create(GetSecretRequestSchema, { ID }), { signal });

const secret = (data: Uint8Array): Promise<ReturnType<typeof create<typeof GetSecretResponseSchema>>> =>
  Promise.resolve(create(GetSecretResponseSchema, { data }));

describe('gRPC', () => {
  it('carries messages of any size, whole', async () => {
    const large = Buffer.alloc(9 * 1024 * 1024, 'x');
    const { client } = joined(
      new Map([answering(GET_SECRET, ({ ID }) => secret(ID === 'large' ? large : Buffer.from(ID)))]),
    );
    expect(Buffer.from((await ask(client, 'small')).data).toString()).toBe('small');
    expect(Buffer.compare((await ask(client, 'large')).data, large)).toBe(0);
    client.close();
  });

  it('tells the code and the words that a call ends with', async () => {
    const words = 'no such secret: “geheim” 100 %\n';
    const { client } = joined(
      new Map([answering(GET_SECRET, () => Promise.reject(new GrpcError(GRPC.notFound, words)))]),
    );
    await expect(ask(client)).rejects.toMatchObject({ name: 'GrpcError', code: GRPC.notFound, message: words });
    const other = joined(new Map());
    await expect(ask(other.client)).rejects.toMatchObject({ code: GRPC.unimplemented });
  });

  it('fails all calls when the connection ends', async () => {
    const { client, end } = joined(new Map([answering(GET_SECRET, () => new Promise(() => undefined))]));
    const call = ask(client);
    setImmediate(() => end.destroy());
    await expect(call).rejects.toMatchObject({ code: GRPC.unavailable });
    await expect(ask(client)).rejects.toMatchObject({ code: GRPC.unavailable });
  });

  it('ends a call when its signal says so, and tells the other side', async () => {
    let told: AbortSignal | undefined;
    const handlers: Handlers = new Map([
      [
        GET_SECRET.path,
        (call) => new Promise((resolve) => (told = call.signal).addEventListener('abort', () => resolve())),
      ],
    ]);
    const { client } = joined(handlers);
    const stop = new AbortController();
    const call = client.call(GET_SECRET, create(GetSecretRequestSchema), { signal: stop.signal });
    const rejected = expect(call).rejects.toThrow('enough');
    await expect.poll(() => told, { timeout: 20_000 }).toBeDefined();
    stop.abort(new Error('enough'));
    await rejected;
    await expect.poll(() => told?.aborted, { timeout: 20_000 }).toBe(true);
    client.close();
  });

  it('keeps headers of one name apart, with commas in them', async () => {
    let seen: readonly string[] | undefined;
    const handlers: Handlers = new Map([
      [
        '/x',
        ({ metadata }) => {
          seen = metadata.get('followpaths');
          return Promise.resolve();
        },
      ],
    ]);
    const { client } = joined(handlers);
    const call = client.open('/x', { signal, metadata: { followpaths: ['a, b', 'c'] } });
    call.end();
    for await (const message of call.messages()) expect(message).toBeUndefined();
    expect(seen).toEqual(['a, b', 'c']);
    client.close();
  });

  it.each(['plain', 'with % and %41', 'ünïcode ✓\r\n', ''])('escapes %j and back', (text) => {
    expect(encodeMessage(text)).toMatch(/^[\x20-\x7e]*$/);
    expect(decodeMessage(encodeMessage(text))).toBe(text);
  });

  it('reads frames whatever pieces they come in, and refuses those that are cut, compressed or too large', async () => {
    const messages = ['', 'a', 'b'.repeat(1000)].map((text) =>
      toBinary(BytesMessageSchema, create(BytesMessageSchema, { data: Buffer.from(text) })),
    );
    const bytes = Buffer.concat(messages.map(frame));
    const read = async (all: Buffer, piece: number): Promise<Buffer[]> => {
      const found: Buffer[] = [];
      const pieces = async function* (): AsyncGenerator<Buffer> {
        for (let at = 0; at < all.length; at += piece) yield await Promise.resolve(all.subarray(at, at + piece));
      };
      for await (const message of messagesIn(pieces())) found.push(Buffer.from(message));
      return found;
    };
    for (const piece of [1, 2, 5, 7, 100, 10_000])
      expect(await read(bytes, piece)).toEqual(messages.map((one) => Buffer.from(one)));
    await expect(read(bytes.subarray(0, -1), 50)).rejects.toThrow('in the middle of a message');
    await expect(read(Buffer.from([1, 0, 0, 0, 0]), 5)).rejects.toThrow('compressed');
    await expect(read(Buffer.from([0, 255, 0, 0, 0]), 5)).rejects.toThrow('bytes');
  });
});
