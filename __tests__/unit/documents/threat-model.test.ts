import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { expect, it } from 'vitest';

const TESTS = join(import.meta.dirname, '../..');
const DOCUMENT = readFileSync(join(TESTS, '../docs/threat-model.md'), 'utf8');

const FILES = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => file.split(sep).join('/'));

interface Named {
  readonly file: string;
  readonly titles: readonly string[];
}

/** The last cell of a row names files of tests, each with the titles of some of its tests. */
function namedTests(row: string): readonly Named[] {
  const cell = row.split(' | ').at(-1) ?? '';
  const found: { file: string; titles: string[] }[] = [];
  const rest = cell.replace(/`([^`]+)` in `([\w./-]+\.test\.ts)`/g, (_, title: string, file: string) => {
    found.push({ file, titles: [title] });
    return '';
  });
  for (const [, quoted = ''] of rest.matchAll(/`([^`]+)`/g)) {
    if (/^[\w./-]+\.test\.ts$/.test(quoted)) found.push({ file: quoted, titles: [] });
    else if (!quoted.endsWith('.md')) found.at(-1)?.titles.push(quoted);
  }
  return found;
}

/** The rows of the section about limits, which name tests of one file, unless another is named. */
function limits(): readonly Named[] {
  const section = DOCUMENT.split('\n## Limits\n')[1]?.split('\n## ')[0] ?? '';
  const titles = section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.includes('.test.ts`'))
    .flatMap((row) => [...(row.split(' | ').at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, title = '']) => title));
  return [{ file: 'security/bounds.test.ts', titles }];
}

/** The titles of tests in a file, with what is put into them left out. */
function titlesIn(file: string): string {
  return readFileSync(join(TESTS, file), 'utf8').replace(/\s+/g, ' ');
}

const rows = DOCUMENT.split('\n').filter((line) => line.startsWith('| ') && line.includes('.test.ts`'));

it('names many tests', () => {
  expect(rows.length).toBeGreaterThan(60);
});

it.each([...rows.flatMap(namedTests), ...limits()].map(({ file, titles }) => [file, titles] as const))(
  'names a test file that exists, %s, and tests of it',
  (named, titles) => {
    const files = FILES.filter((file) => (named.includes('/') ? file.endsWith(named) : basename(file) === named));
    expect(files, named).not.toEqual([]);
    for (const title of titles) {
      // The document leaves out the end of a long title.
      const start = title.replace(/\s*…$/, '');
      expect(
        files.some((file) => titlesIn(file).includes(start)),
        `${named}: ${title}`,
      ).toBe(true);
    }
  },
);
