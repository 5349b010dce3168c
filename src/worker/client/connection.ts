import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import type { EventSink } from '../../engine/events.js';
import type { Layers, RunOutput } from '../../engine/ports.js';
import { EngineBug, InfraError, unreachable } from '../../errors.js';
import type { Layer } from '../../layer/layer.js';
import { encodeBytes, FrameReader, type Frame } from '../protocol/frames.js';
import {
  endLeftBehind,
  explainSilentEnd,
  launchWorker,
  type LaunchedWorker,
  type LaunchSettings,
  type WorkerRights,
} from './launch.js';
import { isTraced, openSpan, publishSpan, traced } from '../../trace/span.js';
import { STDIN } from '../protocol/container-messages.js';
import { HeldOutput } from './held-output.js';
import { findProgram } from '../../files/find-program.js';
import { send } from './growth-messages.js';
import { type IndexFiles, type LayerAsker, LayerDeliveries } from './layer-deliveries.js';
import type { ProcessNews } from './process-news.js';
import { asError } from './reply-error.js';
import { pathInRoot } from '../../files/root-folder.js';
import {
  type ClientMessage,
  PROTOCOL_VERSION,
  type RuntimeChoice,
  STDOUT,
  toWorkerMessage,
  type WireEmulator,
  type WorkerMessage,
} from '../protocol/messages.js';
import type { StorageDriver } from '../protocol/storage-drivers.js';
import { makeFolders } from '../../files/make-folders.js';

export interface WorkerSettings extends LaunchSettings, IndexFiles {
  /** Absolute path of the folder below which everything is kept. */
  readonly root: string;
  readonly runtime?: RuntimeChoice;
  /** How layers are kept for steps; `auto` by default. */
  readonly storage?: StorageDriver;
  /** A worker is only started after this has resolved. @throws the signal's reason */
  readonly beforeStart?: (signal: AbortSignal) => Promise<void>;
  /** Fetches a container runtime if `path` has none, and returns its folder. @throws InfraError when that fails */
  readonly fetchRuntime?: (signal: AbortSignal) => Promise<string>;
  /** How many layers are unpacked side by side; 4 by default. */
  readonly unpackers?: number;
  /** Whether earlier builds may have left emulators in the machine's table. The worker of root removes them when it starts. */
  readonly hasLeftEmulators?: () => boolean;
  /** Waits until what steps printed was read. @returns `undefined` if there is nothing to wait for */
  readonly outputTaken?: (signal: AbortSignal) => Promise<void> | undefined;
  /** Gets warnings, and an event for each unpacked layer. */
  readonly emit: EventSink;
}

type Answer = Extract<
  WorkerMessage,
  { type: 'done' | 'failed' | 'finished' | 'exported' | 'exited' | 'captured' | 'found' | 'error' }
>;
/** The answer to a request that succeeded. */
export type Reply = Exclude<Answer, { type: 'error' }>;

export interface Outgoing {
  readonly message: ClientMessage;
  /** Bytes that travel beside the message, by position. */
  readonly attachments?: readonly Uint8Array[];
}

/** If it returns a promise, no more is read of what the process prints until that is settled. */
type Output = (...given: Parameters<RunOutput>) => Promise<void> | void;

interface Request extends LayerAsker {
  readonly output: Output;
  readonly news: ProcessNews | undefined;
  readonly resolve: (reply: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Milliseconds that a worker gets to clean up at its end. */
const CLEAN_UP_TIME = 5000;
const STDERR_KEPT = 4096;
/**
 * One layer keeps about one and a half processors busy, and most machines have two or four. Few images have more large
 * layers than this, so a large layer seldom waits to be unpacked alone at the end.
 */
const UNPACKERS = 4;

/** The connection to a worker. The worker is started with the first request, and again with the next one after it ended. */
export class WorkerConnection {
  readonly #settings: WorkerSettings;
  readonly #layers: Layers;
  readonly #requests = new Map<number, Request>();
  /** The workers that have emulators, or are getting them. */
  readonly #emulating = new WeakMap<LaunchedWorker, Promise<unknown>>();
  #started: Promise<LaunchedWorker> | undefined;
  readonly #deliveries: LayerDeliveries;
  readonly #held = new HeldOutput();
  /**
   * Settles when the last worker is gone and all its messages are handled, so they cannot reach requests to the next one.
   */
  #ended: Promise<void> = Promise.resolve();
  #count = 0;
  #ready: { readonly resolve: () => void; readonly reject: (error: Error) => void } | undefined;

  /** @param layers provides the blobs that the worker asks for */
  constructor(settings: WorkerSettings, layers: Layers) {
    this.#settings = settings;
    this.#layers = layers;
    this.#deliveries = new LayerDeliveries(settings, layers);
  }

  /**
   * Sends a request and waits for its answer. Starts a worker if there is none.
   *
   * @param request makes the message with its number
   * @param layers the layers that the worker may ask for
   * @throws InfraError, UserError; the signal's reason
   */
  async ask(
    request: (id: number) => Outgoing,
    signal: AbortSignal,
    layers: readonly Layer[] = [],
    output: Output = () => undefined,
    news?: ProcessNews,
  ): Promise<Reply> {
    signal.throwIfAborted();
    if (this.#started === undefined) this.#fetchAhead(layers, signal);
    const worker = await this.#start(signal);
    // The signal may have fired while the worker started, when nothing listened to it.
    signal.throwIfAborted();
    const id = ++this.#count;
    const span = openSpan('worker requests', () => sent?.type ?? 'none');
    let sent: ClientMessage | undefined;
    const blobErrors = new Map<string, unknown>();
    const cancel = (): void => send(worker, { type: 'cancel', id });
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const reply = await new Promise<Answer>((resolve, reject) => {
        const byDiffId = new Map(layers.map((layer) => [layer.diffId, layer]));
        this.#deliveries.name(layers);
        this.#requests.set(id, { layers: byDiffId, signal, output, news, resolve, reject, blobErrors });
        const { message, attachments = [] } = request(id);
        sent = message;
        for (const [position, data] of attachments.entries()) worker.child.stdin.write(encodeBytes(id, position, data));
        send(worker, message);
      });
      if (reply.type === 'error') throw asError(reply, signal, blobErrors);
      return reply;
    } finally {
      span.end();
      signal.removeEventListener('abort', cancel);
      this.#requests.delete(id);
    }
  }

  /** Sends more about a request that is being served. Does nothing when the worker is gone. */
  async tell(message: ClientMessage): Promise<void> {
    const worker = await this.#started?.catch(() => undefined);
    if (worker !== undefined) send(worker, message);
  }

  /** The same with standard input for it. @param data empty for its end */
  async tellInput(id: number, data: Uint8Array): Promise<void> {
    const worker = await this.#started?.catch(() => undefined);
    if (worker === undefined) return;
    const { stdin } = worker.child;
    if (!stdin.write(encodeBytes(id, STDIN, data))) await once(stdin, 'drain').catch(() => undefined);
  }

  /**
   * Has a worker register emulators with the kernel, once.
   *
   * @param bring finds the emulators for a worker with these rights
   * @throws what `bring` and `ask` throw
   */
  async emulate(bring: (rights: WorkerRights) => Promise<readonly WireEmulator[]>, signal: AbortSignal): Promise<void> {
    const worker = await this.#start(signal);
    let emulating = this.#emulating.get(worker);
    if (emulating === undefined) {
      emulating = bring(worker.rights).then(async (emulators) => {
        if (emulators.length > 0) await this.ask((id) => ({ message: { type: 'emulate', id, emulators } }), signal);
      });
      this.#emulating.set(worker, emulating);
      emulating.catch(() => this.#emulating.delete(worker));
    }
    await emulating;
  }

  /** Ends the worker. It kills what runs, and no mount or process is left. */
  async close(): Promise<void> {
    // If it could not start, the request that started it has got the error.
    const worker = await this.#started?.catch(() => undefined);
    if (worker === undefined) return;
    const { child } = worker;
    this.#deliveries.end();
    child.stdin.end();
    const inTime = new AbortController();
    const late = delay(CLEAN_UP_TIME, undefined, { signal: inTime.signal, ref: false }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    );
    await Promise.race([this.#ended, late]);
    inTime.abort();
  }

  /** A worker on a machine without snapshots will ask for every layer, so their download begins while it starts. */
  #fetchAhead(layers: readonly Layer[], signal: AbortSignal): void {
    if (!isEmpty(pathInRoot(this.#settings.root, 'snapshots'))) return;
    const { storage, knownIndex } = this.#settings;
    // If a download fails, the error is reported when the worker asks for that layer.
    for (const layer of layers) {
      // Of these, the worker asks for parts.
      const isDivided = storage === 'lazy' && layer.indexDigest !== undefined;
      (isDivided ? knownIndex?.(layer) : this.#layers.blobFile(layer, signal))?.catch(() => undefined);
    }
  }

  #start(signal: AbortSignal): Promise<LaunchedWorker> {
    this.#started ??= traced(
      'worker requests',
      () => 'start of the worker',
      () => this.#launchNext(signal),
    ).catch((error: unknown) => {
      this.#started = undefined;
      throw error;
    });
    return this.#started;
  }

  async #launchNext(signal: AbortSignal): Promise<LaunchedWorker> {
    await this.#ended;
    this.#deliveries.begin();
    const { root } = this.#settings;
    await this.#settings.beforeStart?.(signal);
    // Made here, by the user: folders that the worker makes would belong to root.
    const pools = this.#settings.storage === 'devicemapper' ? (['thinPools'] as const) : [];
    for (const name of ['snapshots', 'work', 'cacheMounts', 'containerFiles', ...pools] as const) {
      makeFolders(pathInRoot(root, name), 0o700);
    }
    const path = await this.#pathWithRuntime(signal);
    const worker = await launchWorker(this.#settings);
    const { child, rights } = worker;
    let stderr = '';
    let isReady = false;
    child.stderr.on('data', (chunk: Buffer) => (stderr = `${stderr}${chunk.toString()}`.slice(-STDERR_KEPT)));
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
    child.on('exit', () => {
      if (!isReady) endLeftBehind(worker);
    });
    child.on('close', (code, signal) => {
      child.stdin.destroy();
      this.#deliveries.end();
      const end = `the worker ended unexpectedly (${signal ?? `exit code ${code ?? 0}`})`;
      this.#fail(
        isReady
          ? new InfraError(stderr.trim() === '' ? end : `${end}: ${stderr.trim()}`)
          : explainSilentEnd(rights, stderr),
      );
    });
    const owner = statSync(root);
    send(worker, {
      type: 'hello',
      version: PROTOCOL_VERSION,
      root,
      owner: rights === 'user-namespace' ? { uid: 0, gid: 0 } : { uid: owner.uid, gid: owner.gid },
      runtime: this.#settings.runtime ?? 'auto',
      storage: this.#settings.storage ?? 'auto',
      cgroupParent: this.#settings.cgroupParent,
      path,
      unpackers: this.#settings.unpackers ?? UNPACKERS,
      isTraced: isTraced(),
      // The machine's own table is not that of a user namespace.
      sweepEmulators: rights !== 'user-namespace' && this.#settings.hasLeftEmulators?.() === true,
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

  /** Fails all requests that wait. The next request starts another worker. */
  #fail(error: Error): void {
    this.#started = undefined;
    this.#ready?.reject(error);
    for (const request of this.#requests.values()) request.reject(error);
    this.#requests.clear();
  }

  #receive(worker: LaunchedWorker, frame: Frame): void {
    if (frame.kind === 'bytes') {
      const request = this.#requests.get(frame.id);
      if (request === undefined) return;
      const printed = request.output(frame.channel === STDOUT ? 'stdout' : 'stderr', frame.data);
      const refused = (error: unknown): void =>
        request.reject(error instanceof Error ? error : new EngineBug(String(error)));
      if (printed instanceof Promise) return void this.#held.until(printed.catch(refused), worker, frame.id);
      const taken = this.#settings.outputTaken?.(request.signal);
      if (taken === undefined) return;
      worker.child.stdout.pause();
      void taken.catch(refused).finally(() => worker.child.stdout.resume());
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
        void this.#deliveries.blob(worker, message, this.#requests.get(message.id));
        return;
      case 'need-index':
        void this.#deliveries.index(worker, message, this.#requests.get(message.id));
        return;
      case 'need-part':
        void this.#deliveries.part(worker, message);
        return;
      case 'started':
        this.#requests.get(message.id)?.news?.started();
        return;
      case 'ended':
        this.#requests.get(message.id)?.news?.ended();
        return;
      case 'span':
        publishSpan({ ...message.span, process: 'worker' });
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
      case 'exited':
      case 'captured':
      case 'found':
      case 'error':
        this.#requests.get(message.id)?.resolve(message);
        return;
      default:
        unreachable(message);
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
