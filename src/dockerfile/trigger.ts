import { UserError } from '../errors.js';
import type { FromInstruction, StageInstruction } from './syntax/ast.js';
import { splitLines } from './logical-lines.js';
import { parseInstruction } from './parse-instruction.js';
import { readInstructions } from './read-instructions.js';

/**
 * The instruction of an ONBUILD trigger from an image's config. Its location is the FROM of that image. The escape character
 * is the default one, whatever either Dockerfile sets.
 *
 * @throws UserError without a location (the caller knows the FROM's) when it cannot be read, or is not allowed as a trigger
 */
export function parseTrigger(trigger: string, from: FromInstruction): StageInstruction {
  try {
    const [line, second] = readInstructions(splitLines(trigger), '\\', 0, (error) => error);
    if (line === undefined || second !== undefined) {
      throw new UserError('onbuild trigger should be a single expression');
    }
    const instruction = parseInstruction({ ...line, range: from.range });
    if (instruction.keyword === 'FROM') throw new UserError("FROM isn't allowed as an ONBUILD trigger");
    return instruction;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Not the parser's own error: the word that it marks is not in this Dockerfile.
    throw new UserError(`ONBUILD trigger of ${from.image}, ${JSON.stringify(shown(trigger))}: ${error.message}`, {
      hint: error.hint,
      cause: error,
    });
  }
}

function shown(trigger: string): string {
  return trigger.length > 200 ? `${trigger.slice(0, 200)}…` : trigger;
}
