import { existsSync, mkdirSync, readFileSync } from 'node:fs';

import { unreachable, UserError } from '../../errors.js';
import { removeTree } from '../kernel/remove-tree.js';
import { RootedPath } from '../kernel/rooted-path.js';
import { makeWorkingDirectory, startFolder } from '../mounts/working-directory.js';
import { STDERR, STDOUT, type WorkerMessage } from '../protocol/messages.js';
import type { ContainerRequest, WireProcess } from '../protocol/container-messages.js';
import type { WireLayer, WireMade } from '../protocol/layer-messages.js';
import { imageUser } from '../runtime/image-user.js';
import type { LiveExec } from '../runtime/oci-runtime.js';
import { PipeStreams, TerminalStreams, type OutputSink, type ProcessStreams } from '../runtime/process-streams.js';
import { runtimeSpec, specProcess, type ProcessInput } from '../runtime/runtime-spec.js';
import type { LayerStorage, WorkTree } from '../trees/layer-storage.js';
import { hostnameMount, inCage } from './cage.js';
import { captureContainer, copyInto, makeLayer, writtenSize } from './container-layers.js';
import { ContainerFiles } from './container-files.js';
import { ContainerMounts } from './container-mounts.js';
import type { StepEnvironment } from './environment.js';
import { PausedOutput } from './paused-output.js';
import { whilePaused } from './pause.js';
import { readTree } from './read-tree.js';

export interface ContainersParts {
  readonly environment: StepEnvironment;
  /** A private folder on the snapshots' file system; `memory` in it is in memory. */
  readonly folder: string;
  /** Where Perl is, which makes terminals. */
  readonly perl: string | undefined;
  readonly send: (message: WorkerMessage) => void;
  readonly sendBytes: (id: number, channel: number, data: Uint8Array) => boolean;
  readonly drained: () => Promise<void>;
  readonly ensure: (
    id: number,
    layers: readonly WireLayer[],
    signal: AbortSignal,
    storage: LayerStorage,
  ) => Promise<void>;
}

type Request<Type extends ContainerRequest['type']> = Extract<ContainerRequest, { type: Type }>;
type FilesRequest = Request<
  'container-capture' | 'container-read' | 'container-write' | 'container-stat' | 'container-measure'
>;

/** A container that this worker runs. */
interface Running {
  /** Its name for the runtime. */
  readonly runtimeId: string;
  readonly files: WorkTree;
  /** The image's layers and the container's own; and the same with what is mounted on it. */
  readonly rootfs: string;
  readonly tree: string;
  readonly pidFile: string;
  readonly settings: Request<'container-run'>['settings'];
  readonly mountPoints: readonly string[];
}

/** The files of a container, mounted. */
interface Opened {
  readonly files: WorkTree;
  readonly rootfs: string;
  readonly tree: string;
  readonly mountPoints: readonly string[];
  /** Its first process. */
  readonly first?: number;
}

/** Runs containers and works on their files. */
export class Containers {
  readonly #parts: ContainersParts;
  readonly #running = new Map<string, Running>();
  /** The streams of processes, by the request that runs them. */
  readonly #streams = new Map<number, ProcessStreams>();
  /** What came for a process before it had streams. */
  readonly #early = new Map<number, Uint8Array[]>();
  readonly #signalled = new Map<number, (name: string) => void>();
  readonly #paused = new PausedOutput();
  #count = 0;

  constructor(parts: ContainersParts) {
    this.#parts = parts;
  }

  /** @returns `false` if the request runs no process */
  input(id: number, data: Uint8Array): boolean {
    const streams = this.#streams.get(id);
    if (streams !== undefined) streams.input(inputOf(data));
    else this.#early.get(id)?.push(data);
    return streams !== undefined || this.#early.has(id);
  }

  /** Answers the request. @throws UserError, InfraError; the signal's reason */
  async serve(request: ContainerRequest, signal: AbortSignal): Promise<void> {
    const { send } = this.#parts;
    const { id } = request;
    switch (request.type) {
      case 'container-run':
        this.#early.set(id, []);
        send({ type: 'exited', id, exitCode: await this.#run(request, signal) });
        return;
      case 'container-exec':
        this.#early.set(id, []);
        send({ type: 'exited', id, exitCode: await this.#exec(request, signal) });
        return;
      case 'container-signal':
        this.#signalled.get(id)?.(request.signal);
        return;
      case 'container-resize':
        this.#streams.get(id)?.resize(request.size);
        return;
      case 'container-hold':
        if (this.#streams.has(id)) this.#paused.set(id, request.hold);
        return;
      case 'container-remove': {
        const files = await ContainerFiles.open(this.#parts.environment, request.container);
        send({ type: 'finished', id, bytes: await files.remove() });
        return;
      }
      case 'container-measure': {
        const bytes = await this.#writtenBelow(request.container);
        if (bytes !== undefined) {
          send({ type: 'finished', id, bytes });
          return;
        }
        send(await this.#withFiles(request, signal, (opened) => this.#onFiles(request, opened, signal)));
        return;
      }
      case 'container-capture':
      case 'container-read':
      case 'container-write':
      case 'container-stat':
        // Whoever gets the answer may ask for the same files next, so they are given back before.
        send(await this.#withFiles(request, signal, (opened) => this.#onFiles(request, opened, signal)));
        return;
      default:
        return unreachable(request);
    }
  }

  async #run(request: Request<'container-run'>, signal: AbortSignal): Promise<number> {
    const { environment, ensure, folder } = this.#parts;
    const { id, container, layers, settings } = request;
    const files = await ContainerFiles.open(environment, container);
    const scratch = `${folder}/container-${id}`;
    const memory = `${folder}/memory/container-${id}`;
    for (const each of [scratch, memory]) mkdirSync(each, { mode: 0o700 });
    const mounts = ContainerMounts.open(request.mounts);
    try {
      await ensure(id, layers, signal, await files.storage());
      const rootfs = `${scratch}/rootfs`;
      const tree = await files.mount(
        layers.map(({ diffId }) => diffId),
        rootfs,
        scratch,
      );
      try {
        const user = await imageUser(rootfs, request.process.user);
        makeWorkingDirectory(rootfs, request.process.cwd, user);
        const asked = [hostnameMount(memory, settings), ...mounts.planned];
        const cage = { rootfs, memory, settings, privileged: false, mounts: asked };
        return await inCage(environment, cage, async (caged) => {
          const runtimeId = `container-${container.slice(0, 12)}-${process.hrtime.bigint()}`;
          const bundle = `${memory}/bundle`;
          mkdirSync(bundle);
          const pidFile = `${bundle}/pid`;
          const mountPoints = request.mounts.map(({ target }) => target.slice(1));
          const running = { runtimeId, files: tree, rootfs, tree: caged.root, pidFile, settings, mountPoints };
          this.#running.set(container, running);
          const spec = runtimeSpec({
            ...processInput(request.process, caged.root, settings),
            user,
            rootfs: caged.root,
            readonlyRoot: request.readonlyRoot,
            settings,
            privileged: false,
            mounts: caged.left,
            architecture: process.arch,
          });
          const restrictions = request.readonlyRoot ? (['ro', ...caged.restrictions] as const) : caged.restrictions;
          this.#signalled.set(id, (name) => void environment.runtime.kill(runtimeId, name));
          return this.#withStreams(id, request.process, bundle, (streams) =>
            environment.runtime.start({
              ...{ id: runtimeId, folder: bundle, spec, rootRestrictions: restrictions, streams, signal },
              memory: request.memory,
              ...this.#reports(id),
            }),
          );
        });
      } finally {
        this.#running.delete(container);
        this.#signalled.delete(id);
        await tree.unmount();
      }
    } finally {
      mounts.close();
      await files.close();
      await removeTree(memory);
      await removeTree(scratch);
    }
  }

  async #exec(request: Request<'container-exec'>, signal: AbortSignal): Promise<number> {
    const { environment, folder } = this.#parts;
    const { id, container } = request;
    const running = this.#running.get(container);
    if (running === undefined) throw new UserError('the container is not running');
    const own = `${folder}/memory/exec-${++this.#count}`;
    mkdirSync(own, { mode: 0o700 });
    try {
      const user = await imageUser(running.rootfs, request.process.user);
      const spec = specProcess({ ...processInput(request.process, running.tree, running.settings), user });
      this.#signalled.set(id, (name) => signalPid(`${own}/pid`, name));
      return await this.#withStreams(id, request.process, own, (streams) =>
        environment.runtime.exec({
          ...{ id: running.runtimeId, folder: own, process: spec, streams, signal },
          ...this.#reports(id),
        }),
      );
    } finally {
      this.#signalled.delete(id);
      await removeTree(own);
    }
  }

  async #withStreams(
    id: number,
    { terminal, stdin }: WireProcess,
    folder: string,
    run: (streams: ProcessStreams) => Promise<number>,
  ): Promise<number> {
    const { environment, perl, sendBytes, drained } = this.#parts;
    const sink: OutputSink = {
      output: (stream, data) => sendBytes(id, stream === 'stdout' ? STDOUT : STDERR, data) && !this.#paused.has(id),
      drained: async () => {
        await drained();
        await this.#paused.over(id);
      },
    };
    const streams =
      terminal === undefined
        ? await PipeStreams.open(environment.kernel, folder, stdin, sink)
        : new TerminalStreams(perl, terminal, `${folder}/pid`, sink);
    this.#streams.set(id, streams);
    for (const data of this.#early.get(id) ?? []) streams.input(inputOf(data));
    this.#early.delete(id);
    try {
      return await run(streams);
    } finally {
      this.#streams.delete(id);
      this.#paused.release(id);
      streams.close();
    }
  }

  #reports(id: number): Pick<LiveExec, 'started' | 'ended' | 'say'> {
    const { send, sendBytes } = this.#parts;
    return {
      started: () => send({ type: 'started', id }),
      ended: () => send({ type: 'ended', id }),
      say: (message) => void sendBytes(id, STDERR, Buffer.from(`${message}\n`)),
    };
  }

  /** The bytes that a container wrote which runs nowhere, if they can be counted without its layers. */
  async #writtenBelow(container: string): Promise<number | undefined> {
    if (this.#running.has(container)) return undefined;
    const files = await ContainerFiles.open(this.#parts.environment, container);
    try {
      return await files.written();
    } finally {
      await files.close();
    }
  }

  /** Calls `use` with the files of a container, whether it runs here or nowhere. */
  async #withFiles(
    { id, container, layers }: FilesRequest,
    signal: AbortSignal,
    use: (opened: Opened) => Promise<WorkerMessage>,
  ): Promise<WorkerMessage> {
    const running = this.#running.get(container);
    if (running !== undefined) {
      const first = pidIn(running.pidFile);
      return use({ ...running, ...(first !== undefined && { first }) });
    }
    const { environment, ensure, folder } = this.#parts;
    const files = await ContainerFiles.open(environment, container);
    const scratch = `${folder}/files-${id}`;
    mkdirSync(scratch, { mode: 0o700 });
    try {
      await ensure(id, layers, signal, await files.storage());
      const rootfs = `${scratch}/rootfs`;
      const diffIds = layers.map(({ diffId }) => diffId);
      const tree = await files.mount(diffIds, rootfs, scratch);
      try {
        return await use({ files: tree, rootfs, tree: rootfs, mountPoints: [] });
      } finally {
        await tree.unmount();
      }
    } finally {
      await files.close();
      await removeTree(scratch);
    }
  }

  async #onFiles(request: FilesRequest, opened: Opened, signal: AbortSignal): Promise<WorkerMessage> {
    const { environment, folder } = this.#parts;
    const { id } = request;
    switch (request.type) {
      case 'container-capture': {
        const { first, files, mountPoints } = opened;
        const capture = (): Promise<WireMade> =>
          captureContainer(environment, { files, mountPoints, ingest: request.ingest, signal });
        const made = await (first === undefined || !request.pause ? capture() : whilePaused(first, capture));
        return { type: 'captured', id, made };
      }
      case 'container-read': {
        const { path, followLink, name, ingest } = request;
        const { family, kernel } = environment;
        const root = name === undefined ? opened.rootfs : opened.tree;
        const read = (): Promise<WireMade> =>
          makeLayer(environment, ingest, (sink) =>
            readTree({ root, path, followLink, name, family, signal }, kernel, sink),
          );
        // Files that come and go while they are read would be an error.
        const { first } = opened;
        const made = await (first === undefined ? read() : whilePaused(first, read));
        return { type: 'captured', id, made };
      }
      case 'container-write': {
        const { content, blobFile, path } = request;
        await copyInto(environment, { content, blobFile, scratch: `${folder}/copy-${id}`, root: opened.tree, path });
        return { type: 'finished', id, bytes: undefined };
      }
      case 'container-measure':
        return { type: 'finished', id, bytes: await writtenSize(opened.files, signal) };
      case 'container-stat':
        return { type: 'found', id, kind: kindAt(opened.tree, request.path) };
      default:
        return unreachable(request);
    }
  }
}

/** An empty frame is the end of standard input. */
function inputOf(data: Uint8Array): Uint8Array | undefined {
  return data.length === 0 ? undefined : data;
}

function processInput(
  { argv, env, cwd, capabilities, terminal }: WireProcess,
  root: string,
  settings: Running['settings'],
): Omit<ProcessInput, 'user'> {
  return { argv, env, cwd: startFolder(root, cwd), capabilities, terminal, settings };
}

function kindAt(root: string, path: string): 'file' | 'directory' | 'other' | 'absent' {
  const found = new RootedPath(root, path);
  try {
    if (!found.exists) return 'absent';
    if (found.stats.isDirectory()) return 'directory';
    return found.stats.isFile() ? 'file' : 'other';
  } finally {
    found.close();
  }
}

function pidIn(file: string): number | undefined {
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : NaN;
  return Number.isNaN(pid) ? undefined : pid;
}

function signalPid(file: string, name: string): void {
  try {
    process.kill(pidIn(file) ?? NaN, `SIG${name}` as NodeJS.Signals);
  } catch {
    // It has not begun, or has ended.
  }
}
