import path from 'node:path';

import type { StepReason } from '../engine/reason.js';
import { InfraError, UserError, messageOf } from '../errors.js';
import { oneLine, shorten } from '../text/sanitize-line.js';
import type { Failure } from '../report/model/failure.js';
import type { Report, ReportedWarning } from '../report/model/report.js';
import { VERSION } from '../version.js';
import type { Toolkit } from './toolkit.js';

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

/** Shows why the cache ends, at the first step that missed. The later steps missed because of it. A first build has nothing to show. */
export function annotateFirstMiss(report: Pick<Report, 'steps'>, dockerfile: string, toolkit: Toolkit): void {
  const first = report.steps.find(({ status, why }) => status === 'miss' && NEWS.has(why.kind));
  if (first === undefined) return;
  const { reason, remedy, line, endLine } = first;
  const words = oneLine(remedy === undefined ? reason : `${reason}. ${remedy.words}`);
  toolkit.notice(shorten(`The cache ends here: ${words}`, MESSAGE_LIMIT), {
    title: 'Cache miss',
    file: dockerfile,
    startLine: line,
    endLine,
  });
}

const NEWS: ReadonlySet<StepReason['kind']> = new Set(['changed', 'unreachable', 'evicted']);

/** GitHub shows an annotation beside the line only if the path is relative to the repository. */
function repositoryPath(file: string, { workspace, folder }: FileBase): string {
  const relative = path.relative(workspace, path.resolve(folder, file));
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative.split(path.sep).join('/');
}
