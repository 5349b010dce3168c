import { TemplateError } from './template-error.js';

/** A piece of an action: `{{if .Tag}}` has `if` and `.Tag`. */
export type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string; readonly spaced: boolean }
  | { readonly kind: 'dot' }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'value'; readonly value: string | number }
  | { readonly kind: 'sign'; readonly text: '(' | ')' | '|' | ',' | ':=' | '=' };

export type Part =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'action'; readonly tokens: readonly Token[] };

/** Splits a template into its texts and actions. @throws TemplateError */
export function lexTemplate(template: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  let trims = false;
  while (at < template.length) {
    const open = template.indexOf('{{', at);
    const text = template.slice(at, open === -1 ? undefined : open);
    const trimmed = trims ? text.trimStart() : text;
    const trimsBefore = open !== -1 && /^-\s/.test(template.slice(open + 2, open + 4));
    parts.push({ kind: 'text', text: trimsBefore ? trimmed.trimEnd() : trimmed });
    if (open === -1) return parts;
    const start = open + (trimsBefore ? 3 : 2);
    const comment = /\s*\/\*/y;
    comment.lastIndex = start;
    if (comment.test(template)) {
      const end = /\*\/(\s+-)?\}\}/g;
      end.lastIndex = comment.lastIndex;
      const found = end.exec(template);
      if (found === null) throw new TemplateError('a comment has no end');
      trims = found[1] !== undefined;
      at = end.lastIndex;
      continue;
    }
    const action = lexAction(template, start);
    parts.push({ kind: 'action', tokens: action.tokens });
    ({ trims, end: at } = action);
  }
  return parts;
}

const SPACE = /\s+/y;
const END = /(\s+-)?\}\}/y;
const FIELD = /\.([\p{L}_][\p{L}\p{N}_]*)/uy;
const VARIABLE = /\$([\p{L}\p{N}_]*)/uy;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER = /[+-]?(?:0[xbo][\da-f_]+|\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)/iy;
const CHARACTER = /'([^'\\\n]|\\.[\da-f]*)'/iuy;
const QUOTED = /"((?:[^"\\\n]|\\.)*)"/y;
const RAW = /`([^`]*)`/y;
const SIGN = /:=|[()|,=]/y;

function lexAction(
  template: string,
  start: number,
): { readonly tokens: readonly Token[]; readonly end: number; readonly trims: boolean } {
  const tokens: Token[] = [];
  let at = start;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(template);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  let spaced = true;
  while (at < template.length) {
    const end = match(END);
    if (end !== null) return { tokens, end: at, trims: end[1] !== undefined };
    if (match(SPACE) !== null) {
      spaced = true;
      continue;
    }
    tokens.push(nextToken(match, spaced, template, at));
    if (tokens.at(-1)?.kind === 'dot') at += 1;
    spaced = false;
  }
  throw new TemplateError('an action has no }}');
}

function nextToken(
  match: (pattern: RegExp) => RegExpExecArray | null,
  spaced: boolean,
  template: string,
  at: number,
): Token {
  const field = match(FIELD);
  if (field !== null) return { kind: 'field', name: field[1] ?? '', spaced };
  const variable = match(VARIABLE);
  if (variable !== null) return { kind: 'variable', name: variable[1] ?? '' };
  const word = match(WORD);
  if (word !== null) return { kind: 'word', text: word[0] };
  const number = match(NUMBER);
  if (number !== null) return { kind: 'value', value: numberIn(number[0]) };
  const character = match(CHARACTER);
  if (character !== null) return { kind: 'value', value: unquoted(character[1] ?? '').codePointAt(0) ?? 0 };
  const quoted = match(QUOTED);
  if (quoted !== null) return { kind: 'value', value: unquoted(quoted[1] ?? '') };
  const raw = match(RAW);
  if (raw !== null) return { kind: 'value', value: raw[1] ?? '' };
  const sign = match(SIGN);
  if (sign !== null) return { kind: 'sign', text: sign[0] as ':=' };
  if (template[at] === '.') return { kind: 'dot' };
  throw new TemplateError(`${JSON.stringify(template.slice(at, at + 10))} cannot be read`);
}

/** Signs, other bases, and `_` between digits. A whole number must be one that JavaScript has. */
function numberIn(text: string): number {
  const [, sign = '', digits = ''] = /^([+-]?)(.*)$/.exec(text.replaceAll('_', '')) ?? [];
  // As in C, a zero in front means base 8.
  const size = Number(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  if (!Number.isFinite(size) || (/^(?:\d+|0[xbo].*)$/i.test(digits) && !Number.isSafeInteger(size)))
    throw new TemplateError(`${text} is no number, or too large`);
  return sign === '-' ? -size : size;
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  ...{ '"': '"', "'": "'", '\\': '\\' },
};

function unquoted(text: string): string {
  return text.replace(
    /\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3][0-7]{2})|(.))/g,
    (whole, eight?: string, four?: string, two?: string, octal?: string, one?: string) => {
      const code = octal === undefined ? Number.parseInt(eight ?? four ?? two ?? '', 16) : Number.parseInt(octal, 8);
      if (code > 0x10ffff) throw new TemplateError(`${whole} is no character`);
      if (!Number.isNaN(code)) return String.fromCodePoint(code);
      const escaped = ESCAPES[one ?? ''];
      if (escaped === undefined) throw new TemplateError(`${whole} is no escape`);
      return escaped;
    },
  );
}
