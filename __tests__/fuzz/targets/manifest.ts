import { decodeArtifact, encodeArtifact } from '../../../src/cache/artifact/artifact-manifest.js';
import { InfraError, UserError } from '../../../src/errors.js';
import { sha256 } from '../../../src/oci/digest.js';
import { offeredPlatforms, parseIndex, parseManifest, selectPlatform } from '../../../src/oci/manifest.js';
import { OCI_INDEX, OCI_LAYER_GZIP, OCI_MANIFEST } from '../../../src/oci/media-types.js';
import { parsePlatform } from '../../../src/oci/platform.js';
import { mutateJson } from '../mutate/json.js';
import { holds, outcomeOf, type Target } from '../target.js';

const refusals = [InfraError, UserError];
const HOST = { os: 'linux', architecture: 'amd64' };
const descriptor = { mediaType: OCI_LAYER_GZIP, digest: sha256('a'), size: 3 };
const PLATFORMS = ['linux/amd64', 'linux/arm/v7', 'linux/arm64/v8', 'windows(10.0+f)/amd64'].map((text) =>
  parsePlatform(text, HOST),
);

export const target: Target = {
  seeds: [
    Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: OCI_MANIFEST,
        config: { ...descriptor, mediaType: 'application/vnd.oci.image.config.v1+json' },
        layers: [{ ...descriptor, urls: ['https://example.com/l'], annotations: { a: 'b' } }],
        subject: descriptor,
      }),
    ),
    Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: OCI_INDEX,
        manifests: [
          { ...descriptor, mediaType: OCI_MANIFEST, platform: { os: 'linux', architecture: 'arm', variant: 'v6' } },
          {
            ...descriptor,
            mediaType: OCI_MANIFEST,
            platform: { os: 'windows', architecture: 'amd64', 'os.version': '10.0', 'os.features': ['f'] },
          },
          {
            ...descriptor,
            mediaType: OCI_MANIFEST,
            annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
            platform: { os: 'unknown', architecture: 'unknown' },
          },
        ],
      }),
    ),
    Buffer.from('{"schemaVersion":1,"fsLayers":[]}'),
    encodeArtifact({ pack: descriptor, packId: 'ab', blobs: [descriptor] }, 'artifact')!.bytes,
    encodeArtifact(
      {
        pack: { ...descriptor, mediaType: 'application/vnd.layer-build.cache.pack.v1' },
        packId: 'ab',
        blobs: [descriptor],
      },
      'image',
    )!.bytes,
  ],
  mutators: [mutateJson, mutateJson],
  refusals,
  run(input) {
    outcomeOf({ refusals }, () =>
      decodeArtifact('here', { bytes: input, mediaType: OCI_MANIFEST, digest: sha256(input) }),
    );
    outcomeOf({ refusals }, () => parseIndex(input));
    const document = parseManifest(input);
    const again = parseManifest(
      Buffer.from(JSON.stringify(document.kind === 'index' ? document.index : document.manifest)),
      document.mediaType,
    );
    holds(JSON.stringify(again) === JSON.stringify(document), 'a manifest can be written and read');
    if (document.kind === 'manifest') return;
    for (const wanted of PLATFORMS) {
      const chosen = selectPlatform(document.index, wanted);
      holds(chosen === undefined || document.index.manifests.includes(chosen), 'what is chosen was offered');
    }
    for (const offered of offeredPlatforms(document.index)) holds(offered !== '', 'a platform has a name');
  },
};
