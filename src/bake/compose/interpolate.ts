import { UserError } from '../../errors.js';

const NAME = /[_a-zA-Z][_a-zA-Z0-9]*/y;
/** `${A:-${B:-…}}` within each other, at most. */
const DEEPEST = 50;

/**
 * A text of a compose file with the variables in it replaced: `$A`, `${A}`, and with `:-`, `-`, `:?`, `?`, `:+` and `+` as a shell has
 * them. `$$` is a dollar sign.
 *
 * @throws UserError for a variable that is required, and for what is no name
 */
export function interpolate(text: string, lookUp: (name: string) => string | undefined, depth = 0): string {
  if (depth > DEEPEST) throw new UserError('the variables in a text are nested too deeply');
  let result = '';
  for (let at = 0; at < text.length;) {
    const dollar = text.indexOf('$', at);
    if (dollar < 0) return result + text.slice(at);
    result += text.slice(at, dollar);
    const next = text.charAt(dollar + 1);
    if (next === '$') {
      result += '$';
      at = dollar + 2;
    } else if (next === '{') {
      const close = closingBrace(text, dollar + 2);
      if (close === undefined) throw invalid(text);
      result += braced(text.slice(dollar + 2, close), text, lookUp, depth);
      at = close + 1;
    } else {
      NAME.lastIndex = dollar + 1;
      const name = NAME.exec(text)?.[0];
      if (name === undefined) {
        result += '$';
        at = dollar + 1;
        continue;
      }
      result += lookUp(name) ?? '';
      at = dollar + 1 + name.length;
    }
  }
  return result;
}

function invalid(text: string): UserError {
  return new UserError(`invalid variable in ${JSON.stringify(text.slice(0, 200))}`, {
    hint: 'Write $$ for a dollar sign.',
  });
}

function closingBrace(text: string, from: number): number | undefined {
  let open = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith('${', at)) {
      open += 1;
      at += 1;
    } else if (text.charAt(at) === '}') {
      open -= 1;
      if (open === 0) return at;
    }
  }
  return undefined;
}

function braced(inner: string, whole: string, lookUp: (name: string) => string | undefined, depth: number): string {
  NAME.lastIndex = 0;
  const name = NAME.exec(inner)?.[0];
  if (name === undefined) throw invalid(whole);
  const rest = inner.slice(name.length);
  const [, operator = '', word = ''] = /^(:?[-?+])?(.*)$/s.exec(rest) ?? [];
  if (rest !== '' && operator === '') throw invalid(whole);
  const value = lookUp(name);
  // With a colon, an empty value counts as none.
  const isSet = value !== undefined && (value !== '' || !operator.startsWith(':'));
  switch (operator.at(-1)) {
    case '-':
      return isSet ? value : interpolate(word, lookUp, depth + 1);
    case '+':
      return isSet ? interpolate(word, lookUp, depth + 1) : '';
    case '?':
      if (isSet) return value;
      throw new UserError(
        `the variable ${name} is required: ${interpolate(word, lookUp, depth + 1) || 'it has no value'}`,
      );
    default:
      return value ?? '';
  }
}
