import type { ActionsCacheAccess } from '../cache/actions/open.js';
import type { SaveFunction } from '../app/build-function.js';
import type { BaselineKey } from '../app/caching/branch-baseline.js';
import type { BuildEvent, EventSink } from '../engine/events.js';
import { CacheLines } from '../report/console/cache-lines.js';
import { TransferLines } from '../report/console/transfer-lines.js';
import { oneLine } from '../text/sanitize-line.js';
import { disarmCommands } from '../report/console/step-frame.js';
import { inJob } from './job/job-variant.js';
import { bounded, removeOwnFiles, type RemovalDependencies } from './job/remove-own-files.js';
import { readInputs, type ActionInputs } from './inputs.js';
import type { LoadArtifacts } from './notes/artifacts.js';
import { branchOf } from './github/pull-request.js';
import { readMainReport, reportDocument, type ReportFiles } from './reporting/complete-report.js';
import { uploadReport } from './reporting/report-artifact.js';
import { reportTitle } from './reporting/report-title.js';
import { runOf, shortName } from './job/trust-scope.js';
import { CacheReportBuilder } from '../report/model/cache-report.js';
import { renderSavedSummary } from '../report/summary/saved.js';
import { STATE } from './job/stage-state.js';
import { baselineKeyOf, trendOf, type BaselineEntries } from './base-run.js';
import { addSaved } from '../report/model/add-saved.js';
import type { Report, TrendPoint } from '../report/model/report.js';
import { messageOf } from '../errors.js';
import type { HostSettings } from '../app/options/host-settings.js';

/**
 * Milliseconds after which post gives up the work that is left, whatever hangs. Each request and each call has a limit of its own, and those
 * together are shorter. Saving may also take the time of `cache-timeout`.
 */
const LIMITS = { save: 5 * 60_000, remove: 5 * 60_000 } as const;

export interface PostDependencies extends ReportFiles, RemovalDependencies {
  readonly write: (text: string) => void;
  readonly actionsCache: ActionsCacheAccess | undefined;
  readonly loadBaselines: () => Promise<BaselineEntries>;
  readonly loadSave: () => Promise<SaveFunction>;
  readonly loadArtifacts: LoadArtifacts;
  /** Replaced in tests. */
  readonly limits?: { readonly save: number; readonly remove: number };
}

/**
 * The action's post: saves the cache, also after a build that failed or was cancelled, and removes what the job would leave on a
 * machine that is used again. An error here never fails the job.
 */
export async function runPost(dependencies: PostDependencies): Promise<void> {
  const { toolkit, limits = LIMITS } = dependencies;
  // Main did not start its build: there is nothing to save.
  if (toolkit.getState(STATE.root) === '') return;
  const inputs = knownInputs(dependencies);
  if (inputs === undefined) return;
  const longest = limits.save + inputs.options.cache.timeoutMs;
  await bounded('saving', longest, dependencies, (bounds) => saveAndTell(inputs, bounds));
  await bounded('removing files', limits.remove, dependencies, (bounds) => removeOwnFiles(inputs, bounds));
}

function sinkOf(
  { write, toolkit }: PostDependencies,
  actions: { saved: boolean },
  saved: CacheReportBuilder,
): EventSink {
  const caches = new CacheLines();
  const transfers = new TransferLines();
  const say = (line: string | undefined): void => {
    if (line !== undefined) write(disarmCommands(`${oneLine(line)}\n`));
  };
  return (event: BuildEvent): void => {
    if (event.type === 'warning') toolkit.warning(oneLine(event.message));
    else if (event.type === 'notice') say(event.message);
    else if (event.type === 'transfer') say(transfers.of(event));
    else if (event.type === 'cache') {
      saved.note(event);
      const line = caches.of(event);
      if (event.action === 'fault' && line !== undefined) toolkit.warning(oneLine(line));
      else say(line);
      if (event.action === 'pack-saved') actions.saved ||= event.location.kind === 'actions';
    }
  };
}

async function saveAndTell(inputs: ActionInputs, dependencies: PostDependencies): Promise<void> {
  const { job, toolkit, actionsCache, signal, loadSave } = dependencies;
  /** The Actions cache took a new pack. */
  const actions = { saved: false };
  const saved = new CacheReportBuilder();
  const sink = sinkOf(dependencies, actions, saved);
  const report = await mainReport(dependencies);
  let trend: readonly TrendPoint[] | undefined;
  try {
    const { options, dockerfile, host: own } = inputs;
    const host = { ...own, ...(actionsCache !== undefined && { actionsCache }) };
    const save = await loadSave();
    await save({ ...options, scope: options.scope ?? dockerfile }, host, sink, signal);
    const branch = branchOf(job.env);
    // A run that changed nothing saves no baseline: the one of the last run that changed something has the same figures.
    if (actions.saved && branch !== undefined) {
      const known = report?.ok === true ? report : undefined;
      const of = baselineKeyOf(host, options, dockerfile);
      trend = await publish(branch, known, { host, of }, inputs, dependencies);
    }
  } catch (error) {
    toolkit.warning(`The cache was not saved: ${oneLine(messageOf(error))}`);
  }
  if (report !== undefined) {
    const complete = { ...addSaved(report, saved), ...(trend !== undefined && { trend }) };
    await tellSaved(complete, inputs, dependencies);
  }
}

/** Main has read them, and shown what is wrong with them. @returns `undefined` if they cannot be read any more */
function knownInputs({ job, toolkit }: PostDependencies): ActionInputs | undefined {
  try {
    const inputs = readInputs(job);
    return { ...inputs, options: inJob(inputs.options, toolkit.getState(STATE.claims)) };
  } catch (error) {
    toolkit.warning(`The cache was not saved: ${oneLine(messageOf(error))}`);
    return undefined;
  }
}

async function mainReport({ toolkit, readFile }: PostDependencies): Promise<Report | undefined> {
  const file = toolkit.getState(STATE.report);
  if (file === '') return undefined;
  try {
    return await readMainReport(file, { readFile });
  } catch (error) {
    toolkit.warning(`The report does not say what was saved: ${oneLine(messageOf(error))}`);
    return undefined;
  }
}

/** Writes the report again in its place, uploads it if that is asked for, and adds a part to the job's summary. */
async function tellSaved(
  report: Report,
  { dockerfile, docker, reportArtifact: name, host, options }: ActionInputs,
  dependencies: PostDependencies,
): Promise<void> {
  const { job, toolkit, signal, loadArtifacts } = dependencies;
  try {
    await dependencies.writeFile(toolkit.getState(STATE.report), reportDocument(report));
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
    const title = reportTitle(dockerfile, options.target);
    const summary = renderSavedSummary(report, { title, ...(artifact !== undefined && { artifact }) });
    if (docker.summary && summary !== '' && (job.env['GITHUB_STEP_SUMMARY'] ?? '') !== '')
      await toolkit.writeSummary(summary);
  } catch (error) {
    toolkit.warning(`The report does not say what was saved: ${oneLine(messageOf(error))}`);
  }
}

/** @returns the last runs on the branch, and this one */
async function publish(
  branch: string,
  report: Report | undefined,
  { host, of }: { readonly host: HostSettings; readonly of: BaselineKey },
  inputs: ActionInputs,
  dependencies: PostDependencies,
): Promise<readonly TrendPoint[] | undefined> {
  const { toolkit, signal, loadBaselines } = dependencies;
  try {
    const trend = report === undefined ? undefined : await trendOf(branch, report, inputs, dependencies);
    const { publishBaseline } = await loadBaselines();
    await publishBaseline(host, of, branch, signal);
    return trend;
  } catch (error) {
    toolkit.warning(`Pull requests will not be compared with this run: ${oneLine(messageOf(error))}`);
    return undefined;
  }
}
