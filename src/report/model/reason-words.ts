import type {
  Change,
  ConfigChange,
  FileChange,
  InputChange,
  OptionChange,
  ParentChange,
  StepReason,
  VariableChange,
} from '../../engine/reason.js';
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
      return 'first build here, or nothing is kept of earlier ones';
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
      // Other changes may follow.
      return `instruction edited, was \`${change.was}\``;
    case 'files':
      return listed(change.changes.map(fileWords), change.changed) + because(change.step);
    case 'arg':
    case 'env':
      return variableWords(change);
    case 'base':
      return baseWords(change);
    case 'platform':
      return `platform: ${arrow(change)}`;
    case 'option':
      return optionWords(change);
    case 'expansion':
      return 'its variables expand to other values than before';
    case 'parent':
      return parentWords(change);
    case 'config':
      return configWords(change);
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

/** Options as people name them; others are named as in the command. */
const OPTIONS: Readonly<Record<string, string>> = {
  cwd: 'working directory',
  shmSize: 'size of /dev/shm',
  privileged: 'rights',
  script: 'here-document',
};

function optionWords({ name, from, to, step }: OptionChange): string {
  const changed = `its ${Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : name} changed`;
  return from === undefined || to === undefined ? changed + because(step) : `${changed}: ${from} → ${to}`;
}

function because(step: number | undefined): string {
  return step === undefined ? '' : `, because of step ${step}`;
}

/** The step that began it says what happened. Here its number is enough. */
function parentWords({ step, paths }: ParentChange): string {
  if (step === undefined) return 'the layers below it changed';
  if (step.isNew) return `because of step ${step.number}, which is new`;
  if (step.isHit === undefined) return `because of step ${step.number}`;
  const which = paths === undefined || paths.count === 0 ? '' : `: ${listed(paths.named, paths.count)}`;
  const name = shorten(step.instruction, INSTRUCTION_SHOWN);
  return `step ${step.number} (${name}) came from the cache with another result than in the last build${which}`;
}

function configWords({ step, parts = [], gone }: ConfigChange): string {
  if (gone !== undefined) return `${shorten(gone, INSTRUCTION_SHOWN)} is gone above it`;
  if (step === undefined) return 'the image config below it changed';
  const what = parts.length === 0 ? '' : ` (${listed(parts, parts.length)})`;
  return `because of step ${step.number}${what}`;
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
