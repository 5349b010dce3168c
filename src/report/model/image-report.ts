import type { BuildEvent, PlatformImage } from '../../engine/events.js';
import type { ImageReport, LayerReport, PlatformReport, PushedBlob } from './report.js';

export type ImageEvent = Extract<BuildEvent, { readonly type: 'image' }>;

/** Where layers are from: the steps that made them, and the FROMs that brought them, by digest. */
interface Origins {
  readonly made: ReadonlyMap<string, number>;
  readonly bases: ReadonlyMap<string, number>;
  readonly pushed: readonly PushedBlob[];
}

/** Paths that are named of all layers together. */
const LARGEST_PATHS = 20;

export function imageReport(event: ImageEvent, origins: Origins): ImageReport {
  const { digest, imageId, tags, platforms } = event;
  return {
    digest,
    imageId,
    tags,
    size: sizeOf(platforms.flatMap(({ layers }) => layers)),
    platforms: platforms.map((platform) => platformReport(platform, origins)),
    ...(origins.pushed.length > 0 && { push: { blobs: origins.pushed } }),
  };
}

function platformReport({ platform, digest, imageId, layers }: PlatformImage, origins: Origins): PlatformReport {
  const reported = layers.map((layer): LayerReport => {
    const made = origins.made.get(layer.digest);
    const step = made ?? origins.bases.get(layer.digest);
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
