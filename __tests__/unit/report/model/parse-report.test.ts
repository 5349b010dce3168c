import { describe, expect, it } from 'vitest';

import { UserError } from '../../../../src/errors.js';
import { parseReport } from '../../../../src/report/model/parse-report.js';
import type { Report } from '../../../../src/report/model/report.js';
import { schemaErrors } from '../../../support/report-schema.js';
import { sample } from '../../../support/thorough.js';
import { fullReport } from '../sample-report.js';

const read = (document: unknown): Report => parseReport(Buffer.from(JSON.stringify(document)), 'r.json');

/** Every place in a document, as a path to a field or an entry. */
function places(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Array.isArray(value)
    ? value.flatMap((item: unknown, index) => places(item, [...at, index]))
    : Object.entries(value).flatMap(([key, item]) => places(item, [...at, key]));
  return at.length === 0 ? inner : [at, ...inner];
}

/** A copy in which the value at a place is another; `undefined` takes it away. */
function changed(document: unknown, at: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(document) as Record<string | number, unknown>;
  let parent = copy;
  for (const key of at.slice(0, -1)) parent = parent[key] as Record<string | number, unknown>;
  const last = at.at(-1)!;
  if (value === undefined && Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return copy;
}

describe('parseReport', () => {
  const report = fullReport('text');

  it('reads what the schema describes, field by field', () => {
    expect(schemaErrors(report)).toEqual([]);
    expect(read(report)).toEqual(report);
  });

  it('agrees with the published schema on what is wrong, anywhere in the document', () => {
    const all = places(report);
    expect(all.length).toBeGreaterThan(200);
    for (const at of sample(all, 4)) {
      for (const value of [undefined, 'other', -1, 1.5, []]) {
        const document = changed(report, at, value);
        const valid = schemaErrors(document).length === 0;
        let taken = true;
        try {
          read(document);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          taken = false;
        }
        // The strict schema of tests refuses fields that it does not know, which a reader ignores.
        if (valid !== taken)
          throw new Error(`${at.join('.')} = ${JSON.stringify(value)}: schema ${valid}, reader ${taken}`);
      }
    }
  });

  it('drops what it does not know', () => {
    expect(read({ ...report, later: 1, ['__proto__']: { ok: true } })).toEqual(report);
  });

  it.each([
    ['', 'r.json is not a report of layer-build: it is empty'],
    ['{', 'r.json is not a report of layer-build: it is not JSON: Expected property name'],
    ['\u001b[31m', 'r.json is not a report of layer-build: it is not JSON: Unexpected token'],
    ['[]', 'r.json is not a report of layer-build: it has no version'],
    ['{"version":"2"}', 'r.json is not a report of layer-build: it has no version'],
    ['{"version":1}', 'r.json is a report of version 1, and this layer-build reads version 2'],
    ['{"version":3}', 'r.json is a report of version 3'],
    ['{"version":2}', 'r.json is not a report of layer-build: generator is missing'],
    ['['.repeat(1_000_000), 'r.json is not a report of layer-build: it is nested more than 1000 levels deep'],
    ['\ufeff{}', 'r.json is not a report of layer-build: it is not JSON: it begins with a byte order mark'],
  ])('says what is wrong with %.20j', (text, message) => {
    let error: unknown;
    try {
      parseReport(Buffer.from(text), 'r.json');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toContain(message);
    expect((error as UserError).message).not.toMatch(/\p{Cc}/u);
    expect((error as UserError).hint).toBeDefined();
  });

  it('refuses bytes that are not UTF-8', () => {
    const bytes = Buffer.from(JSON.stringify({ ...report, generator: '?' }));
    bytes[bytes.indexOf('"?"') + 1] = 0xff;
    expect(() => parseReport(bytes, 'r.json')).toThrow(UserError);
    expect(() => parseReport(bytes, 'r.json')).toThrow('it is not JSON: its bytes are not UTF-8');
  });
});
