import type { Command, Heredoc, LineRange } from './ast.js';
import { splitFirst, trim } from './blank.js';
import { takeFlags } from './flags.js';
import type { LogicalLine } from './logical-lines.js';
import { parseJsonStrings, splitPlain } from './words.js';

/** A logical line cut into keyword, flags and arguments, before the instruction's own rules are applied. */
export interface InstructionLine {
  /** Upper case. */
  readonly keyword: string;
  /** As written. */
  readonly written: string;
  readonly flags: readonly string[];
  /** What follows the flags, without blanks around it. */
  readonly rest: string;
  readonly heredocs: readonly Heredoc[];
  readonly text: string;
  /** With the blanks at its end: an ONBUILD trigger keeps them. */
  readonly untrimmed: string;
  readonly range: LineRange;
  readonly escape: '\\' | '`';
}

export function instructionLine(line: LogicalLine, escape: '\\' | '`'): InstructionLine {
  const text = trim(line.text);
  const [written, args] = splitFirst(text);
  const { flags, rest } = takeFlags(args ?? '', escape);
  return {
    keyword: written.toUpperCase(),
    written,
    flags,
    rest: trim(rest),
    heredocs: line.heredocs,
    text,
    untrimmed: line.text,
    range: line.range,
    escape,
  };
}

/** CMD, ENTRYPOINT and RUN: a JSON array of strings, else a line for the shell. */
export function commandOf(rest: string): Command {
  const argv = rest === '' ? undefined : parseJsonStrings(rest);
  return argv === undefined ? { form: 'shell', line: rest } : { form: 'exec', argv };
}

/** ADD, COPY and VOLUME: a JSON array of strings, else words between blanks. */
export function listOf(rest: string): readonly string[] {
  return parseJsonStrings(rest) ?? splitPlain(rest);
}
