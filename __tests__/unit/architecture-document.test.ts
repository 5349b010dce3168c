import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const TEXT = readFileSync(join(ROOT, 'docs/ARCHITECTURE.md'), 'utf8');

/** The rows of all tables below a heading, without their heads. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const section = TEXT.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n');
  const isHead = (index: number): boolean => [index, index + 1].some((at) => /^\| -+ /.test(lines[at] ?? ''));
  return lines.flatMap((line, index) =>
    !line.startsWith('|') || isHead(index)
      ? []
      : [
          line
            .split('|')
            .slice(1, -1)
            .map((cell) => cell.trim()),
        ],
  );
}

const decided = rowsBelow('Where is it decided?').map(([question = '', file = '', name = '', and = '']) => ({
  question,
  file: file.replaceAll('`', ''),
  name: name.replaceAll('`', ''),
  and: and.replaceAll('`', ''),
}));

describe('docs/ARCHITECTURE.md', () => {
  it('answers the questions that a newcomer asks', () => {
    expect(decided.length).toBeGreaterThanOrEqual(14);
    const questions = decided.map(({ question }) => question);
    expect(questions).toEqual([...new Set(questions)]);
  });

  it.each(decided)('says rightly where "$question" is decided', ({ file, name, and }) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    expect(text).toMatch(new RegExp(`^export (?:async )?(?:function|class|const|interface|type) ${name}\\b`, 'm'));
    if (and !== '') expect(existsSync(join(ROOT, and)), and).toBe(true);
  });

  it('gives each word of the glossary one meaning', () => {
    const words = rowsBelow('Words').map(([word]) => word);
    expect(words.length).toBeGreaterThan(10);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });

  it('names folders and files of src/ that exist', () => {
    const named = [...TEXT.matchAll(/`((?:[a-z]+\/)+[a-z-]+\.ts)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(10);
    const missing = named.filter((path) => ![path, `src/${path}`].some((file) => existsSync(join(ROOT, file))));
    expect(missing).toEqual([]);
  });
});
