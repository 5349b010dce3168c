import { gzipSync } from 'node:zlib';

import { paddingAfter, tarHeader } from '../../src/layer/tar-writer.js';
import type { Descriptor } from '../../src/oci/descriptor.js';
import { sha256 } from '../../src/oci/digest.js';
import type { ImageConfig } from '../../src/oci/image-config.js';
import type { Manifest } from '../../src/oci/manifest.js';
import { OCI_CONFIG, OCI_LAYER_GZIP, OCI_MANIFEST } from '../../src/oci/media-types.js';
import { type DiffId, type ImageId, diffIdOfTar, imageIdOf } from '../../src/oci/identity.js';
import { ContentStore } from '../../src/store/content-store.js';
import { ImageStore } from '../../src/store/image-store.js';
import { LayerStore } from '../../src/store/layer-store.js';
import { StoreFolder } from '../../src/store/store-folder.js';

export interface OpenStore {
  readonly folder: StoreFolder;
  readonly content: ContentStore;
  readonly images: ImageStore;
  readonly layers: LayerStore;
}

export function openStore(root: string): OpenStore {
  const folder = StoreFolder.open(root);
  const content = new ContentStore(folder);
  return { folder, content, images: new ImageStore(folder), layers: new LayerStore(folder, content) };
}

/** A tar of regular files. */
export function tarOf(files: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(files).flatMap(([path, text]) => {
    const size = Buffer.byteLength(text);
    const header = tarHeader({ type: 'file', path, mode: 0o644, uid: 0, gid: 0, mtime: 0, size });
    return [header, Buffer.from(text), Buffer.alloc(paddingAfter(size))];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

export interface MadeImage {
  readonly target: Descriptor;
  readonly imageId: ImageId;
  readonly manifest: Manifest;
  readonly diffIds: readonly DiffId[];
}

/** Puts an image into the content store: one gzipped layer for each element of `layers`. */
export async function makeImage(
  content: ContentStore,
  layers: readonly Readonly<Record<string, string>>[],
): Promise<MadeImage> {
  const tars = layers.map(tarOf);
  const diffIds = tars.map((tar) => diffIdOfTar(sha256(tar)));
  const descriptors: Descriptor[] = [];
  for (const tar of tars) descriptors.push({ mediaType: OCI_LAYER_GZIP, ...(await content.put(gzipSync(tar))) });
  const config: ImageConfig = {
    created: '2026-01-02T03:04:05Z',
    architecture: 'amd64',
    os: 'linux',
    config: { Cmd: ['/hello'], Env: ['PATH=/bin'] },
    rootfs: { type: 'layers', diff_ids: diffIds },
    history: diffIds.map((_, index) => ({ created_by: `COPY ${index}` })),
  };
  const configBlob = await content.put(Buffer.from(JSON.stringify(config)));
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: OCI_CONFIG, ...configBlob },
    layers: descriptors,
  };
  const target = { mediaType: OCI_MANIFEST, ...(await content.put(Buffer.from(JSON.stringify(manifest)))) };
  return { target, imageId: imageIdOf(configBlob.digest), manifest, diffIds };
}
