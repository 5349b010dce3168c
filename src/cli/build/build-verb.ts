import { CommandFailed } from '../../errors.js';
import { familiarName } from '../../oci/reference.js';
import type { BuildOptions, BuildResult } from '../../app/options/build-options.js';
import { OUTPUT_OPTIONS } from '../../app/options/output-options.js';
import { REPORT_OPTIONS } from '../../app/options/report-options.js';
import { UNSUPPORTED_OPTIONS } from '../../app/options/unsupported-options.js';
import { traceSettingsOf } from '../../app/options/process/trace-settings.js';
import { maskOf, redact, redacting } from '../../app/redact.js';
import type { BuildEvent, EventSink } from '../../engine/events.js';
import type { SecretMask } from '../../engine/secret-mask.js';
import { destinationError } from '../../files/write-error.js';
import { classifyError } from '../../report/exit-code.js';
import { FailedBuild } from '../../report/failure/failed-build.js';
import { withFailureHint } from '../../report/failure/failure-hint.js';
import { FailedOutput } from '../../report/failure/failed-output.js';
import { failureOf } from '../../report/model/failure.js';
import { buildMetadata, warningMetadata } from '../../report/metadata.js';
import { conclusionNotice } from '../../report/model/conclusion-words.js';
import type { Report } from '../../report/model/report.js';
import { ReportBuilder } from '../../report/model/report-builder.js';
import { SpanLog } from '../../trace/span-log.js';
import { oneLine } from '../../text/sanitize-line.js';
import { printError } from '../command/print-error.js';
import { BUILD_FLAGS, readBuildRequest, type BuildRequest } from './build-request.js';
import { checkDockerfile } from './check-dockerfile.js';
import { describeDockerfile } from './describe-dockerfile.js';
import { openProgress } from '../command/progress.js';
import { withDockerfile } from './stdin-dockerfile.js';
import type { CliProcess } from '../command/cli-process.js';
import { defineVerb, type VerbCall, type VerbDeclaration } from '../command/verb.js';

/** What `build` takes, also for tests of how its flags are read. */
export const BUILD_DECLARATION: VerbDeclaration<typeof BUILD_FLAGS> = {
  name: 'build',
  summary: 'build an image from a Dockerfile',
  about: `Builds an image from a Dockerfile.

CONTEXT is a folder, the address of a Git repository or of a tar on a web server, or - for a tar or
a Dockerfile on standard input. Progress goes to standard output, or to standard error when an
archive (dest=-) goes to standard output. Errors go to standard error.

Exit codes: 0 built; 1 the Dockerfile, a flag or a step is wrong; 69 a registry, the disk or a
program that is needed fails or is missing; 70 a bug in layer-build; 130 or 143 interrupted.`,
  operands: 'CONTEXT',
  // readBuildRequest checks the number, and says more about it.
  count: [0, Infinity],
  examples: [
    {
      does: 'Build this folder, and keep the image on this machine',
      command: 'layer-build build -t app:1 .',
    },
    {
      does: 'Build and push, with a cache that other machines use too',
      command: 'layer-build build -t reg.example/app:1 --push --cache-to reg.example/app:cache .',
    },
    {
      does: 'Build and give the image to Docker',
      command: 'layer-build build -t app:1 --load . && docker run --rm app:1',
    },
    {
      does: 'Write the files of one stage to a folder',
      command: 'layer-build build --target files -o dist .',
    },
    {
      does: 'Write down why each step hit or missed, and show it',
      command: 'layer-build build --report report.json . && layer-build report report.json',
    },
  ],
  table: BUILD_FLAGS,
  unsupported: UNSUPPORTED_OPTIONS,
  run: runBuildVerb,
};

export const buildVerb = defineVerb(BUILD_DECLARATION);

/** @throws FailedBuild with what the build threw, after the report was written */
async function runBuildVerb(call: VerbCall<typeof BUILD_FLAGS>, cli: CliProcess): Promise<number> {
  const request = readBuildRequest(call, cli, cli.stdin);
  if (request.call.kind === 'check') return checkDockerfile(request, request.call, cli);
  if (request.call.kind !== 'build') {
    await describeDockerfile(request, request.call, cli);
    return 0;
  }
  try {
    await buildImage(request, cli);
    return 0;
  } catch (error) {
    const kept = request.options.saveFailed;
    const failed = error instanceof FailedBuild && error.reason instanceof CommandFailed;
    if (!request.opensShell || kept === undefined || !failed || cli.signal.aborted) throw error;
    // The error comes first: it says what to look for in the shell.
    const code = printError(error, cli);
    await openShell(familiarName(kept), request, cli);
    return code;
  }
}

/** A shell in the image before the step that failed. On anything but a terminal it would wait for nobody. */
async function openShell(image: string, { host }: BuildRequest, cli: CliProcess): Promise<void> {
  if (cli.terminal?.isInput !== true) {
    cli.stderr.write('No shell is opened: standard input is not a terminal.\n');
    return;
  }
  cli.stderr.write(`A shell in the image before the step (${image}); exit ends it:\n`);
  const { runVerb } = await import('../containers/run-verb.js');
  await runVerb.run(['--rm', '-it', '--root', host.root, '--entrypoint', 'sh', image], cli);
}

async function buildImage(request: BuildRequest, cli: CliProcess): Promise<void> {
  const report = new ReportBuilder();
  const failedOutput = new FailedOutput();
  const mask = await maskOf(request.options);
  let result: BuildResult;
  try {
    result = await withTrace(request, mask, cli, () => runBuild(request, report, failedOutput.sink, mask, cli));
  } catch (error) {
    const thrown = withFailureHint(classifyError(error), request.failureHint);
    const reason: unknown = cli.signal.aborted ? cli.signal.reason : redact(thrown, mask);
    const finished = report.report(reason, redact(failedOutput.evidence(), mask));
    await writeReport(request, finished, cli);
    await traceBuild(request, finished, cli);
    throw new FailedBuild(reason, failureOf(finished));
  }
  const finished = report.report();
  await writeReport(request, finished, cli);
  await traceBuild(request, finished, cli);
  if (request.iidFile !== undefined) await writeOut(OUTPUT_OPTIONS.iidFile.flag, request.iidFile, result.imageId, cli);
  if (request.metadataFile !== undefined) {
    const builds = request.metadata.warnings ? [{ ...result, warnings: finished.warnings }] : [];
    const text = `${JSON.stringify({ ...buildMetadata(result), ...warningMetadata(builds) }, null, 2)}\n`;
    await writeOut(OUTPUT_OPTIONS.metadataFile.flag, request.metadataFile, text, cli);
  }
  if (request.progress === 'quiet' && !archiveOnStdout(request.options)) cli.stdout.write(`${result.imageId}\n`);
}

/** The trace is written whatever the build came to. */
async function withTrace<T>(
  { traceFile }: BuildRequest,
  mask: SecretMask,
  cli: CliProcess,
  work: () => Promise<T>,
): Promise<T> {
  if (traceFile === undefined) return await work();
  const log = new SpanLog();
  const write = async (): Promise<void> => {
    log.close();
    const { chromeTrace } = await import('../../report/formats/chrome-trace.js');
    await writeOut(REPORT_OPTIONS.trace.flag, traceFile, chromeTrace(redact(log.spans, mask), log.dropped), cli);
  };
  let result: T;
  try {
    result = await work();
  } catch (error) {
    // The build's own error matters more.
    await write().catch(() => undefined);
    throw error;
  }
  await write();
  return result;
}

async function runBuild(
  request: BuildRequest,
  report: ReportBuilder,
  listener: EventSink,
  mask: SecretMask,
  cli: CliProcess,
): Promise<BuildResult> {
  const out = archiveOnStdout(request.options) ? cli.stderr : cli.stdout;
  const progress = openProgress(request.progress, out, cli);
  const sink = redacting((event: BuildEvent): void => {
    report.sink(event);
    listener(event);
    progress.sink(event);
  }, mask);
  try {
    for (const message of request.warnings) sink({ type: 'warning', message });
    for (const message of request.notices) sink({ type: 'notice', message });
    const build = await cli.loadBuild();
    // Only the report shows it.
    const reportPaths = request.reportFile !== undefined;
    const { written, host, metadataFile, metadata } = request;
    const toldProvenance = metadataFile === undefined ? undefined : metadata.provenance;
    const result = await withDockerfile(request, cli, (options) =>
      build({ ...options, reportPaths, toldProvenance, written }, host, sink, cli.signal),
    );
    sink(conclusionNotice(report.report()));
    return result;
  } finally {
    progress.close();
  }
}

function archiveOnStdout(options: BuildOptions): boolean {
  return options.outputs.some((output) => 'dest' in output && output.dest === '-');
}

/** For OpenTelemetry, where its variables name a collector. */
async function traceBuild({ host }: BuildRequest, report: Report, cli: CliProcess): Promise<void> {
  const settings = traceSettingsOf(cli.env);
  if (settings === undefined) return;
  const { sendTrace } = await import('../../app/send-trace.js');
  const fault = await sendTrace(report, settings, host, cli.signal);
  if (fault !== undefined && !cli.signal.aborted)
    cli.stderr.write(`WARNING: the trace was not sent: ${oneLine(fault)}\n`);
}

async function writeReport(request: BuildRequest, report: Report, cli: CliProcess): Promise<void> {
  if (request.reportFile === undefined) return;
  const text = `${JSON.stringify(report, null, 2)}\n`;
  try {
    await writeOut(REPORT_OPTIONS.report.flag, request.reportFile, text, cli);
  } catch (failure) {
    // The build's own error matters more. That the report is missing is plain to see.
    if (report.error === undefined) throw failure;
  }
}

async function writeOut(flag: string, file: string, text: string, cli: CliProcess): Promise<void> {
  try {
    await cli.writeFile(file, text);
  } catch (error) {
    throw destinationError(error, `write ${flag}`, file);
  }
}
