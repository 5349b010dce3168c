import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import { type BakeResults, CASE_SETS, inOrder, readCases, resultsPath } from './references/cases.js';
import { printedByUs } from './references/printed-by-us.js';

/** Errors for which our line is nearer to what is wrong: the attribute in place of its block, or where an open text begins. */
const NEARER: readonly string[] = [
  'reference-cycle',
  'group-with-matrix',
  'heredoc-unclosed',
  'matrix-same-names',
  'matrix-bad-name',
  'variable-wrong-default',
  // It has two errors. buildx names one or the other.
  '62-variable-typing',
];

describe.each(CASE_SETS)('what buildx prints: %s', (set) => {
  const results = JSON.parse(readFileSync(resultsPath(set), 'utf8')) as BakeResults;

  it.each(readCases(set).map((each) => [each.name, each] as const))('%s', async (name, each) => {
    const result = results[name];
    if (result === undefined) throw new Error(`${name} has not been recorded: npm run test:record`);
    if ('printed' in result) {
      expect(inOrder(await printedByUs(each))).toEqual(inOrder(result.printed));
      return;
    }
    const error = await printedByUs(each).catch((refusal: unknown) => refusal);
    expect(error).toBeInstanceOf(UserError);
    // Where buildx names a line of a file, so do we.
    const place = /^ERROR: ([\w.-]+\.(?:hcl|json)):(\d+),/.exec(result.refused);
    if (place !== null && !NEARER.includes(name))
      expect((error as UserError).location).toMatchObject({ file: place[1], line: Number(place[2]) });
  });
});
