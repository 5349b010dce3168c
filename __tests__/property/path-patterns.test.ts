import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { UserError } from '../../src/errors.js';
import { excludePatterns, IgnoreMatcher, readIgnoreFile } from '../../src/layer/pattern/dockerignore.js';
import { PathPattern } from '../../src/layer/pattern/moby-pattern.js';
import { Wildcard } from '../../src/layer/pattern/go-path-match.js';
import { rounds } from '../support/thorough.js';

const RUNS = rounds(400);

/** A piece of a pattern within one component, and the text that stands for it. */
type Piece =
  | { readonly kind: 'literal'; readonly character: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly characters: string };

const piece: fc.Arbitrary<Piece> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('literal' as const), character: fc.constantFrom('a', 'b', '.') }),
  },
  fc.constant({ kind: 'any' as const }),
  { weight: 2, arbitrary: fc.constant({ kind: 'star' as const }) },
  fc.record({
    kind: fc.constant('class' as const),
    negated: fc.boolean(),
    characters: fc.constantFrom('a', 'b', 'ab', '.a'),
  }),
);

function written(pieces: readonly Piece[]): string {
  return pieces
    .map((part) => {
      switch (part.kind) {
        case 'literal':
          return part.character;
        case 'any':
          return '?';
        case 'star':
          return '*';
        case 'class':
          // A class that could match a slash is another matter: there a star's greed shows.
          return part.negated ? `[^/${part.characters}]` : `[${part.characters}]`;
      }
    })
    .join('');
}

/** Tries every way. */
function componentMatches(pieces: readonly Piece[], name: string): boolean {
  const [first, ...rest] = pieces;
  if (first === undefined) return name === '';
  if (first.kind === 'star') {
    return componentMatches(rest, name) || (name !== '' && componentMatches(pieces, name.slice(1)));
  }
  const character = name[0];
  if (character === undefined) return false;
  const fits =
    first.kind === 'any' ||
    (first.kind === 'literal' ? first.character === character : first.characters.includes(character) !== first.negated);
  return fits && componentMatches(rest, name.slice(1));
}

const name = fc.string({ unit: fc.constantFrom('a', 'b', '.', 'c'), minLength: 1, maxLength: 5 });
const cleanName = name.filter((text) => text !== '.' && text !== '..');
const path = fc.array(cleanName, { minLength: 1, maxLength: 4 });
/** Not two stars beside each other, which mean something else in a .dockerignore; nor a component that is cleaned away. */
const component = fc
  .array(piece, { minLength: 1, maxLength: 5 })
  .filter((pieces) => !/\*\*|^\.{1,2}$/.test(written(pieces)));

describe('Wildcard', () => {
  it('agrees with a matcher that tries every way', () => {
    fc.assert(
      fc.property(fc.array(component, { minLength: 1, maxLength: 3 }), path, (components, names) => {
        const expected =
          components.length === names.length &&
          components.every((pieces, index) => componentMatches(pieces, names[index] ?? ''));
        const wildcard = Wildcard.compile(components.map(written).join('/'));
        expect(wildcard.matches(names.join('/'))).toBe(expected);
        if (expected) {
          for (let depth = 0; depth < names.length; depth++) {
            expect(wildcard.mayMatchBelow(names.slice(0, depth).join('/'))).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });

  it('matches or refuses any text, and says yes below what it matches', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '/', '*', '?', '[', ']', '^', '-', '\\', '!'), maxLength: 10 });
    fc.assert(
      fc.property(text, path, (pattern, names) => {
        let wildcard: Wildcard;
        try {
          wildcard = Wildcard.compile(pattern);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          return;
        }
        if (wildcard.matches(names.join('/'))) {
          expect(wildcard.mayMatchBelow(names.slice(0, -1).join('/'))).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

type Segment = readonly Piece[] | '**';
const segments = fc.array(fc.oneof({ weight: 3, arbitrary: component }, fc.constant('**' as const)), {
  minLength: 1,
  maxLength: 4,
});

const textOf = (pattern: readonly Segment[]): string =>
  pattern.map((segment) => (segment === '**' ? '**' : written(segment))).join('/');

/** `**` is any number of directories, and something at the end. */
function segmentsMatch(pattern: readonly Segment[], names: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return names.length === 0;
  if (first !== '**') {
    return names[0] !== undefined && componentMatches(first, names[0]) && segmentsMatch(rest, names.slice(1));
  }
  if (rest.length === 0) return names.length > 0;
  return segmentsMatch(rest, names) || (names.length > 0 && segmentsMatch(pattern, names.slice(1)));
}

describe('PathPattern', () => {
  it('agrees with a matcher that tries every way', () => {
    fc.assert(
      fc.property(segments, path, (pattern, names) => {
        const compiled = PathPattern.compile(textOf(pattern));
        const expected = segmentsMatch(pattern, names);
        expect(compiled.matches(names.join('/'))).toBe(expected);
        if (expected && names.length > 1) {
          expect(compiled.mayMatchBelow(names.slice(0, -1).join('/'))).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

const list = fc.array(fc.record({ exception: fc.boolean(), pattern: segments }), { maxLength: 5 });
const linesOf = (patterns: readonly { exception: boolean; pattern: readonly Segment[] }[]): string[] =>
  patterns.map(({ exception, pattern }) => (exception ? '!' : '') + textOf(pattern));

describe('IgnoreMatcher', () => {
  it('lets the last pattern decide that matches the path or a directory above it', () => {
    // Without exceptions it is as simple as that; with them, moby's walk has its own idea of what counts.
    fc.assert(
      fc.property(list, path, (patterns, names) => {
        const plain = patterns.map(({ pattern }) => ({ exception: false, pattern }));
        const expected = plain.some(({ pattern }) =>
          names.some((_, index) => segmentsMatch(pattern, names.slice(0, index + 1))),
        );
        expect(IgnoreMatcher.of(excludePatterns(linesOf(plain))).matches(names.join('/')).excluded).toBe(expected);
      }),
      RUNS,
    );
  });

  it('prunes no directory below which something is taken back in', () => {
    fc.assert(
      fc.property(list, path, (patterns, names) => {
        const matcher = IgnoreMatcher.of(excludePatterns(linesOf(patterns)));
        if (matcher.matches(names.join('/')).excluded) return;
        for (let depth = 1; depth < names.length; depth++) {
          const directory = names.slice(0, depth).join('/');
          if (matcher.matches(directory).excluded) expect(matcher.mayContainIncluded(directory)).toBe(true);
        }
      }),
      rounds(1500),
    );
  });

  it('reads or refuses any file, with a line', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .string({ unit: fc.constantFrom('a', '/', '*', '[', ']', '!', '#', '\\', '\n', ' ', '\r', '.', '^', 'd', 'Q') })
        .map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(bytes, path, (file, names) => {
        try {
          const { excluded } = IgnoreMatcher.of(readIgnoreFile(file, '.dockerignore')).matches(names.join('/'));
          expect(typeof excluded).toBe('boolean');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          expect((error as UserError).location).toMatchObject({ file: '.dockerignore' });
        }
      }),
      rounds(2000),
    );
  });
});
