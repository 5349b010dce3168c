import { RE2JS, RE2JSException } from 're2js';

import { CallError } from '../evaluate/scope.js';
import type { PatternEngine, PatternMatch } from './pattern-engine.js';

/** RE2's own rules and running time, by re2js. It is loaded only for files that use patterns. */
export const RE2_ENGINE: PatternEngine = {
  matches: (pattern, text, most = Number.MAX_SAFE_INTEGER) => {
    const compiled = compile(pattern);
    const names = new Map(Object.entries(compiled.namedGroups()));
    const matcher = compiled.matcher(text);
    const found: PatternMatch[] = [];
    while (found.length < most && matcher.find()) {
      const groups = Array.from({ length: compiled.groupCount() + 1 }, (_, index) => matcher.group(index) ?? undefined);
      found.push({ groups, names });
    }
    return found;
  },
  replace: (pattern, text, replacement) => {
    const compiled = compile(pattern);
    const names = compiled.namedGroups();
    const matcher = compiled.matcher(text);
    let result = '';
    let end = 0;
    while (matcher.find()) {
      result += text.slice(end, matcher.start());
      result += expanded(replacement, (name) => {
        const index = /^\d+$/.test(name) ? Number(name) : names[name];
        return index === undefined || index > compiled.groupCount() ? '' : (matcher.group(index) ?? '');
      });
      end = matcher.end();
    }
    return result + text.slice(end);
  },
};

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) throw new CallError(`the pattern is wrong: ${error.message}`);
    throw error;
  }
}

/** As Go's Regexp.Expand. */
function expanded(template: string, group: (name: string) => string): string {
  return template.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (whole, braced: string | undefined, bare: string | undefined) =>
    whole === '$$' ? '$' : group(braced ?? bare ?? ''),
  );
}
