import type { Digest } from '../../oci/digest.js';
import type { ImageId } from '../../oci/identity.js';
import type { Layer } from '../../layer/layer.js';
import type { StoreFolder } from '../../store/store-folder.js';
import { ContainerStore } from './container-store.js';

/** A container as something that uses an image. */
export interface ContainerUse {
  readonly imageId: ImageId;
  /** The manifest that it was made from. */
  readonly target: Digest;
  /** For people: `container 4c01db0b339c`. */
  readonly user: string;
  readonly isRunning: boolean;
}

/** The containers of a root, as users of images: `rmi` refuses those images, and pruning keeps them. */
export async function containerUses(folder: StoreFolder): Promise<readonly ContainerUse[]> {
  return (await new ContainerStore(folder).list()).map(({ container, state }) => ({
    imageId: container.imageId,
    target: container.imageManifest.digest,
    user: `container ${container.id.slice(0, 12)}`,
    isRunning: state.status === 'running',
  }));
}

/** What containers need of the store, also if their images were removed. */
export interface ContainerNeeds {
  readonly images: ReadonlySet<ImageId>;
  readonly documents: readonly Digest[];
  readonly layers: readonly Layer[];
}

export async function containerNeeds(folder: StoreFolder): Promise<ContainerNeeds> {
  const all = await new ContainerStore(folder).list();
  return {
    images: new Set(all.map(({ container }) => container.imageId)),
    documents: all.flatMap(({ container }) => [container.imageManifest.digest, container.imageConfig.digest]),
    layers: all.flatMap(({ container }) => container.layers),
  };
}
