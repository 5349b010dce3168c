import path from 'node:path';

import type { FinishedAttestation } from '../../attestation/attestation-manifest.js';
import { EngineBug, UserError } from '../../errors.js';
import { destinationError } from '../../files/write-error.js';
import type { TaggedReference } from '../../oci/reference.js';
import type { RegistryClient } from '../../registry/client.js';
import type { PushTarget } from '../../registry/push.js';
import { archive, writeArchive } from '../../store/archive.js';
import type { ContentStore } from '../../store/content-store.js';
import type { ImageStore } from '../../store/image-store.js';
import { writeOutput } from '../../report/console/standard-output.js';
import { writeOciLayout } from '../../store/oci-layout.js';
import { asImage, asReferrer } from './attestation-to-push.js';
import { byRepository } from './by-repository.js';
import type { DaemonOutput } from './daemon-output.js';
import type { BuiltImage } from './encoded-image.js';
import { layerToPush } from './layer-to-push.js';
import type { LayerProvider } from '../host/layer-provider.js';
import type { FilesDestination, OutputDestination } from '../options/values/output-spec.js';
import { makeFolders } from '../../files/make-folders.js';

interface OutputParts {
  readonly content: ContentStore;
  readonly images: ImageStore;
  readonly registry: RegistryClient;
  readonly layers: LayerProvider;
  /** Where images are loaded into. Absent if no output asks for it. */
  readonly daemon?: DaemonOutput | undefined;
  readonly signal: AbortSignal;
}

/** Where a whole image goes. */
type ImageDestination = Exclude<OutputDestination, FilesDestination | { readonly type: 'cacheonly' }>;

/** Brings an image to where it was asked for, one output after the other. Bytes are fetched only for those that need them. */
export class ImageOutputs {
  readonly #parts: OutputParts;

  constructor(parts: OutputParts) {
    this.#parts = parts;
  }

  /** @param references without any, the image is known by its digest alone */
  async write(image: BuiltImage, output: ImageDestination, references: readonly TaggedReference[]): Promise<void> {
    const { content, signal } = this.#parts;
    const named = { target: image.target, references };
    switch (output.type) {
      case 'store':
        return output.unstored === true ? undefined : this.keep(image, references);
      case 'registry':
        return this.#push(image, output.byDigest === true ? references.map(repositoryOf) : byRepository(references));
      case 'oci':
      case 'docker': {
        if (output.dest === undefined) return this.#load(image, references);
        await this.#complete(image);
        const tar = output.type === 'docker' || output.tar;
        if (output.dest === '-') {
          for await (const chunk of archive(content, { images: [named] }, signal)) await writeOutput(chunk, signal);
          return;
        }
        makeParent(output.dest);
        return tar
          ? writeArchive(content, { images: [named] }, output.dest, signal)
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
      if (platform.attestation !== undefined) await this.#keepAttestation(platform.attestation);
    }
    if (image.index !== undefined) await content.put(image.index.bytes);
  }

  async #keepAttestation({ statements, config, manifest }: FinishedAttestation): Promise<void> {
    const { content } = this.#parts;
    for (const bytes of [...statements.map((statement) => statement.bytes), config, manifest]) await content.put(bytes);
  }

  async #load(image: BuiltImage, references: readonly TaggedReference[]): Promise<void> {
    const { daemon, layers, signal } = this.#parts;
    if (daemon === undefined) throw new EngineBug('no daemon was opened');
    await daemon.load(image, references, layers, signal);
  }

  async #push(image: BuiltImage, targets: readonly PushTarget[]): Promise<void> {
    if (targets.length === 0) {
      throw new UserError('there is no name to push the image to', { hint: 'Give one with --tag REGISTRY/NAME:TAG.' });
    }
    return this.#pushTo(image, targets);
  }

  async #pushTo(image: BuiltImage, targets: readonly PushTarget[]): Promise<void> {
    const { registry: client, layers: provider, signal } = this.#parts;
    const images = image.platforms.map(({ manifest, descriptor, config, layers }) => ({
      manifest: { mediaType: descriptor.mediaType, bytes: manifest },
      config,
      layers: layers.map((layer) => layerToPush(layer, provider, signal)),
    }));
    const referrers = image.platforms.flatMap(({ referrer }) => referrer ?? []);
    // Before the tags are moved.
    for (const referrer of [...referrers, ...(image.signatures ?? [])]) {
      for (const target of targets) await client.pushReferrer(asReferrer(referrer, target), signal);
    }
    const only = image.platforms.find(({ descriptor }) => descriptor.digest === image.target.digest);
    const bytes = image.index?.bytes ?? only?.manifest;
    if (bytes === undefined) throw new EngineBug('an image without its own document');
    const named = [...images, ...image.platforms.flatMap(({ attestation }) => attestation ?? []).map(asImage)];
    await client.push({ targets, root: { mediaType: image.target.mediaType, bytes }, images: named }, signal);
  }
}

/** Under its digest alone. */
function repositoryOf({ registry, repository }: TaggedReference): PushTarget {
  return { registry, repository, tags: [] };
}

/** @throws UserError if the folder cannot be made */
function makeParent(dest: string): void {
  try {
    makeFolders(path.dirname(dest));
  } catch (error) {
    throw destinationError(error, 'write the output', dest);
  }
}
