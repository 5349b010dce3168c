import { UserError } from '../../../src/errors.js';
import { IgnoreMatcher, readIgnoreFile } from '../../../src/layer/pattern/dockerignore.js';
import { holds, isCleanPath, type Target } from '../target.js';

const SEPARATOR = '\n\0\n';

/** An ignore file, and paths that it is asked about. */
export const target: Target = {
  seeds: [
    ['# comment\n*\n!src/**\nsrc/**/*.test.ts\n', 'src/a.ts\nsrc/b/c.test.ts\nREADME.md'],
    ['/node_modules\n**/*.log\n!keep.log\n  spaced  \n', 'node_modules/x\na/b.log\nkeep.log\nspaced'],
    ['[a-c]?\\*[^x]\n!\\!a\n**\n!**/d\r\n', 'ab*y\n!a\nq/d\nd/e'],
    ['\ufeffa/../b/./c//d/\n.\n..\n', 'b/c/d\na'],
    ['a**b\n**/\n***\n*/**/x\n', 'ab\nq/x/y\na/b/c/x'],
  ].map((parts) => Buffer.from(parts.join(SEPARATOR))),
  dictionary: [
    '**',
    '**/',
    '/**',
    '*',
    '?',
    '[',
    ']',
    '[^',
    '-',
    '\\',
    '!',
    '#',
    '/',
    '../',
    './',
    '\n',
    '\r\n',
    SEPARATOR,
    '[a-z]',
    '\\d',
    '^',
    '$',
    '.',
    '(',
    '|',
    '{2}',
  ],
  longest: 1024,
  refusals: [UserError],
  run(input) {
    const at = input.indexOf(SEPARATOR);
    const [file, paths] = at < 0 ? [input, ''] : [input.subarray(0, at), input.toString('utf8', at + SEPARATOR.length)];
    const matcher = IgnoreMatcher.of(readIgnoreFile(file, '.dockerignore'));
    for (const path of paths.split('\n').slice(0, 20))
      if (path.length <= 200 && isCleanPath(path)) checkPath(matcher, path);
  },
};

/** What a walk decides on its way down is what is decided at once, and a walk never passes by what is to be taken. */
function checkPath(matcher: IgnoreMatcher, path: string): void {
  const verdict = matcher.matches(path);
  let above = matcher.root;
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
    const directory = path.slice(0, end);
    above = matcher.matchesBelow(above, directory);
    if (above.excluded && !verdict.excluded)
      holds(matcher.mayContainIncluded(directory), 'a walk enters what holds an included file');
  }
  holds(matcher.matchesBelow(above, path).excluded === verdict.excluded, 'a walk and a question agree');
}
