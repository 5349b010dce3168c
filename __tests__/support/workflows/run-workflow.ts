import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { plainEnvironment, run } from '../command.js';
import { commandFile } from '../stage-files.js';
import { removeTree } from '../temporary-folder.js';
import { type Contexts, filledIn, filledInAll, holds } from './expressions.js';
import { jobOrder, matrixJobs, type MatrixValues, needsOf, type Workflow, type WorkflowStep } from './workflow.js';

/** A machine of a job. It is wiped when the job has ended. */
export interface Machine {
  /** `workspace`, `home` and `temp` are below it. */
  readonly folder: string;
  readonly workspace: string;
  readonly home: string;
  readonly temp: string;
}

export interface ActionStep {
  readonly uses: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Of the step's process. */
  readonly env: Readonly<Record<string, string>>;
  readonly machine: Machine;
  readonly matrix: MatrixValues;
}

export interface ActionResult {
  readonly code: number;
  readonly log: string;
  readonly outputs?: Readonly<Record<string, string>>;
  /** Variables for the steps behind it. */
  readonly exports?: Readonly<Record<string, string>>;
  /** Runs at the end of the job, the last step's first. */
  readonly post?: () => Promise<Pick<ActionResult, 'code' | 'log'>>;
}

export type Action = (step: ActionStep) => Promise<ActionResult>;

export interface StepOutcome {
  readonly job: string;
  readonly matrix: MatrixValues;
  /** The step's own, or its place in the job, from 1. */
  readonly id: string;
  readonly uses: string | undefined;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly conclusion: 'success' | 'failure' | 'skipped';
  /** Of main, and of post behind it. */
  log: string;
}

export interface WorkflowRun {
  /** Folder for machines. */
  readonly folder: string;
  /** `github`, `secrets`, `vars`. */
  readonly contexts: Contexts;
  /** What the runner puts into each process. */
  readonly env: Readonly<Record<string, string>>;
  /** @returns what stands in for an action */
  readonly action: (uses: string) => Action;
  /** A folder whose programs are found before the machine's. */
  readonly programs: string;
  /** A look at the machine when a step has run. */
  readonly afterStep?: (step: StepOutcome, machine: Machine) => Promise<void>;
}

interface JobResult {
  readonly result: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
}

let files = 0;

/** Runs all jobs of a workflow one after another, as GitHub's runner does it, each on a machine of its own. */
export async function runWorkflow(workflow: Workflow, given: WorkflowRun): Promise<readonly StepOutcome[]> {
  const done: StepOutcome[] = [];
  const results: Record<string, JobResult> = {};
  for (const name of jobOrder(workflow)) {
    const job = workflow.jobs[name]!;
    const needs = Object.fromEntries(needsOf(job).map((each) => [each, results[each]]));
    const contexts = { ...given.contexts, needs, env: filledInAll(workflow.env, given.contexts) };
    const blocked = Object.values(needs).some((each) => each?.result !== 'success');
    if (!holds(job.if, contexts, blocked)) {
      results[name] = { result: 'skipped', outputs: {} };
      continue;
    }
    let result: JobResult = { result: 'success', outputs: {} };
    for (const matrix of matrixJobs(job, contexts)) {
      const made = await new JobRun(name, { ...contexts, matrix }, given).run(workflow, matrix);
      done.push(...made.steps);
      // As on GitHub, the outputs of the last job of a matrix win.
      result = { result: made.failed ? 'failure' : result.result, outputs: { ...result.outputs, ...made.outputs } };
    }
    results[name] = result;
  }
  return done;
}

class JobRun {
  readonly #name: string;
  readonly #given: WorkflowRun;
  #contexts: Contexts & { readonly env: Readonly<Record<string, string>> };
  #failed = false;
  #runsOn: unknown;
  readonly #steps: Record<string, unknown> = {};
  readonly #outcomes: StepOutcome[] = [];
  readonly #posts: (() => Promise<void>)[] = [];
  readonly #unnamed = new Map<string, number>();

  constructor(
    name: string,
    contexts: Contexts & { readonly env: Readonly<Record<string, string>> },
    given: WorkflowRun,
  ) {
    this.#name = name;
    this.#contexts = contexts;
    this.#given = given;
  }

  async run(workflow: Workflow, matrix: MatrixValues) {
    const job = workflow.jobs[this.#name]!;
    this.#runsOn = job['runs-on'];
    const machine = await newMachine(this.#given.folder);
    const runner = { os: 'Linux', arch: 'X64', temp: machine.temp, name: 'runner' };
    const github = { ...(this.#contexts['github'] as object), workspace: machine.workspace };
    this.#contexts = { ...this.#contexts, runner, github, steps: this.#steps };
    this.#setEnv(filledInAll(job.env, this.#contexts));
    try {
      for (const [at, step] of job.steps.entries()) await this.#step(step, step.id ?? String(at + 1), machine, matrix);
      for (const post of this.#posts.reverse()) await post();
      const outputs = filledInAll(job.outputs, this.#contexts);
      return { steps: this.#outcomes, failed: this.#failed, outputs };
    } finally {
      await removeTree(machine.folder);
    }
  }

  /** As the runner names a step: by its id, or after its action, with a number from the second one on. */
  #actionName({ id, uses }: WorkflowStep): string {
    if (id !== undefined) return id;
    const name = uses === undefined ? '__run' : `__${uses.replace(/@.*$/, '').replaceAll('/', '_')}`;
    const count = (this.#unnamed.get(name) ?? 0) + 1;
    this.#unnamed.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  }

  async #step(step: WorkflowStep, id: string, machine: Machine, matrix: MatrixValues): Promise<void> {
    const env = { ...this.#contexts.env, ...filledInAll(step.env, this.#contexts) };
    const contexts = { ...this.#contexts, env };
    const common = { job: this.#name, matrix, id, uses: step.uses };
    if (!holds(step.if, contexts, this.#failed)) {
      this.#steps[id] = { outputs: {}, outcome: 'skipped', conclusion: 'skipped' };
      this.#outcomes.push({ ...common, inputs: {}, outputs: {}, conclusion: 'skipped', log: '' });
      return;
    }
    const inputs = filledInAll(step.with, contexts);
    const processEnv = {
      ...this.#given.env,
      ...env,
      HOME: machine.home,
      ...runnerEnv(machine, this.#runsOn),
      GITHUB_JOB: this.#name,
      GITHUB_ACTION: this.#actionName(step),
    };
    const result =
      step.uses === undefined
        ? await this.#script(filledIn(step.run ?? '', contexts), step, processEnv, machine)
        : await this.#given.action(step.uses)({ uses: step.uses, id, inputs, env: processEnv, machine, matrix });
    const good = result.code === 0;
    if (!good && step['continue-on-error'] !== true) this.#failed = true;
    const { outputs = {} } = result;
    this.#steps[id] = { outputs, outcome: good ? 'success' : 'failure', conclusion: good ? 'success' : 'failure' };
    this.#setEnv(result.exports ?? {});
    const outcome: StepOutcome = {
      ...common,
      inputs,
      outputs,
      conclusion: good ? 'success' : 'failure',
      log: result.log,
    };
    this.#outcomes.push(outcome);
    const { post } = result;
    if (post !== undefined) {
      this.#posts.push(async () => {
        const ended = await post();
        if (ended.code !== 0) this.#failed = true;
        outcome.log += ended.log;
      });
    }
    await this.#given.afterStep?.(outcome, machine);
  }

  #setEnv(more: Readonly<Record<string, string>>): void {
    this.#contexts = { ...this.#contexts, env: { ...this.#contexts.env, ...more } };
  }

  async #script(
    script: string,
    step: WorkflowStep,
    env: Readonly<Record<string, string>>,
    machine: Machine,
  ): Promise<ActionResult> {
    const file = (name: string): string => join(machine.temp, `${name}-${++files}`);
    const own = { GITHUB_OUTPUT: file('output'), GITHUB_ENV: file('env'), GITHUB_STEP_SUMMARY: file('summary') };
    for (const each of Object.values(own)) await writeFile(each, '');
    const flags = step.shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
    const plain = plainEnvironment({ ...env, ...own });
    const result = await run(['/bin/bash', ...flags, '-c', script], {
      cwd: join(machine.workspace, step['working-directory'] ?? ''),
      env: { ...plain, PATH: `${this.#given.programs}:${plain['PATH'] ?? ''}` },
      timeout: 60_000,
    });
    return {
      code: result.code,
      log: result.stdout + result.stderr,
      outputs: commandFile(await readFile(own.GITHUB_OUTPUT, 'utf8')),
      exports: commandFile(await readFile(own.GITHUB_ENV, 'utf8')),
    };
  }
}

async function newMachine(parent: string): Promise<Machine> {
  const folder = join(parent, 'machine');
  const machine = {
    folder,
    workspace: join(folder, 'workspace'),
    home: join(folder, 'home'),
    temp: join(folder, 'temp'),
  };
  for (const each of [machine.workspace, machine.home, machine.temp]) await mkdir(each, { recursive: true });
  return machine;
}

function runnerEnv({ workspace, temp }: Machine, runsOn: unknown): Record<string, string> {
  const own = JSON.stringify(runsOn ?? '').includes('self-hosted');
  return {
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
    RUNNER_ENVIRONMENT: own ? 'self-hosted' : 'github-hosted',
  };
}
