import type { Builder } from '../../buildkit/builder.js';
import { EngineClient } from '../../daemon/engine-client.js';
import type { ImageDraft } from '../../engine/image-draft.js';
import type { BuildPlan } from '../../engine/plan/build-plan.js';
import { History } from '../../engine/history.js';
import { InfraError } from '../../errors.js';
import { AppendableJson } from '../../json/appendable-json.js';
import { imageLayers } from '../../layer/image-layers.js';
import type { Layer } from '../../layer/layer.js';
import { contentIdOfForeign } from '../../oci/identity.js';
import { MAX_CONFIG_SIZE, type ImageConfig } from '../../oci/image-config.js';
import { imageAsItIs, type ImageState } from '../../plan/image-state.js';
import { readImage } from '../../store/image-contents.js';
import { loadArchive, type LoadedImage } from '../../store/load-archive.js';
import type { Adapters } from '../host/adapters.js';

/** What brings an image from a builder to this machine's store. */
export interface ImageFetch {
  /** What the builder is to do with the image. */
  readonly exporter: { readonly type: string; readonly attributes: Readonly<Record<string, string>> };
  /** Takes the archive that the builder sends by itself. */
  readonly take?: (bytes: AsyncIterable<Uint8Array>) => Promise<void>;
  /** @param result what the builder said of the image @throws InfraError when it gave none */
  image(result: Readonly<Record<string, string>>, signal: AbortSignal): Promise<LoadedImage>;
}

type Store = Pick<Adapters, 'folder' | 'content' | 'images'>;

/** A builder writes an OCI archive into the session; a Docker daemon keeps the image, and gives it as `docker save` does. */
export function imageFetch(builder: Builder, store: Store, signal: AbortSignal): ImageFetch {
  const label = `the image from ${builder.name}`;
  if (builder.address.upgradeAt !== undefined) return fromDaemon(builder, store, label);
  let loaded: readonly LoadedImage[] = [];
  return {
    exporter: { type: 'oci', attributes: {} },
    take: async (bytes) => {
      loaded = await loadArchive(store, bytes, { label, signal });
    },
    image: () => Promise.resolve(only(loaded, label)),
  };
}

function fromDaemon({ address, name }: Builder, store: Store, label: string): ImageFetch {
  return {
    exporter: { type: 'moby', attributes: {} },
    image: async (result, signal) => {
      // A daemon that unpacks images calls them by their configs, one with containerd's store by their manifests.
      const id = result['containerimage.digest'] ?? result['containerimage.config.digest'];
      if (id === undefined) throw new InfraError(`${name} made no image`);
      const client = new EngineClient({ ...address.place, text: address.text });
      try {
        return only(await client.save(id, (bytes) => loadArchive(store, bytes, { label, signal }), signal), label);
      } finally {
        client.close();
      }
    },
  };
}

function only([first, ...others]: readonly LoadedImage[], label: string): LoadedImage {
  if (first === undefined || others.length > 0) throw new InfraError(`${label} did not come`);
  return first;
}

/** An image as it is, as a draft from which outputs are made. */
export async function draftOfFetched(
  { target }: LoadedImage,
  plan: BuildPlan,
  { content }: Pick<Adapters, 'content'>,
  label: string,
): Promise<ImageDraft> {
  const { manifest, config } = await readImage(content, target, plan.platform);
  const layers = imageLayers(label, manifest, config);
  const base = baseLayers(plan, config);
  return {
    image: withTriggers(imageAsItIs(config), config),
    layers: layers.map((layer, number) => base[number] ?? { ...layer, contentId: contentIdOfForeign(layer.diffId) }),
    history: History.none,
    document: await content.read(manifest.config, MAX_CONFIG_SIZE),
  };
}

/** An image that is a base has no triggers any more when a stage begins on it. This one keeps them. */
function withTriggers(image: ImageState, { config = {} }: ImageConfig): ImageState {
  const { OnBuild } = config;
  return OnBuild === undefined
    ? image
    : { ...image, config: { ...image.config, OnBuild: AppendableJson.list(OnBuild) } };
}

/**
 * The layers of the base that an image begins with, with the blobs that the base's registry has: a Docker daemon gives them
 * uncompressed. Outputs change only the others.
 */
function baseLayers({ stages }: BuildPlan, { rootfs }: ImageConfig): readonly Layer[] {
  const bases = stages.flatMap(({ base }) => (base.kind === 'image' ? [base.image.layers] : []));
  const own = bases.filter((layers) => layers.every(({ diffId }, number) => diffId === rootfs.diff_ids[number]));
  return own.toSorted((one, other) => other.length - one.length)[0] ?? [];
}
