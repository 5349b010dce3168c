import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { parseFileMode } from '../../src/dockerfile/values/file-mode.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder('chmod');
});

afterAll(() => removeTree(folder));

interface Sample {
  readonly text: string;
  readonly mode: number;
  readonly directory: boolean;
}

/**
 * What GNU's chmod(1) makes of each, under umask 0. A process has a price, so samples with one text go to it together.
 */
function byChmod(samples: readonly Sample[]): readonly number[] {
  const paths = samples.map(({ mode, directory }, index) => {
    const path = join(folder, String(index));
    if (directory) mkdirSync(path);
    else writeFileSync(path, '');
    chmodSync(path, mode);
    return path;
  });
  const script = samples.map(({ text }, index) => `chmod -- '${text}' '${paths[index] ?? ''}'`).join('\n');
  execFileSync('/bin/sh', ['-e'], { input: `umask 0\n${script}\n` });
  return paths.map((path) => statSync(path).mode & 0o7777);
}

const who = fc.constantFrom('', 'u', 'g', 'o', 'a', 'ug', 'go', 'uo', 'ugo');
const permissions = fc.constantFrom('', 'r', 'w', 'x', 'rw', 'rx', 'rwx', 'u', 'g', 'o');
const action = fc.tuple(fc.constantFrom('+', '-', '='), permissions).map(([operator, letters]) => operator + letters);
const clause = fc
  .tuple(who, fc.array(action, { minLength: 1, maxLength: 2 }))
  .map(([classes, actions]) => classes + actions.join(''));
// Where GNU and the BSD code that BuildKit's library is made after agree: set-id and sticky bits are left out (GNU keeps a
// directory's under `=`), and X comes first, since GNU looks at the mode in between and BSD at the one before.
const symbolic = fc
  .tuple(fc.constantFrom('', 'a+X', 'u+X', 'go+X', '+X'), fc.array(clause, { minLength: 1, maxLength: 3 }))
  .map(([first, clauses]) => [...(first === '' ? [] : [first]), ...clauses].join(','));
const octal = fc.integer({ min: 0, max: 0o777 }).map((mode) => mode.toString(8).padStart(4, '0'));

describe('--chmod', () => {
  it('does to files and directories what chmod(1) does', () => {
    const sample = fc.record({
      text: fc.oneof({ weight: 4, arbitrary: symbolic }, { weight: 1, arbitrary: octal }),
      mode: fc.integer({ min: 0, max: 0o777 }),
      directory: fc.boolean(),
    });
    const samples = fc.sample(sample, 400);
    const found = samples.map(({ text, mode, directory }) => parseFileMode(text).apply(mode, directory));
    const expected = byChmod(samples);
    const wrong = samples.flatMap((one, index) =>
      found[index] === expected[index]
        ? []
        : [
            `${one.text} on ${one.mode.toString(8)}${one.directory ? '/' : ''}: ${found[index]?.toString(8)} for ${expected[index]?.toString(8)}`,
          ],
    );
    expect(wrong).toEqual([]);
  });
});
