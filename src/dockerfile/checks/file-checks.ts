import type { Dockerfile, FromInstruction, StageInstruction } from '../syntax/ast.js';
import type { InstructionLine } from '../instruction-line.js';
import type { Checks } from './checks.js';

/** Blank lines in the middle of an instruction. */
export function checkContinuations(lines: readonly InstructionLine[], checks: Checks): void {
  for (const { emptyContinuation: line } of lines) {
    if (line !== undefined) checks.report('NoEmptyContinuation', { start: line, end: line });
  }
}

const RESERVED = new Set(['context', 'scratch']);

/** Checks of the file as a whole. Comments before an instruction do not change these. */
export function checkFile(dockerfile: Dockerfile, checks: Checks): void {
  checkStageNames(dockerfile, checks);
  checkKeywords(dockerfile, checks);
}

function checkStageNames({ stages }: Dockerfile, checks: Checks): void {
  const seen = new Set<string>();
  for (const { name, from } of stages) {
    if (name === undefined) continue;
    if (RESERVED.has(name)) checks.report('ReservedStageName', from.range, name);
    if (seen.has(name)) checks.report('DuplicateStageName', from.range, name);
    seen.add(name);
  }
}

/**
 * Keywords must all have the case that most of them have, or upper case if both are equally many. ARGs before the first FROM are
 * ignored.
 */
function checkKeywords({ stages }: Dockerfile, checks: Checks): void {
  const instructions = stages.flatMap((stage): readonly (FromInstruction | StageInstruction)[] => [
    stage.from,
    ...stage.instructions,
  ]);
  const lower = instructions.filter(({ written }) => written === written.toLowerCase()).length;
  const upper = instructions.filter(({ written }) => written === written.toUpperCase()).length;
  const majority = lower > upper ? 'lowercase' : 'uppercase';
  for (const { written, range } of instructions) {
    const right = majority === 'lowercase' ? written.toLowerCase() : written.toUpperCase();
    if (written !== right) checks.report('ConsistentInstructionCasing', range, written, majority);
  }
}
