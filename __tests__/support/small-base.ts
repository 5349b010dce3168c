import { type FakeRegistry, sha256Of } from './fake-registry.js';
import { tarBytes } from './tar-bytes.js';

const CONFIG = 'application/vnd.oci.image.config.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar';

/**
 * Puts an image with one file into a registry, as `REPOSITORY:latest`.
 *
 * @returns the digest of its config
 */
export function putSmallBase(registry: FakeRegistry, repository: string): string {
  const layer = tarBytes([{ name: 'base', content: 'of a base' }]);
  const digest = registry.putBlob(repository, layer);
  const rootfs = { type: 'layers', diff_ids: [digest] };
  const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', config: {}, rootfs }));
  const configDigest = registry.putBlob(repository, config);
  registry.putManifest(repository, 'latest', MANIFEST, {
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: { mediaType: CONFIG, digest: configDigest, size: config.length },
    layers: [{ mediaType: LAYER, digest: sha256Of(layer), size: layer.length }],
  });
  return configDigest;
}
