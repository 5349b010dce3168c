import path from 'node:path';

import { InfraError, UserError, messageOf } from '../errors.js';
import { oneLine, shorten } from '../text/sanitize-line.js';
import type { Baseline } from '../report/model/baseline.js';
import { cacheEnds, stepId } from '../report/model/step-names.js';
import type { Failure } from '../report/model/failure.js';
import type { Report, ReportedWarning, StepReport } from '../report/model/report.js';
import { VERSION } from '../version.js';
import type { Toolkit } from './job/toolkit.js';

/** GitHub keeps 4096 characters of an annotation, and ten annotations of one kind for each step. */
const MESSAGE_LIMIT = 4000;
const WARNINGS = 10;

/** Where the file names in errors start from. */
export interface FileBase {
  /** Absolute path of the repository. */
  readonly workspace: string;
  /** Absolute path of the folder that relative file names start from. */
  readonly folder: string;
}

/**
 * Shows the build's error as an annotation, at its line in the Dockerfile if it has one.
 *
 * @param failure what was at work then: its telling lines come first
 */
export function annotateError(error: unknown, base: FileBase, toolkit: Toolkit, failure?: Failure): void {
  const telling = failure?.telling ?? [];
  const text = shorten([...telling, annotationText(error)].join('\n'), MESSAGE_LIMIT);
  const location = error instanceof UserError || error instanceof InfraError ? error.location : undefined;
  if (location === undefined) {
    toolkit.error(text);
    return;
  }
  toolkit.error(text, {
    title: 'layer-build',
    file: repositoryPath(location.file, base),
    startLine: location.line,
    ...(location.endLine !== undefined && { endLine: location.endLine }),
    // GitHub uses columns only when start and end are in one line.
    ...(location.column !== undefined &&
      (location.endLine ?? location.line) === location.line && { startColumn: location.column }),
  });
}

function annotationText(error: unknown): string {
  if (error instanceof UserError || error instanceof InfraError) {
    return error.hint === undefined ? error.message : `${error.message}\n${error.hint}`;
  }
  const message = messageOf(error);
  return `This is a bug in layer-build ${VERSION}: ${message}`;
}

/**
 * Shows warnings that have a line. If there are too many, those about style are left out first.
 *
 * @param checks whether those of the checks of the Dockerfile are shown
 */
export function annotateWarnings(
  report: Pick<Report, 'warnings'>,
  dockerfile: string,
  { toolkit, checks }: { readonly toolkit: Toolkit; readonly checks: boolean },
): void {
  const rank = ({ rule, severe }: ReportedWarning): number =>
    severe === true ? -1 : rule !== undefined && STYLE_RULES.has(rule) ? 1 : 0;
  const located = report.warnings
    .filter(({ line, rule }) => line !== undefined && (checks || rule === undefined))
    .toSorted((left, right) => rank(left) - rank(right));
  for (const warning of located.slice(0, WARNINGS)) {
    const more = warning.url === undefined ? '' : `\nMore info: ${warning.url}`;
    const hint = warning.hint === undefined ? '' : `\n${warning.hint}`;
    const show = (text: string, at: object): void =>
      warning.severe === true ? toolkit.error(text, at) : toolkit.warning(text, at);
    show(shorten(warning.message, MESSAGE_LIMIT) + hint + more, {
      title: warning.rule ?? 'layer-build',
      file: dockerfile,
      ...(warning.line !== undefined && { startLine: warning.line }),
      ...(warning.endLine !== undefined && { endLine: warning.endLine }),
    });
  }
}

/** Build checks about style, not about what the build does. */
const STYLE_RULES: ReadonlySet<string> = new Set([
  'ConsistentInstructionCasing',
  'FromAsCasing',
  'JSONArgsRecommended',
  'LegacyKeyValueFormat',
  'MaintainerDeprecated',
  'StageNameCasing',
]);

/** Runs that must be known before an end of the cache counts as unusual. */
const RUNS_NEEDED = 3;

/**
 * Shows where the cache ends, and why. Most commits change the same files, and nobody wants to read that each time. So this is only shown
 * if something can be done about it, if the cache itself failed, or if the cache ended there in none of the last runs on the branch.
 *
 * @param history the last run on the branch that the build belongs to, or on the base branch of its pull request
 */
export function annotateCacheEnd(
  report: Pick<Report, 'steps'>,
  history: Pick<Baseline, 'trend'> | undefined,
  dockerfile: string,
  toolkit: Toolkit,
): void {
  const ends = cacheEnds(report.steps);
  const before = (history?.trend ?? []).flatMap(({ cacheEnd }) => cacheEnd ?? []);
  const shown = ends.find(hasRemedy) ?? ends.find((step, position) => position === 0 && isUnusual(step, before));
  if (shown === undefined) return;
  const { reason, remedy, line, endLine } = shown;
  const words = oneLine(remedy === undefined ? reason : `${reason}. ${remedy.words}`);
  toolkit.notice(shorten(`The cache ends here: ${words}`, MESSAGE_LIMIT), {
    title: 'Cache miss',
    file: dockerfile,
    startLine: line,
    endLine,
  });
}

/** A cache in a layer is no reason for a miss. */
function hasRemedy({ remedy }: StepReport): boolean {
  return remedy !== undefined && remedy.kind !== 'cache-mount';
}

function isUnusual(step: StepReport, ends: readonly string[]): boolean {
  switch (step.why.kind) {
    case 'unreachable':
    case 'evicted':
      return true;
    case 'changed':
      return ends.length >= RUNS_NEEDED && !ends.includes(stepId(step, step.instruction));
    default:
      return false;
  }
}

/** GitHub shows an annotation beside the line only if the path is relative to the repository. */
function repositoryPath(file: string, { workspace, folder }: FileBase): string {
  const relative = path.relative(workspace, path.resolve(folder, file));
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative.split(path.sep).join('/');
}
