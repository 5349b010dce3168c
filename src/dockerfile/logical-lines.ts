import { UserError } from '../errors.js';
import type { Heredoc, LineRange } from './ast.js';
import { trimStart } from './blank.js';
import { excerptOf } from './excerpt.js';
import { heredocMarks, type HeredocMark } from './heredoc.js';

/** One instruction of the file, joined over its continuation lines. */
export interface LogicalLine {
  readonly text: string;
  readonly range: LineRange;
  readonly heredocs: readonly Heredoc[];
  /** Lines that were empty between continued ones: BuildKit warns of them. */
  readonly emptyContinuation: boolean;
}

const WITH_HEREDOC = /^(?:ONBUILD[\t\v\f\r ]+)?(?:ADD|COPY|RUN)(?=[\t\v\f\r ]|$)/i;

/**
 * Cuts a Dockerfile into instructions. Comments and blank lines between continued lines are dropped; the bodies of
 * here-documents are taken as they stand.
 *
 * @param lines of the file, each with its line end
 * @throws UserError for a here-document without its end
 */
export function* logicalLines(
  lines: readonly string[],
  escape: '\\' | '`',
  file: string,
): Generator<LogicalLine, void, undefined> {
  let at = 0;
  while (at < lines.length) {
    const start = at + 1;
    const first = trimStart(withoutEnd(lines[at++] ?? ''));
    if (first.startsWith('#')) continue;
    let { text, continued } = cutContinuation(first, escape);
    if (!continued && text === '') continue;
    const parts = [text];
    let emptyContinuation = false;
    while (continued && at < lines.length) {
      const line = withoutEnd(lines[at++] ?? '');
      const bare = trimStart(line);
      if (bare.startsWith('#')) continue;
      if (bare === '') {
        emptyContinuation = true;
        continue;
      }
      ({ text, continued } = cutContinuation(line, escape));
      parts.push(text);
    }
    const joined = parts.join('');
    const marks = WITH_HEREDOC.test(joined) && joined.includes('<<') ? heredocMarks(joined) : [];
    const heredocs: Heredoc[] = [];
    for (const mark of marks) {
      const body = heredocBody(lines, at, mark);
      if (body === undefined) {
        throw new UserError(`unterminated heredoc: there is no line ${mark.name}`, {
          location: { file, line: start, endLine: lines.length },
          excerpt: excerptOf(lines.map(withoutEnd), { start, end: start }),
          hint: `End it with a line that holds nothing but ${mark.name}.`,
        });
      }
      heredocs.push({ ...mark, content: body.content });
      at = body.next;
    }
    yield { text: joined, range: { start, end: at }, heredocs, emptyContinuation };
  }
}

function heredocBody(
  lines: readonly string[],
  from: number,
  mark: HeredocMark,
): { readonly content: string; readonly next: number } | undefined {
  for (let at = from; at < lines.length; at++) {
    const line = withoutEnd(lines[at] ?? '');
    const candidate = mark.chomp ? line.replace(/^\t+/, '') : line;
    if (candidate === mark.name) return { content: lines.slice(from, at).join(''), next: at + 1 };
  }
  return undefined;
}

/**
 * The escape character as the last thing of a line, blanks aside, continues it; not so after another escape character.
 */
function cutContinuation(line: string, escape: string): { text: string; continued: boolean } {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end -= 1;
  if (line[end - 1] !== escape || line[end - 2] === escape) return { text: line, continued: false };
  return { text: line.slice(0, end - 1), continued: true };
}

export function withoutEnd(line: string): string {
  return line.replace(/[\r\n]+$/, '');
}

/** Splits a text into its lines, each with its end. */
export function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
