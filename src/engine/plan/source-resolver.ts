import type { Dockerfile, LineRange } from '../../dockerfile/syntax/ast.js';
import { didYouMean } from '../../text/nearest.js';
import { WordError } from '../../dockerfile/syntax/error-location.js';
import { EngineBug, InfraError, UserError } from '../../errors.js';
import { formatPlatform, type Platform } from '../../oci/platform.js';
import { locateError, locationOf } from '../../dockerfile/syntax/error-location.js';
import type { ImageSource, NamedSource, Stage, StageGraph } from '../../plan/stage.js';
import type { BaseImage, BaseImages, BuildContext, NamedContext, NamedContexts } from '../ports.js';

/** A stage's base, after what is outside of the Dockerfile was asked. */
export type ResolvedBase =
  | { readonly kind: 'scratch' }
  | { readonly kind: 'stage'; readonly index: number }
  | { readonly kind: 'image'; readonly image: BaseImage }
  /** A named context with files: they are the base's only layer. */
  | { readonly kind: 'files'; readonly files: BuildContext };

/** Where the images and contexts come from that a Dockerfile names. */
interface ExternalSources {
  readonly bases: BaseImages;
  readonly contexts: NamedContexts | undefined;
}

/** What COPY and mounts take files from. */
export interface ResolvedSources {
  /** By the image's name in the Dockerfile. */
  readonly images: ReadonlyMap<string, BaseImage>;
  /** By `namedKey`. */
  readonly named: ReadonlyMap<string, NamedContext>;
}

export function namedKey(source: Pick<NamedSource, 'name' | 'platform'>): string {
  return `${source.name} ${formatPlatform(source.platform)}`;
}

/** Resolves each image and each named context once for each platform. Several may be under way at a time. */
export class SourceResolver {
  readonly #dockerfile: Dockerfile;
  readonly #external: ExternalSources;
  readonly #signal: AbortSignal;
  readonly #images = new Map<string, Promise<BaseImage>>();
  readonly #named = new Map<string, Promise<NamedContext>>();

  constructor(dockerfile: Dockerfile, external: ExternalSources, signal: AbortSignal) {
    this.#dockerfile = dockerfile;
    this.#external = external;
    this.#signal = signal;
  }

  image({ name, reference }: ImageSource, platform: Platform, range: LineRange): Promise<BaseImage> {
    const key = JSON.stringify([name, platform]);
    let image = this.#images.get(key);
    if (image === undefined) {
      image = this.#external.bases.resolve(reference, platform, this.#signal);
      this.#images.set(key, image);
    }
    return image.catch((error: unknown) => {
      throw this.#located(this.#withStageHint(error, name), range);
    });
  }

  /** An image that cannot be found may be a stage or a context with a misspelt name. */
  #withStageHint(error: unknown, name: string): unknown {
    const stages = this.#dockerfile.stages.flatMap((stage) => stage.name ?? []);
    const hint = didYouMean(name, [...stages, ...(this.#external.contexts?.names ?? [])]);
    if (error instanceof UserError) {
      const { message, location, excerpt, details, cause } = error;
      return new WordError(message, name, { location, excerpt, details, hint: hint ?? error.hint, cause });
    }
    if (!(error instanceof InfraError) || hint === undefined) return error;
    const { message, retryable, attempts, url, cause } = error;
    return new InfraError(message, { retryable, attempts, url, hint, cause });
  }

  /** The error at the instruction that names the source. */
  #located(error: unknown, range: LineRange): unknown {
    if (!(error instanceof InfraError)) return locateError(error, this.#dockerfile, range);
    const { message, retryable, attempts, url, hint, cause } = error;
    return new InfraError(message, { retryable, attempts, url, hint, cause, ...locationOf(this.#dockerfile, range) });
  }

  named(source: NamedSource, range: LineRange): Promise<NamedContext> {
    const key = namedKey(source);
    const { contexts } = this.#external;
    if (contexts === undefined) throw new EngineBug(`there are no named contexts, and so no ${source.name}`);
    let context = this.#named.get(key);
    if (context === undefined) {
      context = contexts.open(source.name, source.platform, this.#signal);
      this.#named.set(key, context);
    }
    return context.catch((error: unknown) => {
      throw this.#located(error, range);
    });
  }

  async baseOf({ base, platform, node }: Stage): Promise<ResolvedBase> {
    const { range } = node.from;
    switch (base.kind) {
      case 'scratch':
      case 'stage':
        return base;
      case 'image':
        return { kind: 'image', image: await this.image(base, platform, range) };
      case 'named':
        return this.named(base, range);
    }
  }

  /** What the stages copy from and mount. */
  async sourcesOf(graph: StageGraph, stages: readonly number[], platform: Platform): Promise<ResolvedSources> {
    const wanted = stages
      .flatMap((index) => graph.stages[index]?.instructions ?? [])
      .flatMap(({ instruction, sources }) => sources.map((source) => ({ source, range: instruction.range })));
    const images = wanted.map(async ({ source, range }) =>
      source.kind === 'image' ? ([[source.name, await this.image(source, platform, range)]] as const) : [],
    );
    const named = wanted.map(async ({ source, range }) =>
      source.kind === 'named' ? ([[namedKey(source), await this.named(source, range)]] as const) : [],
    );
    return {
      images: new Map((await Promise.all(images)).flat()),
      named: new Map((await Promise.all(named)).flat()),
    };
  }
}
