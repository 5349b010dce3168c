import { Worker } from 'node:worker_threads';

import { messageOf } from '../../errors.js';
import type { BlobPart } from '../../oci/blob-part.js';
import type { DiffId } from '../../oci/identity.js';
import { type FromOnDemandThread, type NewImage, ON_DEMAND_THREAD, type ToOnDemandThread } from './on-demand-thread.js';

/** @returns a file that has the part at its own place, unverified */
export type AskPart = (diffId: DiffId, part: BlobPart) => Promise<string>;

interface Image {
  readonly diffId: DiffId;
  readonly begun: (warnings: readonly string[] | undefined) => void;
  readonly broken: (reason: string) => void;
}

/**
 * Images whose content is fetched when it is asked for. A thread inflates, checks and writes it, so that nothing in this process waits.
 * The thread is started with the first image.
 */
export class OnDemandImages {
  readonly #script: string;
  readonly #askPart: AskPart;
  readonly #images = new Map<number, Image>();
  #thread: Worker | undefined;

  /** @param script the worker's entry file; in a thread it calls `serveOnDemandImages` */
  constructor(script: string, askPart: AskPart) {
    this.#script = script;
    this.#askPart = askPart;
  }

  /**
   * Writes an image without content.
   *
   * @param broken is told if it turns out later that the layer cannot be had in this way
   * @returns warnings; `undefined` if the layer must be had in another way from the start
   */
  begin(number: number, image: NewImage, broken: (reason: string) => void): Promise<readonly string[] | undefined> {
    return new Promise((begun) => {
      this.#images.set(number, { diffId: image.layer.diffId, begun, broken });
      this.#say({ type: 'begin', number, ...image });
    });
  }

  /** Somebody waits for these bytes of the image. */
  ask(number: number, from: number, end: number): void {
    if (this.#images.has(number)) this.#say({ type: 'ask', number, from, end });
  }

  /** Nobody asks for the image any more. */
  end(number: number): void {
    if (this.#images.delete(number)) this.#say({ type: 'end', number });
  }

  #say(message: ToOnDemandThread): void {
    this.#thread ??= this.#start();
    this.#thread.postMessage(message);
  }

  #start(): Worker {
    const thread = new Worker(this.#script, { stdout: false, execArgv: [], workerData: ON_DEMAND_THREAD });
    thread.unref();
    thread.on('message', (message: FromOnDemandThread) => this.#hear(message));
    thread.on('error', (error) => {
      this.#thread = undefined;
      for (const number of [...this.#images.keys()]) this.#break(number, messageOf(error));
    });
    return thread;
  }

  #hear(message: FromOnDemandThread): void {
    const { number } = message;
    const image = this.#images.get(number);
    switch (message.type) {
      case 'begun':
        image?.begun(message.warnings);
        return;
      case 'unfit':
        this.#images.delete(number);
        image?.begun(undefined);
        return;
      case 'want':
        if (image !== undefined) void this.#fetch(number, image, message.part);
        return;
      case 'broken':
        this.#break(number, message.reason);
    }
  }

  async #fetch(number: number, { diffId }: Image, part: BlobPart): Promise<void> {
    try {
      const file = await this.#askPart(diffId, part);
      if (this.#images.has(number)) this.#say({ type: 'part', number, part, file });
    } catch (error) {
      this.#break(number, messageOf(error));
    }
  }

  #break(number: number, reason: string): void {
    const image = this.#images.get(number);
    this.end(number);
    image?.begun(undefined);
    image?.broken(reason);
  }
}
