import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { node24, runStage, type StageOptions, type StageResult } from './github-runner.js';
import { type ProjectFile, writeProject } from './project-files.js';
import { runStageInProcess } from './stage-in-process.js';
import { removeTree } from './temporary-folder.js';

export interface FreshJob {
  /** The job's folder, which is the context unless `inputs` say otherwise. */
  readonly files: Readonly<Record<string, ProjectFile>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface JobResult {
  readonly main: StageResult;
  readonly post: StageResult;
  /** Steps in the order of their numbers: `hit RUN npm ci`. */
  readonly steps: readonly string[];
}

type StageRunner = (stage: 'main' | 'post', options: Omit<StageOptions, 'node'>) => Promise<StageResult>;

/** Jobs that use the Action, each on one of GitHub's machines, which is new and then thrown away: nothing but servers outlives one. */
export class FreshMachines {
  readonly #folder: string;
  readonly #run: StageRunner;
  readonly #common: Pick<FreshJob, 'inputs' | 'env'>;
  #count = 0;

  private constructor(folder: string, run: StageRunner, common: Pick<FreshJob, 'inputs' | 'env'>) {
    this.#folder = folder;
    this.#run = run;
    this.#common = common;
  }

  /** @param common of all jobs; each may say otherwise */
  static async in(folder: string, common: Pick<FreshJob, 'inputs' | 'env'>): Promise<FreshMachines> {
    const node = await node24();
    return new FreshMachines(folder, (name, options) => runStage(name, { ...options, node }), common);
  }

  /** As `in`, but stages run in this process, one at a time, and cannot be killed: they take half of the time of the bundles. */
  static inProcess(folder: string, common: Pick<FreshJob, 'inputs' | 'env'>): FreshMachines {
    return new FreshMachines(folder, runStageInProcess, common);
  }

  /** @param interrupt what cancels main */
  async job(job: FreshJob, interrupt?: StageOptions['interrupt']): Promise<JobResult> {
    const machine = await this.start(job);
    try {
      const main = await machine.stage('main', interrupt === undefined ? {} : { interrupt });
      const post = await machine.stage('post', { state: main.state });
      return { main, post, steps: stepsOf(main) };
    } finally {
      await machine.wipe();
    }
  }

  /** A machine on which the stages are run one by one. */
  async start({ files, inputs, env }: FreshJob): Promise<Machine> {
    const folder = join(this.#folder, `machine-${++this.#count}`);
    await mkdir(join(folder, 'home'), { recursive: true });
    await writeProject(join(folder, 'workspace'), files);
    const options = {
      job: folder,
      inputs: { context: '.', ...this.#common.inputs, ...inputs },
      env: { HOME: join(folder, 'home'), RUNNER_ENVIRONMENT: 'github-hosted', ...this.#common.env, ...env },
    };
    return { stage: (name, more = {}) => this.#run(name, { ...options, ...more }), wipe: () => removeTree(folder) };
  }
}

export interface Machine {
  stage(name: 'main' | 'post', more?: Pick<StageOptions, 'state' | 'kill' | 'interrupt'>): Promise<StageResult>;
  wipe(): Promise<void>;
}

/** Every step with what became of it, by the groups of the log. */
export function stepsOf({ stdout }: Pick<StageResult, 'stdout'>): readonly string[] {
  const steps = new Map<number, string>();
  for (const group of stdout.split('::group::').slice(1)) {
    // The title says how a step ended that was over before its turn came.
    const title = /^Step (\d+)\/\d+ : (.*?)(?: \((?:CACHED|DONE [\d.]+m?s|FAILED after .*)\))?$/m.exec(group);
    if (title === null) continue;
    const status = group.includes('\n ---> Cache miss: ') ? 'miss' : 'hit';
    // A step that is made again after all has a second group.
    steps.set(Number(title[1]), `${status} ${title[2] ?? ''}`);
  }
  return [...steps].sort(([one], [other]) => one - other).map(([, text]) => text);
}
