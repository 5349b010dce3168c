import { UserError } from '../errors.js';
import type {
  ArgInstruction,
  Dockerfile,
  FromInstruction,
  Instruction,
  StageInstruction,
  StageNode,
} from './syntax/ast.js';
import { readDirectives } from './syntax/directives.js';
import type { InstructionLine } from './instruction-line.js';
import { splitLines, withoutEnd } from './logical-lines.js';
import { parseInstruction } from './parse-instruction.js';
import { locateError } from './syntax/error-location.js';
import { readInstructions } from './read-instructions.js';

/** Called while a file is read, so that it has seen what comes before an error. */
export interface ParseListener {
  /** The file was split into instructions. None of them was parsed yet. */
  cut(file: Pick<Dockerfile, 'name' | 'lines' | 'directives'>, lines: readonly InstructionLine[]): void;
  parsed(instruction: Instruction): void;
}

/**
 * Reads a Dockerfile as BuildKit's frontend does.
 *
 * @param source UTF-8; a byte order mark at the start is dropped
 * @param name how errors call the file
 * @throws UserError with the location of what cannot be read
 */
export function parseDockerfile(source: Uint8Array | string, name: string, listener?: ParseListener): Dockerfile {
  const rawLines = splitLines(textOf(source, name));
  const lines = rawLines.map(withoutEnd);
  const file = { name, lines };
  const { directives, count } = readDirectives(lines, name);
  const instructionLines = readInstructions(rawLines, directives.escape, count, (error, range) =>
    locateError(error, file, range),
  );
  if (instructionLines.length === 0) throw emptyFile(name, 'file with no instructions');
  listener?.cut({ ...file, directives }, instructionLines);
  const globalArgs: ArgInstruction[] = [];
  const stages: OpenStage[] = [];
  for (const line of instructionLines) {
    try {
      const instruction = parseInstruction(line);
      listener?.parsed(instruction);
      if (instruction.keyword === 'FROM') stages.push({ from: instruction, instructions: [] });
      else if (stages.length > 0) stages.at(-1)?.instructions.push(instruction);
      else if (instruction.keyword === 'ARG') globalArgs.push(instruction);
      else {
        throw new UserError('no build stage in current context', {
          hint: 'A Dockerfile begins with FROM; only ARG may stand before it.',
        });
      }
    } catch (error) {
      throw locateError(error, file, line.range);
    }
  }
  if (stages.length === 0) throw emptyFile(name, 'dockerfile contains no stages to build');
  return { name, lines, directives, globalArgs, stages: stages.map(closeStage) };
}

function textOf(source: Uint8Array | string, name: string): string {
  if (typeof source === 'string') return source.replace(/^\ufeff/, '');
  const [first, second] = source;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new UserError('the file is UTF-16, not UTF-8', {
      location: { file: name, line: 1 },
      hint: 'Save it as UTF-8; in PowerShell, write it with Out-File -Encoding utf8.',
    });
  }
  return new TextDecoder('utf-8').decode(source);
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
