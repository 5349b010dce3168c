import { readdirSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import type { EventSink } from '../../engine/events.js';
import type { BlobWatch, Layers, RunOutput } from '../../engine/ports.js';
import { EngineBug, InfraError, unreachable, UserError, messageOf } from '../../errors.js';
import type { Layer } from '../../layer/layer.js';
import type { DiffId } from '../../oci/identity.js';
import { encodeBytes, encodeMessage, FrameReader, type Frame } from '../protocol/frames.js';
import { explainSilentEnd, launchWorker, type LaunchedWorker, type LaunchSettings } from './launch.js';
import { findProgram } from '../../files/find-program.js';
import { pathInRoot } from '../../files/root-folder.js';
import {
  type ClientMessage,
  PROTOCOL_VERSION,
  type RuntimeChoice,
  STDOUT,
  toWorkerMessage,
  type WorkerMessage,
} from '../protocol/messages.js';
import { makeFolders } from '../../files/make-folders.js';

export interface WorkerSettings extends LaunchSettings {
  /** Absolute path of the folder below which everything lives. */
  readonly root: string;
  readonly runtime?: RuntimeChoice;
  /** Gets a container runtime where the path has none: the folder that it lies in. @throws InfraError when it cannot be had */
  readonly fetchRuntime?: (signal: AbortSignal) => Promise<string>;
  /** Layers unpacked side by side; default 4. */
  readonly unpackers?: number;
  /** Where a layer's index is to be left when it is unpacked; `undefined` for a layer that has one. */
  readonly indexFile?: (layer: Layer) => Promise<string | undefined>;
  /** Takes warnings and what was unpacked. */
  readonly emit: EventSink;
}

type Answer = Extract<WorkerMessage, { type: 'done' | 'failed' | 'finished' | 'exported' | 'error' }>;
/** How a request ended well. */
export type Reply = Exclude<Answer, { type: 'error' }>;

export interface Outgoing {
  readonly message: ClientMessage;
  /** Bytes that go beside the message, by position. */
  readonly attachments?: readonly Uint8Array[];
}

interface Request {
  readonly layers: ReadonlyMap<DiffId, Layer>;
  readonly signal: AbortSignal;
  readonly output: RunOutput;
  readonly resolve: (reply: Answer) => void;
  readonly reject: (error: Error) => void;
  /** Why a layer's blob could not be had, kept to be thrown when the request fails for it. */
  readonly blobErrors: Map<string, unknown>;
}

/** Milliseconds that an ending worker gets to tidy up. */
const END_PATIENCE = 5000;
const STDERR_KEPT = 4096;
/**
 * A layer keeps one and a half processors busy, most machines have two or four, and few images have more large layers than
 * this: none then waits for another, to be unpacked alone at the end.
 */
const UNPACKERS = 4;
/** Bytes of a download that are worth a message. */
const GROWTH = 512 * 1024;

/** The conversation with a worker, which is started with the first request, and anew with the first one after its end. */
export class WorkerConnection {
  readonly #settings: WorkerSettings;
  readonly #layers: Layers;
  readonly #requests = new Map<number, Request>();
  #started: Promise<LaunchedWorker> | undefined;
  /** Settles when the last worker is gone and all that it said was heard: what waits for the next one is not its affair. */
  #ended: Promise<void> = Promise.resolve();
  #count = 0;
  #ready: { readonly resolve: () => void; readonly reject: (error: Error) => void } | undefined;

  /** @param layers gives the blobs that the worker asks for */
  constructor(settings: WorkerSettings, layers: Layers) {
    this.#settings = settings;
    this.#layers = layers;
  }

  /**
   * Sends a request, in a worker that is started if there is none, and waits for its answer.
   *
   * @param request makes the message with its number
   * @param layers what the worker may ask for
   * @throws InfraError, UserError; the signal's reason
   */
  async ask(
    request: (id: number) => Outgoing,
    signal: AbortSignal,
    layers: readonly Layer[] = [],
    output: RunOutput = () => undefined,
  ): Promise<Reply> {
    signal.throwIfAborted();
    if (this.#started === undefined) this.#fetchAhead(layers, signal);
    const worker = await this.#start(signal);
    // It may have been aborted while the worker started: then nobody would send the cancel.
    signal.throwIfAborted();
    const id = ++this.#count;
    const blobErrors = new Map<string, unknown>();
    const cancel = (): void => send(worker, { type: 'cancel', id });
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const reply = await new Promise<Answer>((resolve, reject) => {
        const byDiffId = new Map(layers.map((layer) => [layer.diffId, layer]));
        this.#requests.set(id, { layers: byDiffId, signal, output, resolve, reject, blobErrors });
        const { message, attachments = [] } = request(id);
        for (const [position, data] of attachments.entries()) worker.child.stdin.write(encodeBytes(id, position, data));
        send(worker, message);
      });
      if (reply.type === 'error') throw asError(reply, signal, blobErrors);
      return reply;
    } finally {
      signal.removeEventListener('abort', cancel);
      this.#requests.delete(id);
    }
  }

  /** Ends the worker: it kills what runs, and no mount or process stays. */
  async close(): Promise<void> {
    // One that could not start said so to whoever asked for it.
    const worker = await this.#started?.catch(() => undefined);
    if (worker === undefined) return;
    const { child } = worker;
    child.stdin.end();
    const patience = new AbortController();
    const late = delay(END_PATIENCE, undefined, { signal: patience.signal, ref: false }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    );
    await Promise.race([this.#ended, late]);
    patience.abort();
  }

  /** A machine that has unpacked nothing yet will be asked for every layer: they are fetched while the worker starts. */
  #fetchAhead(layers: readonly Layer[], signal: AbortSignal): void {
    if (!isEmpty(pathInRoot(this.#settings.root, 'snapshots'))) return;
    // Why one cannot be had is told when the worker asks for it.
    for (const layer of layers) this.#layers.blobFile(layer, signal).catch(() => undefined);
  }

  #start(signal: AbortSignal): Promise<LaunchedWorker> {
    this.#started ??= this.#launchNext(signal).catch((error: unknown) => {
      this.#started = undefined;
      throw error;
    });
    return this.#started;
  }

  async #launchNext(signal: AbortSignal): Promise<LaunchedWorker> {
    await this.#ended;
    const { root } = this.#settings;
    // Made by the user, so that root does not become the owner of what others must write in.
    for (const name of ['snapshots', 'work', 'cacheMounts'] as const) {
      makeFolders(pathInRoot(root, name));
    }
    const path = await this.#pathWithRuntime(signal);
    const worker = await launchWorker(this.#settings);
    const { child, rights } = worker;
    let said = '';
    let isReady = false;
    child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-STDERR_KEPT)));
    child.stdin.on('error', () => undefined);
    const reader = new FrameReader();
    child.stdout.on('data', (chunk: Buffer) => {
      try {
        for (const frame of reader.push(chunk)) this.#receive(worker, frame);
      } catch (error) {
        this.#fail(error instanceof Error ? error : new EngineBug(String(error)));
        child.kill('SIGKILL');
      }
    });
    const ready = new Promise<void>((resolve, reject) => {
      this.#ready = { resolve, reject };
    });
    this.#ended = new Promise((resolve) => {
      child.once('error', () => resolve());
      child.once('close', () => resolve());
    });
    child.on('error', (error) =>
      this.#fail(new InfraError(`cannot start the worker: ${error.message}`, { cause: error })),
    );
    child.on('close', (code, signal) => {
      child.stdin.destroy();
      const end = `the worker ended unexpectedly (${signal ?? `exit code ${code ?? 0}`})`;
      this.#fail(
        isReady ? new InfraError(said.trim() === '' ? end : `${end}: ${said.trim()}`) : explainSilentEnd(rights, said),
      );
    });
    const owner = statSync(root);
    send(worker, {
      type: 'hello',
      version: PROTOCOL_VERSION,
      root,
      owner: rights === 'user-namespace' ? { uid: 0, gid: 0 } : { uid: owner.uid, gid: owner.gid },
      runtime: this.#settings.runtime ?? 'auto',
      path,
      unpackers: this.#settings.unpackers ?? UNPACKERS,
    });
    await ready;
    isReady = true;
    return worker;
  }

  async #pathWithRuntime(signal: AbortSignal): Promise<string> {
    const { path, fetchRuntime } = this.#settings;
    if (fetchRuntime === undefined || ['crun', 'runc'].some((name) => findProgram(name, path) !== undefined))
      return path;
    return `${path}:${await fetchRuntime(signal)}`;
  }

  /** Everything that waits fails; the next request starts another worker. */
  #fail(error: Error): void {
    this.#started = undefined;
    this.#ready?.reject(error);
    for (const request of this.#requests.values()) request.reject(error);
    this.#requests.clear();
  }

  #receive(worker: LaunchedWorker, frame: Frame): void {
    if (frame.kind === 'bytes') {
      this.#requests.get(frame.id)?.output(frame.channel === STDOUT ? 'stdout' : 'stderr', frame.data);
      return;
    }
    const { emit } = this.#settings;
    const message = toWorkerMessage(frame.value);
    switch (message.type) {
      case 'ready':
        if (message.version !== PROTOCOL_VERSION) throw new EngineBug(`the worker speaks protocol ${message.version}`);
        this.#ready?.resolve();
        return;
      case 'unfit':
        this.#ready?.reject(new InfraError(message.message, { hint: message.hint }));
        worker.child.stdin.end();
        return;
      case 'need':
        void this.#deliver(worker, message.id, message.diffId);
        return;
      case 'unpacked':
        emit({
          type: 'transfer',
          direction: 'unpack',
          digest: message.digest,
          done: message.size,
          total: message.size,
        });
        return;
      case 'warning':
        emit({
          type: 'warning',
          message: message.message,
          ...(message.hint === undefined ? {} : { hint: message.hint }),
        });
        return;
      case 'done':
      case 'failed':
      case 'finished':
      case 'exported':
      case 'error':
        this.#requests.get(message.id)?.resolve(message);
        return;
      default:
        unreachable(message);
    }
  }

  async #deliver(worker: LaunchedWorker, id: number, diffId: DiffId): Promise<void> {
    const request = this.#requests.get(id);
    const layer = request?.layers.get(diffId);
    try {
      if (request === undefined || layer === undefined) throw new EngineBug(`the worker asked for ${diffId}`);
      const indexFile = await this.#settings.indexFile?.(layer);
      const blobFile = await this.#layers.blobFile(
        layer,
        request.signal,
        growthMessages(worker, id, diffId, indexFile),
      );
      send(worker, { type: 'blob', id, diffId, blobFile, indexFile });
    } catch (error) {
      request?.blobErrors.set(diffId, error);
      send(worker, { type: 'no-blob', id, diffId, reason: messageOf(error) });
    }
  }
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return true;
  }
}

/** Lets the worker read behind a download: behind the first one, if it has to begin anew. */
function growthMessages(worker: LaunchedWorker, id: number, diffId: DiffId, indexFile: string | undefined): BlobWatch {
  let files = 0;
  let told = 0;
  return {
    begins: (blobFile) => {
      if (++files === 1) send(worker, { type: 'growing', id, diffId, blobFile, indexFile });
    },
    grows: (bytes) => {
      if (files !== 1 || bytes - told < GROWTH) return;
      told = bytes;
      send(worker, { type: 'grown', id, diffId });
    },
  };
}

function send(worker: LaunchedWorker, message: ClientMessage): void {
  worker.child.stdin.write(encodeMessage(message));
}

function asError(
  reply: Extract<Answer, { type: 'error' }>,
  signal: AbortSignal,
  blobErrors: ReadonlyMap<string, unknown>,
): unknown {
  if (signal.aborted) return signal.reason;
  switch (reply.kind) {
    case 'user':
      return new UserError(reply.message, { hint: reply.hint });
    case 'infra':
      return new InfraError(reply.message, { hint: reply.hint });
    case 'no-blob':
      return blobErrors.get(reply.message) ?? new InfraError(`the layer ${reply.message} cannot be had`);
    case 'aborted':
    case 'bug':
      return new EngineBug(`in the worker: ${reply.stack ?? reply.message}`);
    default:
      return unreachable(reply.kind);
  }
}
