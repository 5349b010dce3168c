import type { ImageDaemon } from '../../daemon/daemon.js';
import type { EventSink } from '../../engine/events.js';
import { UserError } from '../../errors.js';
import { familiarName, type TaggedReference } from '../../oci/reference.js';
import { formatBytes } from '../../text/format.js';
import type { LayerProvider } from '../host/layer-provider.js';
import type { BuildOptions } from '../options/build-options.js';
import type { HostSettings } from '../options/host-settings.js';
import { isMultiPlatform } from '../options/multi-platform.js';
import { isLoad } from '../options/values/output-spec.js';
import type { BuiltImage } from './encoded-image.js';

/** The Docker daemon, or podman, that a build loads its image into. */
export class DaemonOutput {
  readonly #daemon: ImageDaemon;
  readonly #sink: EventSink;

  constructor(daemon: ImageDaemon, sink: EventSink) {
    this.#daemon = daemon;
    this.#sink = sink;
  }

  /** @throws InfraError when the daemon does not take the image; as `LayerProvider` when a layer that it lacks cannot be had */
  async load(
    { platforms, target, index, imageId }: BuiltImage,
    references: readonly TaggedReference[],
    layers: LayerProvider,
    signal: AbortSignal,
  ): Promise<void> {
    const image = { platforms, target, index: index?.bytes, references };
    const loaded = await this.#daemon.load(image, (layer, stop) => layers.blobFile(layer, stop), signal);
    const names = references.length === 0 ? imageId : references.map(familiarName).join(', ');
    const there = `${loaded.layers - loaded.sent} of ${loaded.layers} layers were there already`;
    this.#sink({
      type: 'notice',
      message: `Loaded ${names} into ${this.#daemon.name}: sent ${formatBytes(loaded.bytes)}; ${there}`,
    });
  }

  close(): void {
    this.#daemon.close();
  }
}

/**
 * Connects to the daemon if an output asks for it: a build that cannot be loaded ends before it begins.
 *
 * @throws UserError when there is none, or it cannot keep an image of several platforms
 */
export async function openDaemonOutput(
  { outputs, ...image }: Pick<BuildOptions, 'outputs' | 'platforms' | 'buildArgs'>,
  host: HostSettings,
  sink: EventSink,
  signal: AbortSignal,
): Promise<DaemonOutput | undefined> {
  if (!outputs.some(isLoad)) return undefined;
  const { openDaemon } = await import('../../daemon/open-daemon.js');
  const daemon = await openDaemon(host.daemon, signal);
  if (!isMultiPlatform(image) || daemon.keepsIndexes) return new DaemonOutput(daemon, sink);
  daemon.close();
  throw new UserError(`${daemon.name} does not support manifest lists: it takes the image of one platform`, {
    hint: "Load one platform, or push the image. A Docker daemon with containerd's image store takes all: https://docs.docker.com/engine/storage/containerd/",
  });
}
