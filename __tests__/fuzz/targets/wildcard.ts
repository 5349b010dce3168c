import { UserError } from '../../../src/errors.js';
import { Wildcard } from '../../../src/layer/pattern/go-path-match.js';
import { PathPattern } from '../../../src/layer/pattern/moby-pattern.js';
import { holds, isCleanPath, outcomeOf, type Target } from '../target.js';

const refusals = [UserError];

/** A pattern on the first line, and paths on the others. */
export const target: Target = {
  seeds: [
    'a/*.go\na/b.go\na/b/c.go',
    '[^a-c]?\\*\nx1*\nab*',
    '**/*.md\na/b/c.md\nc.md',
    '*a*a*a*b\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  ].map((text) => Buffer.from(text)),
  dictionary: [
    '*',
    '**',
    '?',
    '[',
    ']',
    '[^',
    '-',
    '\\',
    '/',
    '**/',
    '/**',
    '\n',
    '[a-z]',
    '\\d',
    '^',
    '$',
    '|',
    '\u{1f600}',
  ],
  longest: 1024,
  refusals,
  run(input) {
    const [source = '', ...paths] = input.toString('utf8').split('\n');
    const wildcard = Wildcard.compile(source);
    for (const path of paths.slice(0, 20).filter((one) => one.length <= 300 && isCleanPath(one))) {
      if (wildcard.matches(path))
        for (const above of directoriesOf(path))
          holds(wildcard.mayMatchBelow(above), 'a walk enters what holds a match');
      outcomeOf({ refusals }, () => {
        const pattern = PathPattern.compile(source);
        if (!pattern.matches(path)) return;
        holds(pattern.covers(path), 'a pattern covers what it matches');
        for (const above of directoriesOf(path))
          holds(pattern.mayMatchBelow(above), 'a walk enters what holds a match of --parents');
      });
    }
  },
};

function directoriesOf(path: string): readonly string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
}
