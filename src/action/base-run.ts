import type * as BaselineEntryModule from '../app/caching/baseline-entry.js';
import type { ActionsCacheAccess } from '../cache/actions/open.js';
import { BranchBaselines, type BaselineKey } from '../app/caching/branch-baseline.js';
import type { BuildOptions } from '../app/options/build-options.js';
import type { BaseRun, Baseline } from '../report/model/baseline.js';
import type { Report, TrendPoint } from '../report/model/report.js';
import { trendWith } from '../report/model/trend.js';
import { oneLine } from '../text/sanitize-line.js';
import type { ActionInputs } from './inputs.js';
import type { Toolkit } from './job/toolkit.js';
import type { HostSettings } from '../app/options/host-settings.js';
import { messageOf } from '../errors.js';

/** Reads and writes the baselines that are kept outside this machine. */
export type BaselineEntries = Pick<typeof BaselineEntryModule, 'fetchBaseline' | 'publishBaseline'>;

export interface BaseRunDependencies {
  readonly toolkit: Toolkit;
  readonly signal: AbortSignal;
  readonly actionsCache: ActionsCacheAccess | undefined;
  readonly loadBaselines: () => Promise<BaselineEntries>;
}

/** The last run on a branch that saved something, to compare another run with. Asked for after the build. */
export async function lastRunOn(
  branch: string,
  inputs: ActionInputs,
  dependencies: BaseRunDependencies,
): Promise<BaseRun | undefined> {
  const { host, options, dockerfile } = inputs;
  const kept = new BranchBaselines(baselineKeyOf(host, options, dockerfile));
  const run = (await newestOf(branch, inputs, dependencies)) ?? (await kept.find(branch));
  return run === undefined ? undefined : { branch, run };
}

/** @returns `undefined` also when the Actions cache gives no answer: the restored pack may have an older one */
async function newestOf(
  branch: string,
  { host, options, dockerfile }: ActionInputs,
  { actionsCache, loadBaselines, signal, toolkit }: BaseRunDependencies,
): Promise<Baseline | undefined> {
  if (actionsCache === undefined || options.cache.mode === 'off') return undefined;
  const { fetchBaseline } = await loadBaselines();
  try {
    return await fetchBaseline({ ...host, actionsCache }, baselineKeyOf(host, options, dockerfile), branch, signal);
  } catch (error) {
    signal.throwIfAborted();
    const why = messageOf(error);
    toolkit.warning(oneLine(`The last run on ${branch} may not be the newest: ${why}`));
    return undefined;
  }
}

/**
 * The last runs on a branch and this one, which is added to the baseline that main left. The pack that main restored may have an older
 * trend than the entry that the last run published.
 *
 * @param report of this run
 */
export async function trendOf(
  branch: string,
  report: Report,
  inputs: ActionInputs,
  dependencies: BaseRunDependencies,
): Promise<readonly TrendPoint[] | undefined> {
  const kept = new BranchBaselines(baselineKeyOf(inputs.host, inputs.options, inputs.dockerfile));
  const own = await kept.find(branch);
  if (own === undefined || own.startedAt !== report.startedAt) return undefined;
  const newest = await newestOf(branch, inputs, dependencies);
  const trend = trendWith(newest?.trend ?? own.trend ?? [], report);
  await kept.save(branch, { ...own, trend });
  return trend;
}

export function baselineKeyOf(
  { root }: HostSettings,
  { scope, variant = '' }: BuildOptions,
  dockerfile: string,
): BaselineKey {
  return { root, scope: scope ?? dockerfile, variant };
}
