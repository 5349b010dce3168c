import { grownPaths, type GrownPath } from '../model/grown-paths.js';
import { stepId, baselineOf, type BaseRun, type BaselinePlatform, type Baseline } from '../model/baseline.js';
import { oneLine, shorten } from '../../text/sanitize-line.js';
import type { Report, StepReport } from '../model/report.js';

/** Whose row it is, and of which run: what decides between rows when comments are merged. */
export interface RowIdentity {
  /** Of one build of a workflow's job, the same in every run: lower-case hex. */
  readonly id: string;
  /** The workflow that the job belongs to: lower-case hex. */
  readonly workflow: string;
  /** GitHub's number of the run; later runs have higher ones. */
  readonly run: number;
  readonly attempt: number;
  /** ISO 8601. */
  readonly at: string;
}

export interface RunFigures {
  readonly commit: string;
  readonly hits: number;
  readonly misses: number;
  readonly durationMs: number;
  /** Of the image; absent when none was made. */
  readonly size?: number;
}

export interface StoppedStep {
  readonly line: number;
  readonly instruction: string;
  readonly reason: string;
}

/** What a pull request's comment says of one build. */
export interface CommentRow extends RowIdentity {
  readonly title: string;
  readonly ok: boolean;
  readonly now: RunFigures;
  /** The base branch's last run. */
  readonly before?: RunFigures & { readonly branch: string };
  /** Steps that hit there and missed here; the first of `stoppedCount`. */
  readonly stopped: readonly StoppedStep[];
  readonly stoppedCount: number;
  /** The most grown of `grownCount` paths. */
  readonly grown: readonly GrownPath[];
  readonly grownCount: number;
}

export interface RowContext {
  readonly identity: RowIdentity;
  /** E.g. `image/Dockerfile@web`, text of others. */
  readonly title: string;
  readonly commit: string;
  readonly base?: BaseRun;
}

/** Most that a row says; a comment of many rows says less of each. */
const DETAILS: RowLimits = { items: 10, text: 200 };

export interface RowLimits {
  readonly items: number;
  /** Characters of a title, an instruction, a reason or a path. */
  readonly text: number;
}

export function commentRow(report: Report, { identity, title, commit, base }: RowContext): CommentRow {
  const stopped = base === undefined ? [] : stoppedSteps(report, base.run);
  const now = baselineOf(report, commit);
  const grown = base === undefined || now === undefined ? [] : grownOf(base.run.platforms, now.platforms);
  return cutRow(
    {
      ...identity,
      title,
      ok: report.ok,
      now: {
        commit,
        hits: report.totals.hits,
        misses: report.totals.misses,
        durationMs: report.durationMs ?? 0,
        ...(report.image !== undefined && { size: report.image.size }),
      },
      ...(base !== undefined && { before: { branch: base.branch, ...figuresOf(base.run) } }),
      stopped,
      stoppedCount: stopped.length,
      grown,
      grownCount: grown.length,
    },
    DETAILS,
  );
}

/** The row with no more in it than the limits say. */
export function cutRow(row: CommentRow, { items, text }: RowLimits): CommentRow {
  const cut = (words: string): string => shorten(oneLine(words), text);
  return {
    ...row,
    title: cut(row.title),
    stopped: row.stopped.slice(0, items).map(({ line, instruction, reason }) => ({
      line,
      instruction: cut(instruction.replace(/\s+/g, ' ')),
      reason: cut(reason),
    })),
    grown: row.grown.slice(0, items).map((one) => ({ ...one, path: cut(one.path) })),
    ...(row.before !== undefined && { before: { ...row.before, branch: cut(row.before.branch) } }),
  };
}

function figuresOf({ commit, hits, misses, durationMs, size }: Baseline): RunFigures {
  return { commit, hits, misses, durationMs, size };
}

/** Of each platform that both have; nothing where one of them cannot be told. */
function grownOf(before: readonly BaselinePlatform[], now: readonly BaselinePlatform[]): readonly GrownPath[] {
  const grown = now.map(({ platform, layers }): readonly GrownPath[] | undefined => {
    const earlier = before.find((one) => one.platform === platform);
    const paths = earlier === undefined ? [] : grownPaths(earlier.layers, layers);
    return now.length === 1 ? paths : paths?.map((one) => ({ ...one, path: `${platform} ${one.path}` }));
  });
  if (!grown.every((paths) => paths !== undefined)) return [];
  return grown.flat().sort((left, right) => right.more - left.more);
}

function stoppedSteps({ steps }: Report, before: Baseline): readonly StoppedStep[] {
  const hit = new Set(before.hitSteps);
  return steps
    .filter((step) => step.status !== 'hit' && hit.has(stepId(step, earlierInstruction(step))))
    .map(({ line, instruction, reason }) => ({ line, instruction, reason }));
}

/** An instruction that was edited hit under its old text. */
function earlierInstruction({ why, instruction }: StepReport): string {
  const changes = why.kind === 'changed' ? why.changes : [];
  return changes.flatMap((change) => (change.input === 'instruction' ? [change.was] : []))[0] ?? instruction;
}
