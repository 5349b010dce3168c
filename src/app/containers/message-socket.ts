import { once } from 'node:events';
import type { Socket } from 'node:net';

import { encodeBytes, encodeMessage, FrameReader, type Frame } from '../../worker/protocol/frames.js';

/** A connection between a command and a supervisor: messages, and bytes on channels. */
export class MessageSocket {
  /** Resolves when the other side is gone. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;

  /** @param receive called for each frame, in order. Nothing more is read until its promise is settled. If it fails, the connection ends. */
  constructor(socket: Socket, receive: (frame: Frame) => Promise<void> | void) {
    this.#socket = socket;
    const reader = new FrameReader();
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const frame of reader.push(chunk)) this.#wait(receive(frame));
      } catch {
        socket.destroy();
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.end());
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  #wait(taken: Promise<void> | void): void {
    if (taken === undefined) return;
    this.#socket.pause();
    void taken.then(
      () => this.#socket.resume(),
      () => this.#socket.destroy(),
    );
  }

  send(message: object): void {
    if (this.#socket.writable) this.#socket.write(encodeMessage(message));
  }

  /** @returns a promise if the other side is slow to read */
  sendBytes(channel: number, data: Uint8Array): Promise<void> | undefined {
    if (!this.#socket.writable || this.#socket.write(encodeBytes(0, channel, data))) return undefined;
    return Promise.race([once(this.#socket, 'drain').then(() => undefined), this.closed]).catch(() => undefined);
  }

  /** Ends the connection when everything was sent. */
  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }
}
