import { join } from 'node:path';
import { runCliInProcess } from './cli-in-process.js';
import { readReport, type Report, type ReportedStep } from './layer-build.js';
import { schemaErrors } from './report-schema.js';

export interface ExplainedBuild {
  readonly args?: readonly string[];
  /** The build is to fail. */
  readonly fails?: boolean;
}

/** Builds one project again and again with one store, and says what the reports give as reasons. */
export class ExplainedBuilds {
  readonly #folder: string;
  readonly #mirror: string;

  /** @param folder with the project in `context`; store and reports go beside it */
  constructor(folder: string, mirror: string) {
    this.#folder = folder;
    this.#mirror = mirror;
  }

  get context(): string {
    return join(this.#folder, 'context');
  }

  get root(): string {
    return join(this.#folder, 'root');
  }

  async build({ args = [], fails = false }: ExplainedBuild = {}): Promise<Report> {
    const file = join(this.#folder, 'report.json');
    const settings = ['--root', this.root, '--registry-mirror', this.#mirror, '--progress', 'plain', '--report', file];
    const argv = ['build', ...settings, ...args, this.context];
    const { code, stderr } = await runCliInProcess(argv);
    if (code !== (fails ? 1 : 0)) throw new Error(`the build ended with ${code}:\n${stderr}`);
    const report = await readReport(file);
    const wrong = schemaErrors(report);
    if (wrong.length > 0) throw new Error(`not a report by its schema:\n${wrong.join('\n')}`);
    return report;
  }

  /** `INSTRUCTION <- REASON` of each step that missed. */
  async reasons(build: ExplainedBuild = {}): Promise<readonly string[]> {
    const { steps } = await this.build(build);
    return steps.filter(({ status }) => status === 'miss' || status === 'failed').map(told);
  }
}

export function told(step: ReportedStep): string {
  return `${step.instruction} <- ${step.reason}`;
}
