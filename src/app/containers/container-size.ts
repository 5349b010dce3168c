import { readFile } from 'node:fs/promises';

import { decodeIndex } from '../../layer/layer-index.js';
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
  const written = await writtenSize(containers, known);
  let below = 0;
  for (const layer of known.container.layers)
    below += unpackedSize((await layers.index(layer, containers.signal)).entries);
  return { written, all: written + below };
}

/** The bytes that a container wrote. */
export async function writtenSize(containers: ContainerAccess, known: KnownContainer): Promise<number> {
  // A container that never ran has written nothing, and needs no files for that.
  if (known.state.status === 'created') return 0;
  return await containers.withCapture(known, false, async ({ indexFile }) =>
    unpackedSize(decodeIndex(await readFile(indexFile)).entries),
  );
}
