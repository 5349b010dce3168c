import type { Containers } from '../../app/containers/containers.js';
import type { LocalImages } from '../../app/local-images.js';
import type { HostSettings } from '../../app/options/host-settings.js';
import type { CliProcess } from '../command/cli-process.js';
import { withContainers } from '../containers/container-verb.js';

/** Everything in the store of a root, which is opened once: all that a verb does with it, it does under one lease. */
interface OpenedStore {
  readonly containers: Containers;
  readonly images: LocalImages;
}

export async function withStore<T>(
  host: HostSettings,
  cli: CliProcess,
  work: (store: OpenedStore) => Promise<T>,
): Promise<T> {
  const { LocalImages: images } = await cli.loadImages();
  return withContainers(host, cli, (containers) =>
    work({ containers, images: images.over(containers.adapters, host, cli.signal) }),
  );
}
