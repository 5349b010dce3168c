import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { statfsSync, statSync, writeFileSync } from 'node:fs';

/** Bytes. */
const SECTOR = 512;
const MOST_DATA = 2 ** 40;
const MOST_OF_A_VOLUME = 64 * 2 ** 30;
/** Of the tables of a pool with that much data and many clones. The file has holes. */
const METADATA = 2 * 2 ** 30;

/** The files of a pool: what is in its volumes, its tables, what it is, and one for each of its volumes. */
export class PoolFiles {
  readonly data: string;
  readonly metadata: string;
  readonly changes: string;
  readonly #folder: string;
  readonly #identity: string;
  readonly #ids: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.data = `${folder}/data`;
    this.metadata = `${folder}/metadata`;
    /** Is locked while somebody changes the pool. It stays when the pool is removed: others may be waiting for it. */
    this.changes = `${folder}.lock`;
    this.#identity = `${folder}/identity`;
    this.#ids = `${folder}/ids`;
  }

  makeFolder(): void {
    mkdirSync(this.#ids, { recursive: true, mode: 0o700 });
  }

  /** Makes them, with holes only. If one of them is gone, the others are worth nothing. */
  make(): void {
    if ([this.data, this.metadata, this.#identity].every((file) => existsSync(file))) return;
    this.remove();
    this.makeFolder();
    const { blocks, bsize } = statfsSync(this.#folder);
    makeHole(this.data, Math.min(blocks * bsize, MOST_DATA));
    makeHole(this.metadata, METADATA);
    writeFileSync(this.#identity, randomUUID(), { mode: 0o600 });
  }

  remove(): void {
    for (const file of [this.#identity, this.data, this.metadata, this.#ids])
      rmSync(file, { force: true, recursive: true });
  }

  /** No other pool ever had it, so that a volume of another one is not taken for one of this. */
  get identity(): string {
    return readFileSync(this.#identity, 'utf8');
  }

  /**
   * @returns a name for its device. The kernel's names are for all roots and containers of a machine, and a file that is in use is the only
   * one with its number.
   */
  get deviceName(): string {
    const { dev, ino } = statSync(this.data, { bigint: true });
    return `layer-build-${dev}-${ino}`;
  }

  get exists(): boolean {
    return existsSync(this.#identity);
  }

  /** In sectors. They stay as they are when the disk grows. */
  get dataSize(): number {
    return Math.floor(statSync(this.data).size / SECTOR);
  }

  get volumeSize(): number {
    return Math.min(this.dataSize, MOST_OF_A_VOLUME / SECTOR);
  }

  /** The numbers of all volumes that there may be. */
  ids(): readonly number[] {
    return readdirSync(this.#ids).map(Number);
  }

  newId(): number {
    const id = Math.max(0, ...this.ids()) + 1;
    writeFileSync(`${this.#ids}/${id}`, '');
    return id;
  }

  forgetId(id: number): void {
    rmSync(`${this.#ids}/${id}`, { force: true });
  }
}

function makeHole(file: string, bytes: number): void {
  const opened = openSync(file, 'wx', 0o600);
  ftruncateSync(opened, bytes);
  closeSync(opened);
}
