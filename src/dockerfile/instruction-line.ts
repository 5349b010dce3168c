import type { Command, Heredoc, KeyValue, LineRange } from './syntax/ast.js';
import { splitFirst, trim } from './syntax/blank.js';
import { takeFlags } from './flags.js';
import { parsePairs } from './key-values.js';
import { parseJsonStrings, splitPlain } from './syntax/words.js';

/** An instruction cut into keyword, flags and arguments, before its own rules are applied. */
export interface CutLine {
  /** Upper case if it is made of letters, so that it can be compared; else as written. */
  readonly keyword: string;
  /** As written. */
  readonly written: string;
  readonly flags: readonly string[];
  /** What follows the flags, without blanks around it. */
  readonly rest: string;
  /** The arguments, if the keyword allows a JSON array and they are one. */
  readonly json: readonly string[] | undefined;
  /** Of ENV and LABEL. */
  readonly pairs: readonly KeyValue[];
  /** Of ONBUILD. */
  readonly trigger: CutLine | undefined;
  readonly text: string;
  /** With the blanks at its ends: an ONBUILD trigger keeps them. */
  readonly untrimmed: string;
  readonly escape: '\\' | '`';
}

/** An instruction as part of a file. */
export interface InstructionLine extends CutLine {
  readonly heredocs: readonly Heredoc[];
  readonly range: LineRange;
  readonly comments: readonly string[];
  /** Set if there are empty lines between its continued ones: its last line, without here-documents. */
  readonly emptyContinuation: number | undefined;
}

/** The fields that every instruction takes from its line. */
export function base(line: InstructionLine): Pick<InstructionLine, 'text' | 'range' | 'written' | 'comments'> {
  const { text, range, written, comments } = line;
  return { text, range, written, comments };
}

const NO_PAIRS: readonly KeyValue[] = [];

const JSON_FORMS = new Set(['ADD', 'COPY', 'VOLUME', 'CMD', 'ENTRYPOINT', 'RUN', 'SHELL']);

/**
 * Splits an instruction's text. Errors of form are found here, as in BuildKit's parser, before any instruction is parsed: an
 * array that holds anything but strings, a pair without `=`.
 *
 * @throws UserError without a location
 */
export function cutLine(untrimmed: string, escape: '\\' | '`'): CutLine {
  // A trigger is split one level deep. An ONBUILD in an ONBUILD is refused anyway.
  return cut(untrimmed, escape, (keyword, rest) =>
    keyword === 'ONBUILD' && rest !== '' ? cut(rest, escape, () => undefined) : undefined,
  );
}

function cut(
  untrimmed: string,
  escape: '\\' | '`',
  triggerOf: (keyword: string, rest: string) => CutLine | undefined,
): CutLine {
  const text = trim(untrimmed);
  const [written, args] = splitFirst(text);
  const { flags, rest: untrimmedRest } = takeFlags(args ?? '', escape);
  const rest = trim(untrimmedRest);
  const keyword = /^[a-z]+$/i.test(written) ? written.toUpperCase() : written;
  return {
    keyword,
    written,
    flags,
    rest,
    json: jsonOf(keyword, rest),
    pairs: keyword === 'ENV' || keyword === 'LABEL' ? parsePairs(keyword, rest, escape) : NO_PAIRS,
    trigger: triggerOf(keyword, rest),
    text,
    untrimmed,
    escape,
  };
}

function jsonOf(keyword: string, rest: string): readonly string[] | undefined {
  if (keyword === 'HEALTHCHECK') return parseJsonStrings(splitFirst(rest)[1] ?? '');
  return JSON_FORMS.has(keyword) ? parseJsonStrings(rest) : undefined;
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
