import { mkdirSync } from 'node:fs';
import { basename } from 'node:path/posix';

import { EngineBug, unreachable } from '../errors.js';
import { pathInRoot } from '../files/root-folder.js';
import { decodeIndex } from '../layer/layer-index.js';
import type { MadeLayer } from '../layer/layer.js';
import { digestHex } from '../oci/digest.js';
import { findProgram } from '../files/find-program.js';
import { AskedBlobs } from './asked-blobs.js';
import { Containers } from './containers/containers.js';
import { BinfmtMisc } from './emulation/binfmt-misc.js';
import { BlobUnavailable } from './snapshot/blob-delivery.js';
import { removeTree } from './kernel/remove-tree.js';
import { exportMount } from './mounts/export-mount.js';
import type { Frame } from './protocol/frames.js';
import { LayerSupply, type LayerWork } from './layer-supply.js';
import type { WireLayer, WireMade } from './protocol/layer-messages.js';
import {
  PROTOCOL_VERSION,
  STDERR,
  STDOUT,
  toClientMessage,
  type ClientMessage,
  type WireEmulator,
  type WireExport,
  type WireRun,
  type WorkerMessage,
} from './protocol/messages.js';
import { onSpan } from '../trace/span.js';
import { STDIN } from './protocol/container-messages.js';
import { explain } from './failure.js';
import { prepareMachine } from './prepare-machine.js';
import { runStep, type StepRun } from './run-step.js';
import type { StepEnvironment } from './containers/environment.js';
import { makeWorkFolder, sweepWorkFolders } from './work-folder.js';

/** Sends to the client. */
export interface Line {
  send(message: WorkerMessage): void;
  /** @returns `false` when the client is slow to read: wait for `drained` then */
  sendBytes(id: number, channel: number, data: Uint8Array): boolean;
  drained(): Promise<void>;
}

const NEVER = new AbortController().signal;

type Hello = Extract<ClientMessage, { type: 'hello' }>;
type WireKeep = Extract<ClientMessage, { type: 'keep-snapshot' }>;

/** The worker's side of a connection. Requests run side by side, each until it is done or cancelled. */
export class Session {
  readonly #line: Line;
  readonly #script: string;
  readonly #running = new Map<number, { readonly abort: AbortController; readonly done: Promise<void> }>();
  readonly #attachments = new Map<number, Map<number, Uint8Array>>();
  readonly #asked: AskedBlobs;
  readonly #supply: LayerSupply;
  #environment: StepEnvironment | undefined;
  #folder = '';
  /** `:`-separated folders to look for programs in. */
  #path = '';
  #containers: Containers | undefined;
  #sweeping = Promise.resolve();
  #formats: Promise<BinfmtMisc> | undefined;

  /** @param script this program's own file, which its threads run too */
  constructor(line: Line, script: string) {
    this.#line = line;
    this.#script = script;
    this.#asked = new AskedBlobs((question) => this.#line.send(question));
    this.#supply = new LayerSupply(() => this.#ready().storage(), this.#asked);
  }

  /** @throws EngineBug for a message that is not of our protocol */
  async receive(frame: Frame): Promise<void> {
    if (frame.kind === 'bytes') {
      if (frame.channel === STDIN && this.#containers?.input(frame.id, frame.data) === true) return;
      const attachments = this.#attachments.get(frame.id) ?? new Map<number, Uint8Array>();
      this.#attachments.set(frame.id, attachments.set(frame.channel, frame.data));
      return;
    }
    const message = toClientMessage(frame.value);
    switch (message.type) {
      case 'hello':
        await this.#begin(message);
        return;
      case 'run':
        this.#serve(message.id, (signal) => this.#run(message, signal));
        return;
      case 'prepare':
        this.#serve(message.id, async (signal) => {
          await this.#supply.begin({ id: message.id, stacks: [message.layers], signal });
          this.#line.send({ type: 'finished', id: message.id, bytes: undefined });
        });
        return;
      case 'emulate':
        this.#serve(message.id, async () => {
          await this.#emulate(message.emulators);
          this.#line.send({ type: 'finished', id: message.id, bytes: undefined });
        });
        return;
      case 'keep-snapshot':
        this.#serve(message.id, (signal) => this.#keep(message, signal));
        return;
      case 'remove-kept':
        this.#serve(message.id, async (signal) => {
          const { removeKept, caches } = this.#ready();
          await Promise.all([removeKept(), caches.removeUnused(signal)]);
          this.#line.send({ type: 'finished', id: message.id, bytes: undefined });
        });
        return;
      case 'export-mount':
        this.#serve(message.id, (signal) => this.#export(message, signal));
        return;
      case 'index':
        this.#asked.indexed(message, message.file);
        return;
      case 'part':
        this.#asked.parted(message.number, message);
        return;
      case 'no-part':
        this.#asked.parted(message.number, message);
        return;
      case 'growing':
        this.#asked.of(message)?.grows(message);
        return;
      case 'grown':
        this.#asked.of(message)?.grew();
        return;
      case 'blob':
        this.#asked.answered(message)?.completes(message);
        return;
      case 'no-blob':
        this.#asked.answered(message)?.fails(new BlobUnavailable(message.diffId, message.reason));
        return;
      case 'cancel':
        this.#running.get(message.id)?.abort.abort();
        return;
      case 'container-signal':
      case 'container-resize':
      case 'container-hold':
        await this.#containers?.serve(message, NEVER);
        return;
      case 'container-run':
      case 'container-exec':
      case 'container-capture':
      case 'container-read':
      case 'container-write':
      case 'container-stat':
      case 'container-measure':
      case 'container-remove':
        this.#serve(message.id, (signal) => this.#containersReady().serve(message, signal));
        return;
      default:
        unreachable(message);
    }
  }

  /** Ends what runs and cleans up. What cannot be removed now, the next worker removes when it starts. */
  async end(): Promise<void> {
    for (const { abort } of this.#running.values()) abort.abort();
    await Promise.allSettled([...this.#running.values()].map(({ done }) => done));
    await this.#sweeping;
    // What cannot be taken back now, the next build removes.
    await this.#formats?.then((formats) => formats.close()).catch(() => undefined);
    if (this.#environment === undefined) return;
    try {
      const { kernel, devices, close } = this.#environment;
      await close();
      await kernel.unmount(`${this.#folder}/memory`);
      if (devices !== undefined) await kernel.unmount(`${this.#folder}/devices`);
      await removeTree(this.#folder);
    } catch {
      // The next worker removes it.
    }
  }

  async #begin(hello: Hello): Promise<void> {
    if (hello.version !== PROTOCOL_VERSION)
      throw new EngineBug(`worker protocol ${PROTOCOL_VERSION}, client ${hello.version}`);
    if (hello.isTraced) onSpan((span) => this.#line.send({ type: 'span', span }));
    try {
      this.#environment = await this.#prepareMachine(hello);
    } catch (error) {
      const { message, hint } = explain(error);
      this.#line.send({ type: 'unfit', message, hint });
      return;
    }
    if (hello.sweepEmulators) await this.#openFormats().catch((error: unknown) => this.#warn(explain(error).message));
    this.#line.send({ type: 'ready', version: PROTOCOL_VERSION, runtime: this.#environment.runtime.name });
  }

  async #prepareMachine(hello: Hello): Promise<StepEnvironment> {
    const { root, path } = hello;
    this.#path = path;
    process.chdir(pathInRoot(root, 'work'));
    const name = await makeWorkFolder();
    this.#folder = pathInRoot(root, 'work', name);
    this.#sweeping = sweepWorkFolders(name);
    return await prepareMachine(hello, {
      folder: this.#folder,
      script: this.#script,
      warn: (message, hint) => this.#warn(message, hint),
      askPart: (diffId, part) => this.#asked.askPart(diffId, part),
      onUnpacked: ({ digest, size }) => this.#line.send({ type: 'unpacked', digest, size }),
    });
  }

  #warn(message: string, hint?: string): void {
    this.#line.send({ type: 'warning', message, hint });
  }

  #serve(id: number, work: (signal: AbortSignal) => Promise<void>): void {
    const abort = new AbortController();
    const done = work(abort.signal)
      .catch((error: unknown) => {
        const failure = abort.signal.aborted ? { kind: 'aborted' as const, message: 'cancelled' } : explain(error);
        this.#line.send({ type: 'error', id, hint: undefined, stack: undefined, ...failure });
      })
      .finally(() => {
        this.#running.delete(id);
        this.#attachments.delete(id);
      });
    this.#running.set(id, { abort, done });
  }

  async #run(request: WireRun, signal: AbortSignal): Promise<void> {
    const { id } = request;
    const stacks = [request.layers, ...request.mounts.map(mountLayers)];
    const started = performance.now();
    const work: LayerWork<WorkerMessage> = (stop, proven) =>
      this.#runOnce(request, { signal: stop, proven, restoringMs: performance.now() - started });
    const supply = { id, stacks, signal };
    const answer = hasSecrets(request)
      ? await this.#supply.useWhole(supply, work)
      : await this.#supply.use(supply, work, (message) => this.#warn(message));
    this.#line.send(answer);
  }

  async #runOnce(
    request: WireRun,
    { signal, proven, restoringMs }: Pick<StepRun, 'signal' | 'proven'> & { readonly restoringMs: number },
  ): Promise<WorkerMessage> {
    const environment = this.#ready();
    const { id } = request;
    const delays = { waitingMs: 0, restoringMs };
    const scratch = `${this.#folder}/run-${id}`;
    mkdirSync(scratch, { mode: 0o700 });
    try {
      const result = await runStep(environment, {
        request,
        scratch,
        memory: `${this.#folder}/memory/run-${id}`,
        attachment: (position) => this.#attachment(id, position),
        unpack: ({ layer, folder }) =>
          environment.unpacking.unpack(layer, this.#supply.ask({ id, signal }, layer), folder, 'plain'),
        warn: (message) => this.#warn(message),
        output: (stream, data) => this.#line.sendBytes(id, stream === 'stdout' ? STDOUT : STDERR, data),
        drained: () => this.#line.drained(),
        delays,
        signal,
        proven,
      });
      switch (result.kind) {
        case 'failed':
          return { type: 'failed', id, exitCode: result.exitCode, delays, usage: result.usage };
        case 'done':
          return { type: 'done', id, made: toWireMade(result.made), delays, usage: result.usage };
        case 'discarded':
          return { type: 'finished', id, bytes: undefined };
      }
    } finally {
      await removeTree(scratch);
    }
  }

  /** Opened at the first need. */
  #openFormats(): Promise<BinfmtMisc> {
    this.#formats ??= BinfmtMisc.open({
      kernel: this.#ready().kernel,
      folder: `${this.#folder}/memory/formats`,
      owner: basename(this.#folder),
    });
    return this.#formats;
  }

  async #emulate(emulators: readonly WireEmulator[]): Promise<void> {
    const formats = await this.#openFormats();
    await formats.register(emulators.map(({ digest, ...emulator }) => ({ ...emulator, sha256: digestHex(digest) })));
  }

  async #export(request: WireExport, signal: AbortSignal): Promise<void> {
    const { id, key, ingest } = request;
    const previous = request.previous.map((position) => this.#attachment(id, position));
    const secrets = request.secrets.map((position) => this.#attachment(id, position));
    const { kernel, caches, owner } = this.#ready();
    const exported = await exportMount({ key, previous, secrets, ingest, kernel, caches, owner, signal }, (warning) =>
      this.#warn(warning),
    );
    this.#line.send({
      type: 'exported',
      id,
      kind: exported.kind,
      made: 'made' in exported ? toWireMade(exported.made) : undefined,
      path: 'path' in exported ? exported.path : undefined,
    });
  }

  async #keep({ id, made, kept }: WireKeep, signal: AbortSignal): Promise<void> {
    const storage = await this.#ready().storage();
    await storage.keep(made, kept, decodeIndex(this.#attachment(id, 0)), signal);
    this.#line.send({ type: 'finished', id, bytes: undefined });
  }

  /** Opened at the first need. */
  #containersReady(): Containers {
    this.#containers ??= new Containers({
      environment: this.#ready(),
      folder: this.#folder,
      perl: findProgram('perl', this.#path),
      send: (message) => this.#line.send(message),
      sendBytes: (id, channel, data) => this.#line.sendBytes(id, channel, data),
      drained: () => this.#line.drained(),
      ensure: (id, layers, signal, storage) => this.#supply.ensure({ id, stacks: [layers], signal }, storage),
    });
    return this.#containers;
  }

  #ready(): StepEnvironment {
    if (this.#environment === undefined) throw new EngineBug('a request before hello');
    return this.#environment;
  }

  #attachment(id: number, position: number): Uint8Array {
    const data = this.#attachments.get(id)?.get(position);
    if (data === undefined) throw new EngineBug(`worker protocol: attachment ${position} is missing`);
    return data;
  }
}

function toWireMade({ blob, diffId, treeDigest, indexDigest, uncompressedSize }: MadeLayer): WireMade {
  return { blob, diffId, treeDigest, indexDigest, uncompressedSize };
}

function mountLayers(mount: WireRun['mounts'][number]): readonly WireLayer[] {
  if (mount.type === 'bind') return mount.layers;
  return mount.type === 'cache' ? (mount.from?.layers ?? []) : [];
}

/** What is given to nobody who has not been checked: a step that has it waits until its layers are whole. */
function hasSecrets({ mounts, privileged }: WireRun): boolean {
  return privileged || mounts.some(({ type }) => type === 'secret' || type === 'ssh');
}
