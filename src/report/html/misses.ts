import { shorten } from '../../text/sanitize-line.js';
import { causesOf, timeOf } from '../model/causes.js';
import { isReached, type StepReport } from '../model/report.js';
import { missed } from '../model/work.js';
import { formatDuration } from '../../text/format.js';
import { stepId } from './anchors.js';
import { markup, type Markup } from './markup.js';
import { leftOut, ROWS } from './rows.js';

/**
 * The misses that have a cause of their own, each with the steps that missed only because of it, and the time of all. The dearest comes
 * first: an ARG by itself takes no time.
 */
export function misses(steps: readonly StepReport[]): Markup {
  const all = steps.filter(missed);
  if (all.length === 0 && !steps.every(isReached))
    return markup`<p>Every step that was reached came from the cache.</p>`;
  if (all.length === 0) return markup`<p>Every step came from the cache.</p>`;
  if (all.every(({ why }) => why.kind === 'no-record')) return markup`<p>The cache had nothing yet.</p>`;
  const spent = new Map(causesOf(steps).map((cause) => [cause, timeOf([cause.step, ...cause.followers])] as const));
  const causes = [...spent.keys()].sort((left, right) => (spent.get(right) ?? 0) - (spent.get(left) ?? 0));
  const items = causes.slice(0, ROWS).map((each) => {
    const { step: cause, followers } = each;
    const remedy =
      cause.remedy === undefined ? markup`` : markup`<p class="remedy">${shorten(cause.remedy.words, 400)}</p>`;
    return markup`<li><a href="#${stepId(cause.number)}">Step ${cause.number}</a> <code>${shorten(cause.instruction, 200)}</code>
<p><strong>${shorten(cause.reason, 400)}</strong></p><p class="quiet">${formatDuration(spent.get(each) ?? 0)} in all.${alsoMissed(followers)}</p>${remedy}</li>
`;
  });
  return markup`<ol class="misses">${items}</ol>${leftOut(causes.length)}`;
}

/** ` Because of it, steps 9 and 10 missed too.`, with a link to each. */
export function alsoMissed(followers: readonly StepReport[]): Markup {
  if (followers.length === 0) return markup``;
  const links = followers
    .slice(0, 30)
    .map(({ number }, index) => markup`${index === 0 ? '' : ', '}<a href="#${stepId(number)}">${number}</a>`);
  const more = followers.length > 30 ? ` and ${followers.length - 30} more` : '';
  return markup` Because of it, ${followers.length === 1 ? 'step' : 'steps'} ${links}${more} missed too.`;
}
