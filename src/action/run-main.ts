import path from 'node:path';

import type { BuildFunction } from '../app/build-function.js';
import type { BuildResult } from '../app/options/build-options.js';
import { traceSettingsOf } from '../app/options/process/trace-settings.js';
import { maskOf, redact, redacting } from '../app/redact.js';
import type { BuildEvent, EventSink } from '../engine/events.js';
import { PlainConsole } from '../report/console/plain.js';
import { classifyError, exitCodeOf, Interruption } from '../report/exit-code.js';
import { FailedBuild } from '../report/failure/failed-build.js';
import { hintInAction, withFailureHint } from '../report/failure/failure-hint.js';
import { FailedOutput } from '../report/failure/failed-output.js';
import { failureOf, type Failure } from '../report/model/failure.js';
import { buildMetadata, provenanceMetadata, warningMetadata } from '../report/metadata.js';
import { BranchBaselines } from '../app/caching/branch-baseline.js';
import type { BaseRun, Baseline } from '../report/model/baseline.js';
import type { ProcessEnvironment } from '../app/options/process/process-environment.js';
import { oneLine } from '../text/sanitize-line.js';
import { renderError } from '../report/console/render-error.js';
import type { Report } from '../report/model/report.js';
import { trendWith } from '../report/model/trend.js';
import { wholePercent } from '../report/model/work-words.js';
import { conclusionNotice } from '../report/model/conclusion-words.js';
import { ReportBuilder } from '../report/model/report-builder.js';
import { disarmCommands, githubFrame } from '../report/console/step-frame.js';
import { renderSummary, type SummaryContext } from '../report/summary/summary.js';
import { annotateCacheEnd, annotateError, annotateWarnings, type FileBase } from './annotations.js';
import { baselineKeyOf, lastRunOn } from './base-run.js';
import { gitHubTime } from './github/github-api.js';
import { claimForBuilds, type ClaimDependencies, inJob } from './job/job-variant.js';
import { readInputs, type ActionInputs } from './inputs.js';
import { maskingTokens } from './job/job-signing.js';
import { type LoadArtifacts, leaveNote } from './notes/artifacts.js';
import { noteOf } from './notes/digest-notes.js';
import { nameImage } from './name-image.js';
import { branchOf, pullRequestOf } from './github/pull-request.js';
import { jobUrl, runUrl } from './reporting/job-link.js';
import { reportTitle } from './reporting/report-title.js';
import { describeDockerfile, type DescribeDependencies } from './describe-dockerfile.js';
import { runCheck, type CheckDependencies } from './run-check.js';
import { STATE } from './job/stage-state.js';
import { reportToPullRequest, type PullRequestDependencies } from './report-to-pull-request.js';
import type { Toolkit } from './job/toolkit.js';
import type { HostSettings } from '../app/options/host-settings.js';
import { messageOf } from '../errors.js';

export interface MainDependencies
  extends CheckDependencies, DescribeDependencies, ClaimDependencies, Omit<PullRequestDependencies, 'gitHubTime'> {
  /** Aborted with an `Interruption`. */
  readonly signal: AbortSignal;
  readonly loadBuild: () => Promise<BuildFunction>;
  readonly loadArtifacts: LoadArtifacts;
  /** @param path absolute */
  readonly writeFile: (path: string, text: string) => Promise<void>;
}

/**
 * The action's main: inputs, build, outputs, summary.
 *
 * @returns the exit code
 */
export async function runMain(dependencies: MainDependencies): Promise<number> {
  const { job, toolkit, signal } = dependencies;
  let inputs: ActionInputs | undefined;
  try {
    inputs = readInputs(job);
    for (const mask of inputs.masks) toolkit.setSecret(mask);
    for (const warning of inputs.warnings) toolkit.warning(oneLine(warning));
    for (const notice of inputs.notices) dependencies.write(disarmCommands(`${oneLine(notice)}\n`));
    if (inputs.call.kind === 'check') {
      const read = inputs;
      return await runCheck(read, inputs.call, dependencies, (text) => writeSummary(() => text, read, dependencies));
    }
    if (inputs.call.kind !== 'build') {
      await describeDockerfile(inputs, inputs.call, dependencies);
      return 0;
    }
    const limited = { ...dependencies, gitHubTime: gitHubTime() };
    inputs = await nameImage(inputs, limited);
    await buildAndReport(inputs, limited);
    return 0;
  } catch (error) {
    const { reason, failure } = endOf(error, signal);
    dependencies.write(disarmCommands(renderError(reason, failure)));
    if (!(reason instanceof Interruption)) annotateError(reason, fileBaseOf(inputs, job), toolkit, failure);
    return exitCodeOf(reason);
  }
}

function endOf(error: unknown, signal: AbortSignal): Pick<FailedBuild, 'reason' | 'failure'> {
  if (error instanceof FailedBuild) return error;
  return { reason: signal.aborted ? signal.reason : classifyError(error), failure: undefined };
}

function artifactOf(
  { reportArtifact: name }: ActionInputs,
  env: ProcessEnvironment['env'],
): Pick<SummaryContext, 'artifact'> {
  const run = runUrl(env);
  return name === undefined || run === undefined ? {} : { artifact: { name, url: `${run}#artifacts` } };
}

/** The folder of the repository, and the one that file names in errors start from: the context, if it is a folder. */
function fileBaseOf(inputs: ActionInputs | undefined, job: ProcessEnvironment): FileBase {
  const workspace = inputs?.workspace ?? job.cwd;
  const context = inputs?.options.context;
  if (context?.kind === 'git') return { workspace, folder: path.join(workspace, context.address.subdir) };
  return { workspace, folder: context?.kind === 'directory' ? context.path : workspace };
}

/** @throws FailedBuild with what the build threw, after its reports were written */
async function buildAndReport(
  read: ActionInputs,
  dependencies: MainDependencies & Pick<PullRequestDependencies, 'gitHubTime'>,
): Promise<void> {
  const { job, signal, write } = dependencies;
  const { options, dockerfile } = read;
  const named = { ...options, scope: options.scope ?? dockerfile };
  const [claim = ''] = await claimForBuilds(read.host.root, [named], dependencies);
  const inputs = { ...read, options: inJob(options, claim) };
  const report = new ReportBuilder();
  const failedOutput = new FailedOutput();
  const console = new PlainConsole(write, githubFrame(job.newToken));
  const mask = await maskOf(inputs.options, inputs.masks);
  const sink = redacting((event: BuildEvent): void => {
    report.sink(event);
    failedOutput.sink(event);
    console.sink(event);
  }, mask);
  let reason: unknown;
  try {
    await buildImage(inputs, sink, () => report.report(), dependencies);
  } catch (error) {
    const thrown = withFailureHint(classifyError(error), hintInAction(inputs.options.saveFailed));
    reason = signal.aborted ? signal.reason : redact(thrown, mask);
  }
  console.close();
  const finished = savedLater(report.report(reason, redact(failedOutput.evidence(), mask)));
  const failure = failureOf(finished, inputs.dockerfile);
  await tellResult(finished, { reason, failure }, inputs, dependencies);
  if (reason !== undefined) throw new FailedBuild(reason, failure);
}

/** Post saves to the caches that machines share. */
function savedLater(report: Report): Report {
  const { cache } = report;
  return cache.places.length === 0 ? report : { ...report, cache: { ...cache, savedLater: true } };
}

/** @param reportSoFar of the events that the sink has got */
async function buildImage(
  inputs: ActionInputs,
  sink: EventSink,
  reportSoFar: () => Report,
  dependencies: MainDependencies,
): Promise<void> {
  const { toolkit, signal, actionsCache, loadBuild } = dependencies;
  const build = await loadBuild();
  const host: HostSettings = {
    ...maskingTokens(inputs.host, toolkit),
    cacheSavedLater: true,
    ...(actionsCache !== undefined && { actionsCache }),
  };
  const options = {
    ...inputs.options,
    scope: inputs.options.scope ?? inputs.dockerfile,
    reportPaths: true,
    written: [inputs.host.root, inputs.reportFile],
  };
  const result = await build(options, host, sink, signal);
  const soFar = reportSoFar();
  sink(conclusionNotice(soFar));
  setImageOutputs(result, soFar, inputs, toolkit);
  await noteDigest(result, inputs, dependencies);
}

/** Outputs, annotations, report.json, the summary and the comment. */
async function tellResult(
  own: Report,
  { reason, failure }: { readonly reason: unknown; readonly failure: Failure | undefined },
  inputs: ActionInputs,
  dependencies: MainDependencies & Pick<PullRequestDependencies, 'gitHubTime'>,
): Promise<void> {
  const { job, toolkit } = dependencies;
  const { hits, misses, work } = own.totals;
  toolkit.setOutput('cache-hits', `${hits}`);
  toolkit.setOutput('cache-misses', `${misses}`);
  toolkit.setOutput('cache-hit-rate', work === undefined ? '' : `${wholePercent(work.hitRate)}`);
  annotateWarnings(own, inputs.dockerfile, { toolkit, checks: inputs.docker.checksAnnotations });
  // A build without a result is not compared.
  const base = own.ok ? await baseOf(inputs, dependencies) : undefined;
  const report: Report = base === undefined ? own : { ...own, trend: trendWith(base.run.trend ?? [], own) };
  annotateCacheEnd(own, base?.run ?? (await ownRun(inputs, job)), inputs.dockerfile, toolkit);
  await writeReport(report, inputs.reportFile, dependencies);
  await traceBuild(report, inputs, dependencies);
  const url = jobUrl(job.env, inputs.jobId);
  const context = {
    title: reportTitle(inputs.dockerfile, inputs.options.target),
    dockerfile: inputs.dockerfile,
    ...(reason !== undefined && { error: renderError(reason, failure) }),
    ...(url !== undefined && { job: url }),
    ...artifactOf(inputs, job.env),
    ...(base !== undefined && { base }),
  };
  await writeSummary(() => renderSummary(report, context), inputs, dependencies);
  await reportToPullRequest(report, base, inputs, dependencies);
}

/** For `merge` in a later job. Workflows that join their images in another way do not need it: a failure is a warning. */
async function noteDigest(
  result: BuildResult,
  { options, host }: ActionInputs,
  { job, signal, toolkit, loadArtifacts }: MainDependencies,
): Promise<void> {
  const note = noteOf(result, options.variant ?? '', job.env);
  if (note === undefined) return;
  try {
    await leaveNote(note, loadArtifacts, host.tempDir, signal);
  } catch (error) {
    signal.throwIfAborted();
    toolkit.warning(`layer-build/merge will not find this image by itself: ${oneLine(messageOf(error))}`);
  }
}

/** The last run on a pull request's base; `undefined` on other events. */
async function baseOf(inputs: ActionInputs, dependencies: MainDependencies): Promise<BaseRun | undefined> {
  const { job, signal, toolkit } = dependencies;
  const pullRequest = pullRequestOf(job.env, job.files);
  if (pullRequest === undefined || signal.aborted) return undefined;
  try {
    return await lastRunOn(pullRequest.base, inputs, dependencies);
  } catch (error) {
    toolkit.warning(`The base branch's last run is not known: ${oneLine(messageOf(error))}`);
    return undefined;
  }
}

/** The last run on the branch that the job runs for. */
async function ownRun(
  { host, options, dockerfile }: ActionInputs,
  job: ProcessEnvironment,
): Promise<Baseline | undefined> {
  const branch = branchOf(job.env);
  return branch === undefined ? undefined : new BranchBaselines(baselineKeyOf(host, options, dockerfile)).find(branch);
}

/** As with docker/build-push-action, an image that goes nowhere has no digest, and no id where files of it go somewhere. */
function setImageOutputs(
  result: BuildResult,
  { warnings }: Report,
  { options: { outputs }, metadata: wanted }: ActionInputs,
  toolkit: Toolkit,
): void {
  const types = new Set(outputs.map(({ type }) => type));
  const hasImage = IMAGE_OUTPUTS.some((type) => types.has(type));
  const hasFiles = types.has('local') || types.has('tar');
  if (hasImage) toolkit.setOutput('digest', result.digest);
  if (hasImage && !hasFiles) toolkit.setOutput('imageid', result.imageId);
  const metadata = {
    ...(hasImage ? buildMetadata(result) : provenanceMetadata(result)),
    ...(wanted.warnings && warningMetadata([{ ...result, warnings }])),
  };
  if (Object.keys(metadata).length > 0) toolkit.setOutput('metadata', JSON.stringify(metadata, null, 2));
}

const IMAGE_OUTPUTS = ['registry', 'store', 'oci', 'docker'] as const;

/** For OpenTelemetry, where the job's variables name a collector. */
async function traceBuild(report: Report, { host }: ActionInputs, dependencies: MainDependencies): Promise<void> {
  const { job, signal, toolkit } = dependencies;
  const settings = traceSettingsOf(job.env);
  if (settings === undefined) return;
  const { sendTrace } = await import('../app/send-trace.js');
  const fault = await sendTrace(report, settings, host, signal);
  if (fault !== undefined && !signal.aborted) toolkit.warning(`The trace was not sent: ${oneLine(fault)}`);
}

async function writeReport(report: Report, file: string, { toolkit, writeFile }: MainDependencies): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
    toolkit.setOutput('report', file);
    toolkit.saveState(STATE.report, file);
  } catch (error) {
    toolkit.warning(`The report was not written: ${oneLine(messageOf(error))}`);
  }
}

async function writeSummary(
  markdown: () => string,
  { docker }: ActionInputs,
  dependencies: MainDependencies,
): Promise<void> {
  if (!docker.summary || (dependencies.job.env['GITHUB_STEP_SUMMARY'] ?? '') === '') return;
  try {
    await dependencies.toolkit.writeSummary(markdown());
  } catch (error) {
    dependencies.toolkit.warning(`The job summary was not written: ${oneLine(messageOf(error))}`);
  }
}
