import { wholeValue, type Contexts } from './expressions.js';

/** What these tests run of a workflow's file. */
export interface Workflow {
  readonly env?: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

export interface WorkflowJob {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly 'runs-on'?: unknown;
  readonly strategy?: { readonly matrix?: unknown };
  readonly env?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly WorkflowStep[];
}

export interface WorkflowStep {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string | boolean;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly 'working-directory'?: string;
  readonly 'continue-on-error'?: boolean;
}

export type MatrixValues = Readonly<Record<string, unknown>>;

/** Names of the jobs, each behind those that it needs. */
export function jobOrder({ jobs }: Workflow): readonly string[] {
  const order: string[] = [];
  const visit = (name: string): void => {
    if (order.includes(name)) return;
    needsOf(jobs[name]!).forEach(visit);
    order.push(name);
  };
  Object.keys(jobs).forEach(visit);
  return order;
}

export function needsOf({ needs }: WorkflowJob): readonly string[] {
  if (needs === undefined) return [];
  return typeof needs === 'string' ? [needs] : needs;
}

/** The values of each job that a matrix makes: the product of its lists, less `exclude`, and then `include`. */
export function matrixJobs(job: WorkflowJob, contexts: Contexts): readonly MatrixValues[] {
  const matrix = wholeValue(job.strategy?.matrix, contexts) as Readonly<Record<string, unknown>> | undefined;
  if (matrix === undefined) return [{}];
  const { include, exclude, ...axes } = matrix;
  const rows = (value: unknown): readonly MatrixValues[] => (wholeValue(value, contexts) ?? []) as MatrixValues[];
  let jobs: MatrixValues[] = Object.keys(axes).length === 0 ? [] : [{}];
  for (const [name, values] of Object.entries(axes)) {
    const list = wholeValue(values, contexts) as readonly unknown[];
    jobs = jobs.flatMap((one) => list.map((value) => ({ ...one, [name]: value })));
  }
  const matches = (one: MatrixValues, row: MatrixValues, names: readonly string[]): boolean =>
    names.every((name) => JSON.stringify(one[name]) === JSON.stringify(row[name]));
  jobs = jobs.filter((one) => !rows(exclude).some((row) => matches(one, row, Object.keys(row))));
  for (const row of rows(include)) {
    const shared = Object.keys(row).filter((name) => name in axes);
    const fits = (one: MatrixValues): boolean => jobs.length > 0 && matches(one, row, shared);
    if (Object.keys(axes).length > 0 && jobs.some(fits))
      jobs = jobs.map((one) => (fits(one) ? { ...one, ...row } : one));
    else jobs.push(row);
  }
  return jobs;
}
