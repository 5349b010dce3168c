import { parseDigest } from '../../src/oci/digest.js';
import { OCI_CONFIG, OCI_LAYER, OCI_MANIFEST } from '../../src/oci/media-types.js';
import type { PlatformImage } from '../../src/registry/push.js';
import { sha256Of } from './fake-registry.js';

/** An empty tar. */
const LAYER = Buffer.alloc(1024);

/** An image with one layer, ready to be pushed. @param config what it has besides that layer */
export function smallImage(config: object, layerText?: string): PlatformImage & { readonly digest: string } {
  const text = Buffer.from(JSON.stringify({ rootfs: { type: 'layers', diff_ids: [sha256Of(LAYER)] }, ...config }));
  const layer = layerText === undefined ? LAYER : Buffer.from(layerText);
  const descriptor = { mediaType: OCI_LAYER, digest: parseDigest(sha256Of(layer)), size: layer.length };
  const manifest = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: OCI_CONFIG, digest: sha256Of(text), size: text.length },
    layers: [descriptor],
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  return {
    manifest: { mediaType: OCI_MANIFEST, bytes },
    config: text,
    layers: [{ descriptor, open: () => [layer] }],
    digest: sha256Of(bytes),
  };
}
