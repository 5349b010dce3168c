import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import { type BakeResults, CASE_SETS, readCases, resultsPath } from './references/cases.js';
import { printedByUs } from './references/printed-by-us.js';

describe.each(CASE_SETS)('what buildx prints: %s', (set) => {
  const results = JSON.parse(readFileSync(resultsPath(set), 'utf8')) as BakeResults;

  it.each(readCases(set).map((each) => [each.name, each] as const))('%s', async (name, each) => {
    const result = results[name];
    if (result === undefined) throw new Error(`${name} has not been recorded: npm run test:record`);
    if ('printed' in result) expect(JSON.parse(JSON.stringify(await printedByUs(each)))).toEqual(result.printed);
    else await expect(printedByUs(each)).rejects.toThrow(UserError);
  });
});
