import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { timestampNow } from '@bufbuild/protobuf/wkt';

import { type Digest, isDigest } from '../../oci/digest.js';
import {
  InfoResponseSchema,
  NothingSchema,
  ReadContentRequestSchema,
  ReadContentResponseSchema,
  UpdateResponseSchema,
  WriteContentRequestSchema,
  WriteContentResponseSchema,
} from '../protocol/content_pb.js';
import {
  CONTENT_ABORT,
  CONTENT_INFO,
  CONTENT_READ,
  CONTENT_STATUS,
  CONTENT_UPDATE,
  CONTENT_WRITE,
} from '../protocol/methods.js';
import { GRPC, GrpcError } from '../wire/grpc-error.js';
import { answeringCall, type Handler, type IncomingCall } from '../wire/grpc-server.js';

/** A place of blobs on this side that a builder reads and writes. */
export interface LentContent {
  /** Bytes of a blob; `undefined` if it is not there. */
  size(digest: Digest): number | undefined;
  /** @param from place of the first byte */
  read(digest: Digest, from: number, signal: AbortSignal): AsyncIterable<Uint8Array> | undefined;
  /** Takes a blob as a whole, or not at all. @throws if the bytes do not have the digest, or what `bytes` throws */
  write(digest: Digest, bytes: AsyncIterable<Uint8Array>): Promise<void>;
}

/** Which place a call is about (buildkit, `session/content`). */
const STORE_ID = 'buildkit-attachable-store-id';
/** What a message of a writer is (containerd, `WriteAction`). */
const ACTION = { stat: 0, write: 1, commit: 2 } as const;
/** Bytes in one message; the other side takes 4 MiB at most. */
const MAX_DATA = 1024 * 1024;

/**
 * Lends places of blobs to a builder (containerd's content service): where caches of `type=local` are.
 *
 * @param stores by the names that the builder knows them by
 */
export function lendingContent(stores: ReadonlyMap<string, LentContent>): readonly (readonly [string, Handler])[] {
  const storeOf = ({ metadata }: IncomingCall): LentContent => {
    const [id = ''] = metadata.get(STORE_ID) ?? [];
    const store = stores.get(id);
    if (store === undefined) throw new GrpcError(GRPC.notFound, `this build has no content called ${id}`);
    return store;
  };
  const infoOf = (call: IncomingCall, text: string): MessageInitShape<typeof InfoResponseSchema>['info'] => {
    const digest = digestOf(text);
    const now = timestampNow();
    return { digest, size: BigInt(sizeOf(storeOf(call), digest)), createdAt: now, updatedAt: now };
  };
  return [
    answeringCall(CONTENT_INFO, (call, { digest }) => create(InfoResponseSchema, { info: infoOf(call, digest) })),
    // Labels, which nobody reads here.
    answeringCall(CONTENT_UPDATE, (call, { info }) =>
      create(UpdateResponseSchema, { info: infoOf(call, info?.digest ?? '') }),
    ),
    // A blob is taken in one go: none is ever half there.
    answeringCall(CONTENT_STATUS, (_, { ref }) => {
      throw new GrpcError(GRPC.notFound, `nothing is written under ${ref}`);
    }),
    answeringCall(CONTENT_ABORT, () => create(NothingSchema)),
    [CONTENT_READ, (call) => read(call, storeOf(call))],
    [CONTENT_WRITE, (call) => new Writing(call, storeOf(call)).run()],
  ];
}

async function read({ messages, send, signal }: IncomingCall, store: LentContent): Promise<void> {
  for await (const message of messages) {
    const { digest: text, offset, size } = fromBinary(ReadContentRequestSchema, message);
    const digest = digestOf(text);
    const whole = sizeOf(store, digest);
    const from = Math.max(Number(offset), 0);
    if (from > whole) throw new GrpcError(GRPC.outOfRange, `${digest} has only ${whole} bytes`);
    let left = size > 0n ? Math.min(Number(size), whole - from) : whole - from;
    let at = 0;
    for await (const chunk of left === 0 ? [] : (store.read(digest, from, signal) ?? [])) {
      for (let start = 0; start < chunk.length && left > 0; start += MAX_DATA) {
        const data = chunk.subarray(start, Math.min(start + MAX_DATA, start + left, chunk.length));
        await send(
          toBinary(ReadContentResponseSchema, create(ReadContentResponseSchema, { offset: BigInt(at), data })),
        );
        at += data.length;
        left -= data.length;
      }
      if (left === 0) break;
    }
    return;
  }
}

/** One blob on its way to a place. */
class Writing {
  readonly #call: IncomingCall;
  readonly #store: LentContent;
  readonly #started = timestampNow();
  #offset = 0;

  constructor(call: IncomingCall, store: LentContent) {
    this.#call = call;
    this.#store = store;
  }

  async run(): Promise<void> {
    const messages = this.#call.messages[Symbol.asyncIterator]();
    const first = await messages.next();
    if (first.done === true) return;
    const { expected, total } = fromBinary(WriteContentRequestSchema, first.value);
    const digest = digestOf(expected);
    if (this.#store.size(digest) !== undefined) throw new GrpcError(GRPC.alreadyExists, `${digest} is there already`);
    await this.#store.write(digest, this.#bytes(first.value, messages));
    await this.#answer(ACTION.commit, { digest, total: total > 0n ? total : BigInt(this.#offset) });
  }

  /** What the builder sends, up to its word that this is all. */
  async *#bytes(first: Uint8Array, others: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for (let message = first; ;) {
      const { action, offset, data, total } = fromBinary(WriteContentRequestSchema, message);
      if (data.length > 0) {
        if (Number(offset) !== this.#offset) {
          throw new GrpcError(GRPC.outOfRange, `byte ${this.#offset} is next, and not byte ${String(offset)}`);
        }
        yield data;
        this.#offset += data.length;
      }
      if (action === ACTION.commit) return;
      await this.#answer(action, { total });
      const next = await others.next();
      if (next.done === true) throw new Error('the builder gave up what it wrote');
      message = next.value;
    }
  }

  #answer(action: number, more: { readonly total: bigint; readonly digest?: string }): Promise<void> {
    const fields = {
      action,
      offset: BigInt(this.#offset),
      startedAt: this.#started,
      updatedAt: timestampNow(),
      ...more,
    };
    return this.#call.send(toBinary(WriteContentResponseSchema, create(WriteContentResponseSchema, fields)));
  }
}

function digestOf(text: string): Digest {
  if (!isDigest(text)) throw new GrpcError(GRPC.invalidArgument, `${JSON.stringify(text)} is no digest`);
  return text;
}

function sizeOf(store: LentContent, digest: Digest): number {
  const size = store.size(digest);
  if (size === undefined) throw new GrpcError(GRPC.notFound, `${digest}: not found`);
  return size;
}
