import { stringValue } from '../values/value.js';
import type { Expression } from './expression.js';
import { errorAt, type Range, rangeBetween } from './source.js';

/** A piece of a template, before its directives are nested. */
export type TemplateToken = { readonly range: Range } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly expression: Expression }
  | { readonly kind: 'if'; readonly condition: Expression }
  | {
      readonly kind: 'for';
      readonly loop: { readonly keyName?: string; readonly valueName: string; readonly collection: Expression };
    }
  | { readonly kind: 'else' | 'endif' | 'endfor' }
);

/** Takes off what all lines are indented by. Empty lines do not count. */
export function flushLines(tokens: readonly TemplateToken[]): readonly TemplateToken[] {
  const first = tokens.map((_, index) => {
    const before = tokens[index - 1];
    return before === undefined || (before.kind === 'text' && before.text.endsWith('\n'));
  });
  const indents = tokens.flatMap((token, index) => {
    if (first[index] !== true) return [];
    if (token.kind !== 'text') return [0];
    const isBlankLine = token.text.trim() === '' && token.text.endsWith('\n');
    return isBlankLine ? [] : [indentOf(token.text)];
  });
  const least = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return tokens.map((token, index) => {
    if (first[index] !== true || token.kind !== 'text') return token;
    const isBlankLine = token.text.trim() === '' && token.text.endsWith('\n');
    return isBlankLine ? token : { ...token, text: token.text.slice(Math.min(least, indentOf(token.text))) };
  });
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

interface Open {
  readonly token: Extract<TemplateToken, { kind: 'if' | 'for' }>;
  readonly parts: Expression[];
  /** What comes behind `%{else}`. */
  otherwise?: Expression[];
}

/** Makes expressions of the pieces: `%{if}` and `%{for}` with what is between them and their ends. */
export function nestDirectives(tokens: readonly TemplateToken[], range: Range): readonly Expression[] {
  const root: Expression[] = [];
  const open: Open[] = [];
  const add = (expression: Expression): void => {
    const inner = open.at(-1);
    (inner === undefined ? root : (inner.otherwise ?? inner.parts)).push(expression);
  };
  for (const token of tokens) {
    switch (token.kind) {
      case 'text':
        add({ kind: 'literal', value: stringValue(token.text), range: token.range });
        break;
      case 'value':
        add(token.expression);
        break;
      case 'if':
      case 'for':
        open.push({ token, parts: [] });
        break;
      default: {
        const inner = open.at(-1);
        const opener = token.kind === 'endfor' ? 'for' : 'if';
        if (inner?.token.kind !== opener || (token.kind === 'else' && inner.otherwise !== undefined))
          throw errorAt(token.range, `this "${token.kind}" belongs to no "${opener}"`);
        if (token.kind === 'else') {
          inner.otherwise = [];
          break;
        }
        open.pop();
        add(closed(inner, rangeBetween(inner.token.range, token.range)));
      }
    }
  }
  const left = open.at(-1);
  if (left !== undefined) throw errorAt(left.token.range, `this "${left.token.kind}" has no "end${left.token.kind}"`);
  return root.length === 0 ? [{ kind: 'literal', value: stringValue(''), range }] : root;
}

function closed({ token, parts, otherwise = [] }: Open, range: Range): Expression {
  const template = (inner: readonly Expression[]): Expression => ({ kind: 'template', parts: inner, range });
  if (token.kind === 'if') {
    const { condition } = token;
    return { kind: 'conditional', condition, whenTrue: template(parts), whenFalse: template(otherwise), range };
  }
  return { kind: 'for', ...token.loop, value: template(parts), groups: false, joins: true, range };
}
