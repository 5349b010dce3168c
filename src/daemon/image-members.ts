import { decompress } from '../layer/compression/decompress.js';
import type { Layer } from '../layer/layer.js';
import { fileChunks } from '../files/file-chunks.js';
import { type ChainId, chainIds } from '../oci/chain-id.js';
import { type Digest, digestHex } from '../oci/digest.js';
import { digestOfImage } from '../oci/identity.js';
import { OCI_INDEX } from '../oci/media-types.js';
import { familiarName } from '../oci/reference.js';
import type { Member } from './archive-body.js';
import type { LayerFiles, LoadableImage, LoadablePlatform } from './daemon.js';

/** What an archive for a daemon is made of. */
export interface ArchiveParts {
  readonly image: LoadableImage;
  /** The stacks of layers that the daemon has. Their blobs are left out. */
  readonly known: ReadonlySet<ChainId>;
  readonly files: LayerFiles;
  readonly signal: AbortSignal;
}

export interface ArchiveMembers {
  readonly members: readonly Member[];
  /** Blobs of layers in it, and in the image. */
  readonly sent: number;
  readonly layers: number;
}

/**
 * The form of `docker save` (moby's `image/spec`, v1.2), for one platform. A daemon that keeps unpacked layers looks for a layer by
 * its chain id before it opens the file, and podman by its diff id: the file of a layer that it has may be empty. Podman refuses an
 * archive in which there is no file at all.
 *
 * @param zstd whether it can read layers that are compressed with zstd; they are decompressed otherwise
 */
export async function dockerMembers(
  parts: ArchiveParts,
  platform: LoadablePlatform,
  zstd: boolean,
): Promise<ArchiveMembers> {
  const { image, files, signal } = parts;
  const config = `${digestHex(platform.imageId)}.json`;
  const wanted = unknownBlobs([platform], parts.known);
  const layers = distinctLayers([platform]);
  const members = await Promise.all(
    layers.map(async (layer): Promise<Member> => {
      const path = layerPath(layer.blob.digest);
      if (!wanted.has(layer.blob.digest)) return { path, size: 0, open: () => [] };
      const file = await files(layer, signal);
      if (zstd || !layer.blob.mediaType.endsWith('zstd')) {
        return { path, size: layer.blob.size, open: () => fileChunks(file, { signal }) };
      }
      const open = (): AsyncGenerator<Buffer, void, undefined> =>
        decompress(fileChunks(file, { signal }), { label: `layer ${layer.blob.digest}`, signal });
      return { path, size: await sizeOf(open()), open };
    }),
  );
  const manifest = [
    {
      Config: config,
      RepoTags: image.references.map(familiarName).sort(),
      Layers: platform.layers.map(({ blob }) => layerPath(blob.digest)),
    },
  ];
  return {
    members: [...members, document(config, platform.config), document('manifest.json', JSON.stringify(manifest))],
    sent: wanted.size,
    layers: layers.length,
  };
}

/**
 * An OCI layout (image-spec, "OCI Image Layout"), for a daemon that keeps blobs. It finds them by digest, wherever they came from.
 * The image has no name in it: names are given when everything is there.
 */
export async function layoutMembers(parts: ArchiveParts): Promise<ArchiveMembers> {
  const { image, known, files, signal } = parts;
  const { mediaType, digest, size } = image.target;
  const wanted = unknownBlobs(image.platforms, known);
  const layers = distinctLayers(image.platforms);
  const blobs = await Promise.all(
    layers
      .filter(({ blob }) => wanted.has(blob.digest))
      .map(async (layer): Promise<Member> => {
        const file = await files(layer, signal);
        return {
          path: layoutBlob(layer.blob.digest),
          size: layer.blob.size,
          open: () => fileChunks(file, { signal }),
        };
      }),
  );
  const documents = image.platforms.flatMap(({ config, imageId, manifest, descriptor }) => [
    [digestOfImage(imageId), config] as const,
    [descriptor.digest, manifest] as const,
  ]);
  if (image.index !== undefined) documents.push([digest, image.index]);
  const index = {
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: [{ mediaType, digest, size }],
  };
  return {
    members: [
      ...blobs,
      ...[...new Map(documents)].map(([of, bytes]) => document(layoutBlob(of), bytes)),
      document('index.json', JSON.stringify(index)),
      document('oci-layout', JSON.stringify({ imageLayoutVersion: '1.0.0' })),
    ],
    sent: wanted.size,
    layers: layers.length,
  };
}

/** A blob that is in the image twice is left out only if it is known at both places. */
function unknownBlobs(platforms: readonly LoadablePlatform[], known: ReadonlySet<ChainId>): ReadonlySet<Digest> {
  const unknown = new Set<Digest>();
  for (const { layers } of platforms) {
    const chain = chainIds(layers.map(({ diffId }) => diffId));
    for (const [index, { blob }] of layers.entries()) {
      const id = chain[index];
      if (id === undefined || !known.has(id)) unknown.add(blob.digest);
    }
  }
  return unknown;
}

function distinctLayers(platforms: readonly LoadablePlatform[]): readonly Layer[] {
  const layers = platforms.flatMap((platform) => platform.layers);
  return [...new Map(layers.map((layer) => [layer.blob.digest, layer])).values()];
}

function layoutBlob(digest: Digest): string {
  return `blobs/${digest.replace(':', '/')}`;
}

/** Any name will do: `manifest.json` says what each file is for. */
function layerPath(digest: Digest): string {
  return `${digestHex(digest)}/layer.tar`;
}

function document(path: string, text: string | Buffer): Member {
  const bytes = Buffer.from(text);
  return { path, size: bytes.length, open: () => [bytes] };
}

async function sizeOf(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const chunk of chunks) size += chunk.byteLength;
  return size;
}
