import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { BuildJournal, type JournalLine } from '../../../src/cache/journal.js';
import { sha256 } from '../../../src/oci/digest.js';
import { someDiffId, someCacheKey, someMountKey } from '../../support/identities.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

const LINES: readonly JournalLine[] = [
  { type: 'record', key: someCacheKey('a') },
  { type: 'index', diffId: someDiffId('b') },
  { type: 'document', digest: sha256('c') },
  { type: 'scope', file: `cache/scopes/${'0'.repeat(64)}` },
  { type: 'target', digests: [sha256('d'), sha256('e')] },
  { type: 'pushed', registry: 'registry.example', repository: 'team/app', digests: [sha256('d')] },
  { type: 'mount', key: someMountKey('npm'), id: 'npm' },
  { type: 'damaged', place: 'the Actions cache', digest: sha256('d') },
  { type: 'restored', bytes: 10, ms: 2 },
];

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder('journal');
});

afterEach(() => removeTree(folder));

describe('a journal', () => {
  it('gives back what was written, in order', () => {
    const journal = BuildJournal.begin(folder, 'scope');
    for (const line of LINES) journal.add(line);
    expect(BuildJournal.read(folder, 'scope')).toEqual(LINES);
  });

  it('is there up to the line that a kill cut short', () => {
    const journal = BuildJournal.begin(folder, 'scope');
    for (const line of LINES) journal.add(line);
    appendFileSync(join(folder, 'scope'), '{"type":"record","key":"sha256:12');
    expect(BuildJournal.read(folder, 'scope')).toEqual(LINES);
  });

  it('begins anew with each build, and is empty where there was none', () => {
    BuildJournal.begin(folder, 'scope').add({ type: 'record', key: someCacheKey('a') });
    BuildJournal.begin(folder, 'scope');
    expect(BuildJournal.read(folder, 'scope')).toEqual([]);
    expect(BuildJournal.read(folder, 'another')).toEqual([]);
  });

  it.each([
    ['{"type":"scope","file":"../../etc/passwd"}'],
    ['{"type":"record","key":"nonsense"}'],
    ['{"type":"target","digests":["x"]}'],
    ['{"type":"damaged","place":"the Actions cache","digest":"x"}'],
    ['{"type":"unknown"}'],
    ['[]'],
    ['null'],
  ])('passes over %s', (line) => {
    writeFileSync(join(folder, 'scope'), `${line}\n`);
    expect(BuildJournal.read(folder, 'scope')).toEqual([]);
  });
});
