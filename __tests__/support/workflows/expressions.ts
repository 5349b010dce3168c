import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** What expressions see: `github`, `env`, `steps` and the others, as plain values. */
export type Contexts = Readonly<Record<string, unknown>>;

const CONTEXTS = [
  'github',
  'env',
  'vars',
  'secrets',
  'matrix',
  'strategy',
  'steps',
  'needs',
  'inputs',
  'runner',
  'job',
];

/** The functions that are the runner's own, by what they are while the job is good or has failed. */
const STATUS = {
  success: (failed: boolean) => !failed,
  failure: (failed: boolean) => failed,
  always: () => true,
  cancelled: () => false,
};

/** A text with all of its `${{ … }}` replaced by their values. */
export function filledIn(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    valueOf(expression, contexts, false).coerceString(),
  );
}

/** Values of `with` or `env`: scalars as the runner writes them, with expressions filled in. */
export function filledInAll(
  values: Readonly<Record<string, unknown>> | undefined,
  contexts: Contexts,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [name, filledIn(scalar(value), contexts)]),
  );
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** A value that an expression may stand for as a whole, such as a matrix by `fromJSON`. */
export function wholeValue(value: unknown, contexts: Contexts): unknown {
  const expression = typeof value === 'string' ? /^\$\{\{(.*)\}\}$/s.exec(value.trim())?.[1] : undefined;
  if (expression === undefined) return value;
  return JSON.parse(JSON.stringify(valueOf(expression, contexts, false), data.replacer)) as unknown;
}

/**
 * @param condition of a step or job; absent: it runs while nothing has failed
 * @param failed whether a step before has failed
 */
export function holds(condition: string | boolean | undefined, contexts: Contexts, failed: boolean): boolean {
  const text = String(condition ?? '').trim();
  const expression = /^\$\{\{(.*)\}\}$/s.exec(text)?.[1] ?? text;
  if (expression === '') return !failed;
  const asksStatus = /\b(?:success|failure|always|cancelled)\s*\(/.test(expression);
  const whole = asksStatus ? expression : `success() && (${expression})`;
  return valueOf(`!(${whole})`, contexts, failed).coerceString() === 'false';
}

function valueOf(expression: string, contexts: Contexts, failed: boolean): data.ExpressionData {
  const functions = Object.entries(STATUS).map(([name, is]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(is(failed)),
  }));
  const tree = new Parser(new Lexer(expression.trim()).lex().tokens, CONTEXTS, functions).parse();
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(tree, known, new Map(functions.map((each) => [each.name, each]))).evaluate();
}
