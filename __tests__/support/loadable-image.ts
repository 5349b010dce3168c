import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';

import type { LoadableImage, LoadablePlatform, LayerFiles } from '../../src/daemon/daemon.js';
import type { Layer } from '../../src/layer/layer.js';
import { digestHex, sha256, type Digest } from '../../src/oci/digest.js';
import { contentIdOfBase, diffIdOfTar, imageIdOf } from '../../src/oci/identity.js';
import {
  OCI_CONFIG,
  OCI_INDEX,
  OCI_LAYER,
  OCI_LAYER_GZIP,
  OCI_LAYER_ZSTD,
  OCI_MANIFEST,
} from '../../src/oci/media-types.js';
import { tags } from './image-names.js';
import { tarOf } from './stored-image.js';

type Compression = 'none' | 'gzip' | 'zstd';

/** Layers whose blobs are files of a folder. */
export class LayerFolder {
  readonly #folder: string;
  /** Digests of the layers that somebody asked for. */
  readonly asked: Digest[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  readonly files: LayerFiles = (layer) => {
    this.asked.push(layer.blob.digest);
    return Promise.resolve(this.#fileOf(layer.blob.digest));
  };

  layer(files: Readonly<Record<string, string>>, compression: Compression = 'gzip'): Layer {
    const tar = tarOf(files);
    const [blob, mediaType] =
      compression === 'none'
        ? [tar, OCI_LAYER]
        : compression === 'gzip'
          ? [gzipSync(tar), OCI_LAYER_GZIP]
          : [execFileSync('zstd', ['-c'], { input: tar }), OCI_LAYER_ZSTD];
    const digest = sha256(blob);
    writeFileSync(this.#fileOf(digest), blob);
    const diffId = diffIdOfTar(sha256(tar));
    return { blob: { mediaType, digest, size: blob.length }, diffId, contentId: contentIdOfBase(diffId) };
  }

  #fileOf(digest: Digest): string {
    return join(this.#folder, digestHex(digest));
  }
}

export function platformOf(layers: readonly Layer[], architecture = 'amd64'): LoadablePlatform {
  const config = Buffer.from(
    JSON.stringify({
      architecture,
      os: 'linux',
      created: '2026-01-02T03:04:05Z',
      config: { Cmd: ['/hello'] },
      rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
      history: layers.map((_, index) => ({ created_by: `COPY ${index}` })),
    }),
  );
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: { mediaType: OCI_CONFIG, digest: sha256(config), size: config.length },
      layers: layers.map(({ blob }) => blob),
    }),
  );
  const descriptor = {
    mediaType: OCI_MANIFEST,
    digest: sha256(manifest),
    size: manifest.length,
    platform: { os: 'linux', architecture },
  };
  return { config, imageId: imageIdOf(sha256(config)), manifest, descriptor, layers };
}

/** An image of one platform, or an index of several. */
export function loadable(platforms: readonly LoadablePlatform[], ...names: readonly string[]): LoadableImage {
  const references = tags(...names);
  const [first] = platforms;
  if (first === undefined) throw new Error('an image has a platform');
  if (platforms.length === 1) return { target: first.descriptor, index: undefined, platforms, references };
  const index = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: platforms.map(({ descriptor }) => descriptor),
    }),
  );
  const target = { mediaType: OCI_INDEX, digest: sha256(index), size: index.length };
  return { target, index, platforms, references };
}
