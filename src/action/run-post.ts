import type { ActionsCacheAccess } from '../cache/actions/open.js';
import type { SaveFunction } from '../app/build-function.js';
import type * as JobRootModule from '../app/job-root.js';
import type { BaselineKey } from '../app/caching/branch-baseline.js';
import type { BuildEvent, EventSink } from '../engine/events.js';
import { CacheLines } from '../report/console/cache-lines.js';
import { TransferLines } from '../report/console/transfer-lines.js';
import type { ProcessEnvironment } from '../app/options/process/process-environment.js';
import { oneLine } from '../text/sanitize-line.js';
import { disarmCommands } from '../report/console/step-frame.js';
import { readInputs } from './inputs.js';
import type { LoadArtifacts } from './notes/artifacts.js';
import { branchOf } from './pull-request.js';
import { completeReport, type ReportFiles } from './reporting/complete-report.js';
import { uploadReport } from './reporting/report-artifact.js';
import { runOf, shortName } from './trust-scope.js';
import { CacheReportBuilder } from '../report/model/cache-report.js';
import { renderSavedSummary } from '../report/summary/saved.js';
import { STATE } from './stage-state.js';
import { baselineKeyOf, type BaselineEntries } from './base-run.js';
import { messageOf } from '../errors.js';
import type { Toolkit } from './toolkit.js';
import type { HostSettings } from '../app/options/host-settings.js';

export interface PostDependencies extends ReportFiles {
  readonly job: ProcessEnvironment;
  readonly write: (text: string) => void;
  readonly toolkit: Toolkit;
  readonly actionsCache: ActionsCacheAccess | undefined;
  /** Aborted with an `Interruption`. */
  readonly signal: AbortSignal;
  readonly loadBaselines: () => Promise<BaselineEntries>;
  readonly loadSave: () => Promise<SaveFunction>;
  readonly loadArtifacts: LoadArtifacts;
  readonly roots: Pick<typeof JobRootModule, 'releaseRoot' | 'removeRootsBeside'>;
}

/**
 * The action's post: saves the cache, also after a build that failed or was cancelled, and removes what the job would leave on a
 * machine that is used again. An error here never fails the job.
 */
export async function runPost(dependencies: PostDependencies): Promise<void> {
  const { job, write, toolkit, actionsCache, signal, loadSave } = dependencies;
  const savedPacks: string[] = [];
  const saved = new CacheReportBuilder();
  const caches = new CacheLines();
  const transfers = new TransferLines();
  const say = (line: string | undefined): void => {
    if (line !== undefined) write(disarmCommands(`${oneLine(line)}\n`));
  };
  const sink = (event: BuildEvent): void => {
    if (event.type === 'warning') toolkit.warning(oneLine(event.message));
    else if (event.type === 'notice') say(event.message);
    else if (event.type === 'transfer') say(transfers.of(event));
    else if (event.type === 'cache') {
      saved.note(event);
      const line = caches.of(event);
      if (event.action === 'fault' && line !== undefined) toolkit.warning(oneLine(line));
      else say(line);
      if (event.action === 'pack-saved' && event.location.kind === 'actions') savedPacks.push(event.key);
    }
  };
  // Main did not start its build: there is nothing to save.
  if (toolkit.getState(STATE.root) === '') return;
  try {
    const { options, dockerfile, host: own } = readInputs(job);
    const host = { ...own, ...(actionsCache !== undefined && { actionsCache }) };
    const save = await loadSave();
    await save({ ...options, scope: options.scope ?? dockerfile }, host, sink, signal);
    // A run that changed nothing saves no baseline: the one of the last run that changed something is the same.
    const branch = branchOf(job.env);
    if (savedPacks.length > 0 && branch !== undefined)
      await publish(branch, { host, of: baselineKeyOf(host, options, dockerfile) }, dependencies);
  } catch (error) {
    toolkit.warning(`The cache was not saved: ${oneLine(messageOf(error))}`);
  }
  await tellSaved(saved, dependencies);
  await removeKept(sink, dependencies);
}

/** Completes the report that main wrote, uploads it if that is asked for, and adds a part to the job's summary. */
async function tellSaved(saved: CacheReportBuilder, dependencies: PostDependencies): Promise<void> {
  const { job, toolkit, signal, loadArtifacts } = dependencies;
  const file = toolkit.getState(STATE.report);
  if (file === '') return;
  try {
    const { dockerfile, docker, reportArtifact: name, host, options } = readInputs(job);
    const report = await completeReport(file, saved, dependencies);
    let artifact: string | undefined;
    if (name !== undefined) {
      const suffix = shortName(`${options.variant ?? ''} ${job.env['GITHUB_ACTION'] ?? ''} ${runOf(job.env)}`).slice(
        0,
        8,
      );
      const parts = { env: job.env, loadArtifacts, tempDir: host.tempDir, signal };
      artifact = await uploadReport(report, { name, suffix }, parts).catch((error: unknown) => {
        toolkit.warning(`The report was not uploaded: ${oneLine(messageOf(error))}`);
        return undefined;
      });
    }
    const title = `layer-build: ${dockerfile}`;
    const summary = renderSavedSummary(report, { title, ...(artifact !== undefined && { artifact }) });
    if (docker.summary && summary !== '' && (job.env['GITHUB_STEP_SUMMARY'] ?? '') !== '')
      await toolkit.writeSummary(summary);
  } catch (error) {
    toolkit.warning(`The report does not say what was saved: ${oneLine(messageOf(error))}`);
  }
}

/** Nothing is removed on GitHub's own machines, since they are thrown away. */
async function removeKept(sink: EventSink, { job, toolkit, signal, roots }: PostDependencies): Promise<void> {
  const claim = toolkit.getState(STATE.claim);
  if (claim === '' || job.env['RUNNER_ENVIRONMENT'] === 'github-hosted') return;
  try {
    const { host, root } = readInputs(job);
    if (root.keep) return;
    await roots.releaseRoot(host, claim, sink, signal);
    if (root.ofRunner) await roots.removeRootsBeside(host, sink, signal);
  } catch (error) {
    toolkit.warning(`The files that the job left on this machine were not removed: ${oneLine(messageOf(error))}`);
  }
}

async function publish(
  branch: string,
  { host, of }: { readonly host: HostSettings; readonly of: BaselineKey },
  { toolkit, signal, loadBaselines }: PostDependencies,
): Promise<void> {
  try {
    const { publishBaseline } = await loadBaselines();
    await publishBaseline(host, of, branch, signal);
  } catch (error) {
    toolkit.warning(`Pull requests will not be compared with this run: ${oneLine(messageOf(error))}`);
  }
}
