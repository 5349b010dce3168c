import type { Change, FileChange, InputChange, StepReason, VariableChange } from '../../engine/reason.js';
import { unreachable } from '../../errors.js';
import { shorten } from '../../text/sanitize-line.js';
import { shortWithAlgorithm, shownBase } from './base-images.js';

/** Files or paths that a reason names; the rest are counted. */
const NAMED = 3;
/** Characters of an instruction in a reason: enough to recognise it, since the log has the whole text. */
const INSTRUCTION_SHOWN = 60;

/** Why a step hit or missed, in words for people. It is one line unless a name in it is not. */
export function reasonWords(reason: StepReason): string {
  switch (reason.kind) {
    case 'same-inputs':
      return 'same command and inputs as before';
    case 'same-step':
      return 'the same as another step of this build';
    case 'changed':
      return reason.changes.map(changeWords).join('; ');
    case 'no-record':
      return 'first build here, or the records of all earlier ones were evicted';
    case 'unreachable':
      return `the cache was unreachable: ${reason.faults.map(({ location, message }) => `${location.name}: ${message}`).join('; ')}`;
    case 'new-instruction':
      return 'new instruction: the last build had none like it here';
    case 'unfinished':
      return 'the last build did not get past it';
    case 'evicted':
      return 'its result is no longer in the cache';
    case 'cache-off':
      return 'the cache was switched off (--no-cache)';
    case 'cache-off-in-stage':
      return 'the cache was switched off for its stage (--no-cache-filter)';
    case 'not-evaluated':
      return 'it ended before its inputs were known';
    case 'not-reached':
      return 'the build ended before it';
    default:
      return unreachable(reason);
  }
}

export function changeWords(change: InputChange): string {
  switch (change.input) {
    case 'instruction':
      return `instruction edited, was: ${change.was}`;
    case 'files':
      return listed(change.changes.map(fileWords), change.changed);
    case 'arg':
    case 'env':
      return variableWords(change);
    case 'base':
      return baseWords(change);
    case 'platform':
      return `platform: ${arrow(change)}`;
    case 'option':
      return change.from === undefined || change.to === undefined
        ? `its ${change.name} changed`
        : `its ${change.name} changed: ${change.from} → ${change.to}`;
    case 'expansion':
      return 'its variables expand to other values than before';
    case 'parent':
      return parentWords(change);
    case 'config':
      return 'the image config below it changed';
    default:
      return unreachable(change);
  }
}

export function fileWords(change: FileChange): string {
  const { path } = change;
  switch (change.change) {
    case 'added':
    case 'removed':
      return `${path} ${change.change}`;
    case 'renamed':
      return `${path} renamed from ${change.from}`;
    case 'type':
      return `${path} was a ${change.from} and is a ${change.to}`;
    case 'modified': {
      const details = [
        ...(change.mode === undefined ? [] : [`mode ${arrow(change.mode)}`]),
        ...(change.owner === undefined ? [] : [`owner ${arrow(change.owner)}`]),
        ...(change.attributes === undefined ? [] : ['attributes changed']),
      ].join(', ');
      if (change.content === undefined) return `${path} ${details}`;
      return details === '' ? `${path} modified` : `${path} modified (${details})`;
    }
    default:
      return unreachable(change);
  }
}

function variableWords({ input, name, change, from, to }: VariableChange): string {
  const variable = `${input.toUpperCase()} ${name}`;
  if (change !== 'changed' || to === undefined) return `${variable} ${change}`;
  return from === undefined ? `${variable} changed, now ${to}` : `${variable}: ${from} → ${to}`;
}

function baseWords({ from, to }: Extract<InputChange, { readonly input: 'base' }>): string {
  const name = shownBase(to.reference);
  if (from.reference !== to.reference) return `base changed from ${shownBase(from.reference)} to ${name}`;
  if (from.digest === undefined || to.digest === undefined) return `base ${name} changed`;
  return `base ${name} moved from ${shortWithAlgorithm(from.digest)} to ${shortWithAlgorithm(to.digest)}`;
}

function parentWords({ step, paths }: Extract<InputChange, { readonly input: 'parent' }>): string {
  if (step === undefined) return 'the layers below it changed';
  const what = `step ${step.number} (${shorten(step.instruction, INSTRUCTION_SHOWN)})`;
  if (step.isNew) return `${what} is new below it`;
  const which = paths === undefined || paths.count === 0 ? '' : `: ${listed(paths.named, paths.count)}`;
  return `parent ${what} changed its result${which}`;
}

/** The first few, and how many more there are. */
function listed(words: readonly string[], count: number): string {
  const named = words.slice(0, NAMED);
  const rest = count - named.length;
  return named.join(', ') + (rest > 0 ? ` (+${rest} more)` : '');
}

function arrow({ from, to }: Change): string {
  return `${from} → ${to}`;
}
