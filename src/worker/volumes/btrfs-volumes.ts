import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { promisify } from 'node:util';

import { InfraError, messageOf } from '../../errors.js';
import { findProgram } from '../../files/find-program.js';
import { removeTree } from '../kernel/remove-tree.js';
import type { VolumeDriver } from './volume-driver.js';

interface BtrfsParts {
  /** `:`-separated folders to look for programs in. */
  readonly path: string;
  /** A private folder on the file system of the volumes. */
  readonly folder: string;
}

/** Subvolumes of btrfs. */
export class BtrfsVolumes implements VolumeDriver {
  readonly name = 'btrfs';
  readonly #parts: BtrfsParts;
  #probes = 0;

  constructor(parts: BtrfsParts) {
    this.#parts = parts;
  }

  async lack(): Promise<string | undefined> {
    if (findProgram('btrfs', this.#parts.path) === undefined) return 'the program btrfs (btrfs-progs) is not installed';
    const probe = `${this.#parts.folder}/probe-${++this.#probes}`;
    mkdirSync(probe, { mode: 0o700 });
    try {
      await this.create(`${probe}/volume`);
      await this.clone(`${probe}/volume`, `${probe}/clone`);
      return undefined;
    } catch (error) {
      return messageOf(error);
    } finally {
      await removeTree(probe);
    }
  }

  async create(place: string): Promise<void> {
    await this.#btrfs('make a volume', ['subvolume', 'create', place]);
  }

  async clone(origin: string, place: string): Promise<void> {
    await this.#btrfs('clone a volume', ['subvolume', 'snapshot', origin, place]);
  }

  open(place: string): Promise<string> {
    return Promise.resolve(place);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async remove(place: string): Promise<void> {
    if (!existsSync(place)) return;
    try {
      await this.#btrfs('remove a volume', ['subvolume', 'delete', place]);
    } catch {
      // In a user namespace the kernel only removes a volume that is empty. There may also be another one in it.
      await removeTree(place);
    }
  }

  end(): Promise<void> {
    return Promise.resolve();
  }

  async #btrfs(what: string, args: readonly string[]): Promise<void> {
    const { path } = this.#parts;
    try {
      await promisify(execFile)(findProgram('btrfs', path) ?? 'btrfs', args, { env: { PATH: path, LC_ALL: 'C' } });
    } catch (error) {
      const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : messageOf(error);
      const full = said.includes('No space left on device') ? 'the disk is full: ' : '';
      throw new InfraError(`${full}btrfs could not ${what}: ${said}`, { cause: error });
    }
  }
}
