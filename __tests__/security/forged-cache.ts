import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { create, extract } from 'tar';

type Json = Record<string, unknown>;

interface Listed {
  path: string;
  sha256: string;
}

/**
 * A copy of a cache in a folder, to be changed by somebody who may write there. Its pack is unpacked, and packed again with hashes that
 * match the changed content.
 */
export class ForgedCache {
  readonly folder: string;
  /** The files of the pack, by their paths below the root. */
  readonly files = new Map<string, Buffer>();
  /** The pack's listing. Only the hashes of the files are set anew. */
  readonly listing: Json & { files: Listed[] };
  readonly #scratch: string;

  /** @param folder absolute path, for the copy */
  constructor(undamaged: string, folder: string) {
    this.folder = join(folder, 'cache');
    this.#scratch = join(folder, 'scratch');
    cpSync(undamaged, this.folder, { recursive: true });
    const unpacked = join(this.#scratch, 'files');
    mkdirSync(unpacked, { recursive: true });
    extract({ sync: true, file: this.packFile, cwd: unpacked });
    for (const file of readdirSync(unpacked, { recursive: true, encoding: 'utf8' })) {
      const at = join(unpacked, file);
      if (statSync(at).isFile()) this.files.set(relative(unpacked, at), readFileSync(at));
    }
    this.listing = JSON.parse((this.files.get('listing.json') ?? Buffer.alloc(0)).toString()) as typeof this.listing;
    this.files.delete('listing.json');
  }

  /** Absolute path of the packed file. */
  get packFile(): string {
    return this.#blobFile((this.#manifest().layers as { digest: string }[])[0]?.digest ?? '');
  }

  /** Absolute paths of the blobs beside the pack. */
  get blobFiles(): readonly string[] {
    return (this.#manifest().layers as { digest: string }[]).slice(1).map(({ digest }) => this.#blobFile(digest));
  }

  /** The names in the pack of one kind of file. */
  names(below: string): readonly string[] {
    return [...this.files.keys()].filter((name) => name.startsWith(`${below}/`));
  }

  /** Changes all files of a kind. Files that are named by their content keep their names. */
  change(below: string, change: (content: Buffer) => Buffer): void {
    for (const name of this.names(below)) this.files.set(name, change(this.files.get(name) ?? Buffer.alloc(0)));
  }

  /** Changes the JSON documents of a kind. */
  changeJson(below: string, change: (document: Json) => unknown): void {
    this.change(below, (content) => Buffer.from(JSON.stringify(change(JSON.parse(content.toString()) as Json))));
  }

  /** Packs the files again, and makes the manifest name the new pack. @param listing a forged listing */
  seal(listing: string = this.#sealedListing()): void {
    const packed = join(this.#scratch, 'packed');
    for (const [name, content] of [...this.files, ['listing.json', Buffer.from(listing)] as const]) {
      mkdirSync(dirname(join(packed, name)), { recursive: true });
      writeFileSync(join(packed, name), content);
    }
    const file = join(this.#scratch, 'pack');
    create({ sync: true, file, cwd: packed, gzip: true, portable: true }, ['listing.json', ...this.files.keys()]);
    this.sealPack(readFileSync(file));
  }

  /** Makes the manifest name these bytes as the pack. */
  sealPack(bytes: Buffer): void {
    const manifest = this.#manifest();
    const [pack, ...blobs] = manifest.layers as Json[];
    this.sealManifest({ ...manifest, layers: [{ ...pack, digest: this.#put(bytes), size: bytes.length }, ...blobs] });
  }

  /** Makes the layout's index name this manifest. */
  sealManifest(manifest: unknown): void {
    const bytes = Buffer.from(typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
    const index = this.#index();
    const [entry] = index.manifests as Json[];
    const manifests = [{ ...entry, digest: this.#put(bytes), size: bytes.length }];
    writeFileSync(join(this.folder, 'index.json'), JSON.stringify({ ...index, manifests }));
  }

  #sealedListing(): string {
    const files = this.listing.files
      .filter(({ path }) => this.files.has(path))
      .map((file) => ({ ...file, sha256: hashOf(this.files.get(file.path) ?? Buffer.alloc(0)) }));
    return JSON.stringify({ ...this.listing, files });
  }

  #index(): Json {
    return JSON.parse(readFileSync(join(this.folder, 'index.json'), 'utf8')) as Json;
  }

  #manifest(): Json {
    const [entry] = this.#index().manifests as { digest: string }[];
    return JSON.parse(readFileSync(this.#blobFile(entry?.digest ?? ''), 'utf8')) as Json;
  }

  #put(bytes: Buffer): string {
    const digest = `sha256:${hashOf(bytes)}`;
    writeFileSync(this.#blobFile(digest), bytes);
    return digest;
  }

  #blobFile(digest: string): string {
    return join(this.folder, 'blobs/sha256', digest.slice('sha256:'.length));
  }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
