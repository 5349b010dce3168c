import { UserError } from '../../errors.js';
import type { Directives } from './ast.js';
import { trimStart } from './blank.js';
import { excerptOf } from './excerpt.js';

type DirectiveName = keyof Directives;

/** A parser directive and its line, for errors and checks. */
interface Found {
  readonly name: DirectiveName;
  readonly value: string;
}

export interface DirectiveLines {
  readonly directives: Directives;
  /** How many lines they take. */
  readonly count: number;
}

/**
 * Reads the parser directives at the top of a Dockerfile (Dockerfile reference, "Parser directives"). The first line that is
 * not a directive ends them: a comment, an empty line or an unknown directive.
 *
 * @throws UserError for a directive that is given twice, and for an unknown escape character
 */
export function readDirectives(lines: readonly string[], file: string): DirectiveLines {
  const found = new Map<DirectiveName, string>();
  for (const [index, line] of lines.entries()) {
    const directive = readDirective(line);
    if (directive === undefined) break;
    const fail = (message: string, hint?: string): UserError =>
      new UserError(message, {
        location: { file, line: index + 1 },
        excerpt: excerptOf(lines, { start: index + 1, end: index + 1 }),
        hint,
      });
    if (found.has(directive.name)) {
      throw fail(`only one ${directive.name} parser directive can be used`, 'Remove the second one.');
    }
    if (directive.name === 'escape' && directive.value !== '\\' && directive.value !== '`') {
      throw fail(`invalid escape token '${directive.value}' does not match \` or \\`);
    }
    found.set(directive.name, directive.value);
  }
  const syntax = found.get('syntax');
  const check = found.get('check');
  const directives: Directives = {
    escape: found.get('escape') === '`' ? '`' : '\\',
    ...(syntax === undefined ? {} : { syntax }),
    ...(check === undefined ? {} : { check }),
  };
  return { directives, count: found.size };
}

function readDirective(line: string): Found | undefined {
  const text = trimStart(line);
  if (!text.startsWith('#')) return undefined;
  const match = /^([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S(?:.*\S)?)\s*$/s.exec(trimStart(text.slice(1)));
  const name = match?.[1]?.toLowerCase();
  const value = match?.[2];
  if (value === undefined) return undefined;
  return name === 'syntax' || name === 'escape' || name === 'check' ? { name, value } : undefined;
}
