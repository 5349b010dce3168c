import { sha256 } from '../../../src/oci/digest.js';
import { OCI_CONFIG, OCI_INDEX, OCI_LAYER, OCI_MANIFEST } from '../../../src/oci/media-types.js';
import { tarBytes } from '../../support/tar-bytes.js';

const layer = tarBytes([{ name: 'a', content: 'b' }]);
const config = JSON.stringify({
  ...{ architecture: 'amd64', os: 'linux' },
  rootfs: { type: 'layers', diff_ids: [sha256(layer)] },
});
const described = (mediaType: string, bytes: string | Buffer): object => ({
  mediaType,
  digest: sha256(bytes),
  size: Buffer.byteLength(bytes),
});
const manifest = JSON.stringify({
  ...{ schemaVersion: 2, mediaType: OCI_MANIFEST },
  ...{ config: described(OCI_CONFIG, config), layers: [described(OCI_LAYER, layer)] },
});
const index = JSON.stringify({
  ...{ schemaVersion: 2, mediaType: OCI_INDEX },
  manifests: [{ ...described(OCI_MANIFEST, manifest), annotations: { 'org.opencontainers.image.ref.name': 'app:1' } }],
});
const blob = (bytes: string | Buffer): { readonly name: string; readonly content: string | Buffer } => ({
  name: `blobs/sha256/${sha256(bytes).slice('sha256:'.length)}`,
  content: bytes,
});

/** An OCI archive, and one of `docker save`. */
export const ARCHIVES: readonly Buffer[] = [
  tarBytes([
    { name: 'oci-layout', content: '{"imageLayoutVersion":"1.0.0"}' },
    { name: 'index.json', content: index },
    ...[manifest, config, layer].map(blob),
  ]),
  tarBytes([
    {
      name: 'manifest.json',
      content: JSON.stringify([{ Config: 'c.json', RepoTags: ['app:1'], Layers: ['l/layer.tar'] }]),
    },
    { name: 'c.json', content: config },
    { name: 'l/layer.tar', content: layer },
  ]),
];
