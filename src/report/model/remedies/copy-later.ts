import { changedFiles } from './changed-files.js';
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
import type { CopyLater } from './remedy.js';

/**
 * A COPY of the whole project above steps that read no more of it than the files that list its dependencies, or nothing at all. Which
 * steps these are, the engine knows from their commands.
 */
export function copyLater(copy: RemedyStep, evidence: Evidence): CopyLater | undefined {
  const changed = changedFiles(copy);
  if (changed === undefined) return undefined;
  const first = new Set<string>();
  const saved: RemedyStep[] = [];
  for (const step of evidence.steps) {
    if (step.stage !== copy.stage || step.number <= copy.number || !isRun(step)) continue;
    const reads = evidence.facts.get(step.number)?.reads;
    if (step.status !== 'miss' || step.cause !== copy.number || reads?.step !== copy.number) break;
    if (reads.files.some((file) => changed.includes(file))) break;
    for (const file of reads.files) first.add(file);
    saved.push(step);
  }
  const saving = savingOf(saved);
  const last = saved.at(-1);
  if (last === undefined || saving.savesMs < LEAST_SAVING) return undefined;
  const files = [...first];
  const move = `move it below ${instructionWords(last)}`;
  const advice =
    files.length === 0
      ? `${saved.length === 1 ? 'that step reads' : 'the steps up to there read'} none of these files: ${move}`
      : `copy ${listWords(files)} first, which is all that ${saved.length === 1 ? 'that step reads' : 'the steps up to there read'}, and ${move}`;
  return {
    kind: 'copy-later',
    words: `${advice} (${savingWords(saving.savesMs)})`,
    below: last.number,
    first: files,
    ...saving,
    proven: saved.every(({ unchanged }) => unchanged === true),
  };
}
