import { EngineBug } from '../../errors.js';
import { parseUncheckedJson } from '../../json/parse-json.js';
import { fromPipe } from './from-pipe.js';

/**
 * What is sent over the worker's pipes. A frame has a length (32 bits, big endian, of all that follows), a kind (one byte)
 * and its bytes. Text frames hold one JSON message; binary frames hold a 32-bit request id, a one-byte channel and raw
 * bytes.
 */
export type Frame =
  | { readonly kind: 'message'; readonly value: unknown }
  | { readonly kind: 'bytes'; readonly id: number; readonly channel: number; readonly data: Uint8Array };

const MESSAGE = 1;
const BYTES = 2;
const HEADER = 5;
/** All our messages are much smaller. A larger frame means that something else wrote to the pipe. */
const LONGEST = 64 * 1024 * 1024;

export function encodeMessage(value: object): Buffer {
  const json = Buffer.from(JSON.stringify(value));
  const frame = Buffer.allocUnsafe(HEADER + json.length);
  frame.writeUInt32BE(json.length + 1, 0);
  frame.writeUInt8(MESSAGE, 4);
  json.copy(frame, HEADER);
  return frame;
}

export function encodeBytes(id: number, channel: number, data: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(HEADER + 5 + data.length);
  frame.writeUInt32BE(data.length + 6, 0);
  frame.writeUInt8(BYTES, 4);
  frame.writeUInt32BE(id, HEADER);
  frame.writeUInt8(channel, HEADER + 4);
  frame.set(data, HEADER + 5);
  return frame;
}

/** Cuts a stream into frames, wherever its chunks end. */
export class FrameReader {
  readonly #parts: Buffer[] = [];
  #held = 0;
  #wanted = 4;

  /** @throws EngineBug when something else wrote to the stream */
  *push(chunk: Buffer): Generator<Frame> {
    this.#parts.push(chunk);
    this.#held += chunk.length;
    while (this.#held >= this.#wanted) {
      const [only] = this.#parts;
      const all = this.#parts.length === 1 && only !== undefined ? only : Buffer.concat(this.#parts);
      const end = 4 + all.readUInt32BE(0);
      if (end < 6 || end - 4 > LONGEST) throw new EngineBug(`worker protocol: a frame of ${end - 4} bytes`);
      const complete = all.length >= end;
      const rest = complete ? all.subarray(end) : all;
      this.#parts.splice(0, this.#parts.length, rest);
      this.#held = rest.length;
      this.#wanted = complete ? 4 : end;
      if (complete) yield decode(all.subarray(4, end));
    }
  }

  /** Bytes of a frame that is not complete yet. */
  get pending(): number {
    return this.#held;
  }
}

function decode(body: Buffer): Frame {
  switch (body[0]) {
    case MESSAGE:
      return { kind: 'message', value: fromPipe(() => parseUncheckedJson(body.toString('utf8', 1))) };
    case BYTES:
      if (body.length < 6) throw new EngineBug('worker protocol: a binary frame without its header');
      return { kind: 'bytes', id: body.readUInt32BE(1), channel: body.readUInt8(5), data: body.subarray(6) };
    default:
      throw new EngineBug(`worker protocol: a frame of unknown kind ${body[0] ?? 'none'}`);
  }
}
