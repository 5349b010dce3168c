import path from 'node:path';

import { EngineBug, UserError } from '../../errors.js';
import { destinationError } from '../../files/write-error.js';
import type { Layer } from '../../layer/layer.js';
import type { Descriptor } from '../../oci/descriptor.js';
import { OCI_INDEX, ociLayerType } from '../../oci/media-types.js';
import type { TaggedReference } from '../../oci/reference.js';
import type { ImageId } from '../../oci/identity.js';
import type { RegistryClient } from '../../registry/client.js';
import type { PushTarget } from '../../registry/push.js';
import { archive, writeArchive } from '../../store/archive.js';
import type { ContentStore } from '../../store/content-store.js';
import type { ImageStore } from '../../store/image-store.js';
import { writeToStdout } from '../../report/console/blocking-stdio.js';
import { writeOciLayout } from '../../store/oci-layout.js';
import { byRepository } from './by-repository.js';
import { indexOf, type FinishedImage } from './encoded-image.js';
import type { LayerProvider } from '../host/layer-provider.js';
import type { OutputDestination } from '../options/values/output-spec.js';
import { fileChunks } from '../../files/file-chunks.js';
import { makeFolders } from '../../files/make-folders.js';

interface OutputParts {
  readonly content: ContentStore;
  readonly images: ImageStore;
  readonly registry: RegistryClient;
  readonly layers: LayerProvider;
  readonly signal: AbortSignal;
}

/** What was built, for one platform or several. */
export interface BuiltImage {
  readonly platforms: readonly FinishedImage[];
  /** Of the manifest, or of the index. */
  readonly target: Descriptor;
  readonly imageId: ImageId;
}

export function builtImage(platforms: readonly FinishedImage[]): BuiltImage {
  const [first, ...others] = platforms;
  if (first === undefined) throw new EngineBug('nothing was built');
  if (others.length === 0) return { platforms, target: first.descriptor, imageId: first.imageId };
  const { descriptor } = indexOf(platforms);
  return { platforms, target: descriptor, imageId: first.imageId };
}

/** Brings an image to where it was asked for, one output after the other. Bytes are fetched only for those that need them. */
export class ImageOutputs {
  readonly #parts: OutputParts;

  constructor(parts: OutputParts) {
    this.#parts = parts;
  }

  /** @param references without any, the image is known by its digest alone */
  async write(image: BuiltImage, output: OutputDestination, references: readonly TaggedReference[]): Promise<void> {
    const { content, signal } = this.#parts;
    const named = { target: image.target, references };
    switch (output.type) {
      case 'store':
        return this.keep(image, references);
      case 'registry':
        return this.#push(image, references);
      case 'oci':
      case 'docker': {
        await this.#complete(image);
        const tar = output.type === 'docker' || output.tar;
        if (output.dest === '-') {
          for await (const chunk of archive(content, named, signal)) await writeToStdout(chunk, signal);
          return;
        }
        makeParent(output.dest);
        return tar
          ? writeArchive(content, named, output.dest, signal)
          : writeOciLayout(content, named, output.dest, signal);
      }
    }
  }

  /** Keeps the image in the local store. */
  async keep(image: BuiltImage, references: readonly TaggedReference[]): Promise<void> {
    await this.#complete(image);
    await this.#parts.images.add({ target: image.target, imageId: image.imageId }, references);
  }

  /** Puts the image's documents into the store, and fetches the layers that are not there. */
  async #complete(image: BuiltImage): Promise<void> {
    const { content, layers, signal } = this.#parts;
    for (const platform of image.platforms) {
      await Promise.all(platform.layers.map((layer) => layers.blobFile(layer, signal)));
      await content.put(platform.config);
      await content.put(platform.manifest);
    }
    if (image.target.mediaType === OCI_INDEX) await content.put(indexOf(image.platforms).bytes);
  }

  async #push(image: BuiltImage, references: readonly TaggedReference[]): Promise<void> {
    if (references.length === 0) {
      throw new UserError('there is no name to push the image to', { hint: 'Give one with --tag REGISTRY/NAME:TAG.' });
    }
    return this.#pushTo(image, byRepository(references));
  }

  async #pushTo(image: BuiltImage, targets: readonly PushTarget[]): Promise<void> {
    const { registry: client, signal } = this.#parts;
    const images = image.platforms.map(({ manifest, descriptor, config, layers }) => ({
      manifest: { mediaType: descriptor.mediaType, bytes: manifest },
      config,
      layers: layers.map((layer) => this.#blobToPush(layer)),
    }));
    const only = image.platforms.find(({ descriptor }) => descriptor.digest === image.target.digest);
    const bytes = only?.manifest ?? indexOf(image.platforms).bytes;
    await client.push({ targets, root: { mediaType: image.target.mediaType, bytes }, images }, signal);
  }

  #blobToPush(layer: Layer) {
    const { layers, signal } = this.#parts;
    const mountFrom = layers.sourceOf(layer.blob.digest);
    return {
      descriptor: { ...layer.blob, mediaType: ociLayerType(layer.blob.mediaType) },
      open: async function* () {
        yield* fileChunks(await layers.blobFile(layer, signal), { signal });
      },
      ...(mountFrom === undefined ? {} : { mountFrom }),
    };
  }
}

/** @throws UserError if the folder cannot be made */
function makeParent(dest: string): void {
  try {
    makeFolders(path.dirname(dest));
  } catch (error) {
    throw destinationError(error, 'write the output', dest);
  }
}
