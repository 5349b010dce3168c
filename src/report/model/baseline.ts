import type { PathSize } from '../../layer/path-sizes.js';
import { hashFieldList } from '../../oci/digest.js';
import { array } from '../../json/containers.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import {
  boolean,
  nonNegative,
  nonNegativeInteger,
  oneOf,
  string,
  stringMatching,
  utcTime,
} from '../../json/decoder.js';
import { object, optional } from '../../json/object.js';
import type { Report, StepReport } from './report.js';
import { digest } from '../../oci/digest-schema.js';

/** What is kept of a build that went well, so that a later one can be held against it. */
export interface Baseline {
  readonly version: 1;
  /** Of the source that was built. */
  readonly commit: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly hits: number;
  readonly misses: number;
  /** The steps that hit, as `stepId` names them. */
  readonly hitSteps: readonly string[];
  readonly size: number;
  readonly platforms: readonly BaselinePlatform[];
}

/** A pull request's base branch, and its last run. */
export interface BaseRun {
  readonly branch: string;
  readonly run: Baseline;
}

export interface BaselinePlatform {
  readonly platform: string;
  readonly layers: readonly BaselineLayer[];
}

/** A layer of an image; `paths` as in {@link Report}, absent where it was not looked into. */
export interface BaselineLayer {
  readonly digest: string;
  readonly size: number;
  readonly base: boolean;
  /** The step that made it, as `stepId` names it. */
  readonly step?: string;
  readonly paths?: readonly PathSize[];
}

/** @returns `undefined` for a build that made no image: others cannot be held against it */
export function baselineOf(report: Report, commit: string): Baseline | undefined {
  const { ok, startedAt, durationMs, totals, image, steps } = report;
  if (!ok || startedAt === undefined || durationMs === undefined || image === undefined) return undefined;
  return {
    version: 1,
    commit,
    startedAt,
    durationMs,
    hits: totals.hits,
    misses: totals.misses,
    hitSteps: steps.filter(({ status }) => status === 'hit').map((step) => stepId(step, step.instruction)),
    size: image.size,
    platforms: image.platforms.map(({ platform, layers }) => ({
      platform,
      layers: layers.map(({ step: number, ...layer }): BaselineLayer => {
        const step = steps.find((one) => one.number === number);
        return { ...layer, ...(step !== undefined && { step: stepId(step, step.instruction) }) };
      }),
    })),
  };
}

/** A layer that hit may not be at hand to be looked into: what an earlier run knew of it holds still. */
export function withKnownPaths(run: Baseline, earlier: Baseline | undefined): Baseline {
  const known = new Map(
    (earlier?.platforms ?? []).flatMap(({ layers }) => layers.map(({ digest, paths }) => [digest, paths] as const)),
  );
  const platforms = run.platforms.map(({ platform, layers }) => ({
    platform,
    layers: layers.map((layer): BaselineLayer => {
      const paths = layer.paths ?? known.get(layer.digest);
      return { ...layer, ...(paths !== undefined && { paths }) };
    }),
  }));
  return { ...run, platforms };
}

/** Names a step alike in every build that has it, wherever in its stage it stands: 16 digits of hex. */
export function stepId({ stage, platform }: Pick<StepReport, 'stage' | 'platform'>, instruction: string): string {
  return hashFieldList([stage, platform, instruction]).slice(0, 16);
}

/** Empty where git is not used. */
const commit = stringMatching(/^[a-f0-9]{0,64}$/, 'a commit');

const absolutePath = stringMatching(/^\//, 'an absolute path');

const baseline = object<Baseline>({
  version: oneOf(1),
  commit,
  startedAt: utcTime,
  durationMs: nonNegative,
  hits: nonNegativeInteger,
  misses: nonNegativeInteger,
  hitSteps: array(string),
  size: nonNegativeInteger,
  platforms: array(
    object<BaselinePlatform>({
      platform: string,
      layers: array(
        object<BaselineLayer>({
          digest,
          size: nonNegativeInteger,
          base: boolean,
          step: optional(string),
          paths: optional(
            array(object<PathSize>({ path: absolutePath, bytes: nonNegativeInteger, rest: optional(oneOf(true)) })),
          ),
        }),
      ),
    }),
  ),
});

/** Bytes: much more than a baseline has, which names at most 24 paths for each layer. */
const MAX_BASELINE_SIZE = 16 * 1024 * 1024;

/** @returns `undefined` for anything else: caches can be written by others */
export function decodeBaseline(json: string): Baseline | undefined {
  return parseOrUndefined(baseline, json, MAX_BASELINE_SIZE);
}
