import { fileChunks, heldChunks } from '../../files/file-chunks.js';
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
import { OciLayoutSource } from '../../store/oci-layout-source.js';
import type { ContextSpec } from '../options/values/context-spec.js';

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

/**
 * The named contexts that are images of this machine: what other targets of the run made, and OCI layouts.
 *
 * @throws UserError where the builder cannot read them, and for a layout that has no such image
 */
export async function lendImages(
  { buildContexts }: Pick<BuildOptions, 'buildContexts'>,
  { platform }: BuildPlan,
  { built, layers, canRead }: Parts,
): Promise<LentImages> {
  const attributes = new Map<string, string>();
  const content = new Map<string, LentContent>();
  const lend = (name: string, digest: Digest, images: LentContent): void => {
    // A reference has few characters, and a name of a context any.
    const place = `lent-${sha256(name).slice('sha256:'.length, 'sha256:'.length + 16)}`;
    attributes.set(name, `oci-layout://${place}@${digest}`);
    content.set(`oci:${place}`, images);
  };
  for (const [name, spec] of Object.entries(buildContexts)) {
    if (!isHere(spec)) continue;
    if (!canRead) {
      throw new UserError(`build context ${name}: this builder is too old to use an image of this machine`, {
        hint: 'It needs BuildKit 0.11. Push that image, and name it as docker-image://IMAGE, or build without a builder.',
      });
    }
    if (spec.kind === 'layout') {
      const layout = new OciLayoutSource(spec.directory);
      lend(name, layout.find(spec).digest, new LayoutContent(layout));
    } else if (built !== undefined) {
      const image = await built.image(spec.target, platform);
      lend(name, image.descriptor.digest, new ImageContent(image, layers));
    }
  }
  return { attributes, content };
}

function isHere(spec: ContextSpec): spec is Extract<ContextSpec, { kind: 'layout' | 'built' }> {
  return spec.kind === 'layout' || spec.kind === 'built';
}

/** The blobs of a layout. Nothing can be added. */
class LayoutContent implements LentContent {
  readonly #layout: OciLayoutSource;

  constructor(layout: OciLayoutSource) {
    this.#layout = layout;
  }

  size(digest: Digest): number | undefined {
    const held = this.#layout.hold(digest);
    held?.close();
    return held?.stats.size;
  }

  read(digest: Digest, from: number, signal: AbortSignal): AsyncIterable<Uint8Array> | undefined {
    const held = this.#layout.hold(digest);
    return held === undefined ? undefined : heldChunks(held, { from, signal });
  }

  write(): Promise<void> {
    return Promise.reject(readOnly());
  }
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
    return Promise.reject(readOnly());
  }
}

function readOnly(): GrpcError {
  return new GrpcError(GRPC.unimplemented, 'an image of a named context does not change');
}

// eslint-disable-next-line @typescript-eslint/require-await -- what reads it waits
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
