import { existsSync } from 'node:fs';

/** How the files of containers are kept, each in a folder of its own name. */
export const CONTAINER_PLACES = { overlay: 'upper', btrfs: 'btrfs', devicemapper: 'devicemapper', vfs: 'vfs' } as const;
export type ContainerPlace = keyof typeof CONTAINER_PLACES;

/** How the container whose files are in `folder` keeps them; `undefined` for a new one. */
export function containerPlaceIn(folder: string): ContainerPlace | undefined {
  const names = Object.keys(CONTAINER_PLACES) as readonly ContainerPlace[];
  return names.find((name) => existsSync(`${folder}/${CONTAINER_PLACES[name]}`));
}
