import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { COMMIT, versionOn } from './naming.js';

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../docs/tags.md'), 'utf8');

/** The rows of the table of examples; each cell is a list of texts in backquotes. */
const ROWS = DOCUMENT.slice(DOCUMENT.indexOf('### Examples'), DOCUMENT.indexOf('## Expressions'))
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text)),
  );

describe('the examples in docs/tags.md', () => {
  it('are many', () => {
    expect(ROWS.length).toBeGreaterThan(20);
  });

  it.each(ROWS)(
    'on %s by %s: %s %s',
    async ([ref = ''] = [], [name = ''] = [], tags = [], flavor = [], expected = []) => {
      const payload = { base_ref: null, pull_request: { base: { ref: 'main' } } };
      const now = new Date('2020-01-10T00:30:00Z');
      const made = await versionOn({ name, ref, sha: COMMIT, payload }, { tags, flavor }, { now });
      expect(made.tags).toEqual(expected);
    },
  );
});
