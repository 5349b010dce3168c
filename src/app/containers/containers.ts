import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

import type { EventSink } from '../../engine/events.js';
import { InfraError, UserError } from '../../errors.js';
import { writeOutputFile } from '../../files/output-file.js';
import { decompress } from '../../layer/compression/decompress.js';
import type { MadeLayer } from '../../layer/layer.js';
import type { ImageId } from '../../oci/identity.js';
import { hostPlatform, givenPlatform } from '../../oci/platform.js';
import { readImage } from '../../store/image-contents.js';
import { ImageQuery } from '../../store/image-query.js';
import type { PathKind, TerminalSize } from '../../worker/client/container-runner.js';
import { withAdapters, type Adapters } from '../host/adapters.js';
import type { HostSettings } from '../options/host-settings.js';
import { changesOf, type PathChange } from './changes.js';
import { commitContainer, type Commit } from './commit.js';
import type { Container } from './container.js';
import type { ContainerAccess, PathRead } from './container-access.js';
import { ContainerStore, type KnownContainer } from './container-store.js';
import { sizeOf, type ContainerSize } from './container-size.js';
import { containerUsage, type ContainerUsage } from './container-usage.js';
import { copyIn, copyOut, type CopyOptions } from './copy.js';
import { newContainer, type NewContainer } from './new-container.js';
import { connectToSupervisor, SOCKET, startSupervisor } from './start-supervisor.js';
import { SupervisorSession, type SessionOutput, type SignalName } from './supervisor-session.js';
import type { ToSupervisor } from './supervisor-messages.js';

/** Milliseconds between two looks at a container that is ending. */
const LOOK = 50;

type WriteTar = (chunk: Uint8Array) => Promise<void>;

/** What the containers of a root are reached with. */
export interface ContainersParts {
  readonly host: HostSettings;
  /** The program of supervisors. */
  readonly supervisorEntry: string;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

/** What can be done with the containers of a root. */
export class Containers implements ContainerAccess {
  readonly store: ContainerStore;
  readonly adapters: Adapters;
  readonly signal: AbortSignal;
  readonly #parts: ContainersParts;

  private constructor(parts: ContainersParts, adapters: Adapters) {
    this.#parts = parts;
    this.adapters = adapters;
    this.signal = parts.signal;
    this.store = new ContainerStore(adapters.folder);
  }

  /** Opens the store and runs `work` with its containers. Those that were left by killed processes and have `--rm` are removed. */
  static use<T>(parts: ContainersParts, work: (containers: Containers) => Promise<T>): Promise<T> {
    return withAdapters(parts.host, parts.sink, async (adapters) => {
      const containers = new Containers(parts, adapters);
      await containers.#sweep();
      return work(containers);
    });
  }

  /**
   * Makes a container, which does not run yet.
   *
   * @returns `undefined` if its image is not in the store
   * @throws UserError when something about it is not valid
   */
  async create(wanted: NewContainer, platform: string | undefined): Promise<Container | undefined> {
    const { images, content } = this.adapters;
    const query = ImageQuery.of(wanted.image);
    const host = hostPlatform(process.arch);
    const known = (await images.list()).some(
      ({ imageId, target, references }) =>
        query.isNamed(references) || query.isIdOf(imageId) || query.isIdOf(target.digest),
    );
    if (!known) return undefined;
    const { target } = await images.resolve(query);
    const on = platform === undefined ? host : givenPlatform(platform, host);
    const container = newContainer(wanted, await readImage(content, target, on));
    await this.store.add(container);
    return container;
  }

  /**
   * Starts a container.
   *
   * @param request.attach its output comes through the session
   * @param request.owner it is killed if this process ends without `detach`
   * @throws UserError when it is running already
   */
  async start(
    { container, state }: KnownContainer,
    request: Omit<Extract<ToSupervisor, { type: 'start' }>, 'type'>,
    output?: SessionOutput,
  ): Promise<SupervisorSession> {
    if (state.status === 'running') throw new UserError(`container ${container.name} is running already`);
    const { root, workerEntry, programPath, tempDir, proxies, runtimeFolder } = this.#parts.host;
    const host = {
      root,
      workerEntry,
      programPath,
      tempDir,
      proxies,
      ...(runtimeFolder !== undefined && { runtimeFolder }),
    };
    // What an earlier supervisor left, which was killed.
    await rm(`${this.store.folder(container.id)}/${SOCKET}`, { force: true });
    await startSupervisor(this.#parts.supervisorEntry, { id: container.id, ...host });
    return this.ask(container, { type: 'start', ...request }, output);
  }

  /** Sends a request to the supervisor of a container. @throws UserError when the container is not running */
  async ask(container: Container, request: ToSupervisor, output?: SessionOutput): Promise<SupervisorSession> {
    const socket = await connectToSupervisor(this.store, container.id, SOCKET);
    if (socket === undefined) throw new UserError(`container ${container.name} is not running`);
    return new SupervisorSession(socket, request, output);
  }

  async kill(container: Container, signal: SignalName): Promise<void> {
    await (
      await this.ask(container, { type: 'kill', signal })
    ).answer;
  }

  /** Waits until the process of a container has ended, although what it printed may not have been taken yet. */
  async ended(container: Container): Promise<void> {
    try {
      await (
        await this.ask(container, { type: 'end' })
      ).answer;
    } catch {
      // Its supervisor has gone, and the process before it.
    }
  }

  /** Waits until a container has ended. @returns its exit code; 0 for one that was never started, or is gone */
  async wait(query: string): Promise<number> {
    const { container } = await this.store.find(query);
    for (;;) {
      const state = (await this.store.read(container.id))?.state;
      if (state?.status !== 'running') return state?.status === 'exited' ? state.exitCode : 0;
      const socket = await connectToSupervisor(this.store, container.id, SOCKET).catch(() => undefined);
      // Its end may come before the answer, since the supervisor may be killed. Then the state tells.
      const ended = socket && (await new SupervisorSession(socket, { type: 'wait' }).exited.catch(() => undefined));
      if (ended !== undefined) return ended;
      await delay(LOOK, undefined, { signal: this.signal });
    }
  }

  /**
   * Starts a container that runs on without this process.
   *
   * @param say gets what the runtime says if the command cannot be executed
   * @returns `undefined` when it runs; its exit code if the command could not be executed
   * @throws as `start`
   */
  async startDetached(
    known: KnownContainer,
    terminal: TerminalSize | undefined,
    say: (text: Uint8Array) => void,
  ): Promise<number | undefined> {
    const said: Uint8Array[] = [];
    const session = await this.start(
      known,
      { attach: true, owner: false, terminal },
      (_stream, data) => void said.push(data),
    );
    const failed = await session.started;
    if (failed === undefined) session.detach();
    else for (const text of said) say(text);
    return failed;
  }

  /** @returns which images of the store have a name now */
  async imageNames(): Promise<(name: string) => ReadonlySet<ImageId>> {
    const images = await this.adapters.images.list();
    return (name) => {
      const query = ImageQuery.of(name);
      return new Set(images.filter(({ references }) => query.isNamed(references)).map(({ imageId }) => imageId));
    };
  }

  /** Removes a container that does not run, with all that it wrote. @returns the bytes of that */
  async remove({ container }: KnownContainer): Promise<number> {
    const { runner } = this.adapters;
    const bytes = this.store.mayHaveFiles(container.id) ? await runner.containers.remove(container.id, this.signal) : 0;
    await this.store.remove(container);
    return bytes;
  }

  withCapture<T>(known: KnownContainer, pause: boolean, use: (made: MadeLayer) => Promise<T>): Promise<T> {
    return this.#withIngest(async (ingest) => {
      if (known.state.status === 'running') return use(await this.#made(known, { type: 'capture', ingest, pause }));
      return use(
        await this.adapters.runner.containers.capture(layersOf(known), withoutDiscard(ingest), false, this.signal),
      );
    });
  }

  withRead<T>(known: KnownContainer, read: PathRead, use: (made: MadeLayer) => Promise<T>): Promise<T> {
    return this.#withIngest(async (ingest) => {
      if (known.state.status === 'running')
        return use(await this.#made(known, { type: 'read', ingest, ...read, name: read.name }));
      const { containers } = this.adapters.runner;
      return use(await containers.read(layersOf(known), read, withoutDiscard(ingest), this.signal));
    });
  }

  async write(known: KnownContainer, path: string, content: MadeLayer): Promise<void> {
    if (known.state.status === 'running')
      await (
        await this.ask(known.container, { type: 'write', path, content })
      ).answer;
    else await this.adapters.runner.containers.write(layersOf(known), path, content, this.signal);
  }

  async kindAt(known: KnownContainer, path: string): Promise<PathKind> {
    if (known.state.status !== 'running') {
      return this.adapters.runner.containers.kindAt(layersOf(known), path, this.signal);
    }
    const answer = await (await this.ask(known.container, { type: 'stat', path })).answer;
    if (answer.type !== 'found') throw unexpected();
    return answer.kind;
  }

  async measure(known: KnownContainer): Promise<number> {
    // A container that never ran has written nothing, and needs no files for that.
    if (known.state.status === 'created') return 0;
    if (known.state.status !== 'running') {
      return this.adapters.runner.containers.measure(layersOf(known), this.signal);
    }
    const answer = await (await this.ask(known.container, { type: 'measure' })).answer;
    if (answer.type !== 'measured') throw unexpected();
    return answer.bytes;
  }

  async commit(known: KnownContainer, commit: Commit): Promise<ImageId> {
    return commitContainer(this, known, commit);
  }

  copyOut(
    known: KnownContainer,
    source: string,
    dest: string,
    options: CopyOptions,
    writeTar: WriteTar,
  ): Promise<void> {
    return copyOut(this, known, source, dest, options, writeTar);
  }

  copyIn(
    known: KnownContainer,
    source: string | AsyncIterable<Uint8Array>,
    dest: string,
    options: CopyOptions,
  ): Promise<void> {
    return copyIn(this, known, source, dest, options);
  }

  /** Writes all files of a container as a tar. @param file absent: to `writeTar` */
  async export(known: KnownContainer, file: string | undefined, writeTar: WriteTar): Promise<void> {
    await this.withRead(known, { path: '/', followLink: true }, async ({ blobFile }) => {
      const tar = decompress(createReadStream(blobFile), { label: 'the exported files', signal: this.signal });
      if (file !== undefined) await writeOutputFile(file, tar);
      else for await (const chunk of tar) await writeTar(chunk);
    });
  }

  changes(known: KnownContainer): Promise<readonly PathChange[]> {
    return changesOf(this, known);
  }

  size(known: KnownContainer): Promise<ContainerSize> {
    return sizeOf(this, known);
  }

  /** All containers, the newest first, with what they wrote. */
  async usage(): Promise<readonly ContainerUsage[]> {
    return containerUsage(await this.store.list(), {
      read: ({ container }) => this.store.read(container.id),
      written: (known) => this.measure(known),
      signal: this.signal,
    });
  }

  async #made({ container }: KnownContainer, request: ToSupervisor): Promise<MadeLayer> {
    const answer = await (await this.ask(container, request)).answer;
    if (answer.type !== 'made') throw unexpected();
    return answer.made;
  }

  async #withIngest<T>(use: (ingest: Ingest) => Promise<T>): Promise<T> {
    const ingest = await this.adapters.layers.newIngest();
    try {
      return await use({ blobFile: ingest.blobFile, indexFile: ingest.indexFile });
    } finally {
      await ingest.discard();
    }
  }

  async #sweep(): Promise<void> {
    for (const known of await this.store.list()) {
      if (known.state.status !== 'exited' || !known.container.autoRemove) continue;
      // Its supervisor may be about to do so itself.
      const socket = await connectToSupervisor(this.store, known.container.id, SOCKET).catch(() => undefined);
      socket?.destroy();
      if (socket === undefined) await this.remove(known).catch(() => undefined);
    }
  }
}

interface Ingest {
  readonly blobFile: string;
  readonly indexFile: string;
}

function withoutDiscard(ingest: Ingest) {
  return { ...ingest, discard: () => Promise.resolve() };
}

function layersOf({ container }: KnownContainer) {
  return { container: container.id, layers: container.layers };
}

function unexpected(): InfraError {
  return new InfraError('the process that runs the container gave another answer');
}
