import type { Command, Heredoc, KeyValue, LineRange } from './ast.js';
import { splitFirst, trim } from './blank.js';
import { takeFlags } from './flags.js';
import { parsePairs } from './key-values.js';
import { parseJsonStrings, splitPlain } from './words.js';

/** An instruction cut into keyword, flags and arguments, before its own rules are applied. */
export interface CutLine {
  /** Upper case if it is made of letters, so that it can be compared; else as written. */
  readonly keyword: string;
  /** As written. */
  readonly written: string;
  readonly flags: readonly string[];
  /** What follows the flags, without blanks around it. */
  readonly rest: string;
  /** The arguments, where the keyword may have them as a JSON array and they are one. */
  readonly json?: readonly string[];
  /** Of ENV and LABEL. */
  readonly pairs: readonly KeyValue[];
  /** Of ONBUILD. */
  readonly trigger?: CutLine;
  readonly text: string;
  /** With the blanks at its ends: an ONBUILD trigger keeps them. */
  readonly untrimmed: string;
  readonly escape: '\\' | '`';
}

/** The same with what belongs to its place in a file. */
export interface InstructionLine extends CutLine {
  readonly heredocs: readonly Heredoc[];
  readonly range: LineRange;
}

const JSON_FORMS = new Set(['ADD', 'COPY', 'VOLUME', 'CMD', 'ENTRYPOINT', 'RUN', 'SHELL']);

/**
 * Cuts an instruction's text. What is wrong with its form whatever it means is found here, as BuildKit's parser finds it
 * before any instruction is looked at: an array of something but strings, a pair without `=`.
 *
 * @throws UserError without a place
 */
export function cutLine(untrimmed: string, escape: '\\' | '`'): CutLine {
  const line = cutPlain(untrimmed, escape);
  if (line.keyword !== 'ONBUILD' || line.rest === '') return withArguments(line);
  // One level only: a trigger that is an ONBUILD again is refused whatever follows.
  return { ...line, trigger: withArguments(cutPlain(line.rest, escape)) };
}

function cutPlain(untrimmed: string, escape: '\\' | '`'): CutLine {
  const text = trim(untrimmed);
  const [written, args] = splitFirst(text);
  const { flags, rest } = takeFlags(args ?? '', escape);
  const keyword = /^[a-z]+$/i.test(written) ? written.toUpperCase() : written;
  return { keyword, written, flags, rest: trim(rest), pairs: [], text, untrimmed, escape };
}

function withArguments(line: CutLine): CutLine {
  const { keyword, rest, escape } = line;
  if (keyword === 'ENV' || keyword === 'LABEL') return { ...line, pairs: parsePairs(keyword, rest, escape) };
  const candidate = keyword === 'HEALTHCHECK' ? splitFirst(rest)[1] : JSON_FORMS.has(keyword) ? rest : undefined;
  const json = candidate === undefined ? undefined : parseJsonStrings(candidate);
  return json === undefined ? line : { ...line, json };
}

/** ADD, COPY and RUN, also as a trigger, take here-documents unless their arguments are a JSON array. */
export function takesHeredocs(line: CutLine): boolean {
  const { keyword, json } = line.trigger ?? line;
  return (keyword === 'ADD' || keyword === 'COPY' || keyword === 'RUN') && json === undefined;
}

/** CMD, ENTRYPOINT and RUN: a JSON array of strings, else a line for the shell. */
export function commandOf(line: CutLine, rest: string = line.rest): Command {
  return line.json === undefined ? { form: 'shell', line: rest } : { form: 'exec', argv: line.json };
}

/** ADD, COPY and VOLUME: a JSON array of strings, else words between blanks. */
export function listOf(line: CutLine): readonly string[] {
  return line.json ?? splitPlain(line.rest);
}
