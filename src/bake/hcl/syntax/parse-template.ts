import type { Cursor } from './cursor.js';
import type { Expression } from './expression.js';
import { errorAt, type Range } from './source.js';
import { flushLines, nestDirectives, type TemplateToken } from './template-tokens.js';

/** The parts of the grammar that stand between `${` and `}`. */
export interface Grammar {
  readonly expression: (cursor: Cursor) => Expression;
  /** `for key, value in collection`. */
  readonly forIntro: (cursor: Cursor) => {
    readonly keyName?: string;
    readonly valueName: string;
    readonly collection: Expression;
  };
}

/** What a quoted text, a heredoc and a text of a JSON file differ in. */
interface TemplateForm {
  /** Backslashes begin escapes, and the text ends at a quote of its own line. */
  readonly quoted: boolean;
  /** Each line is a piece by itself, for `<<-` and for `~`. */
  readonly byLine: boolean;
  /** `<<-`: what all lines are indented by is left out. */
  readonly flush: boolean;
}

/** The rest of a text whose opening quote was at `start`. */
export function parseQuoted(cursor: Cursor, start: number, grammar: Grammar): Expression {
  const tokens = parseTokens(cursor, { quoted: true, byLine: false, flush: false }, grammar);
  cursor.expect('"', 'at the end of the text');
  return templateOf(tokens, cursor.rangeFrom(start));
}

/** The whole text as a template, such as a text of a JSON file. */
export function parseWholeTemplate(cursor: Cursor, grammar: Grammar): Expression {
  const start = cursor.at;
  const tokens = parseTokens(cursor, { quoted: false, byLine: false, flush: false }, grammar);
  return templateOf(tokens, cursor.rangeFrom(start));
}

const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

export function parseHeredoc(cursor: Cursor, grammar: Grammar): Expression {
  const start = cursor.at;
  const opening = cursor.match(HEREDOC);
  if (opening === undefined) throw cursor.errorHere('expected "<<NAME" and a line break');
  const marker = opening.slice(2).replace('-', '').trim();
  const { text } = cursor.source;
  for (let line = cursor.at; line < cursor.end;) {
    const found = text.indexOf('\n', line);
    const lineEnd = found < 0 ? cursor.end : Math.min(found, cursor.end);
    if (text.slice(line, lineEnd).trim() === marker) {
      const form = { quoted: false, byLine: true, flush: opening.startsWith('<<-') };
      const tokens = parseTokens(cursor.part(cursor.at, line), form, grammar);
      cursor.at = line + text.slice(line, lineEnd).trimEnd().length;
      return templateOf(tokens, cursor.rangeFrom(start));
    }
    line = lineEnd + 1;
  }
  throw errorAt(cursor.rangeFrom(start), `the text behind "<<" does not end: a line with ${marker} is missing`);
}

function templateOf(tokens: readonly TemplateToken[], range: Range): Expression {
  const [only] = tokens;
  if (tokens.length === 1 && only?.kind === 'value') return { kind: 'wrapped', inner: only.expression, range };
  return { kind: 'template', parts: nestDirectives(tokens, range), range };
}

function parseTokens(cursor: Cursor, form: TemplateForm, grammar: Grammar): readonly TemplateToken[] {
  const tokens: TemplateToken[] = [];
  let trimsNext = false;
  while (!cursor.isAtEnd && !(form.quoted && cursor.sees('"'))) {
    const start = cursor.at;
    if (cursor.sees('${') || cursor.sees('%{')) {
      const isValue = cursor.sees('${');
      cursor.at += 2;
      const last = tokens.at(-1);
      if (cursor.takes('~') && last?.kind === 'text')
        tokens[tokens.length - 1] = { ...last, text: last.text.trimEnd() };
      const token = cursor.within('ignored', () =>
        isValue ? parseValue(cursor, start, grammar) : parseDirective(cursor, start, grammar),
      );
      cursor.skip();
      trimsNext = cursor.takes('~');
      cursor.expect('}', `to close "${isValue ? '$' : '%'}{"`);
      tokens.push(token);
      continue;
    }
    const text = parseText(cursor, form);
    tokens.push({ kind: 'text', text: trimsNext ? text.trimStart() : text, range: cursor.rangeFrom(start) });
    trimsNext = false;
  }
  return form.flush ? flushLines(tokens) : tokens;
}

function parseValue(cursor: Cursor, start: number, grammar: Grammar): TemplateToken {
  const expression = grammar.expression(cursor);
  cursor.skip();
  return { kind: 'value', expression, range: cursor.rangeFrom(start) };
}

function parseDirective(cursor: Cursor, start: number, grammar: Grammar): TemplateToken {
  cursor.skip();
  const name = cursor.peekIdentifier();
  if (name === 'for') {
    const loop = grammar.forIntro(cursor);
    return { kind: 'for', loop, range: cursor.rangeFrom(start) };
  }
  if (name === 'if') {
    cursor.identifier();
    const condition = grammar.expression(cursor);
    cursor.skip();
    return { kind: 'if', condition, range: cursor.rangeFrom(start) };
  }
  if (name === 'else' || name === 'endif' || name === 'endfor') {
    cursor.identifier();
    cursor.skip();
    return { kind: name, range: cursor.rangeFrom(start) };
  }
  throw cursor.errorHere(`expected if, else, endif, for or endfor behind "%{", not ${cursor.shown()}`);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

const PLAIN = /[^"\\$%\n]+/y;

/** Up to what is no plain text. */
function parseText(cursor: Cursor, { quoted, byLine }: TemplateForm): string {
  const pieces: string[] = [];
  while (!cursor.isAtEnd) {
    const plain = cursor.match(PLAIN);
    if (plain !== undefined) {
      pieces.push(plain);
      continue;
    }
    if (cursor.takes('$${')) pieces.push('${');
    else if (cursor.takes('%%{')) pieces.push('%{');
    else if (cursor.sees('${') || cursor.sees('%{')) break;
    else if (quoted && cursor.sees('"')) break;
    else if (quoted && cursor.sees('\n'))
      throw cursor.errorHere('a text in quotes cannot go over several lines', 'Write \\n, or <<NAME for longer texts.');
    else if (quoted && cursor.sees('\\')) pieces.push(parseEscape(cursor));
    else {
      const character = cursor.source.text.charAt(cursor.at);
      cursor.at += 1;
      pieces.push(character);
      if (byLine && character === '\n') break;
    }
  }
  return pieces.join('');
}

function parseEscape(cursor: Cursor): string {
  const start = cursor.at;
  cursor.at += 1;
  const hex = cursor.match(/u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y);
  const code = hex === undefined ? undefined : parseInt(hex.slice(1), 16);
  if (code !== undefined && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return String.fromCodePoint(code);
  const character = cursor.source.text.charAt(cursor.at);
  cursor.at += 1;
  const escaped = hex === undefined ? ESCAPES.get(character) : undefined;
  if (escaped === undefined)
    throw errorAt(
      cursor.rangeFrom(start),
      `${JSON.stringify(`\\${character}`)} is no escape`,
      'Write \\\\ for a backslash.',
    );
  return escaped;
}
