import { chmodSync, existsSync, mkdirSync } from 'node:fs';

import { UserError } from '../../errors.js';
import { treeSize } from '../../files/tree-size.js';
import type { DiffId } from '../../oci/identity.js';
import { removeTree } from '../kernel/remove-tree.js';
import type { Lock } from '../kernel/syscalls.js';
import type { SnapshotStack } from '../snapshot/snapshot-stack.js';
import type { StepEnvironment } from './environment.js';

/**
 * The writable layer of a container, which stays between its runs: `<folder>/<id>/upper`. It is locked as long as somebody uses it, as a
 * folder can only be the upper directory of one mount.
 */
export class ContainerFiles {
  readonly upper: string;
  readonly #environment: StepEnvironment;
  readonly #folder: string;
  readonly #lock: Lock;

  private constructor(environment: StepEnvironment, folder: string, lock: Lock) {
    this.#environment = environment;
    this.#folder = folder;
    this.#lock = lock;
    this.upper = `${folder}/upper`;
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

  /**
   * Mounts the container's root file system at `target`.
   *
   * @param scratch a private folder on the snapshots' file system
   */
  async mount(layers: readonly DiffId[], target: string, scratch: string): Promise<SnapshotStack> {
    const isNew = !existsSync(this.upper);
    const work = `${this.#folder}/work`;
    // A mount that does not sync leaves a mark in it, and the next mount would refuse that.
    await removeTree(work);
    for (const folder of [this.upper, work]) mkdirSync(folder, { recursive: true, mode: 0o755 });
    return this.#environment.layers.mount(layers, target, scratch, { upper: this.upper, work, isNew });
  }

  async close(): Promise<void> {
    await this.#lock.release();
  }

  /** @returns the bytes of what was written; `undefined` if they could not be counted */
  async remove(): Promise<number | undefined> {
    const bytes = existsSync(this.upper) ? await treeSize(this.upper).catch(() => undefined) : 0;
    await removeTree(this.#folder);
    await this.close();
    return bytes;
  }
}
