import { UserError } from '../../errors.js';
import { interpolate } from './interpolate.js';

const LINE = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*(?:[=:]\s?(.*))?$/s;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/**
 * The variables of a `.env` file.
 *
 * @param lookUp a variable of the environment, which counts more than one of the file
 * @param before what files before it say
 * @returns those of the files before it too
 * @throws UserError for a line that is none of a variable
 */
export function parseDotEnv(
  text: string,
  lookUp: (name: string) => string | undefined,
  { file = '.env', before }: { readonly file?: string; readonly before?: ReadonlyMap<string, string> } = {},
): ReadonlyMap<string, string> {
  const values = new Map<string, string>(before);
  const known = (name: string): string | undefined => lookUp(name) ?? values.get(name);
  for (const [index, line] of logicalLines(text).entries()) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const match = LINE.exec(line);
    if (match === null) throw new UserError(`${file}: line ${index + 1} sets no variable`);
    const [, name = '', value] = match;
    // A name alone stands for the variable of the environment.
    if (value === undefined) continue;
    values.set(name, valueOf(value.trimStart(), known));
  }
  return values;
}

/** Lines; one whose quote is open goes on. */
function logicalLines(text: string): readonly string[] {
  const lines: string[] = [];
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const before = lines.at(-1);
    if (before !== undefined && isOpen(before)) lines[lines.length - 1] = `${before}\n${line}`;
    else lines.push(line);
  }
  return lines;
}

function isOpen(line: string): boolean {
  const value = /^\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_.-]*\s*[=:]\s*(["'])((?:\\.|(?!\1)[^\\])*)$/s.exec(line);
  return value !== null;
}

function valueOf(text: string, lookUp: (name: string) => string | undefined): string {
  const single = /^'((?:[^']|\\')*)'/.exec(text);
  if (single !== null) return single[1] ?? '';
  const double = /^"((?:\\.|[^"\\])*)"/s.exec(text);
  if (double !== null) {
    const escaped = (double[1] ?? '').replace(/\\(.)/gs, (whole, character: string) =>
      character === '$' ? '$$' : (ESCAPES.get(character) ?? (/["\\]/.test(character) ? character : whole)),
    );
    return interpolate(escaped, lookUp);
  }
  return interpolate(text.replace(/\s+#.*$/s, '').trimEnd(), lookUp);
}
