import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { errorCode, UserError } from '../../errors.js';
import { writeWhole } from '../../files/atomic-file.js';
import { discard } from '../../files/discard.js';
import { makeFolders } from '../../files/make-folders.js';
import { hasEnded } from '../../files/process-identity.js';
import { pathInRoot } from '../../files/root-folder.js';
import type { Decoder } from '../../json/decoder.js';
import { readJsonFile } from '../../json/json-file.js';
import type { StoreFolder } from '../../store/store-folder.js';
import { byCodeUnit } from '../../text/code-unit-order.js';
import {
  CONTAINER_ID,
  CONTAINER_NAME,
  containerDocument,
  containerState,
  type Container,
  type ContainerId,
  type ContainerState,
} from './container.js';

/** Bytes of a document. */
const MAX_SIZE = 4 * 1024 * 1024;

export interface KnownContainer {
  readonly container: Container;
  readonly state: ContainerState;
}

/**
 * The containers of a root: a folder for each, and a file for each name. A container whose documents cannot be read counts as missing; it
 * can still be removed by its id.
 */
export class ContainerStore {
  readonly #folder: StoreFolder;

  constructor(folder: StoreFolder) {
    this.#folder = folder;
    for (const name of ['containers', 'containerNames'] as const) makeFolders(pathInRoot(folder.root, name), 0o700);
  }

  /** The folder of a container: its documents, its log and the socket of its supervisor. */
  folder(id: ContainerId): string {
    return pathInRoot(this.#folder.root, 'containers', id);
  }

  log(id: ContainerId): string {
    return join(this.folder(id), 'log.jsonl');
  }

  /** @throws UserError when another container has the name */
  async add(container: Container): Promise<void> {
    const folder = this.folder(container.id);
    mkdirSync(folder, { mode: 0o700 });
    try {
      await this.#write(container.id, 'container.json', container);
      await this.setState(container.id, { status: 'created' });
      // Last, so that whoever finds the name finds its container too.
      await this.#takeName(container);
    } catch (error) {
      await discard(folder);
      throw error;
    }
  }

  /** `false` if a container has certainly written nothing: then no worker is needed to remove it. */
  mayHaveFiles(id: ContainerId): boolean {
    const folder = pathInRoot(this.#folder.root, 'containerFiles');
    try {
      return readdirSync(folder).some((family) => lstatSync(join(folder, family, id), { throwIfNoEntry: false }));
    } catch (error) {
      // The folder of a root worker cannot be looked into by its user.
      return errorCode(error) !== 'ENOENT';
    }
  }

  setState(id: ContainerId, state: ContainerState): Promise<void> {
    return this.#write(id, 'state.json', state);
  }

  /** Newest first. */
  async list(): Promise<readonly KnownContainer[]> {
    const all = await Promise.all(this.#ids().map((id) => this.read(id)));
    return all
      .flatMap((known) => (known === undefined ? [] : [known]))
      .sort(
        (a, b) => byCodeUnit(b.container.created, a.container.created) || byCodeUnit(a.container.id, b.container.id),
      );
  }

  /** @returns `undefined` if there is no such container, or it is being made or removed */
  async read(id: ContainerId): Promise<KnownContainer | undefined> {
    const container = await this.#read(id, 'container.json', containerDocument);
    const state = await this.#read(id, 'state.json', containerState);
    if (container?.id !== id || state === undefined) return undefined;
    return { container, state: settled(state) };
  }

  /**
   * Finds a container by its name, or the beginning of its id.
   *
   * @throws UserError when there is none, or more than one
   */
  async find(query: string): Promise<KnownContainer> {
    const found = await this.lookUp(query);
    if (found !== undefined) return found;
    throw new UserError(`no such container: ${query}`, { hint: 'See `layer-build ps -a` for what there is.' });
  }

  /** As `find`. @returns `undefined` when there is none */
  async lookUp(query: string): Promise<KnownContainer | undefined> {
    const all = await this.list();
    const name = query.replace(/^\//, '');
    const named = all.filter(({ container }) => container.name === name || container.id === query);
    // A process that was killed while it made a container may have left another one with the name.
    const owner = named.length > 1 ? await this.#owner(name) : undefined;
    const one = named.find(({ container }) => container.id === owner) ?? named[0];
    if (one !== undefined) return one;
    const found = /^[0-9a-f]+$/.test(query) ? all.filter(({ container }) => container.id.startsWith(query)) : [];
    const [first, second] = found;
    if (second !== undefined) throw new UserError(`container id ${query} is ambiguous`, { hint: 'Write more of it.' });
    return first;
  }

  /** Gives a container another name. @throws UserError when another container has it, or it cannot be a name */
  async rename({ container }: KnownContainer, name: string): Promise<void> {
    const { id } = container;
    await this.#takeName({ id, name });
    await this.#write(id, 'container.json', { ...container, name });
    if ((await this.#owner(container.name)) === id) await rm(this.#nameFile(container.name), { force: true });
  }

  /** Removes what is known of a container, and frees its name. Never throws for one that is gone. */
  async remove({ id, name }: Pick<Container, 'id' | 'name'>): Promise<void> {
    if ((await this.#owner(name)) === id) await rm(this.#nameFile(name), { force: true });
    await rm(this.folder(id), { recursive: true, force: true });
  }

  #ids(): readonly ContainerId[] {
    return readdirSync(pathInRoot(this.#folder.root, 'containers')).filter((name) => CONTAINER_ID.test(name));
  }

  #nameFile(name: string): string {
    if (!CONTAINER_NAME.test(name)) {
      throw new UserError(`${JSON.stringify(name)} cannot be the name of a container`, {
        hint: 'Use letters, digits, "_", "." and "-"; the first is a letter or a digit.',
      });
    }
    return pathInRoot(this.#folder.root, 'containerNames', name);
  }

  /** A name is taken by the one process that makes its file. */
  async #takeName({ id, name }: Pick<Container, 'id' | 'name'>): Promise<void> {
    for (let tries = 0; tries < 2; tries++) {
      try {
        await writeFile(this.#nameFile(name), id, { flag: 'wx', mode: 0o600 });
        return;
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error;
      }
      const owner = await this.#owner(name);
      if (owner !== undefined && (await this.read(owner)) !== undefined) {
        throw new UserError(`the name "${name}" is in use by container ${owner.slice(0, 12)}`, {
          hint: `Remove it (layer-build rm ${name}), or choose another name.`,
        });
      }
      // Its container is gone.
      rmSync(this.#nameFile(name), { force: true });
    }
    throw new UserError(`the name "${name}" is in use`);
  }

  async #owner(name: string): Promise<ContainerId | undefined> {
    try {
      const id = (await readFile(this.#nameFile(name), 'utf8')).slice(0, 64);
      return CONTAINER_ID.test(id) ? id : undefined;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  #write(id: ContainerId, name: string, document: Container | ContainerState): Promise<void> {
    return writeWhole(join(this.folder(id), name), `${JSON.stringify(document)}\n`, {
      draft: this.#folder.newIngestPath(),
    });
  }

  #read<T>(id: ContainerId, name: string, decoder: Decoder<T>): Promise<T | undefined> {
    return readJsonFile(join(this.folder(id), name), decoder, MAX_SIZE);
  }
}

/** A container whose supervisor was killed has ended too: the kernel has ended its processes. */
function settled(state: ContainerState): ContainerState {
  if (state.status !== 'running' || !hasEnded(state.supervisor)) return state;
  return { status: 'exited', started: state.started, finished: state.started, exitCode: 137, error: SUPERVISOR_DIED };
}

const SUPERVISOR_DIED = 'the process that ran it was killed';
