import { UserError } from '../errors.js';
import type { ArgInstruction, Dockerfile, FromInstruction, Instruction, StageInstruction, StageNode } from './ast.js';
import { readDirectives } from './directives.js';
import { excerptOf } from './excerpt.js';
import { instructionLine } from './instruction-line.js';
import { logicalLines, splitLines, withoutEnd } from './logical-lines.js';
import { parseInstruction } from './parse-instruction.js';

/**
 * Reads a Dockerfile as BuildKit's frontend does.
 *
 * @param name how errors call the file
 * @throws UserError with the place of what cannot be read
 */
export function parseDockerfile(source: Uint8Array | string, name: string): Dockerfile {
  const text = (typeof source === 'string' ? source : Buffer.from(source).toString('utf8')).replace(/^\ufeff/, '');
  const rawLines = splitLines(text);
  const lines = rawLines.map(withoutEnd);
  const directives = readDirectives(lines, name);
  const globalArgs: ArgInstruction[] = [];
  const stages: OpenStage[] = [];
  let instructions = 0;
  for (const line of logicalLines(rawLines, directives.escape, name)) {
    instructions += 1;
    const place = { location: { file: name, line: line.range.start, endLine: line.range.end } };
    const instruction = withPlace(place.location, lines, () =>
      parseInstruction(instructionLine(line, directives.escape)),
    );
    if (instruction.keyword === 'FROM') stages.push({ from: instruction, instructions: [] });
    else if (stages.length > 0) stages.at(-1)?.instructions.push(instruction);
    else if (instruction.keyword === 'ARG') globalArgs.push(instruction);
    else {
      throw new UserError('no build stage in current context', {
        ...place,
        excerpt: excerptOf(lines, line.range),
        hint: 'A Dockerfile begins with FROM; only ARG may stand before it.',
      });
    }
  }
  if (instructions === 0) throw emptyFile(name, 'file with no instructions');
  if (stages.length === 0) throw emptyFile(name, 'dockerfile contains no stages to build');
  return { name, lines, directives, globalArgs, stages: stages.map(closeStage) };
}

interface OpenStage {
  readonly from: FromInstruction;
  readonly instructions: StageInstruction[];
}

function closeStage({ from, instructions }: OpenStage, index: number): StageNode {
  const name = from.alias?.toLowerCase();
  return { index, ...(name === undefined ? {} : { name }), from, instructions };
}

function emptyFile(name: string, message: string): UserError {
  return new UserError(message, { location: { file: name, line: 1 }, hint: 'It needs at least one FROM.' });
}

function withPlace(
  location: { readonly file: string; readonly line: number; readonly endLine: number },
  lines: readonly string[],
  parse: () => Instruction,
): Instruction {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UserError) || error.location !== undefined) throw error;
    const excerpt = excerptOf(lines, { start: location.line, end: location.endLine });
    throw new UserError(error.message, { location, excerpt, hint: error.hint, cause: error.cause });
  }
}
