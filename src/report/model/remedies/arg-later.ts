import type { InputChange } from '../../../engine/reason.js';

import {
  instructionWords,
  isRun,
  LEAST_SAVING,
  listWords,
  savingOf,
  savingWords,
  type Evidence,
  type RemedyStep,
} from './evidence.js';
import type { ArgLater } from './remedy.js';

/** Arguments that have another value in each run: the commit, the time, the number of the run. */
const OF_A_RUN =
  /^(?:[A-Z0-9]+_)*(?:COMMIT|SHA|SHA1|REVISION|VCS_REF|GIT_REF|BUILD_(?:DATE|TIME|TIMESTAMP|ID|NUMBER|NUM)|TIMESTAMP|RUN_(?:ID|NUMBER|ATTEMPT)|COMMIT_(?:SHA|HASH|REF|ID|TIME|DATE|MESSAGE)|GIT_HASH|CACHE_?BUST(?:ER)?)$/i;

/**
 * Each RUN sees the arguments above it, so one that changes in every run makes all of them run. This is said of arguments whose names
 * tell that they do, above steps that do not use them: their text does not name them, and they made the same as before or are known to read
 * something else.
 */
export function argLater(arg: RemedyStep, evidence: Evidence): ArgLater | undefined {
  const names = changedNames(arg);
  if (names === undefined) return undefined;
  const moved = new Set(names);
  const saved: RemedyStep[] = [];
  for (const step of evidence.steps) {
    if (step.stage !== arg.stage || step.number <= arg.number) continue;
    const isNamed = [...moved].some((name) => new RegExp(`\\b${name}\\b`).test(step.instruction));
    if (/^env\s/i.test(step.instruction)) {
      if (isNamed) for (const name of derived(step.instruction, moved)) moved.add(name);
    } else if (isRun(step)) {
      if (step.status !== 'miss' || isNamed || !missedFor(step, moved, saved)) break;
      if (step.unchanged !== true && evidence.facts.get(step.number)?.isKnown !== true) break;
      saved.push(step);
    } else if (isNamed && /^(?:copy|add|workdir|user|shell|onbuild)\s/i.test(step.instruction)) break;
  }
  const saving = savingOf(saved);
  const last = saved.at(-1);
  if (last === undefined || saving.savesMs < LEAST_SAVING) return undefined;
  const uses = moved.size > names.length ? ', and the ENV that uses it,' : '';
  return {
    kind: 'arg-later',
    words:
      `${listWords(names)} is another one in each run: move ${instructionWords(arg)}${uses} below ` +
      `${instructionWords(last)} (${savingWords(saving.savesMs)} a run)`,
    names,
    below: last.number,
    ...saving,
    proven: saved.every(({ unchanged }) => unchanged === true),
  };
}

/** Of an ARG that missed only since its values changed. */
function changedNames({ instruction, status, why }: RemedyStep): readonly string[] | undefined {
  if (status !== 'miss' || !/^arg\s/i.test(instruction) || why.kind !== 'changed') return undefined;
  const names = why.changes.map((change) => (change.input === 'arg' && change.change === 'changed' ? change.name : ''));
  // An argument that stays would have to be declared by itself.
  const isAlone = instruction.trim().split(/\s+/).length === names.length + 1;
  return isAlone && names.every((name) => OF_A_RUN.test(name)) ? names : undefined;
}

/** The variables that an ENV makes of moved ones. It may set others too, which then cannot move. */
function derived(instruction: string, moved: ReadonlySet<string>): readonly string[] {
  const pairs = [...instruction.matchAll(/\s([A-Za-z_]\w*)=("[^"]*"|\S*)/g)];
  const isOf = (value: string): boolean => [...moved].some((name) => new RegExp(`\\$\\{?${name}\\b`).test(value));
  return pairs.every(([, , value = '']) => isOf(value)) ? pairs.flatMap(([, name]) => name ?? []) : [];
}

/** Whether nothing but the moved variables, or the new results of the steps that they made run, is the reason of a miss. */
function missedFor({ why }: RemedyStep, moved: ReadonlySet<string>, saved: readonly RemedyStep[]): boolean {
  const follows = (change: InputChange): boolean => {
    if (change.input === 'arg' || change.input === 'env') return change.change === 'changed' && moved.has(change.name);
    return change.input === 'parent' && saved.some(({ number }) => number === change.step?.number);
  };
  return why.kind === 'changed' && why.changes.every(follows);
}
