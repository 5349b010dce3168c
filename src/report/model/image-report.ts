import type { BuildEvent, PlatformImage } from '../../engine/events.js';
import type { LayerOwners } from './layer-owners.js';
import type { ImageReport, LayerReport, PlatformReport, PushedBlob } from './report.js';

export type ImageEvent = Extract<BuildEvent, { readonly type: 'image' }>;

/** What the rest of the build says about the image. */
interface ImageContext {
  /** The steps that made the layers of a platform's image. */
  readonly made: (platform: string) => LayerOwners;
  /** The numbers of the FROM steps that brought layers of a base, by the layer's digest. */
  readonly bases: ReadonlyMap<string, number>;
  readonly pushed: readonly PushedBlob[];
}

/** Paths that are listed for all layers together. */
const LARGEST_PATHS = 20;

export function imageReport(event: ImageEvent, context: ImageContext): ImageReport {
  const { digest, imageId, tags, platforms } = event;
  return {
    digest,
    imageId,
    tags,
    size: sizeOf(platforms.flatMap(({ layers }) => layers)),
    platforms: platforms.map((platform) => platformReport(platform, context)),
    ...(context.pushed.length > 0 && { push: { blobs: context.pushed } }),
  };
}

function platformReport({ platform, digest, imageId, layers }: PlatformImage, context: ImageContext): PlatformReport {
  const owners = context.made(platform);
  const reported = layers.map((layer): LayerReport => {
    const made = owners.get(layer.digest);
    const step = made ?? context.bases.get(layer.digest);
    const { digest: blob, size, paths } = layer;
    return {
      digest: blob,
      size,
      ...(step !== undefined && { step }),
      base: made === undefined && step !== undefined,
      ...(paths !== undefined && { paths }),
    };
  });
  const largestPaths = reported
    .flatMap(({ digest: layer, step, paths = [] }) =>
      paths.map((path) => ({ ...path, layer, ...(step !== undefined && { step }) })),
    )
    .sort((left, right) => right.bytes - left.bytes)
    .slice(0, LARGEST_PATHS);
  return { platform, digest, imageId, size: sizeOf(layers), layers: reported, largestPaths };
}

function sizeOf(layers: readonly { readonly digest: string; readonly size: number }[]): number {
  return [...new Map(layers.map(({ digest, size }) => [digest, size])).values()].reduce((sum, size) => sum + size, 0);
}
