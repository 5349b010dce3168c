import { Builder, BUILDER_PATIENCE, type BuilderPatience } from '../../buildkit/builder.js';
import type { EventSink } from '../../engine/events.js';
import { InfraError, messageOf, UserError } from '../../errors.js';
import { givenPlatform, hostPlatform, formatPlatform, type Platform } from '../../oci/platform.js';
import { type BuilderRequest, checkCaches } from '../options/builder-request.js';
import type { HostSettings } from '../options/host-settings.js';
import { type Candidate, findCandidates } from './builder-candidates.js';

/** How long `auto` waits. */
const AUTO_MS = 3_000;

/** The builders of a build, in the order in which they are to be asked. */
export class Builders {
  readonly #candidates: readonly Candidate[];
  readonly #patience: BuilderPatience;
  readonly #reached = new Map<Candidate, Promise<Builder>>();
  readonly #candidateOf = new Map<Builder, Candidate>();
  readonly #lost = new Set<Candidate>();
  #isClosed = false;

  private constructor(candidates: readonly Candidate[], patience: BuilderPatience) {
    this.#candidates = candidates;
    this.#patience = patience;
  }

  /**
   * Finds and reaches the builders. With `auto`, a builder that does not answer at once leaves the build to this machine.
   *
   * @returns `undefined` when this machine is to build
   * @throws UserError for a builder that cannot be one; InfraError when none is reached
   */
  static async open(
    request: BuilderRequest,
    host: HostSettings,
    sink: EventSink,
    signal: AbortSignal,
    patience = BUILDER_PATIENCE,
  ): Promise<Builders | undefined> {
    const { auto, specs } = request;
    const usual = host.builders?.usual;
    const named = specs.length > 0 || !auto || usual === undefined ? specs : [{ text: usual, platforms: [] }];
    const tellHere = (why: string): void => sink({ type: 'notice', message: `Building on this machine: ${why}` });
    if (named.length === 0) {
      tellHere('no builder is named, and neither BUILDKIT_HOST nor BUILDX_BUILDER is set');
      return undefined;
    }
    const found = await findCandidates(named, request, host);
    if (found.kind === 'needless') {
      sink({ type: 'warning', message: `builder: ${found.why}. Building on this machine, without BuildKit` });
      return undefined;
    }
    checkCaches(request);
    const { candidates } = found;
    const builders = new Builders(candidates, auto ? { ...patience, connectMs: AUTO_MS } : patience);
    try {
      const builder = await builders.#anyOf(candidates, sink, signal);
      sink({ type: 'notice', message: `Building on ${describe(builder)}` });
      return builders;
    } catch (error) {
      builders.close();
      signal.throwIfAborted();
      if (!auto || !(error instanceof InfraError)) throw error;
      tellHere(error.message);
      return undefined;
    }
  }

  /**
   * A builder for a platform, the first that has it.
   *
   * @throws UserError when none has it; InfraError when none that may have it is reached
   */
  async for(platform: Platform, sink: EventSink, signal: AbortSignal): Promise<Builder> {
    const wanted = formatPlatform(platform);
    const usable = this.#candidates.filter((candidate) => !this.#lost.has(candidate));
    if (usable.length === 0) throw new InfraError('all builders are lost');
    const told = usable.filter(({ platforms }) => platforms.some((text) => isPlatform(text, wanted)));
    if (told.length > 0) return this.#anyOf(told, sink, signal);
    const problems: unknown[] = [];
    const others: Builder[] = [];
    for (const candidate of usable.filter(({ platforms }) => platforms.length === 0)) {
      try {
        const builder = await this.#reach(candidate, signal);
        if (builder.facts.platforms.some((text) => isPlatform(text, wanted))) return builder;
        others.push(builder);
      } catch (error) {
        signal.throwIfAborted();
        problems.push(error);
        sink({ type: 'warning', message: messageOf(error) });
      }
    }
    if (problems.length > 0) throw problems[0];
    const has = others.map(({ name, facts }) => `${name} builds for ${facts.platforms.join(', ')}.`);
    throw new UserError(`no builder has the platform ${wanted}`, {
      hint: [...has, `Name one that has it as ${wanted}=ADDRESS.`].join(' '),
    });
  }

  /** The builder broke down. It is not asked again. */
  lose(builder: Builder): void {
    const candidate = this.#candidateOf.get(builder);
    if (candidate !== undefined) this.#lost.add(candidate);
    builder.close();
  }

  close(): void {
    this.#isClosed = true;
    for (const builder of this.#candidateOf.keys()) builder.close();
  }

  async #anyOf(candidates: readonly Candidate[], sink: EventSink, signal: AbortSignal): Promise<Builder> {
    const usable = candidates.filter((candidate) => !this.#lost.has(candidate));
    for (const [index, candidate] of usable.entries()) {
      try {
        return await this.#reach(candidate, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (index === usable.length - 1) throw error;
        sink({ type: 'warning', message: `${messageOf(error)}; the next builder is asked` });
      }
    }
    throw new InfraError('all builders are lost');
  }

  /** The builds of several platforms may ask for one builder at the same time. */
  #reach(candidate: Candidate, signal: AbortSignal): Promise<Builder> {
    const known = this.#reached.get(candidate);
    if (known !== undefined) return known;
    const reaching = Builder.connect(candidate.address, signal, this.#patience);
    this.#reached.set(candidate, reaching);
    reaching.then(
      (builder) => {
        if (this.#isClosed) builder.close();
        else this.#candidateOf.set(builder, candidate);
      },
      () => this.#reached.delete(candidate),
    );
    return reaching;
  }
}

function describe({ name, facts }: Builder): string {
  const version = facts.version === undefined ? '' : `, BuildKit ${facts.version}`;
  return `${name}${version} (${facts.platforms.slice(0, 4).join(', ')})`;
}

/** Spelled the same way: `linux/arm64/v8` is `linux/arm64`. */
function isPlatform(text: string, wanted: string): boolean {
  try {
    return formatPlatform(givenPlatform(text, hostPlatform(process.arch))) === wanted;
  } catch {
    // A builder may know platforms that we do not.
    return false;
  }
}
