import { OCI_CONFIG, OCI_MANIFEST } from '../../src/oci/media-types.js';
import type { ImageToPush } from '../../src/registry/push.js';
import type { BlobToPush } from '../../src/registry/upload.js';
import { type FakeRegistry, sha256Of } from './fake-registry.js';

export const CONFIG = Buffer.from('{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}');

/** An image with these layers, for the repository `team/app` of a registry. */
export function imageToPush(
  registry: FakeRegistry,
  layers: readonly BlobToPush[],
  tags: readonly string[] = ['1'],
): ImageToPush {
  const manifest = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: OCI_CONFIG, digest: sha256Of(CONFIG), size: CONFIG.length },
    layers: layers.map(({ descriptor }) => descriptor),
  };
  return {
    target: { registry: registry.host, repository: 'team/app', tags },
    manifest: { mediaType: OCI_MANIFEST, bytes: Buffer.from(JSON.stringify(manifest)) },
    config: CONFIG,
    layers,
  };
}
