import { grownPaths, type GrownPath } from '../model/grown-paths.js';
import { baselineOf, type BaseRun, type BaselinePlatform, type Baseline } from '../model/baseline.js';
import { stepId } from '../model/step-names.js';
import { failureOf, type Failure } from '../model/failure.js';
import { conclusionOf } from '../model/conclusion.js';
import { conclusionWords, type Phrase } from '../model/conclusion-words.js';
import { oneLine, shorten } from '../../text/sanitize-line.js';
import { causesOf } from '../model/causes.js';
import type { Report, StepReport, TrendPoint } from '../model/report.js';
import { missed } from '../model/work.js';

/** Which build and run a row is about. It decides between rows when comments are merged. */
export interface RowIdentity {
  /** Names one build of a workflow's job, the same in every run. Lower-case hex. */
  readonly id: string;
  /** The workflow that the job belongs to. Lower-case hex. */
  readonly workflow: string;
  /** GitHub's number of the run; later runs have higher ones. */
  readonly run: number;
  readonly attempt: number;
  /** ISO 8601. */
  readonly at: string;
}

export interface RunFigures {
  readonly commit: string;
  /** Steps of all kinds. */
  readonly hits: number;
  readonly misses: number;
  /** As in `WorkTotals`; absent for a build that has none, and in rows of earlier versions. */
  readonly hitRate?: number;
  readonly durationMs: number;
  /** The image's size; absent when none was made. */
  readonly size?: number;
}

export interface StoppedStep {
  readonly line: number;
  readonly instruction: string;
  readonly reason: string;
}

/** What a pull request's comment says about one build. */
export interface CommentRow extends RowIdentity {
  readonly title: string;
  readonly ok: boolean;
  /** What it cost, why, and what to do. Absent in rows of earlier versions. */
  readonly said?: readonly Phrase[];
  readonly now: RunFigures;
  /** The base branch's last run. */
  readonly before?: RunFigures & { readonly branch: string };
  /** Steps that hit there and missed here, by a cause of their own; the first of `stoppedCount`. */
  readonly stopped: readonly StoppedStep[];
  readonly stoppedCount: number;
  /** The most grown of `grownCount` paths. */
  readonly grown: readonly GrownPath[];
  readonly grownCount: number;
  /** Why it has no result. Such a row is not compared with anything. */
  readonly failure?: Failure;
  /** GitHub's number of the job, for a link. */
  readonly job?: number;
  /** The run has the report as an artifact. */
  readonly artifact?: true;
  /** The last runs on the base branch, and this one last. */
  readonly trend?: readonly TrendPoint[];
}

export interface RowContext {
  readonly identity: RowIdentity;
  /** E.g. `image/Dockerfile@web`; untrusted text. */
  readonly title: string;
  readonly commit: string;
  readonly base?: BaseRun;
  /** The Dockerfile's name for people; else that of the report. */
  readonly dockerfile?: string;
  readonly job?: number;
  readonly artifact?: true;
}

/** The most that a row says. In a comment of many rows, each says less. */
const DETAILS: RowLimits = { items: 10, text: 200 };

export interface RowLimits {
  readonly items: number;
  /** Characters of a title, an instruction, a reason or a path. */
  readonly text: number;
}

export function commentRow(
  report: Report,
  { identity, title, commit, dockerfile, job, artifact, ...given }: RowContext,
): CommentRow {
  const failure = failureOf(report, dockerfile);
  // What a build without a result is faster or hits more often than says nothing.
  const base = failure === undefined ? given.base : undefined;
  const stopped = base === undefined ? [] : stoppedSteps(report, base.run);
  const now = baselineOf(report, commit);
  const grown = base === undefined || now === undefined ? [] : grownOf(base.run.platforms, now.platforms);
  return cutRow(
    {
      ...identity,
      title,
      ok: report.ok,
      said: conclusionWords(conclusionOf(report)),
      now: {
        commit,
        hits: report.totals.hits,
        misses: report.totals.misses,
        ...(report.totals.work !== undefined && { hitRate: report.totals.work.hitRate }),
        durationMs: report.durationMs ?? 0,
        ...(report.image !== undefined && { size: report.image.size }),
      },
      ...(base !== undefined && { before: { branch: base.branch, ...figuresOf(base.run) } }),
      stopped,
      stoppedCount: stopped.length,
      grown,
      grownCount: grown.length,
      ...(failure !== undefined && { failure }),
      ...(job !== undefined && { job }),
      ...(artifact === true && { artifact }),
      ...(report.trend !== undefined && report.trend.length > 1 && { trend: report.trend.map(shownPoint) }),
    },
    DETAILS,
  );
}

/** A comment has little room. */
function shownPoint({ cacheEnd, ...point }: TrendPoint): TrendPoint {
  return point;
}

/** The row with no more in it than the limits say. */
export function cutRow(row: CommentRow, { items, text }: RowLimits): CommentRow {
  const cut = (words: string): string => shorten(oneLine(words), text);
  const { trend, ...others } = row;
  return {
    ...others,
    // Among many rows there is no room for it.
    ...(trend !== undefined && items > 2 && { trend }),
    title: cut(row.title),
    ...(row.said !== undefined && { said: cutPhrases(row.said, cut) }),
    stopped: row.stopped.slice(0, items).map(({ line, instruction, reason }) => ({
      line,
      instruction: cut(instruction.replace(/\s+/g, ' ')),
      reason: cut(reason),
    })),
    grown: row.grown.slice(0, items).map((one) => ({ ...one, path: cut(one.path) })),
    ...(row.failure !== undefined && { failure: cutFailure(row.failure, items, cut) }),
    ...(row.before !== undefined && { before: { ...row.before, branch: cut(row.before.branch) } }),
  };
}

/** @param items lines of each kind; the last of the output */
function cutFailure(failure: Failure, items: number, cut: (words: string) => string): Failure {
  const { at, what, message, telling, output } = failure;
  return {
    ...failure,
    message: cut(message),
    ...(at !== undefined && { at: cut(at) }),
    ...(what !== undefined && { what: cut(what.replace(/\s+/g, ' ')) }),
    telling: telling.slice(0, items).map(cut),
    output: items === 0 ? [] : output.slice(-items).map(cut),
  };
}

/** A row that somebody made up may have any number of phrases. */
function cutPhrases(phrases: readonly Phrase[], cut: (words: string) => string): readonly Phrase[] {
  const shown = phrases.slice(0, 16);
  return shown.map((phrase) => (typeof phrase === 'string' ? cut(phrase) : { code: cut(phrase.code) }));
}

function figuresOf({ commit, hits, misses, hitRate, durationMs, size }: Baseline): RunFigures {
  return { commit, hits, misses, ...(hitRate !== undefined && { hitRate }), durationMs, size };
}

/** Growth on each platform that both builds have; empty if it is not known for one of them. */
function grownOf(before: readonly BaselinePlatform[], now: readonly BaselinePlatform[]): readonly GrownPath[] {
  const grown = now.map(({ platform, layers }): readonly GrownPath[] | undefined => {
    const earlier = before.find((one) => one.platform === platform);
    const paths = earlier === undefined ? [] : grownPaths(earlier.layers, layers);
    return now.length === 1 ? paths : paths?.map((one) => ({ ...one, path: `${platform} ${one.path}` }));
  });
  if (!grown.every((paths) => paths !== undefined)) return [];
  return grown.flat().sort((left, right) => right.more - left.more);
}

/** Where the cache ended. The steps that missed only because of one are counted with it. */
function stoppedSteps({ steps }: Report, before: Baseline): readonly StoppedStep[] {
  const hit = new Set(before.hitSteps);
  const stopped = steps.filter((step) => missed(step) && hit.has(stepId(step, earlierInstruction(step))));
  return causesOf(stopped).map(({ step: { line, instruction, reason }, followers }) => {
    const more = followers.length === 1 ? '1 more step' : `${followers.length} more steps`;
    return { line, instruction, reason: followers.length === 0 ? reason : `${reason}; because of it, ${more}` };
  });
}

/** If the instruction was edited, the earlier build's hit is listed under the old text. */
function earlierInstruction({ why, instruction }: StepReport): string {
  const changes = why.kind === 'changed' ? why.changes : [];
  return changes.flatMap((change) => (change.input === 'instruction' ? [change.was] : []))[0] ?? instruction;
}
