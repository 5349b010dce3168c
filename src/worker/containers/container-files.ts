import { chmodSync, mkdirSync } from 'node:fs';

import { UserError } from '../../errors.js';
import type { DiffId } from '../../oci/identity.js';
import type { Lock } from '../kernel/syscalls.js';
import { containerPlaceIn } from '../trees/container-place.js';
import type { LayerStorage, WorkTree } from '../trees/layer-storage.js';
import type { StepEnvironment } from './environment.js';

/**
 * What a container wrote, which stays between its runs, in `<folder>/<id>`. It is locked as long as somebody uses it, as it can only be
 * mounted once.
 */
export class ContainerFiles {
  readonly #environment: StepEnvironment;
  readonly #folder: string;
  readonly #lock: Lock;

  private constructor(environment: StepEnvironment, folder: string, lock: Lock) {
    this.#environment = environment;
    this.#folder = folder;
    this.#lock = lock;
  }

  /** @throws UserError when somebody else uses them */
  static async open(environment: StepEnvironment, id: string): Promise<ContainerFiles> {
    const { containerFiles, kernel } = environment;
    mkdirSync(containerFiles, { recursive: true, mode: 0o700 });
    chmodSync(containerFiles, 0o700);
    const folder = `${containerFiles}/${id}`;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = await kernel.lock(`${folder}/lock`, 'exclusive');
    if (lock === undefined) throw new UserError(`another process uses the files of container ${id.slice(0, 12)}`);
    return new ContainerFiles(environment, folder, lock);
  }

  /** Of a container that has run before: the storage that it was made with. */
  storage(): Promise<LayerStorage> {
    return this.#environment.storage(containerPlaceIn(this.#folder));
  }

  /**
   * Mounts the container's root file system at `target`.
   *
   * @param scratch a private folder on the snapshots' file system
   */
  async mount(layers: readonly DiffId[], target: string, scratch: string): Promise<WorkTree> {
    return (await this.storage()).reopen(layers, { target, scratch }, this.#folder);
  }

  /** The bytes of what was written; `undefined` if they can only be counted when it is mounted. */
  async written(): Promise<number | undefined> {
    return (await this.storage()).writtenIn(this.#folder);
  }

  async close(): Promise<void> {
    await this.#lock.release();
  }

  /** @returns the bytes of what was written; `undefined` if they could not be counted */
  async remove(): Promise<number | undefined> {
    const bytes = await (await this.storage()).removeFiles(this.#folder);
    await this.close();
    return bytes;
  }
}
