import type * as AccountsModule from '../app/caching/baseline-entry.js';
import type { ActionsCacheAccess } from '../cache/actions/open.js';
import { BranchBaselines, type BaselineKey } from '../app/caching/branch-baseline.js';
import type { BuildOptions } from '../app/options/build-options.js';
import type { BaseRun, Baseline } from '../report/model/baseline.js';
import { oneLine } from '../text/sanitize-line.js';
import type { ActionInputs } from './inputs.js';
import type { Toolkit } from './toolkit.js';
import type { HostSettings } from '../app/options/host-settings.js';

/** What is known of a branch's runs beyond this machine. */
export type Accounts = Pick<typeof AccountsModule, 'fetchBaseline' | 'publishBaseline'>;

export interface BaseRunDependencies {
  readonly toolkit: Toolkit;
  readonly signal: AbortSignal;
  readonly actionsCache: ActionsCacheAccess | undefined;
  readonly loadAccounts: () => Promise<Accounts>;
}

/** A branch's last run that had something to save, to hold another branch's against. To be asked after the build. */
export async function lastRunOn(
  branch: string,
  inputs: ActionInputs,
  dependencies: BaseRunDependencies,
): Promise<BaseRun | undefined> {
  const { host, options, dockerfile } = inputs;
  const kept = new BranchBaselines(accountsOf(host, options, dockerfile));
  const run = (await newestOf(branch, inputs, dependencies)) ?? (await kept.find(branch));
  return run === undefined ? undefined : { branch, run };
}

/** @returns `undefined` also where the Actions cache cannot be asked: the restored pack may know an older one */
async function newestOf(
  branch: string,
  { host, options, dockerfile }: ActionInputs,
  { actionsCache, loadAccounts, signal, toolkit }: BaseRunDependencies,
): Promise<Baseline | undefined> {
  if (actionsCache === undefined || options.cache.mode === 'off') return undefined;
  const { fetchBaseline } = await loadAccounts();
  try {
    return await fetchBaseline({ ...host, actionsCache }, accountsOf(host, options, dockerfile), branch, signal);
  } catch (error) {
    signal.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    toolkit.warning(oneLine(`What ${branch} came to is not known for sure: ${why}`));
    return undefined;
  }
}

export function accountsOf(
  { root }: HostSettings,
  { scope, variant = '' }: BuildOptions,
  dockerfile: string,
): BaselineKey {
  return { root, scope: scope ?? dockerfile, variant };
}
