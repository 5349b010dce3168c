import { UserError } from '../errors.js';
import type { Heredoc, LineRange } from './syntax/ast.js';
import { chomped, heredocMarks, type HeredocMark } from './heredoc.js';
import { cutLine, takesHeredocs, type InstructionLine } from './instruction-line.js';
import { LineReader } from './logical-lines.js';

/**
 * Splits a file into instructions, here-documents included, without parsing what they mean. As in BuildKit, the whole file is
 * split before the first instruction is parsed.
 *
 * @param lines of the file, each with its line end
 * @param directives how many of the first lines hold parser directives
 * @param locate gives an error the location of the lines that it is about
 * @throws what `locate` returns for a UserError
 */
export function readInstructions(
  lines: readonly string[],
  escape: '\\' | '`',
  directives: number,
  locate: (error: unknown, range: LineRange) => unknown,
): readonly InstructionLine[] {
  const reader = new LineReader(lines, escape, directives);
  const found: InstructionLine[] = [];
  try {
    for (let line = reader.next(); line !== undefined; line = reader.next()) {
      const cut = cutLine(line.text, escape);
      const gap = line.emptyContinuation ? reader.line : undefined;
      const marks = line.text.includes('<<') && takesHeredocs(cut) ? heredocMarks(line.text) : [];
      const heredocs = marks.map((mark) => heredocOf(mark, reader));
      // Not by a spread: copying half of the objects of a large file this way takes as long as all the rest.
      const range = { start: reader.start, end: reader.line };
      found.push(Object.assign(cut, { heredocs, range, comments: line.comments, emptyContinuation: gap }));
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw locate(error, { start: reader.start, end: reader.line });
  }
  return found;
}

function heredocOf(mark: HeredocMark, reader: LineReader): Heredoc {
  const raw = reader.heredocBody(mark);
  const content = mark.chomp ? chomped(raw) : raw;
  return { ...mark, content, ...(content === raw ? {} : { raw }) };
}
