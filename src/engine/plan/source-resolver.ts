import type { Dockerfile, LineRange } from '../../dockerfile/syntax/ast.js';
import { didYouMean } from '../../text/nearest.js';
import { WordError } from '../../dockerfile/syntax/error-location.js';
import { EngineBug, InfraError, UserError } from '../../errors.js';
import { formatPlatform, type Platform } from '../../oci/platform.js';
import { locateAt, locationOf } from '../../plan/instruction-location.js';
import type { ImageSource, NamedSource, Stage, StageGraph } from '../../plan/stage.js';
import type { BaseImage, BaseImages, BuildContext, NamedContext, NamedContexts } from '../ports.js';

/** A stage's base, by what it needs of the outside. */
export type ResolvedBase =
  | { readonly kind: 'scratch' }
  | { readonly kind: 'stage'; readonly index: number }
  | { readonly kind: 'image'; readonly image: BaseImage }
  /** A named context that is a tree of files: the base has that tree as its one layer. */
  | { readonly kind: 'files'; readonly files: BuildContext };

/** What stages, copies and mounts take from outside of the Dockerfile. */
interface Origins {
  readonly bases: BaseImages;
  readonly contexts: NamedContexts | undefined;
}

/** What was resolved for copies and mounts. */
export interface ResolvedSources {
  /** By the name that the Dockerfile has for each. */
  readonly images: ReadonlyMap<string, BaseImage>;
  /** By `namedKey`. */
  readonly named: ReadonlyMap<string, NamedContext>;
}

export function namedKey(source: Pick<NamedSource, 'name' | 'platform'>): string {
  return `${source.name} ${formatPlatform(source.platform)}`;
}

/** Resolves each image and each named context once for each platform, several at a time. */
export class OriginResolver {
  readonly #dockerfile: Dockerfile;
  readonly #origins: Origins;
  readonly #signal: AbortSignal;
  readonly #images = new Map<string, Promise<BaseImage>>();
  readonly #named = new Map<string, Promise<NamedContext>>();

  constructor(dockerfile: Dockerfile, origins: Origins, signal: AbortSignal) {
    this.#dockerfile = dockerfile;
    this.#origins = origins;
    this.#signal = signal;
  }

  image({ name, reference }: ImageSource, platform: Platform, range: LineRange): Promise<BaseImage> {
    const key = JSON.stringify([name, platform]);
    let image = this.#images.get(key);
    if (image === undefined) {
      image = this.#origins.bases.resolve(reference, platform, this.#signal);
      this.#images.set(key, image);
    }
    return image.catch((error: unknown) => {
      throw this.#placed(this.#withStageHint(error, name), range);
    });
  }

  /** There is no such image, or nobody to ask for it: it may be a stage or a context whose name is misspelt. */
  #withStageHint(error: unknown, name: string): unknown {
    const stages = this.#dockerfile.stages.flatMap((stage) => stage.name ?? []);
    const hint = didYouMean(name, [...stages, ...(this.#origins.contexts?.names ?? [])]);
    if (error instanceof UserError) {
      const { message, location, excerpt, details, cause } = error;
      return new WordError(message, name, { location, excerpt, details, hint: hint ?? error.hint, cause });
    }
    if (!(error instanceof InfraError) || hint === undefined) return error;
    const { message, retryable, attempts, url, cause } = error;
    return new InfraError(message, { retryable, attempts, url, hint, cause });
  }

  /** Whatever is wrong with what an instruction asks the outside for, that instruction is where to begin. */
  #placed(error: unknown, range: LineRange): unknown {
    if (!(error instanceof InfraError)) return locateAt(this.#dockerfile, range, error);
    const { message, retryable, attempts, url, hint, cause } = error;
    return new InfraError(message, { retryable, attempts, url, hint, cause, ...locationOf(this.#dockerfile, range) });
  }

  named(source: NamedSource, range: LineRange): Promise<NamedContext> {
    const key = namedKey(source);
    const { contexts } = this.#origins;
    if (contexts === undefined) throw new EngineBug(`there are no named contexts, and so no ${source.name}`);
    let context = this.#named.get(key);
    if (context === undefined) {
      context = contexts.open(source.name, source.platform, this.#signal);
      this.#named.set(key, context);
    }
    return context.catch((error: unknown) => {
      throw this.#placed(error, range);
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

  /** What some stages copy and mount. */
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
