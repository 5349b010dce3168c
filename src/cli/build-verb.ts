import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { BuildOptions, BuildResult } from '../app/options.js';
import type { BuildEvent, EventSink } from '../engine/events.js';
import { UserError } from '../errors.js';
import { classifyError } from '../report/exit-code.js';
import { FailedOutput } from '../report/failed-output.js';
import { buildMetadata } from '../report/metadata.js';
import { ReportBuilder } from '../report/report-json.js';
import { BUILD_FLAGS } from './build-flags.js';
import { readBuildRequest, type BuildRequest } from './build-request.js';
import { FailedBuild } from './failed-build.js';
import { verbHelp } from './help.js';
import { parseArgv } from './parse-argv.js';
import { openProgress } from './progress.js';
import type { CliProcess } from './surroundings.js';

/** A Dockerfile is text that a person wrote: more than this is a mistake. */
const DOCKERFILE_LIMIT = 16 * 1024 * 1024;

/**
 * `layer-build build`.
 *
 * @throws FailedBuild with what the build threw, after the report was written
 */
export async function buildVerb(argv: readonly string[], around: CliProcess): Promise<void> {
  const args = parseArgv('build', argv, BUILD_FLAGS);
  if (args.boolean('help')) {
    around.stdout.write(verbHelp('build', 'CONTEXT', BUILD_HELP, BUILD_FLAGS));
    return;
  }
  const request = readBuildRequest(args, around, around.stdin);
  const report = new ReportBuilder();
  const failedOutput = new FailedOutput();
  let result: BuildResult;
  try {
    result = await runBuild(request, [report.sink, failedOutput.sink], around);
  } catch (error) {
    const reason: unknown = around.signal.aborted ? around.signal.reason : classifyError(error);
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

CONTEXT is a folder, or - for a tar or a lone Dockerfile on standard input. Progress goes to
standard output, or to standard error when an archive (dest=-) goes there; errors go to
standard error.

Exit codes: 0 built; 1 the Dockerfile, a flag or a step is at fault; 69 a registry, the disk or
a missing program is; 70 a bug in layer-build; 130 or 143 interrupted.`;

async function runBuild(
  request: BuildRequest,
  listeners: readonly EventSink[],
  around: CliProcess,
): Promise<BuildResult> {
  const out = archiveOnStdout(request.options) ? around.stderr : around.stdout;
  const progress = openProgress(request.progress, out, around);
  const sink = (event: BuildEvent): void => {
    for (const listener of listeners) listener(event);
    progress.sink(event);
  };
  try {
    for (const message of request.warnings) sink({ type: 'warning', message });
    const build = await around.loadBuild();
    return await withDockerfile(request, around, (options) => build(options, request.machine, sink, around.signal));
  } finally {
    progress.close();
  }
}

function archiveOnStdout(options: BuildOptions): boolean {
  return options.outputs.some((output) => output.type !== 'registry' && output.dest === '-');
}

/** For `-f -` puts the Dockerfile from standard input into a file of its own for as long as the build takes. */
async function withDockerfile<Result>(
  request: BuildRequest,
  around: CliProcess,
  build: (options: BuildOptions) => Promise<Result>,
): Promise<Result> {
  if (!request.dockerfileFromStdin) return build(request.options);
  const text = await readAll(around.stdin);
  const folder = await mkdtemp(path.join(around.tempDir, 'layer-build-'));
  try {
    const dockerfile = path.join(folder, 'Dockerfile');
    await writeFile(dockerfile, text);
    return await build({ ...request.options, dockerfile });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > DOCKERFILE_LIMIT) throw new UserError('the Dockerfile on standard input is larger than 16 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
