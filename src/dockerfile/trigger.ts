import { UserError } from '../errors.js';
import type { FromInstruction, StageInstruction } from './ast.js';
import { instructionLine } from './instruction-line.js';
import { logicalLines, splitLines } from './logical-lines.js';
import { parseInstruction } from './parse-instruction.js';

/**
 * The instruction of an ONBUILD trigger, as an image's config has it. Its place is the FROM that brought it; the escape
 * character is the default one, whatever the Dockerfile of either image says.
 *
 * @throws UserError without a place when it cannot be read, or is not allowed as a trigger
 */
export function parseTrigger(trigger: string, from: FromInstruction): StageInstruction {
  const [line, second] = [...logicalLines(splitLines(trigger), '\\', 'ONBUILD trigger')];
  if (line === undefined || second !== undefined) throw new UserError('onbuild trigger should be a single expression');
  const instruction = parseInstruction(instructionLine({ ...line, range: from.range }, '\\'));
  if (instruction.keyword === 'FROM') throw new UserError(`FROM isn't allowed as an ONBUILD trigger: ${trigger}`);
  return instruction;
}
