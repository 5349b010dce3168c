import type { PathSize } from '../../layer/path-sizes.js';
import { array } from '../../json/containers.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import {
  boolean,
  nonNegative,
  nonNegativeInteger,
  oneOf,
  share,
  string,
  stringMatching,
  utcTime,
} from '../../json/decoder.js';
import { ifValid, object, optional } from '../../json/object.js';
import { knownTrend } from './trend.js';
import type { Report, TrendPoint } from './report.js';
import { stepId } from './step-names.js';
import { digest } from '../../oci/digest-schema.js';

/** What is kept of a successful build, so that later ones can be compared with it. */
export interface Baseline {
  readonly version: 1;
  /** The commit that was built. */
  readonly commit: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly hits: number;
  readonly misses: number;
  /** As in `WorkTotals`; absent for a build that has none, and in baselines of earlier versions. */
  readonly hitRate?: number;
  /** The steps that hit, as `stepId` names them. */
  readonly hitSteps: readonly string[];
  readonly size: number;
  readonly platforms: readonly BaselinePlatform[];
  /** The last runs on the branch, this one last. Absent in entries of earlier versions. */
  readonly trend?: readonly TrendPoint[];
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

/** A layer of an image; `paths` as in {@link Report}, absent if the layer was not read. */
export interface BaselineLayer {
  readonly digest: string;
  readonly size: number;
  readonly base: boolean;
  /** The step that made it, as `stepId` names it. */
  readonly step?: string;
  readonly paths?: readonly PathSize[];
}

/** @returns `undefined` for a build that made no image: there is nothing to compare with */
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
    ...(totals.work !== undefined && { hitRate: totals.work.hitRate }),
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

/** The content of a layer that hit may not be on this machine. The paths that an earlier run found in it are still right. */
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
  hitRate: optional(share),
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
  trend: ifValid(knownTrend),
});

/** Bytes. A baseline has much less: it names at most 24 paths for each layer. */
const MAX_BASELINE_SIZE = 16 * 1024 * 1024;

/** @returns `undefined` for anything that is not a baseline: others may write to the cache */
export function decodeBaseline(json: string): Baseline | undefined {
  return parseOrUndefined(baseline, json, MAX_BASELINE_SIZE);
}
