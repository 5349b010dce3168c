import { CleanUps } from '../../async/clean-ups.js';
import type { BuildPlan } from '../../engine/plan/build-plan.js';
import { numberBehind } from '../../engine/plan/number-steps.js';
import type { NamedContext } from '../../engine/ports.js';
import type { EventSink } from '../../engine/events.js';
import { StepFlights } from '../../engine/schedule/step-flights.js';
import { messageOf, UserError } from '../../errors.js';
import { parseImageConfig } from '../../oci/image-config.js';
import { formatPlatform, type Platform, platformDistance } from '../../oci/platform.js';
import { openAdapters, type Adapters } from '../host/adapters.js';
import type { HostSettings } from '../options/host-settings.js';
import type { BuiltPlatform } from '../outputs/built-platform.js';
import type { FinishedImage } from '../outputs/encoded-image.js';
import type { RepeatableBuilds } from '../outputs/export-image.js';
import type { BuiltTargets } from '../sources/named-contexts.js';

/** What one build has together with the others of a run. */
export interface SharedBuild {
  readonly adapters: Adapters;
  /** Run at the end of the whole run: until then, others read what this build found. */
  readonly cleanUps: CleanUps;
  /** What earlier builds left has been removed. */
  readonly isSwept: boolean;
  /** A step with the same key runs once. */
  readonly flights: StepFlights;
  readonly built: BuiltTargets;
  /** Says when this build's caches are restored. */
  restores(restored: Promise<unknown>): void;
  /** Numbers the steps behind those of the builds before. */
  numbered(plans: readonly BuildPlan[]): readonly BuildPlan[];
  /** Notes what is made, for targets that use this one as a context. */
  watched(builds: RepeatableBuilds): RepeatableBuilds;
}

/** Milliseconds that each piece of clearing up may take. */
const CLEAN_UP_MS = 7_000;

/** What the builds of one run share: the store, the worker, the steps that run, and what targets made for each other. */
export class SharedRun {
  readonly #cleanUps = new CleanUps(CLEAN_UP_MS);
  readonly #flights = new StepFlights();
  readonly #restored: Promise<unknown>[] = [];
  readonly #built = new Map<string, readonly BuiltPlatform[]>();
  readonly #adapters: Adapters;
  #steps = 0;
  #isSwept = false;

  constructor(host: HostSettings, sink: EventSink) {
    this.#adapters = openAdapters(host, sink, () => Promise.all(this.#restored));
    this.#cleanUps.add('close the store and the worker', () => this.#adapters.close());
  }

  /** The part of one target. */
  build(target: string): SharedBuild {
    const isSwept = this.#isSwept;
    this.#isSwept = true;
    return {
      adapters: this.#adapters,
      cleanUps: this.#cleanUps,
      isSwept,
      flights: this.#flights,
      built: {
        open: (name, platform) => this.#open(name, platform),
        image: (name, platform) => this.#image(name, platform),
      },
      restores: (restored) => this.#restored.push(restored),
      numbered: (plans) => {
        const offset = this.#steps;
        this.#steps += plans.reduce((sum, plan) => sum + plan.steps.length, 0);
        return numberBehind(plans, offset);
      },
      watched: (builds) => ({
        steps: builds.steps,
        platforms: async () => {
          const platforms = await builds.platforms();
          this.#built.set(target, platforms);
          return platforms;
        },
      }),
    };
  }

  /** Never throws. */
  async close(sink: EventSink): Promise<void> {
    await this.#cleanUps.run((what, error) =>
      sink({ type: 'warning', message: `could not ${what}: ${messageOf(error)}` }),
    );
  }

  async #open(target: string, platform: Platform): Promise<NamedContext> {
    const { config, descriptor, layers } = await this.#image(target, platform);
    return {
      kind: 'image',
      image: { name: `target:${target}`, digest: descriptor.digest, config: parseImageConfig(config), layers },
    };
  }

  /** As with BuildKit, a target for one platform alone is used for all. */
  async #image(target: string, platform: Platform): Promise<FinishedImage> {
    const platforms = this.#built.get(target) ?? [];
    const found = platforms.find((each) => platformDistance(platform, each.platform) === 0) ?? only(platforms);
    if (found === undefined)
      throw new UserError(`target ${target} is not built for ${formatPlatform(platform)}`, {
        hint: `Give it the platforms of the targets that use it as a context.`,
      });
    return found.finish({});
  }
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}
