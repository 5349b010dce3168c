import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open } from 'node:fs/promises';

import { InfraError, UserError } from '../errors.js';
import { discard } from '../files/discard.js';
import { decompress, detectCompression } from '../layer/compression/decompress.js';
import { TarReader } from '../layer/tar/tar-reader.js';
import { array, withDefault } from '../json/containers.js';
import { string } from '../json/decoder.js';
import { decodeDocument } from '../json/document.js';
import { type Decoded, object } from '../json/object.js';
import type { Descriptor } from '../oci/descriptor.js';
import { digestAlgorithm, isDigest, sha256, type Digest } from '../oci/digest.js';
import { MAX_CONFIG_SIZE, parseImageConfig } from '../oci/image-config.js';
import {
  attestedImage,
  type Index,
  MAX_INDEX_DEPTH,
  MAX_MANIFEST_SIZE,
  namesImage,
  parseIndex,
  parseManifest,
  type Manifest,
} from '../oci/manifest.js';
import { OCI_CONFIG, OCI_LAYER, OCI_LAYER_GZIP, OCI_LAYER_ZSTD, OCI_MANIFEST } from '../oci/media-types.js';
import { formatPlatform, type Platform, platformDistance } from '../oci/platform.js';
import {
  familiarName,
  parseReference,
  withDefaultTag,
  type ImageReference,
  distinctReferences,
} from '../oci/reference.js';
import { type DiffId, diffIdOfTar, imageIdOf, imageIdOfIndex } from '../oci/identity.js';
import { ArchiveFiles, type ArchiveFile } from './archive-files.js';
import { layoutPath } from './layout-folder.js';
import type { ContentStore } from './content-store.js';
import { IMAGE_NAME, REF_NAME } from './oci-index.js';
import type { ImageStore, StoredImage } from './image-store.js';
import { offeredImages } from './offered-images.js';
import type { StoreFolder } from './store-folder.js';

export interface LoadedImage extends Omit<StoredImage, 'stored'> {
  /** The names that the archive gave it. */
  readonly references: readonly ImageReference[];
}

interface Store {
  readonly folder: StoreFolder;
  readonly content: ContentStore;
  readonly images: ImageStore;
}

export interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Only images for one of these are taken. Absent or empty: all. */
  readonly platforms?: readonly Platform[];
}

/**
 * Adds the images of an archive to the store. It may be an OCI archive or one of `docker save` (old or new), compressed or not. Of an
 * archive that is damaged or incomplete, no image is added.
 *
 * @param source the archive's bytes @param label for errors
 * @throws UserError when it is not such an archive, is damaged, or lacks a blob, or an image of it has none of the platforms
 */
export async function loadArchive(
  store: Store,
  source: AsyncIterable<Uint8Array>,
  options: LoadOptions & { readonly label: string },
): Promise<readonly LoadedImage[]> {
  const folder = store.folder.newIngestPath();
  await mkdir(folder, { mode: 0o700 });
  const files = new ArchiveFiles(folder, options.label);
  try {
    await unpack(source, files, options);
    const { platforms = [] } = options;
    const loaded = await new ArchiveLoader(store, files, { ...options, platforms }).load();
    if (platforms.length > 0) await refuseOtherPlatforms(store.content, loaded, { ...options, platforms });
    for (const image of loaded) await store.images.add(image, image.references);
    return loaded;
  } catch (error) {
    // A bad archive is the user's error. Errors of the disk have a system call as their cause.
    if (error instanceof InfraError && (error.cause as NodeJS.ErrnoException | undefined)?.syscall === undefined) {
      throw new UserError(error.message, { cause: error, hint: error.hint });
    }
    throw error;
  } finally {
    files.close();
    await discard(folder);
  }
}

/** `loadArchive` for a file. @throws UserError when it cannot be opened, and as `loadArchive` */
export async function loadArchiveFile(
  store: Store,
  file: string,
  options: LoadOptions = {},
): Promise<readonly LoadedImage[]> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw new UserError(`cannot open the archive ${file}`, { cause: error });
  });
  try {
    const stream = createReadStream('', { fd: handle, autoClose: false, start: 0, highWaterMark: 1024 * 1024 });
    return await loadArchive(store, stream as AsyncIterable<Buffer>, { ...options, label: file });
  } finally {
    await handle.close();
  }
}

/** Bytes of holes in sparse members, which are hashed and written as zeros. No program is known that writes such an archive. */
const MAX_HOLES = 1024 ** 3;

async function unpack(
  source: AsyncIterable<Uint8Array>,
  files: ArchiveFiles,
  options: { readonly label: string; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const reader = new TarReader(files, options.label, 'refuse', MAX_HOLES);
  for await (const chunk of decompress(source, options)) {
    options.signal?.throwIfAborted();
    reader.write(chunk);
  }
  reader.finish();
}

/** One entry of docker's `manifest.json`. */
const dockerEntry = object({
  Config: string,
  RepoTags: withDefault(array(string), []),
  Layers: withDefault(array(string), []),
});
type DockerEntry = Decoded<typeof dockerEntry>;

class ArchiveLoader {
  readonly #folder: StoreFolder;
  readonly #content: ContentStore;
  readonly #files: ArchiveFiles;
  readonly #label: string;
  readonly #platforms: readonly Platform[];

  constructor(
    store: Store,
    files: ArchiveFiles,
    { label, platforms }: { readonly label: string; readonly platforms: readonly Platform[] },
  ) {
    this.#folder = store.folder;
    this.#content = store.content;
    this.#files = files;
    this.#label = label;
    this.#platforms = platforms;
  }

  async load(): Promise<readonly LoadedImage[]> {
    const index = await this.#files.document('index.json', MAX_MANIFEST_SIZE);
    const docker = await this.#dockerEntries();
    if (index !== undefined) return this.#loadLayout(index, docker);
    if (docker === undefined) {
      throw new UserError(`${this.#label} is not an image archive: it has neither index.json nor manifest.json`);
    }
    const images: LoadedImage[] = [];
    for (const entry of docker) images.push(await this.#loadDockerEntry(entry));
    return images;
  }

  async #loadLayout(bytes: Buffer, docker: readonly DockerEntry[] | undefined): Promise<readonly LoadedImage[]> {
    const images = new Map<Digest, LoadedImage>();
    for (const entry of parseIndex(bytes).manifests) {
      const { mediaType, digest, size } = entry;
      const manifest = await this.#takeDocument(entry, 0);
      const imageId = manifest === undefined ? imageIdOfIndex(digest) : imageIdOf(manifest.config.digest);
      const tags =
        docker?.find(({ Config }) => this.#files.find(Config)?.digest === manifest?.config.digest)?.RepoTags ?? [];
      const names = [...(images.get(digest)?.references ?? []), ...nameIn(entry), ...tags.map(nameOf)];
      images.set(digest, { target: { mediaType, digest, size }, imageId, references: distinctReferences(names) });
    }
    return [...images.values()];
  }

  /** Stores a manifest, or an index and what the archive has of it. @returns the manifest of a single image */
  async #takeDocument(descriptor: Descriptor, depth: number): Promise<Manifest | undefined> {
    const found = this.#files.find(layoutPath(descriptor.digest));
    const bytes =
      found === undefined
        ? await this.#content.read(descriptor)
        : await this.#files.document(layoutPath(descriptor.digest), MAX_MANIFEST_SIZE);
    if (bytes === undefined || depth > MAX_INDEX_DEPTH)
      throw new UserError(`${this.#label}: ${descriptor.digest} cannot be read`);
    const document = parseManifest(bytes, descriptor.mediaType);
    if (document.kind === 'manifest') {
      for (const blob of [document.manifest.config, ...document.manifest.layers]) await this.#takeBlob(blob);
    } else {
      for (const child of manifestsFor(document.index, this.#platforms)) {
        if (this.#files.find(layoutPath(child.digest)) !== undefined) await this.#takeDocument(child, depth + 1);
      }
    }
    await this.#takeBlob(descriptor);
    return document.kind === 'manifest' ? document.manifest : undefined;
  }

  async #takeBlob(descriptor: Descriptor): Promise<void> {
    const found = this.#files.find(layoutPath(descriptor.digest));
    if (found === undefined) {
      if ((await this.#content.size(descriptor.digest)) === descriptor.size) return;
      throw new UserError(`${this.#label} lacks blob ${descriptor.digest}`);
    }
    await this.#take(found, descriptor);
  }

  /** Stores a member under the digest that a document gives for it, which is checked. */
  async #take(found: ArchiveFile, descriptor: Pick<Descriptor, 'digest' | 'size'>): Promise<void> {
    if ((await this.#content.size(descriptor.digest)) === descriptor.size) return;
    if (digestAlgorithm(descriptor.digest) === 'sha256' && found.digest !== descriptor.digest) {
      throw new UserError(`${this.#label}: blob ${descriptor.digest} has other content: ${found.digest}`);
    }
    if (digestAlgorithm(descriptor.digest) !== 'sha256') {
      await this.#content.ingest(createReadStream(found.file) as AsyncIterable<Buffer>, descriptor);
      return;
    }
    // The file stays: another image of the archive may need it too.
    const second = this.#folder.newIngestPath();
    await link(found.file, second).catch(() => copyFile(found.file, second));
    await this.#content.takeFile(second, descriptor);
  }

  async #dockerEntries(): Promise<readonly DockerEntry[] | undefined> {
    const bytes = await this.#files.document('manifest.json', MAX_MANIFEST_SIZE);
    if (bytes === undefined) return undefined;
    const name = `manifest.json in ${this.#label}`;
    return decodeDocument(withDefault(array(dockerEntry), []), bytes, { name, maxBytes: MAX_MANIFEST_SIZE });
  }

  /** An archive without OCI documents gets a manifest. Its layers are mostly uncompressed, and stay so. */
  async #loadDockerEntry({ Config, RepoTags, Layers }: DockerEntry): Promise<LoadedImage> {
    const configBytes = await this.#files.document(Config, MAX_CONFIG_SIZE);
    if (configBytes === undefined) throw new UserError(`${this.#label} lacks ${JSON.stringify(Config)}`);
    const { diff_ids: diffIds } = parseImageConfig(configBytes).rootfs;
    if (diffIds.length !== Layers.length) {
      throw new UserError(`${this.#label}: config and manifest.json name different numbers of layers`);
    }
    const config = { mediaType: OCI_CONFIG, digest: sha256(configBytes), size: configBytes.length };
    const layers: Descriptor[] = [];
    for (const [index, path] of Layers.entries()) layers.push(await this.#takeLayer(path, diffIds[index]));
    await this.#content.put(configBytes);
    const manifest: Manifest = { schemaVersion: 2, mediaType: OCI_MANIFEST, config, layers };
    const target = { mediaType: OCI_MANIFEST, ...(await this.#content.put(Buffer.from(JSON.stringify(manifest)))) };
    return { target, imageId: imageIdOf(config.digest), references: RepoTags.map(nameOf) };
  }

  async #takeLayer(path: string, diffId: DiffId | undefined): Promise<Descriptor> {
    const found = this.#files.find(path);
    if (found === undefined) throw new UserError(`${this.#label} lacks ${JSON.stringify(path)}`);
    const { digest, size } = found;
    const mediaType = await this.#layerType(found);
    // A compressed layer is checked against its diff id when it is first unpacked, like a pulled one.
    if (mediaType === OCI_LAYER && diffIdOfTar(digest) !== diffId) {
      throw new UserError(`${this.#label}: layer ${JSON.stringify(path)} is not the one that the config names`);
    }
    await this.#take(found, { digest, size });
    return { mediaType, digest, size };
  }

  async #layerType(found: ArchiveFile): Promise<string> {
    const handle = await open(found.file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(6), 0, 6, 0);
      const compression = detectCompression(buffer.subarray(0, bytesRead));
      if (compression === 'none') return OCI_LAYER;
      if (compression === 'gzip') return OCI_LAYER_GZIP;
      if (compression === 'zstd') return OCI_LAYER_ZSTD;
      throw new UserError(`${this.#label} has a layer compressed with ${compression}, for which OCI has no media type`);
    } finally {
      await handle.close();
    }
  }
}

/** The entries of an index for one of the platforms, or that do not say for which they are, and what attests them. */
function manifestsFor({ manifests }: Index, platforms: readonly Platform[]): readonly Descriptor[] {
  if (platforms.length === 0) return manifests;
  const wanted = manifests.filter((entry) => namesImage(entry) && fits(entry.platform, platforms));
  const digests = new Set<string>(wanted.map(({ digest }) => digest));
  return manifests.filter((entry) => digests.has(attestedImage(entry) ?? entry.digest));
}

function fits(offered: Platform | undefined, platforms: readonly Platform[]): boolean {
  return offered === undefined || platforms.some((wanted) => platformDistance(wanted, offered) !== undefined);
}

/** @throws UserError that names an image without any of the platforms */
async function refuseOtherPlatforms(
  content: ContentStore,
  loaded: readonly LoadedImage[],
  { label, platforms }: { readonly label: string; readonly platforms: readonly Platform[] },
): Promise<void> {
  for (const { target, references, imageId } of loaded) {
    const offered = (await offeredImages(content, target)).filter(({ documents }) => documents !== undefined);
    if (offered.some(({ platform }) => platform !== undefined && fits(platform, platforms))) continue;
    const [name] = references;
    const wanted = platforms.map(formatPlatform).join(', ');
    throw new UserError(
      `${label}: image ${name === undefined ? imageId : familiarName(name)} does not provide the requested platform (${wanted})`,
      {
        hint: `It is there for ${offered.flatMap(({ platform }) => (platform === undefined ? [] : formatPlatform(platform))).join(', ') || 'no platform'}.`,
      },
    );
  }
}

/** @throws UserError when the archive has a text that is not a name */
function nameOf(tag: string): ImageReference {
  return withDefaultTag(parseReference(tag));
}

/** `ref.name` is mostly only a tag, which is not the name of an image. */
function nameIn(entry: Descriptor): readonly ImageReference[] {
  const name = entry.annotations?.[IMAGE_NAME] ?? entry.annotations?.[REF_NAME];
  if (name === undefined || isDigest(name) || !/[/:]/.test(name)) return [];
  try {
    return [nameOf(name)];
  } catch {
    return [];
  }
}
