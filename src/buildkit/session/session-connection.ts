import { Duplex } from 'node:stream';

import { create, fromBinary, toBinary } from '@bufbuild/protobuf';

import { BytesMessageSchema } from '../protocol/session_pb.js';
import type { GrpcCall } from '../wire/grpc-client.js';

/** Bytes in one message; the other side takes 4 MiB at most. */
const MAX_DATA = 1024 * 1024;

/** A call whose messages are the bytes of a connection: the session, in which the builder is the client. */
export class SessionConnection extends Duplex {
  readonly #call: GrpcCall;
  #resume: (() => void) | undefined;

  constructor(call: GrpcCall) {
    super();
    this.#call = call;
    void this.#receive().then(
      () => this.push(null),
      (error: unknown) => this.destroy(error as Error),
    );
  }

  async #receive(): Promise<void> {
    for await (const message of this.#call.messages()) {
      if (this.push(Buffer.from(fromBinary(BytesMessageSchema, message).data))) continue;
      await new Promise<void>((resolve) => (this.#resume = resolve));
    }
  }

  override _read(): void {
    this.#resume?.();
    this.#resume = undefined;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    void this.#send(chunk).then(
      () => done(),
      (error: unknown) => done(error as Error),
    );
  }

  async #send(chunk: Buffer): Promise<void> {
    for (let at = 0; at < chunk.length; at += MAX_DATA) {
      const data = chunk.subarray(at, at + MAX_DATA);
      await this.#call.send(toBinary(BytesMessageSchema, create(BytesMessageSchema, { data })));
    }
  }

  override _final(done: () => void): void {
    this.#call.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#resume?.();
    this.#call.cancel();
    done(error);
  }
}
