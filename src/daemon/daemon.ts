import type { Layer } from '../layer/layer.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { ImageId } from '../oci/identity.js';
import type { TaggedReference } from '../oci/reference.js';

/** Where images are kept to be run: a Docker daemon, or podman. */
export interface ImageDaemon {
  /** For messages: `Docker (unix:///var/run/docker.sock)`. */
  readonly name: string;
  /** Whether it keeps an image of several platforms together. */
  readonly keepsIndexes: boolean;
  /**
   * Brings an image to it under all its names; without a name, it is found by its id. Layers that it has are not sent.
   *
   * @throws InfraError with its own words when it does not take the image, or gives no answer for long; what `files` throws
   */
  load(image: LoadableImage, files: LayerFiles, signal: AbortSignal): Promise<Loaded>;
  close(): void;
}

/** The platforms of an image, with their documents encoded. */
export interface LoadableImage {
  /** Of the manifest, or of the index. */
  readonly target: Descriptor;
  /** The bytes of the index, where there is one. */
  readonly index: Buffer | undefined;
  readonly platforms: readonly LoadablePlatform[];
  readonly references: readonly TaggedReference[];
}

export interface LoadablePlatform {
  readonly config: Buffer;
  readonly imageId: ImageId;
  readonly manifest: Buffer;
  readonly descriptor: Descriptor;
  readonly layers: readonly Layer[];
}

/** Gives the absolute path of a layer's blob, after it was fetched if need be. Called only for layers that are sent. */
export type LayerFiles = (layer: Layer, signal: AbortSignal) => Promise<string>;

/** What a load took. */
export interface Loaded {
  /** Bytes that were sent in all. */
  readonly bytes: number;
  /** Blobs of layers that were sent, and that the image has. */
  readonly sent: number;
  readonly layers: number;
}
