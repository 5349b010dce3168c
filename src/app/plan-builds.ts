import { CHECK_ARGUMENT, parseAndCheck } from '../dockerfile/checks/checked-parse.js';
import type { Finding } from '../dockerfile/checks/checks.js';
import { planBuild, type BuildPlan } from '../engine/plan/build-plan.js';
import type { WarningEvent } from '../engine/events.js';
import { numberAcrossPlatforms } from '../engine/plan/number-steps.js';
import type { BaseImages, NamedContexts } from '../engine/ports.js';
import { givenPlatform, hostPlatform, type Platform } from '../oci/platform.js';
import { ignoredSources } from '../plan/checks/ignored-sources.js';
import { PlanChecks } from '../plan/checks/plan-checks.js';
import type { Entitlement } from '../plan/lowered.js';
import type { OpenedContext } from './sources/open-context.js';
import type { BuildOptions } from './options/build-options.js';

export interface PlanRequest {
  readonly options: BuildOptions;
  readonly opened: OpenedContext;
  readonly bases: BaseImages;
  readonly contexts: NamedContexts;
  /** Called for each finding of the checks. */
  readonly tell: (warning: WarningEvent) => void;
  /** If absent, nothing is going to run, and everything is allowed. */
  readonly entitlements?: readonly Entitlement[];
  /** Plans the stages that the target does not need, too. */
  readonly allStages: boolean;
  readonly signal: AbortSignal;
}

/** Reads the Dockerfile and plans the build of each platform. The checks look at the first one's, as in BuildKit. */
export async function planBuilds(request: PlanRequest): Promise<readonly BuildPlan[]> {
  const { options, opened, bases, contexts, tell, entitlements, allStages, signal } = request;
  const { text, name } = opened.dockerfile;
  const argument = Object.hasOwn(options.buildArgs, CHECK_ARGUMENT) ? options.buildArgs[CHECK_ARGUMENT] : undefined;
  const { dockerfile, checks } = parseAndCheck(text, name, argument, (finding) => tell(warningOf(finding)));
  const buildPlatform = hostPlatform(process.arch);
  const given = [...new Set(options.platforms)].map((text) => givenPlatform(text, buildPlatform));
  const platforms: readonly Platform[] = given.length === 0 ? [buildPlatform] : given;
  // Waits for all of them, so that findings of the checks are reported before the first error.
  const plans = await Promise.allSettled(
    platforms.map((platform, index) =>
      planBuild(
        dockerfile,
        {
          buildArgs: options.buildArgs,
          target: options.target,
          platform,
          buildPlatform,
          platformGiven: given.length > 0,
          contexts,
          contextTime: opened.time,
          remoteTime: opened.remoteTime,
          allStages,
          ...(entitlements !== undefined && { entitlements }),
          ...(index === 0 && { checks: new PlanChecks(checks, ignoredSources(opened.ignore)) }),
        },
        bases,
        signal,
      ),
    ),
  );
  return numberAcrossPlatforms(plans.map(valueOf));
}

function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

function warningOf({ rule, message, range }: Finding): WarningEvent {
  return {
    type: 'warning',
    message,
    line: range.start,
    ...(range.end > range.start && { endLine: range.end }),
    rule: rule.name,
    description: rule.description,
    ...(rule.url !== undefined && { url: rule.url }),
  };
}
