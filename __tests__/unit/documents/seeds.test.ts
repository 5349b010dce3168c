import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { REPOSITORY } from '../../support/made-once.js';
import { COMPARED } from '../../integration/image-verbs/compared-commands.js';

const ROWS = readFileSync(join(REPOSITORY, 'docs/seeds.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  // A `|` of a command line has a backslash before it.
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
const TEST = /`([a-z0-9/-]+\.test\.ts)`: ([^;]+)/g;

describe('the table of command lines', () => {
  it.each(ROWS.map(([, command = '', state = '', tests = '']) => ({ command, state, tests })))(
    '$command: says which test runs it, or why none does',
    ({ state, tests }) => {
      if (state.startsWith('not applicable: ')) return;
      expect(state).toMatch(/^works/);
      const named = Array.from(tests.matchAll(TEST), ([, file = '', name = '']) => ({ file, name: name.trim() }));
      expect(named).not.toEqual([]);
      for (const { file, name } of named) {
        const path = join(REPOSITORY, '__tests__', file);
        expect(existsSync(path), file).toBe(true);
        const compared = COMPARED.map(({ argv }) => `\`${argv.join(' ')}\``);
        const names = file.endsWith('docker-outputs.test.ts') ? compared : [readFileSync(path, 'utf8')];
        expect(
          names.some((text) => text.includes(name)),
          `${file}: ${name}`,
        ).toBe(true);
      }
    },
  );
});
