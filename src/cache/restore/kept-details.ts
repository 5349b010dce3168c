import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';

import { SingleFlight } from '../../async/single-flight.js';
import { WrongContent } from '../../errors.js';
import { discard } from '../../files/discard.js';
import { digestAlgorithm, digestHex, type Digest } from '../../oci/digest.js';
import type { ListedFile, PackListing, Parcel } from '../pack/listing.js';
import { DETAILS_PARCEL } from '../pack/parcel-type.js';
import { readParcel } from '../pack/read-pack.js';
import type { Details } from '../record/details.js';
import { scratchFolder } from '../scratch-folder.js';
import type { BlobLocation } from './blob-location.js';

interface Source {
  readonly parcel: Parcel;
  readonly location: BlobLocation;
  /** What the listing says about the files in it. */
  readonly files: ReadonlyMap<string, ListedFile>;
}

/** The parcels of the restored packs. Each is fetched once, when a build needs the first of its files. */
export class KeptDetails implements Details {
  readonly #root: string;
  /** The parcels that have a file, in the order in which they are tried. */
  readonly #sources = new Map<string, Source[]>();
  readonly #flights = new SingleFlight<void>();
  /** Files that parcels had. */
  readonly #here = new Set<string>();
  /** Those of them that were not on this machine before. */
  readonly #brought = new Set<string>();

  readonly #signal: AbortSignal;
  readonly ready: () => Promise<unknown>;

  /** @param root absolute path of the root folder */
  constructor(root: string, ready: () => Promise<unknown>, signal: AbortSignal) {
    this.#root = root;
    this.ready = ready;
    this.#signal = signal;
  }

  /** Adds what a restored pack says about parcels. @param location has the parcels */
  add({ parcels, files }: PackListing, location: BlobLocation): void {
    const byParcel = new Map<Digest, Map<string, ListedFile>>(parcels.map(({ digest }) => [digest, new Map()]));
    for (const [name, file] of files) if (file.in !== undefined) byParcel.get(file.in.parcel)?.set(name, file);
    for (const parcel of parcels) {
      const source = { parcel, location, files: byParcel.get(parcel.digest) ?? new Map<string, ListedFile>() };
      for (const name of source.files.keys()) {
        const known = this.#sources.get(name);
        if (known === undefined) this.#sources.set(name, [source]);
        else known.push(source);
      }
    }
  }

  /** Files that were brought, by their paths below the root. */
  get brought(): ReadonlySet<string> {
    return this.#brought;
  }

  /** Nothing is brought any more. */
  forget(): void {
    this.#sources.clear();
    this.#here.clear();
    this.#brought.clear();
  }

  has(name: string): boolean {
    return this.#sources.has(name);
  }

  async bring(name: string): Promise<boolean> {
    await this.ready();
    for (;;) {
      if (this.#here.has(name)) return true;
      const [source] = this.#sources.get(name) ?? [];
      if (source === undefined) return false;
      await this.#flights.run(source.parcel.digest, this.#signal, () => this.#take(source));
    }
  }

  /** Afterwards no file names the parcel as its source any more. */
  async #take(source: Source): Promise<void> {
    const signal = this.#signal;
    const { parcel, location, files } = source;
    const blob = { ...parcel, mediaType: DETAILS_PARCEL };
    const started = performance.now();
    const folder = await scratchFolder(this.#root);
    try {
      const file = path.join(folder, 'parcel');
      await download(file, parcel, location.open(blob, signal));
      const { newFiles, damaged } = await readParcel(file, files, { root: this.#root, folder, signal });
      for (const name of newFiles) this.#brought.add(name);
      for (const name of files.keys()) if (!damaged.includes(name)) this.#here.add(name);
      const wrong = damaged.length === 0 ? undefined : new WrongContent(`${damaged.length} of its files are damaged`);
      if (wrong === undefined) location.arrived(blob, performance.now() - started);
      else location.failed(blob, wrong);
    } catch (error) {
      signal.throwIfAborted();
      location.failed(blob, error);
    } finally {
      await discard(folder);
    }
    for (const name of files.keys()) {
      const others = (this.#sources.get(name) ?? []).filter((other) => other !== source);
      if (others.length === 0 || this.#here.has(name)) this.#sources.delete(name);
      else this.#sources.set(name, others);
    }
  }
}

/** @throws WrongContent for bytes that are not the parcel's */
async function download(file: string, { digest, size }: Parcel, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const hash = createHash(digestAlgorithm(digest));
  const handle = await open(file, 'wx', 0o600);
  try {
    let got = 0;
    for await (const chunk of bytes) {
      got += chunk.byteLength;
      if (got > size) break;
      hash.update(chunk);
      for (let at = 0; at < chunk.byteLength;) at += (await handle.write(chunk, at)).bytesWritten;
    }
    if (got !== size || hash.digest('hex') !== digestHex(digest))
      throw new WrongContent(`parcel ${digest} does not match its digest`);
  } finally {
    await handle.close();
  }
}
