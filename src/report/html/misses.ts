import { shorten } from '../../text/sanitize-line.js';
import { isReached, type StepReport } from '../model/report.js';
import { formatDuration } from '../../text/format.js';
import { stepId } from './anchors.js';
import { markup, type Markup } from './markup.js';
import { leftOut, ROWS } from './rows.js';

/** The misses that have a cause of their own, each with the steps that missed only because of it, and the time of all. */
export function misses(steps: readonly StepReport[]): Markup {
  const missed = steps.filter((step) => step.status !== 'hit' && isReached(step));
  if (missed.length === 0 && !steps.every(isReached))
    return markup`<p>Every step that was reached came from the cache.</p>`;
  if (missed.length === 0) return markup`<p>Every step came from the cache.</p>`;
  const causes = causesOf(missed);
  const items = [...causes].slice(0, ROWS).map(([cause, followers]) => {
    const took = [cause, ...followers].reduce((sum, { durationMs }) => sum + durationMs, 0);
    const remedy =
      cause.remedy === undefined ? markup`` : markup`<p class="remedy">${shorten(cause.remedy.words, 400)}</p>`;
    const links = followers
      .slice(0, 30)
      .map(({ number }, index) => markup`${index === 0 ? '' : ', '}<a href="#${stepId(number)}">${number}</a>`);
    const more = followers.length > 30 ? ` and ${followers.length - 30} more` : '';
    const and =
      followers.length === 0
        ? markup``
        : markup` Because of it, ${followers.length === 1 ? 'step' : 'steps'} ${links}${more} missed too.`;
    return markup`<li><a href="#${stepId(cause.number)}">Step ${cause.number}</a> <code>${shorten(cause.instruction, 200)}</code>
<p><strong>${shorten(cause.reason, 400)}</strong></p><p class="quiet">${formatDuration(took)} in all.${and}</p>${remedy}</li>
`;
  });
  return markup`<ol class="misses">${items}</ol>${leftOut(causes.size)}`;
}

/** The number of the earlier step whose new result is the only reason for this miss. */
function followed({ why }: StepReport): number | undefined {
  if (why.kind !== 'changed' || why.changes.length !== 1) return undefined;
  const [change] = why.changes;
  return change?.input === 'parent' ? change.step?.number : undefined;
}

/**
 * Each cause with the steps that missed because of it, directly or not. A step comes after those it builds on, so one pass
 * is enough.
 */
function causesOf(missed: readonly StepReport[]): ReadonlyMap<StepReport, readonly StepReport[]> {
  const causes = new Map<StepReport, StepReport[]>();
  const causeOf = new Map<number, StepReport>();
  for (const step of missed) {
    const below = followed(step);
    const cause = (below === undefined ? undefined : causeOf.get(below)) ?? step;
    causeOf.set(step.number, cause);
    if (cause === step) causes.set(step, []);
    else causes.get(cause)?.push(step);
  }
  return causes;
}
