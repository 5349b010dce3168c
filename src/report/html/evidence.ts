import type { InputChange } from '../../engine/reason.js';
import type { ReportedReason } from '../model/reported-reason.js';
import { shorten } from '../../text/sanitize-line.js';
import { changeWords, fileWords } from '../model/reason-words.js';
import type { StepReport } from '../model/report.js';
import { formatBytes, formatDuration } from '../../text/format.js';
import { usageWords } from '../usage-words.js';
import { stepId } from './anchors.js';
import { markup, type Markup } from './markup.js';

const TEXT = 400;

/** All that the report says about a step and its row does not show. */
export function evidence(step: StepReport): Markup {
  const { times, bytes, layer, base } = step;
  const facts: readonly (readonly [string, Markup | string | undefined])[] = [
    ['Instruction', markup`<code>${shorten(step.instruction, 4000)}</code>`],
    ['Dockerfile', step.line === step.endLine ? `line ${step.line}` : `lines ${step.line} to ${step.endLine}`],
    ['Stage', step.stage === '' ? undefined : `${shorten(step.stage, 100)}, ${shorten(step.platform, 60)}`],
    ['What differs', reasonEvidence(step.why)],
    ['Remedy', step.remedy?.words],
    ['Result', step.unchanged === true ? 'the same as before, so no later step missed because of it' : undefined],
    ['Found in', step.source === undefined ? undefined : SOURCES[step.source]],
    ['Made', step.madeAt],
    ['Own work', ownWork(step)],
    [
      'Time',
      `${formatDuration(times.waitingMs)} waiting, ${formatDuration(times.restoringMs)} restoring, ` +
        `${formatDuration(times.runningMs)} running, ${formatDuration(times.savingMs)} saving`,
    ],
    ['Used', step.usage === undefined ? undefined : usageWords(step.usage)],
    ['Fetched', bytes.restored === 0 ? undefined : `${formatBytes(bytes.restored)} compressed`],
    [
      'Made',
      bytes.made === 0 ? undefined : `${formatBytes(bytes.made)}, compressed to ${formatBytes(bytes.compressed)}`,
    ],
    ['Base', base === undefined ? undefined : markup`<code>${shorten(base.reference, TEXT)}@${base.digest}</code>`],
    [
      'Layer',
      layer === undefined ? undefined : markup`<code>${layer.digest}</code>, ${formatBytes(layer.size)} compressed`,
    ],
    ['Image so far', step.imageId === undefined ? undefined : markup`<code>${step.imageId}</code>`],
  ];
  const rows = facts.flatMap(([name, value]) =>
    value === undefined
      ? []
      : [markup`<dt>${name}</dt><dd>${typeof value === 'string' ? shorten(value, TEXT) : value}</dd>`],
  );
  return markup`<dl>${rows}</dl>`;
}

const SOURCES: Readonly<Record<NonNullable<StepReport['source']>, string>> = {
  builder: 'the builder',
  local: 'this machine',
  build: 'this build',
  actions: 'the Actions cache',
  registry: 'a registry',
  directory: 'a directory',
  objects: 'an object store',
};

/** Of a hit, when it was made. */
function ownWork({ savedMs, ownMs, status }: StepReport): string | undefined {
  if (savedMs !== undefined) return `${formatDuration(savedMs)} when it ran`;
  return ownMs === undefined || status === 'hit' ? undefined : formatDuration(ownMs);
}

/** `undefined` where the reason's words already say everything. */
function reasonEvidence(why: ReportedReason): Markup | undefined {
  if (why.kind === 'unreachable') {
    const faults = why.faults.slice(0, 20);
    return list(faults.map(({ place, message }) => markup`${shorten(place.name, 200)}: ${shorten(message, TEXT)}`));
  }
  return why.kind === 'changed' ? list(why.changes.slice(0, 50).map(changeEvidence)) : undefined;
}

function changeEvidence(change: InputChange): Markup {
  if (change.input === 'files') {
    const more = change.changed - change.changes.length;
    const files = change.changes.map((file) => markup`<code>${shorten(fileWords(file), TEXT)}</code>`);
    return markup`${change.changed} of ${change.taken} files:${list([...files, ...(more > 0 ? [markup`and ${more} more`] : [])])}`;
  }
  if (change.input === 'parent' && change.step !== undefined) {
    const { step, paths } = change;
    const more = paths === undefined ? 0 : paths.count - paths.named.length;
    const named = (paths?.named ?? []).map((path) => markup`<code>${shorten(path, TEXT)}</code>`);
    const what = step.isNew
      ? 'is new below it'
      : step.isHit === true
        ? 'came from the cache with another result than in the last build'
        : 'changed its result';
    return markup`<a href="#${stepId(step.number)}">step ${step.number}</a> ${what}${list([...named, ...(more > 0 ? [markup`and ${more} more paths`] : [])])}`;
  }
  return markup`${shorten(changeWords(change), TEXT)}`;
}

function list(items: readonly Markup[]): Markup {
  return items.length === 0 ? markup`` : markup`<ul>${items.map((item) => markup`<li>${item}</li>`)}</ul>`;
}
