import type { BuildOptions, BuildResult } from '../app/options/build-options.js';
import { maskOf, redact, redacting } from '../app/redact.js';
import type { BuildEvent, EventSink } from '../engine/events.js';
import type { SecretMask } from '../engine/secret-mask.js';
import { UserError } from '../errors.js';
import { classifyError } from '../report/exit-code.js';
import { FailedOutput } from '../report/console/failed-output.js';
import { buildMetadata } from '../report/metadata.js';
import { ReportBuilder } from '../report/model/report-builder.js';
import { BUILD_FLAGS } from './build-flags.js';
import { readBuildRequest, type BuildRequest } from './build-request.js';
import { checkDockerfile } from './check-dockerfile.js';
import { FailedBuild } from './failed-build.js';
import { verbHelp } from './help.js';
import { parseArgv } from './parse-argv.js';
import { openProgress } from './progress.js';
import { withDockerfile } from './stdin-dockerfile.js';
import type { CliProcess } from './surroundings.js';

/**
 * `layer-build build`.
 *
 * @returns the exit code
 * @throws FailedBuild with what the build threw, after the report was written
 */
export async function buildVerb(argv: readonly string[], around: CliProcess): Promise<number> {
  const args = parseArgv('build', argv, BUILD_FLAGS);
  if (args.boolean('help')) {
    around.stdout.write(verbHelp('build', 'CONTEXT', BUILD_HELP, BUILD_FLAGS));
    return 0;
  }
  const request = readBuildRequest(args, around, around.stdin);
  if (request.call.kind === 'check') return checkDockerfile(request, request.call, around);
  await buildImage(request, around);
  return 0;
}

async function buildImage(request: BuildRequest, around: CliProcess): Promise<void> {
  const report = new ReportBuilder();
  const failedOutput = new FailedOutput();
  const mask = await maskOf(request.options);
  let result: BuildResult;
  try {
    result = await runBuild(request, [report.sink, failedOutput.sink], mask, around);
  } catch (error) {
    const reason: unknown = around.signal.aborted ? around.signal.reason : redact(classifyError(error), mask);
    await writeReport(request, report, around, reason);
    throw new FailedBuild(reason, failedOutput.lines());
  }
  await writeReport(request, report, around);
  if (request.iidFile !== undefined) await writeOut('--iidfile', request.iidFile, result.imageId, around);
  if (request.metadataFile !== undefined) {
    const text = `${JSON.stringify(buildMetadata(result), null, 2)}\n`;
    await writeOut('--metadata-file', request.metadataFile, text, around);
  }
  if (request.progress === 'quiet' && !archiveOnStdout(request.options)) around.stdout.write(`${result.imageId}\n`);
}

const BUILD_HELP = `Builds an image from a Dockerfile.

CONTEXT is a folder, the address of a git repository or of a tar on a web server, or - for a
tar or a lone Dockerfile on standard input. Progress goes to
standard output, or to standard error when an archive (dest=-) goes there; errors go to
standard error.

Exit codes: 0 built; 1 the Dockerfile, a flag or a step is at fault; 69 a registry, the disk or
a missing program is; 70 a bug in layer-build; 130 or 143 interrupted.`;

async function runBuild(
  request: BuildRequest,
  listeners: readonly EventSink[],
  mask: SecretMask,
  around: CliProcess,
): Promise<BuildResult> {
  const out = archiveOnStdout(request.options) ? around.stderr : around.stdout;
  const progress = openProgress(request.progress, out, around);
  const sink = redacting((event: BuildEvent): void => {
    for (const listener of listeners) listener(event);
    progress.sink(event);
  }, mask);
  try {
    for (const message of request.warnings) sink({ type: 'warning', message });
    for (const message of request.notices) sink({ type: 'notice', message });
    const build = await around.loadBuild();
    // Only the report has room for it.
    const tellPaths = request.reportFile !== undefined;
    return await withDockerfile(request, around, (options) =>
      build({ ...options, tellPaths }, request.host, sink, around.signal),
    );
  } finally {
    progress.close();
  }
}

function archiveOnStdout(options: BuildOptions): boolean {
  return options.outputs.some((output) => 'dest' in output && output.dest === '-');
}

async function writeReport(
  request: BuildRequest,
  report: ReportBuilder,
  around: CliProcess,
  error?: unknown,
): Promise<void> {
  if (request.reportFile === undefined) return;
  const text = `${JSON.stringify(report.report(error), null, 2)}\n`;
  try {
    await writeOut('--report', request.reportFile, text, around);
  } catch (failure) {
    // A build that failed is told of first; that the report is missing too is seen by itself.
    if (error === undefined) throw failure;
  }
}

async function writeOut(flag: string, file: string, text: string, around: CliProcess): Promise<void> {
  try {
    await around.writeFile(file, text);
  } catch (error) {
    throw new UserError(`${flag}: cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
