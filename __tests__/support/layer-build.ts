import { readFile } from 'node:fs/promises';
import type { ImageReport, Report as WrittenReport, StepReport } from '../../src/report/model/report.js';
import { join } from 'node:path';
import { type CommandOptions, type CommandResult, plainEnvironment, run } from './command.js';
import { REPOSITORY } from './made-once.js';
import { withStorage } from './storage-driver.js';

/** The bundle that users run. It is the product under test: build it first (`npm run build`). */
export const CLI = join(REPOSITORY, 'dist/cli/index.js');

export type ReportedStep = StepReport;

/** Of a build that succeeded; after another there is no image. */
export interface Report extends WrittenReport {
  readonly image: ImageReport;
}

/** Runs the command line as a user would, with the Node that runs the tests. */
export function layerBuild(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return run([process.execPath, CLI, ...withStorage(args)], { ...options, env: options.env ?? plainEnvironment() });
}

/** As `layerBuild`, for what must succeed; the error carries what the command printed. */
export async function mustLayerBuild(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const result = await layerBuild(args, options);
  if (result.code !== 0) {
    throw new Error(
      `layer-build ${args.join(' ')}: exit code ${result.code}\n${(result.stdout + result.stderr).slice(-4000)}`,
    );
  }
  return result;
}

export async function readReport(file: string): Promise<Report> {
  return JSON.parse(await readFile(file, 'utf8')) as Report;
}

/** The report as one line a step, e.g. `8 hit RUN npm i`: what a failed comparison should show. */
export function statuses(report: Report): string[] {
  return report.steps.map((step) => `${step.number} ${step.status}`);
}
