import type { Value } from '../values/value.js';
import { BakeError, type Range } from './source.js';

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '%';

/** One step from a value into it. */
export type Step =
  | { readonly kind: 'attribute'; readonly name: string; readonly range: Range }
  | { readonly kind: 'index'; readonly key: Expression; readonly range: Range }
  /** `[*]` or `.*`: the steps are taken from each element. */
  | { readonly kind: 'splat'; readonly each: readonly Step[]; readonly range: Range };

export interface ObjectItem {
  readonly key: Expression;
  readonly value: Expression;
}

/** The syntax tree of an expression. */
export type Expression = { readonly range: Range } & (
  | { readonly kind: 'literal'; readonly value: Value; readonly keyword?: string }
  /** A text of parts. */
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  /** `"${x}"`: the value itself, which need not be a text. */
  | { readonly kind: 'wrapped'; readonly inner: Expression }
  /** A text of a JSON file: a template where values are evaluated, and an expression where types and names are read. */
  | { readonly kind: 'jsonText'; readonly template: () => Expression; readonly written: () => Expression | undefined }
  | { readonly kind: 'parentheses'; readonly inner: Expression }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'access'; readonly of: Expression; readonly steps: readonly Step[] }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      /** The elements of the last argument are arguments: `f(a...)`. */
      readonly expands: boolean;
    }
  | { readonly kind: 'not' | 'negate'; readonly operand: Expression }
  /** Operators of one precedence, from left to right. */
  | {
      readonly kind: 'chain';
      readonly first: Expression;
      readonly rest: readonly { readonly operator: BinaryOperator; readonly operand: Expression }[];
    }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
  /** `unique`: a key that comes twice is an error, as in JSON; else the last counts. */
  | { readonly kind: 'object'; readonly items: readonly ObjectItem[]; readonly unique?: true }
  | {
      readonly kind: 'for';
      readonly keyName?: string;
      readonly valueName: string;
      readonly collection: Expression;
      /** Present if an object is made. */
      readonly key?: Expression;
      readonly value: Expression;
      /** Values with the same key are gathered. */
      readonly groups: boolean;
      readonly condition?: Expression;
      /** `%{for}`: the texts are joined. */
      readonly joins: boolean;
    }
);

/** What an expression refers to: `name` is the variable, `path` the attributes that follow as they are written. */
export interface Reference {
  readonly name: string;
  readonly path: readonly string[];
  readonly range: Range;
}

/** The name of an expression that is nothing but one, as in `params = [name]`. */
export function keywordOf(expression: Expression): string | undefined {
  if (expression.kind === 'variable') return expression.name;
  if (expression.kind === 'jsonText') {
    const written = expression.written();
    return written === undefined ? undefined : keywordOf(written);
  }
  return expression.kind === 'literal' ? expression.keyword : undefined;
}

/** The variables and the functions that an expression uses, without those that its own `for` gives. */
export function usesOf(expression: Expression): {
  readonly references: readonly Reference[];
  readonly functions: readonly string[];
} {
  const references: Reference[] = [];
  const functions: string[] = [];
  const step = (each: Step, bound: ReadonlySet<string>): void => {
    if (each.kind === 'index') visit(each.key, bound);
    else if (each.kind === 'splat') for (const inner of each.each) step(inner, bound);
  };
  const visit = (node: Expression, bound: ReadonlySet<string>): void => {
    switch (node.kind) {
      case 'literal':
        return;
      case 'template':
        for (const part of node.parts) visit(part, bound);
        return;
      case 'jsonText': {
        const template = parsedOrNothing(node.template);
        if (template !== undefined) visit(template, bound);
        return;
      }
      case 'wrapped':
      case 'parentheses':
        visit(node.inner, bound);
        return;
      case 'variable':
        if (!bound.has(node.name)) references.push({ name: node.name, path: [], range: node.range });
        return;
      case 'access':
        if (node.of.kind !== 'variable') visit(node.of, bound);
        else if (!bound.has(node.of.name))
          references.push({ name: node.of.name, path: writtenPath(node.steps), range: node.range });
        for (const each of node.steps) step(each, bound);
        return;
      case 'call':
        functions.push(node.name);
        for (const arg of node.args) visit(arg, bound);
        return;
      case 'not':
      case 'negate':
        visit(node.operand, bound);
        return;
      case 'chain':
        visit(node.first, bound);
        for (const { operand } of node.rest) visit(operand, bound);
        return;
      case 'conditional':
        for (const part of [node.condition, node.whenTrue, node.whenFalse]) visit(part, bound);
        return;
      case 'tuple':
        for (const item of node.items) visit(item, bound);
        return;
      case 'object':
        for (const { key, value } of node.items) {
          if (key.kind === 'jsonText' || keywordOf(key) === undefined) visit(key, bound);
          visit(value, bound);
        }
        return;
      case 'for': {
        visit(node.collection, bound);
        const inner = new Set([...bound, node.valueName, ...(node.keyName === undefined ? [] : [node.keyName])]);
        for (const part of [node.key, node.value, node.condition]) if (part !== undefined) visit(part, inner);
        return;
      }
    }
  };
  visit(expression, new Set());
  return { references, functions };
}

/** What is no template is found when it is evaluated. */
function parsedOrNothing(parse: () => Expression): Expression | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof BakeError) return undefined;
    throw error;
  }
}

/** Attributes and written keys, up to the first that is not written out. */
function writtenPath(steps: readonly Step[]): readonly string[] {
  const path: string[] = [];
  for (const step of steps) {
    if (step.kind === 'attribute') path.push(step.name);
    else return path;
  }
  return path;
}
