import { grownPaths, type GrownPath } from './grown-paths.js';
import { pairSteps, type StepPair } from './pair-steps.js';
import {
  isReached,
  type ImageReport,
  type LayerReport,
  type PlatformReport,
  type Report,
  type StepReport,
} from './report.js';
import { missed } from './work.js';

/** What differs between a build and an earlier one. */
export interface Comparison {
  readonly before: Report;
  readonly after: Report;
  /** Steps that hit in the earlier build and not in the later one. */
  readonly stoppedHitting: readonly ChangedStep[];
  /** Steps that hit in the later build and not in the earlier one. */
  readonly startedHitting: readonly ChangedStep[];
  /** Steps that only one of them has. */
  readonly added: readonly StepReport[];
  readonly removed: readonly StepReport[];
  /** Steps that the later build did not finish, or did not reach. They are not gone. */
  readonly unfinished: readonly StepReport[];
  /** One for each platform that either image has. */
  readonly platforms: readonly PlatformComparison[];
}

interface ChangedStep {
  readonly before: StepReport;
  readonly after: StepReport;
}

export interface PlatformComparison {
  readonly platform: string;
  readonly before: number;
  readonly after: number;
  /** Layers whose size differs, the largest growth first. */
  readonly layers: readonly LayerComparison[];
  /** Empty if it is not known. */
  readonly grown: readonly GrownPath[];
  /** `bytes` is what the path took before, `more` how much of that is gone. */
  readonly shrunk: readonly GrownPath[];
}

/** The size of one step's layers; for a FROM, of its base's layers. */
interface LayerComparison {
  readonly step: StepReport;
  /** Absent where that build had no such step. */
  readonly before?: number;
  readonly after?: number;
}

export function compareReports(before: Report, after: Report): Comparison {
  const pairs = pairSteps(before.steps, after.steps);
  const both = pairs.flatMap((pair): ChangedStep[] =>
    pair.before === undefined || pair.after === undefined ? [] : [pair],
  );
  const isHit = ({ status }: StepReport): boolean => status === 'hit';
  // Of a step that was stopped or not reached, nobody knows whether it would have hit.
  const isMiss = (step: StepReport): boolean => missed(step) && step.status !== 'interrupted';
  return {
    before,
    after,
    stoppedHitting: both.filter((pair) => isHit(pair.before) && isMiss(pair.after)),
    startedHitting: both.filter((pair) => isMiss(pair.before) && isHit(pair.after)),
    added: pairs.flatMap((pair) => (pair.before === undefined && isReached(pair.after) ? [pair.after] : [])),
    removed: pairs.flatMap((pair) => (pair.after === undefined ? [pair.before] : [])),
    unfinished: after.steps.filter(({ status }) => status === 'interrupted' || status === 'not-reached'),
    platforms: platformsOf(before.image, after.image).map((platform) =>
      comparePlatform(platform, layersOf(before.image, platform), layersOf(after.image, platform), pairs),
    ),
  };
}

/** Sizes are compared only if both builds made an image. */
function platformsOf(before: ImageReport | undefined, after: ImageReport | undefined): readonly string[] {
  if (before === undefined || after === undefined) return [];
  return [...new Set([...after.platforms, ...before.platforms].map(({ platform }) => platform))];
}

function layersOf(image: ImageReport | undefined, platform: string): PlatformReport | undefined {
  return image?.platforms.find((item) => item.platform === platform);
}

function comparePlatform(
  platform: string,
  before: PlatformReport | undefined,
  after: PlatformReport | undefined,
  pairs: readonly StepPair[],
): PlatformComparison {
  const earlier = byStep(before);
  const later = byStep(after);
  const layers: LayerComparison[] = [];
  for (const pair of pairs) {
    const step = pair.after ?? pair.before;
    const was = pair.before === undefined ? undefined : earlier.get(pair.before.number);
    const is = pair.after === undefined ? undefined : later.get(pair.after.number);
    const sizes = { before: sizeOf(was), after: sizeOf(is) };
    if (sizes.before !== sizes.after) {
      layers.push({
        step,
        ...(was !== undefined && { before: sizes.before }),
        ...(is !== undefined && { after: sizes.after }),
      });
    }
  }
  const growth = (item: { readonly before?: number; readonly after?: number }): number =>
    (item.after ?? 0) - (item.before ?? 0);
  return {
    platform,
    before: before?.size ?? 0,
    after: after?.size ?? 0,
    layers: layers.sort((left, right) => growth(right) - growth(left)),
    grown: grownPaths(before?.layers ?? [], after?.layers ?? []) ?? [],
    shrunk: grownPaths(after?.layers ?? [], before?.layers ?? []) ?? [],
  };
}

function byStep(image: PlatformReport | undefined): ReadonlyMap<number, readonly LayerReport[]> {
  const layers = new Map<number, LayerReport[]>();
  for (const layer of image?.layers ?? []) {
    if (layer.step === undefined) continue;
    const known = layers.get(layer.step);
    if (known === undefined) layers.set(layer.step, [layer]);
    else known.push(layer);
  }
  return layers;
}

function sizeOf(layers: readonly LayerReport[] = []): number {
  return layers.reduce((sum, { size }) => sum + size, 0);
}
