import type { KeyInputs, PreviousBuild, StepRecord } from './record.js';

/** A step that missed, with what is known of the build before. */
export interface Miss {
  readonly instruction: string;
  readonly stage: string;
  /** Place among the stage's steps. */
  readonly ordinal: number;
  readonly inputs: KeyInputs;
  /** The first step of this stage, or of one that it takes from, whose result is not that of the build before. */
  readonly changedParent?: { readonly number: number; readonly instruction: string };
}

/** Names at most this many files in a reason; the rest is a number. */
const FILES_NAMED = 3;

/** Characters of another step's instruction in a reason. */
const INSTRUCTION_SHOWN = 60;

/** Values of such variables are never shown. */
const SECRET_NAME = /(?:pass|token|secret|key|credential|auth)/i;

/**
 * Why a step missed, in words for people, held against the nearest record of the build before in the same scope.
 */
export function explainMiss(miss: Miss, previous: PreviousBuild): string {
  const { steps, unfinished } = previous;
  if (steps.length === 0 && unfinished.length === 0) return 'no earlier build is known here';
  const nearest = nearestRecord(miss, steps);
  if (nearest === undefined) {
    const begun = unfinished.some((step) => step.stage === miss.stage && step.instruction === miss.instruction);
    return begun ? 'the last build did not get past it' : 'new instruction: the last build had none like it here';
  }
  const reasons = differences(miss, nearest);
  return reasons.length === 0 ? 'its result is no longer in the cache' : reasons.join('; ');
}

/** The same instruction of the same stage; else the one of the same kind that stood in its place. */
function nearestRecord(miss: Miss, previous: readonly StepRecord[]): StepRecord | undefined {
  const ofStage = previous.filter((record) => record.stage === miss.stage);
  const same = ofStage.filter((record) => record.instruction === miss.instruction);
  const inPlace = ofStage[miss.ordinal];
  if (same.length > 0) return inPlace !== undefined && same.includes(inPlace) ? inPlace : same[0];
  return inPlace?.inputs.operation === miss.inputs.operation ? inPlace : undefined;
}

function differences(miss: Miss, record: StepRecord): readonly string[] {
  const before = record.inputs;
  const now = miss.inputs;
  const reasons: string[] = [];
  if (record.instruction !== miss.instruction) reasons.push(`instruction edited, was: ${record.instruction}`);
  reasons.push(...fileChanges(before.files, now.files));
  reasons.push(...variableChanges('ARG', before.args, now.args));
  reasons.push(...variableChanges('ENV', before.env, now.env));
  if (before.platform !== now.platform) reasons.push(`platform: ${before.platform} → ${now.platform}`);
  if (before.command !== now.command && reasons.length === 0) reasons.push(commandChange(before, now));
  if (before.parent !== now.parent && reasons.length === 0) reasons.push(parentChange(miss));
  if (before.config !== now.config && reasons.length === 0) reasons.push('the image config below it changed');
  return reasons;
}

function commandChange(before: KeyInputs, now: KeyInputs): string {
  if (now.operation === 'from') return `base moved: ${before.command} → ${now.command}`;
  const parts = changedFields(before.command, now.command);
  return parts.length === 0 ? `now reads: ${now.command}` : `its ${parts.join(', ')} changed`;
}

/** Where both commands are JSON objects, the names of the fields that differ: the objects themselves are no reading. */
function changedFields(before: string, now: string): readonly string[] {
  const [old, current] = [fieldsOf(before), fieldsOf(now)];
  if (old === undefined || current === undefined) return [];
  const names = new Set([...old.keys(), ...current.keys()]);
  return [...names].filter((name) => old.get(name) !== current.get(name));
}

function fieldsOf(command: string): ReadonlyMap<string, string> | undefined {
  if (!command.startsWith('{')) return undefined;
  try {
    const fields = Object.entries(JSON.parse(command) as Record<string, unknown>);
    return new Map(fields.map(([name, value]) => [name, JSON.stringify(value)]));
  } catch {
    return undefined;
  }
}

function parentChange(miss: Miss): string {
  const parent = miss.changedParent;
  return parent === undefined
    ? 'the layers below it changed'
    : `parent step ${parent.number} (${shortened(parent.instruction)}) changed its result`;
}

/** It only says which step is meant: the text itself is in the log above. */
function shortened(instruction: string): string {
  return instruction.length <= INSTRUCTION_SHOWN ? instruction : `${instruction.slice(0, INSTRUCTION_SHOWN - 1)}…`;
}

function fileChanges(before: KeyInputs['files'], now: KeyInputs['files']): readonly string[] {
  const old = new Map(before);
  const changes: string[] = [];
  for (const [path, digest] of now) {
    const was = old.get(path);
    old.delete(path);
    if (was === undefined) changes.push(`${path} added`);
    else if (was !== digest) changes.push(`${path} modified`);
  }
  for (const path of old.keys()) changes.push(`${path} removed`);
  if (changes.length === 0) return [];
  const rest = changes.length - FILES_NAMED;
  return [changes.slice(0, FILES_NAMED).join(', ') + (rest > 0 ? ` (+${rest} more)` : '')];
}

function variableChanges(kind: 'ARG' | 'ENV', before: readonly string[], now: readonly string[]): readonly string[] {
  const old = new Map(before.map(splitAtEquals));
  const changes: string[] = [];
  for (const [name, value] of now.map(splitAtEquals)) {
    const was = old.get(name);
    old.delete(name);
    if (was === undefined) changes.push(`${kind} ${name} added`);
    else if (was !== value) {
      changes.push(SECRET_NAME.test(name) ? `${kind} ${name} changed` : `${kind} ${name}: ${was} → ${value}`);
    }
  }
  for (const name of old.keys()) changes.push(`${kind} ${name} removed`);
  return changes;
}

function splitAtEquals(variable: string): readonly [string, string] {
  const at = variable.indexOf('=');
  return at < 0 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)];
}
