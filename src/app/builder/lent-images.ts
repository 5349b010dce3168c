import { fileChunks } from '../../files/file-chunks.js';
import type { LentContent } from '../../buildkit/session/lend-content.js';
import { GRPC, GrpcError } from '../../buildkit/wire/grpc-error.js';
import type { BuildPlan } from '../../engine/plan/build-plan.js';
import type { Layer } from '../../layer/layer.js';
import { type Digest, sha256 } from '../../oci/digest.js';
import { UserError } from '../../errors.js';
import type { LayerProvider } from '../host/layer-provider.js';
import type { BuildOptions } from '../options/build-options.js';
import type { FinishedImage } from '../outputs/encoded-image.js';
import type { BuiltTargets } from '../sources/named-contexts.js';

/** Images of this machine that a builder reads as if they were in an OCI layout. */
export interface LentImages {
  /** By the name of the context: where the frontend finds the image. */
  readonly attributes: ReadonlyMap<string, string>;
  /** By the builder's name of the place. */
  readonly content: ReadonlyMap<string, LentContent>;
}

interface Parts {
  readonly built: BuiltTargets | undefined;
  readonly layers: LayerProvider;
  /** The builder can read images of its client: BuildKit before 0.11 cannot. */
  readonly canRead: boolean;
}

/** What other targets of the run made, and this one has as a context. @throws UserError where the builder cannot read it */
export async function lendBuilt(
  { buildContexts }: Pick<BuildOptions, 'buildContexts'>,
  { platform }: BuildPlan,
  { built, layers, canRead }: Parts,
): Promise<LentImages> {
  const attributes = new Map<string, string>();
  const content = new Map<string, LentContent>();
  for (const [name, spec] of Object.entries(buildContexts)) {
    if (spec.kind !== 'built' || built === undefined) continue;
    if (!canRead) {
      throw new UserError(`build context ${name}: this builder is too old to use what another target makes`, {
        hint: 'It needs BuildKit 0.11. Push that image, and name it as docker-image://IMAGE, or build without a builder.',
      });
    }
    const image = await built.image(spec.target, platform);
    // A reference has few characters, and a name of a context any.
    const place = `built-${sha256(name).slice('sha256:'.length, 'sha256:'.length + 16)}`;
    attributes.set(name, `oci-layout://${place}@${image.descriptor.digest}`);
    content.set(`oci:${place}`, new ImageContent(image, layers));
  }
  return { attributes, content };
}

/** The blobs of one image. Nothing can be added. */
class ImageContent implements LentContent {
  readonly #documents: ReadonlyMap<Digest, Buffer>;
  readonly #layers: ReadonlyMap<Digest, Layer>;
  readonly #provider: LayerProvider;

  constructor({ config, manifest, layers }: FinishedImage, provider: LayerProvider) {
    this.#documents = new Map([config, manifest].map((bytes) => [sha256(bytes), bytes]));
    this.#layers = new Map(layers.map((layer) => [layer.blob.digest, layer]));
    this.#provider = provider;
  }

  size(digest: Digest): number | undefined {
    return this.#documents.get(digest)?.length ?? this.#layers.get(digest)?.blob.size;
  }

  read(digest: Digest, from: number, signal: AbortSignal): AsyncIterable<Uint8Array> | undefined {
    const document = this.#documents.get(digest);
    if (document !== undefined) return once(document.subarray(from));
    const layer = this.#layers.get(digest);
    return layer === undefined ? undefined : this.#layer(layer, from, signal);
  }

  async *#layer(layer: Layer, from: number, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    yield* fileChunks(await this.#provider.blobFile(layer, signal), { from, signal });
  }

  write(): Promise<void> {
    return Promise.reject(new GrpcError(GRPC.unimplemented, 'an image that was built does not change'));
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- what reads it waits
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
