import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { expandWord } from '../../src/dockerfile/shell/expand.js';
import { ShellPattern } from '../../src/dockerfile/shell/shell-pattern.js';
import { rounds } from '../support/thorough.js';

/** The same pattern as a regular expression, whose search prefers as Go's does: leftmost, then each run longest or shortest. */
function expression(pattern: string, longest: boolean, prefix: '^' | ''): RegExp {
  const body = pattern.replace(/\\?[^]/gu, (piece) => {
    if (piece === '*') return longest ? '.*' : '.*?';
    if (piece === '?') return '.';
    const char = piece.length > 1 && piece.startsWith('\\') ? piece.slice(1) : piece;
    return char.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&');
  });
  // Only a line feed ends a line: in Go the dot stops at nothing else.
  return new RegExp(prefix + body.replace(/(?<!\\)\./g, '[^\\n]'), 'u');
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}

function reversedPattern(pattern: string): string {
  return (pattern.match(/\\?[^]/gu) ?? []).reverse().join('');
}

const PIECES = ['a', 'b', 'aa', '*', '?', '\\*', '\\?', '\\\\', '\n', '.', '[', '(', '😀', 'é'];
const pattern = fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join(''));
const value = fc
  .array(fc.constantFrom('a', 'b', 'aa', 'ab', '*', '?', '\\', '\n', '.', '[', '😀', 'é'), { maxLength: 12 })
  .map((pieces) => pieces.join(''));

describe('a shell pattern trims and replaces as the regular expression that BuildKit makes of it', () => {
  it('at the front', () => {
    fc.assert(
      fc.property(pattern, value, fc.boolean(), (glob, text, longest) => {
        const expected = text.replace(expression(glob, longest, '^'), '');
        expect(ShellPattern.parse(glob).trimPrefix(text, longest)).toBe(expected);
      }),
      rounds(5000),
    );
  });

  it('at the back', () => {
    fc.assert(
      fc.property(pattern, value, fc.boolean(), (glob, text, longest) => {
        const expected = reversed(reversed(text).replace(expression(reversedPattern(glob), longest, '^'), ''));
        expect(ShellPattern.parse(glob).trimSuffix(text, longest)).toBe(expected);
      }),
      rounds(5000),
    );
  });

  it('once', () => {
    fc.assert(
      fc.property(pattern, value, (glob, text) => {
        const expected = text.replace(expression(glob, true, ''), () => 'R');
        expect(ShellPattern.parse(glob).replace(text, 'R', false)).toBe(expected);
      }),
      rounds(5000),
    );
  });

  it('everywhere, but for an empty match right behind another', () => {
    fc.assert(
      fc.property(pattern, value, (glob, text) => {
        let lastEnd = -1;
        const everywhere = new RegExp(expression(glob, true, '').source, 'gu');
        const expected = text.replace(everywhere, (match: string, at: number) => {
          const again = match === '' && at === lastEnd;
          lastEnd = at + match.length;
          return again ? '' : 'R';
        });
        expect(ShellPattern.parse(glob).replace(text, 'R', true)).toBe(expected);
      }),
      rounds(5000),
    );
  });
});

describe('a pattern that is slow elsewhere', () => {
  const LONG = 100_000;
  const many = 'a'.repeat(LONG);

  it.each<readonly [string, string, string]>([
    ['many runs that do not match', '${v#*a*a*a*a*a*a*a*a*b}', many],
    ['many runs from the back', '${v%b*a*a*a*a*a*a*a*a*}', many],
    ['many runs, the longest', '${v##*a*a*a*a*a*a*a*a*b}', many],
    ['runs beside each other', `\${v#${'*'.repeat(200)}b}`, many],
    ['single characters and runs', `\${v##${'?*'.repeat(30)}b}`, many],
    ['replacing everything', '${v//a/bb}', many],
    ['replacing what begins often and never ends', '${v//a*b/c}', many],
    ['replacing the empty text', '${v///-}', many],
    ['replacing behind every line', '${v//*a/b}', 'a\n'.repeat(LONG / 2)],
    ['replacing what is nearly there', `\${v//${'a'.repeat(50)}b/c}`, many],
  ])('is not here: %s', (_title, word, text) => {
    const start = process.cpuUsage();
    const result = expandWord(word, (name) => (name === 'v' ? text : undefined), '\\');
    const { user } = process.cpuUsage(start);
    expect(result.length).toBeGreaterThan(0);
    // Processor time; a search that tries again from every place takes minutes.
    expect(user / 1e6).toBeLessThan(2);
  });
});
