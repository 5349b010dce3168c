import { unpackedSize } from '../../layer/unpacked-size.js';
import type { ContainerAccess } from './container-access.js';
import type { KnownContainer } from './container-store.js';

/** Bytes, as docker counts them: what a container wrote, and that with the files of its image. */
export interface ContainerSize {
  readonly written: number;
  readonly all: number;
}

/** @throws InfraError when a layer of its image is gone */
export async function sizeOf(containers: ContainerAccess, known: KnownContainer): Promise<ContainerSize> {
  const { layers } = containers.adapters;
  const written = await containers.measure(known);
  let below = 0;
  for (const layer of known.container.layers)
    below += unpackedSize((await layers.index(layer, containers.signal)).entries);
  return { written, all: written + below };
}
