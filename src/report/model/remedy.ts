import type { FilesChange } from '../../engine/reason.js';
import { formatDuration } from '../../text/format.js';
import { shorten } from '../../text/sanitize-line.js';
import type { Remedy, StepReport } from './report.js';

/** Milliseconds. A remedy that saves less is not shown. */
const LEAST_SAVING = 1000;
const INSTRUCTION_SHOWN = 60;

/** Commands that install a project's dependencies and read no more of the project than the files that list them. */
const INSTALLS =
  /\b(?:npm (?:ci|i|install)|yarn(?: install)?$|pnpm (?:i|install|fetch)|pip3? install -r|poetry install|bundle install|composer install|go mod download|cargo fetch|apt-get|apk add|dnf install|yum install)\b/;
/** The files that such a command reads. */
const LISTS =
  /(?:^|\/)(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|\.npmrc|yarn\.lock|\.yarnrc.*|pnpm-.*|.*requirements.*|pyproject\.toml|poetry\.lock|setup\.(?:py|cfg)|constraints.*|Gemfile.*|.*\.gemspec|composer\.(?:json|lock)|go\.(?:mod|sum|work)|Cargo\.(?:toml|lock))$/;

/**
 * For a COPY or ADD whose files changed: suggests to move it below later steps that ran again only because of it and need
 * not have. That is certain of a step that made the same as before. It is supposed of a step that installs dependencies, if
 * no file that lists them changed.
 *
 * @param steps of the whole build
 */
export function remedyFor(copy: StepReport, steps: readonly StepReport[]): Remedy | undefined {
  const files = onlyFiles(copy);
  if (files === undefined || copy.status !== 'miss') return undefined;
  const listsChanged = files.changed > files.changes.length || files.changes.some(({ path }) => LISTS.test(path));
  let below: StepReport | undefined;
  let savesMs = 0;
  let proven = true;
  for (const step of steps) {
    if (step.stage !== copy.stage || step.number <= copy.number) continue;
    if (step.status === 'hit' || !missedFor(step, copy.number)) break;
    if (!/^run\b/i.test(step.instruction)) continue;
    const same = step.unchanged === true;
    if (!same && (listsChanged || !INSTALLS.test(step.instruction))) break;
    below = step;
    savesMs += step.times.restoringMs + step.times.runningMs + step.times.savingMs;
    proven &&= same;
  }
  if (below === undefined || savesMs < LEAST_SAVING) return undefined;
  return { kind: 'copy-later', words: words(files, below, savesMs, proven), below: below.number, savesMs, proven };
}

function words(files: FilesChange, below: StepReport, savesMs: number, proven: boolean): string {
  const taken = files.taken === 1 ? '1 file' : `${files.taken} files`;
  const changed = files.changed === files.taken ? 'and all of them' : `of which ${files.changed}`;
  const instruction = shorten(below.instruction, INSTRUCTION_SHOWN);
  const doubt = proven ? '' : ', if that does not need them';
  return (
    `this takes ${taken}, ${files.taken === 1 ? 'which' : changed} changed: move it below ${instruction}${doubt}, ` +
    `or ignore them (saves ${formatDuration(savesMs)} a run)`
  );
}

/** The changed files of a step that missed for no other reason. */
function onlyFiles({ why }: StepReport): FilesChange | undefined {
  if (why.kind !== 'changed' || why.changes.length !== 1) return undefined;
  const [change] = why.changes;
  return change?.input === 'files' ? change : undefined;
}

/** Whether the new result of step `number` is the only reason why this step missed. */
function missedFor({ why }: StepReport, number: number): boolean {
  if (why.kind !== 'changed' || why.changes.length !== 1) return false;
  const [change] = why.changes;
  return change?.input === 'parent' && change.step?.number === number;
}
