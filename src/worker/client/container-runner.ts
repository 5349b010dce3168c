import type { LayerIngest } from '../../engine/ports.js';
import { EngineBug } from '../../errors.js';
import type { Layer, MadeLayer } from '../../layer/layer.js';
import type { RunSettings } from '../../engine/run-settings.js';
import type {
  ContainerRequest,
  TerminalSize,
  WireContainerMount,
  WireProcess,
} from '../protocol/container-messages.js';
import type { Outgoing, Reply, WorkerConnection } from './connection.js';
import type { ProcessNews } from './process-news.js';
import { toWireLayer } from './wire-request.js';

export type { TerminalSize, WireContainerMount as ContainerMount };

/** A container, as the worker knows it. */
export interface ContainerLayers {
  /** 64 hexadecimal digits. */
  readonly container: string;
  /** Of its image, lowest first. */
  readonly layers: readonly Layer[];
}

export interface ContainerStart extends ContainerLayers {
  readonly process: WireProcess;
  readonly settings: RunSettings;
  readonly readonlyRoot: boolean;
  readonly mounts: readonly WireContainerMount[];
  /** Bytes. */
  readonly memory?: number | undefined;
}

/** Gets what a process prints. While a promise that it returns is pending, no more is read. */
type LiveOutput = (stream: 'stdout' | 'stderr', data: Uint8Array) => Promise<void> | undefined;

export interface LiveCalls extends ProcessNews {
  readonly output: LiveOutput;
  readonly signal: AbortSignal;
}

/** A process in a container while it runs. */
export interface LiveProcess {
  /** Its exit code; 128 and the signal's number if one killed it. @throws UserError, InfraError; the signal's reason */
  readonly exited: Promise<number>;
  /** @param data empty for the end of standard input */
  input(data: Uint8Array): Promise<void>;
  resize(size: TerminalSize): void;
  /** @param name as `TERM` */
  send(name: Extract<ContainerRequest, { type: 'container-signal' }>['signal']): void;
}

export type PathKind = 'file' | 'directory' | 'other' | 'absent';

/** Runs containers in the worker, and works on their files. */
export class ContainerRunner {
  readonly #worker: WorkerConnection;

  constructor(worker: WorkerConnection) {
    this.#worker = worker;
  }

  start({ layers, ...rest }: ContainerStart, calls: LiveCalls): LiveProcess {
    const wire = { ...rest, layers: layers.map(toWireLayer) };
    return this.#live((id) => ({ message: { type: 'container-run', id, ...wire } }), calls, layers);
  }

  /** Runs another process in a container that this worker runs. */
  exec(container: string, process: WireProcess, calls: LiveCalls): LiveProcess {
    return this.#live((id) => ({ message: { type: 'container-exec', id, container, process } }), calls, []);
  }

  #live(
    request: (id: number) => Outgoing,
    { signal, output, ...news }: LiveCalls,
    layers: readonly Layer[],
  ): LiveProcess {
    // What is told about the process before the worker has got the request waits for that.
    let known: (id: number) => void = () => undefined;
    const id = new Promise<number>((resolve) => (known = resolve));
    const outgoing = (given: number): Outgoing => {
      const sent = request(given);
      // The request itself is sent first.
      setImmediate(() => known(given));
      return sent;
    };
    const exited = this.#worker.ask(outgoing, signal, layers, output, news).then((reply) => {
      if (reply.type !== 'exited') throw unexpected(reply);
      return reply.exitCode;
    });
    return {
      exited,
      input: async (data) => this.#worker.tellInput(await id, data),
      resize: (size) => void id.then((number) => this.#worker.tell({ type: 'container-resize', id: number, size })),
      send: (name) =>
        void id.then((number) => this.#worker.tell({ type: 'container-signal', id: number, signal: name })),
    };
  }

  /**
   * Makes a layer of what a container wrote.
   *
   * @param pause whether its processes are stopped meanwhile
   */
  capture(of: ContainerLayers, ingest: LayerIngest, pause: boolean, signal: AbortSignal): Promise<MadeLayer> {
    return this.#made({ type: 'container-capture', ...wireFiles(of), ...toIngest(ingest), pause }, of, ingest, signal);
  }

  /**
   * Makes a layer of what is at a path.
   *
   * @param read.name what it is called in the layer; without it, what is in the folder at the path is read
   * @throws UserError when there is nothing
   */
  read(
    of: ContainerLayers,
    read: { readonly path: string; readonly followLink: boolean; readonly name?: string },
    ingest: LayerIngest,
    signal: AbortSignal,
  ): Promise<MadeLayer> {
    const { path, followLink, name } = read;
    const request = { type: 'container-read', ...wireFiles(of), ...toIngest(ingest), path, followLink, name } as const;
    return this.#made(request, of, ingest, signal);
  }

  /** Copies a layer over what is in a folder. @throws UserError when there is no such folder, or the layer does not fit it */
  async write(of: ContainerLayers, path: string, content: MadeLayer, signal: AbortSignal): Promise<void> {
    const { diffId, blob, blobFile } = content;
    const request = { type: 'container-write', ...wireFiles(of), path, content: { diffId, blob }, blobFile } as const;
    await this.#ask(request, of, signal);
  }

  async kindAt(of: ContainerLayers, path: string, signal: AbortSignal): Promise<PathKind> {
    const reply = await this.#ask({ type: 'container-stat', ...wireFiles(of), path }, of, signal);
    if (reply.type !== 'found') throw unexpected(reply);
    return reply.kind;
  }

  /** @returns the bytes that a container wrote */
  async measure(of: ContainerLayers, signal: AbortSignal): Promise<number> {
    const reply = await this.#ask({ type: 'container-measure', ...wireFiles(of) }, of, signal);
    if (reply.type !== 'finished' || reply.bytes === undefined) throw unexpected(reply);
    return reply.bytes;
  }

  /** Removes what a container wrote. It must not be running. @returns bytes, 0 if they could not be counted */
  async remove(container: string, signal: AbortSignal): Promise<number> {
    const reply = await this.#worker.ask((id) => ({ message: { type: 'container-remove', id, container } }), signal);
    if (reply.type !== 'finished') throw unexpected(reply);
    return reply.bytes ?? 0;
  }

  async #made(request: WithoutId, of: ContainerLayers, ingest: LayerIngest, signal: AbortSignal): Promise<MadeLayer> {
    const reply = await this.#ask(request, of, signal);
    if (reply.type !== 'captured') throw unexpected(reply);
    return { ...reply.made, blobFile: ingest.blobFile, indexFile: ingest.indexFile };
  }

  #ask(request: WithoutId, { layers }: ContainerLayers, signal: AbortSignal): Promise<Reply> {
    return this.#worker.ask((id) => ({ message: { ...request, id } }), signal, layers);
  }
}

type FilesRequest = Extract<
  ContainerRequest,
  { type: 'container-capture' | 'container-read' | 'container-write' | 'container-stat' | 'container-measure' }
>;
type WithoutId = FilesRequest extends infer Each ? (Each extends FilesRequest ? Omit<Each, 'id'> : never) : never;

function wireFiles({ container, layers }: ContainerLayers) {
  return { container, layers: layers.map(toWireLayer) };
}

function toIngest({ blobFile, indexFile }: LayerIngest) {
  return { ingest: { blobFile, indexFile } };
}

function unexpected({ type }: Reply): EngineBug {
  return new EngineBug(`worker protocol: ${type} in answer to a request about a container`);
}
