import type { BuildEvent } from '../../engine/events.js';
import { unreachable } from '../../errors.js';
import { formatDuration } from '../../text/format.js';
import { shorten } from '../../text/sanitize-line.js';
import { cacheWords } from './work-words.js';
import { conclusionOf, type Conclusion, type EndedCache, type Place } from './conclusion.js';
import type { Report } from './report.js';

/** A piece of a sentence: words, or code such as an instruction, which each report sets in its own way. */
export type Phrase = string | { readonly code: string };

/** Characters of an instruction: enough to recognise it at its line. */
const INSTRUCTION_SHOWN = 60;
const REASON_SHOWN = 160;
const MESSAGE_SHOWN = 240;
/** Causes that are named; the rest are counted. */
const NAMED = 2;

/** A conclusion as one sentence about what happened, and what to do if there is something. */
export function conclusionWords(conclusion: Conclusion): readonly Phrase[] {
  switch (conclusion.kind) {
    case 'failed': {
      const { at, message, afterMs, advice } = conclusion;
      return [
        'Failed',
        ...(at === undefined ? [] : [' at ', ...place(at)]),
        ...after(afterMs),
        ...said(message, at),
        ...todo(advice),
      ];
    }
    case 'interrupted': {
      const { at, message, afterMs } = conclusion;
      const running = at === undefined ? [] : [' while ', ...place(at), ' ran'];
      return [sentenceCase(shorten(message, MESSAGE_SHOWN)), ...running, ...after(afterMs), '.'];
    }
    case 'no-steps':
      return [`Built in ${formatDuration(conclusion.tookMs)}.`];
    case 'all-hit':
      return [
        `${everyStep(conclusion.steps)} came from the cache; ${formatDuration(conclusion.tookMs)}. Nothing to do.`,
      ];
    case 'first-build':
      return [`First build here: nothing was in the cache yet; ${formatDuration(conclusion.tookMs)}. Nothing to do.`];
    case 'cache-off':
      return [`Built without the cache (--no-cache); ${formatDuration(conclusion.tookMs)}.`];
    case 'unreachable': {
      const { locations, spent } = conclusion;
      const names = locations.length === 0 ? 'The cache' : listed(locations);
      return [`${names} could not be reached; ${share(spent)}. See what the cache answered.`];
    }
    case 'misses': {
      const { causes, spent, advice } = conclusion;
      const named = causes
        .slice(0, NAMED)
        .flatMap((cause, index) => [index === 0 ? ' at ' : ', and at ', ...causeWords(cause, causes.length > 1)]);
      const more = causes.length - NAMED;
      const rest = more > 0 ? [`, and at ${more} more ${more === 1 ? 'place' : 'places'}`] : [];
      return [
        'Cache ends',
        ...named,
        ...rest,
        `; ${share(spent)}.`,
        ...(advice === undefined ? [' Nothing to do.'] : todo(advice)),
      ];
    }
    default:
      return unreachable(conclusion);
  }
}

/** The last line of a log: also how much of the work came from the cache, unless all or nothing did. */
export function conclusionNotice(report: Report): Extract<BuildEvent, { readonly type: 'notice' }> {
  const conclusion = conclusionOf(report);
  const cached = cacheWords(report);
  const also = cached === undefined || conclusion.kind !== 'misses' ? '' : ` ${cached}.`;
  return { type: 'notice', message: plainWords(conclusionWords(conclusion)) + also };
}

/** The sentence as text alone, with code in backticks. */
export function plainWords(phrases: readonly Phrase[]): string {
  return phrases.map((phrase) => (typeof phrase === 'string' ? phrase : `\`${phrase.code}\``)).join('');
}

function causeWords({ at, reason, platforms, spentMs }: EndedCache, timed: boolean): readonly Phrase[] {
  const on = platforms === 1 ? '' : ` on ${platforms} platforms`;
  const time = timed ? ` (${formatDuration(spentMs)})` : '';
  return [...place(at), `${on}: ${shorten(reason, REASON_SHOWN)}${time}`];
}

function place({ file, line, instruction }: Place): readonly Phrase[] {
  const where = `${file}:${line}`;
  return instruction === ''
    ? [where]
    : [`${where} `, { code: shorten(instruction.replace(/\s+/g, ' '), INSTRUCTION_SHOWN) }];
}

function after(milliseconds: number | undefined): readonly string[] {
  return milliseconds === undefined ? [] : [` after ${formatDuration(milliseconds)}`];
}

/** Whether the sentence about a failed build has all of an error's message. */
export function isSaidWhole(message: string): boolean {
  return message.length <= MESSAGE_SHOWN && !/[\n\r]/.test(message);
}

/** An error's first line. A step's error begins with its instruction, which the sentence has named. */
function said(message: string, at: Place | undefined): readonly string[] {
  const [line = ''] = message.split('\n');
  const own = at === undefined || at.instruction === '' ? '' : `${at.instruction}: `;
  const rest = line.startsWith(own) ? line.slice(own.length) : line;
  return [`: ${shorten(rest, MESSAGE_SHOWN).replace(/\.$/, '')}.`];
}

function todo(advice: string | undefined): readonly string[] {
  return advice === undefined ? [] : [` ${sentenceCase(advice).replace(/\.$/, '')}.`];
}

function share({ ms, ofMs }: { readonly ms: number; readonly ofMs: number }): string {
  return `${formatDuration(ms)} of ${formatDuration(ofMs)}`;
}

function everyStep(steps: number): string {
  return steps === 1 ? 'The one step' : `All ${steps} steps`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).map((name) => shorten(name, REASON_SHOWN));
  const more = names.length - shown.length;
  return sentenceCase([...shown, ...(more > 0 ? [`${more} more`] : [])].join(' and '));
}

function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
