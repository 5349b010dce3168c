import path from 'node:path';

import type { BuilderAddress, TlsFiles } from '../../buildkit/builder-address.js';
import { isBuilderAddress, parseBuilderAddress } from '../../buildkit/builder-address.js';
import { readBuildxInstance } from '../../buildkit/buildx-instance.js';
import { Builder, BUILDER_PATIENCE, type BuilderPatience } from '../../buildkit/builder.js';
import { dockerAddress } from '../../daemon/open-daemon.js';
import type { EventSink } from '../../engine/events.js';
import { InfraError, messageOf, UserError } from '../../errors.js';
import { givenPlatform, hostPlatform, formatPlatform, type Platform } from '../../oci/platform.js';
import type { BuilderRequest } from '../options/builder-request.js';
import type { HostSettings } from '../options/host-settings.js';

/** A builder that may be asked, before it is reached. */
interface Candidate {
  readonly address: BuilderAddress;
  /** What it is to build for; empty: what it says of itself. */
  readonly platforms: readonly string[];
}

const WHERE = '--builder';
const DOCKER = 'docker://';
/** Names of the builder that is Docker's own. */
const DOCKERS_OWN: ReadonlySet<string> = new Set(['default', 'desktop-linux']);
/** How long `auto` waits. */
const AUTO_MS = 3_000;

/** The builders of a build, in the order in which they are to be asked. */
export class Builders {
  readonly #candidates: readonly Candidate[];
  readonly #patience: BuilderPatience;
  readonly #reached = new Map<Candidate, Builder>();
  readonly #lost = new Set<Candidate>();

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
    const candidates: Candidate[] = [];
    for (const { text, platforms } of named) {
      const found = await candidatesFor(text, request, host);
      candidates.push(...found.map((one) => (platforms.length === 0 ? one : { ...one, platforms })));
    }
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

  /** The builder broke down. It is not asked again. @returns whether there are others */
  lose(builder: Builder): boolean {
    for (const [candidate, one] of this.#reached) if (one === builder) this.#lost.add(candidate);
    builder.close();
    return this.#candidates.some((candidate) => !this.#lost.has(candidate));
  }

  close(): void {
    for (const builder of this.#reached.values()) builder.close();
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

  async #reach(candidate: Candidate, signal: AbortSignal): Promise<Builder> {
    const known = this.#reached.get(candidate);
    if (known !== undefined && !this.#lost.has(candidate)) return known;
    const builder = await Builder.connect(candidate.address, signal, this.#patience);
    this.#reached.set(candidate, builder);
    return builder;
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

async function candidatesFor(
  text: string,
  { tlsFolder }: BuilderRequest,
  host: HostSettings,
): Promise<readonly Candidate[]> {
  if (text.startsWith(DOCKER)) return [{ address: await dockerBuilder(text, host), platforms: [] }];
  if (isBuilderAddress(text)) {
    return [{ address: parseBuilderAddress(text, WHERE, tlsFilesIn(tlsFolder)), platforms: [] }];
  }
  const folder = host.builders?.buildxFolder;
  const nodes = folder === undefined ? undefined : await readBuildxInstance(folder, text, WHERE);
  if (nodes !== undefined) return nodes;
  if (DOCKERS_OWN.has(text)) return [{ address: await dockerBuilder(DOCKER, host), platforms: [] }];
  throw new UserError(`${WHERE}: docker buildx has no builder ${JSON.stringify(text)}`, {
    hint: 'See docker buildx ls. An address is written as tcp://HOST:PORT, unix:///PATH, ssh://USER@HOST or docker://.',
  });
}

async function dockerBuilder(text: string, { daemon }: HostSettings): Promise<BuilderAddress> {
  const { way, base, text: told } = await dockerAddress(daemon, text.slice(DOCKER.length));
  return { text: `docker:// (${told})`, place: { way, base }, upgradeAt: `${base.pathname}grpc` };
}

function tlsFilesIn(folder: string | undefined): TlsFiles {
  if (folder === undefined) return {};
  return { ca: path.join(folder, 'ca.pem'), cert: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem') };
}
