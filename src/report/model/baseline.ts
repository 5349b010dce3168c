import type { PathSize } from '../../layer/path-sizes.js';
import { hashFieldList } from '../../oci/digest.js';
import {
  amount,
  count,
  flag,
  listOf,
  matching,
  oneOf,
  optional,
  shape,
  soundJson,
  text,
  time,
} from '../../json/schema.js';
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

/** Where git is not used, the empty text. */
const commit = matching(/^[a-f0-9]{0,64}$/, 'a commit');

const absolutePath = matching(/^\//, 'an absolute path');

const baseline = shape<Baseline>({
  version: oneOf(1),
  commit,
  startedAt: time,
  durationMs: amount,
  hits: count,
  misses: count,
  hitSteps: listOf(text),
  size: count,
  platforms: listOf(
    shape<BaselinePlatform>({
      platform: text,
      layers: listOf(
        shape<BaselineLayer>({
          digest,
          size: count,
          base: flag,
          step: optional(text),
          paths: optional(listOf(shape<PathSize>({ path: absolutePath, bytes: count, rest: optional(oneOf(true)) }))),
        }),
      ),
    }),
  ),
});

/** @returns `undefined` for anything that is no kept run: caches can be written by others */
export function decodeBaseline(json: string): Baseline | undefined {
  return soundJson(baseline, json);
}
