import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { pathInRoot } from '../../../src/files/root-folder.js';
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
  { type: 'damaged', storeId: 'actions layer-build-3-', digest: sha256('d') },
  { type: 'restored', bytes: 10, ms: 2 },
];

let root: string;
const file = (): string => pathInRoot(root, 'journals', 'scope');

beforeEach(async () => {
  root = await temporaryFolder('journal');
});

afterEach(() => removeTree(root));

function begun(): BuildJournal {
  const journal = new BuildJournal(root, 'scope');
  journal.begin();
  return journal;
}

describe('a journal', () => {
  it('returns what was written, in order', () => {
    const journal = begun();
    for (const line of LINES) journal.add(line);
    expect(BuildJournal.read(root, 'scope')).toEqual(LINES);
  });

  it('continues if its folder was removed meanwhile', () => {
    const journal = begun();
    for (const line of LINES) {
      rmSync(dirname(file()), { recursive: true, force: true });
      journal.add(line);
    }
    expect(BuildJournal.read(root, 'scope')).toEqual(LINES.slice(-1));
  });

  it('is complete up to the line that a kill interrupted', () => {
    const journal = begun();
    for (const line of LINES) journal.add(line);
    appendFileSync(file(), '{"type":"record","key":"sha256:12');
    expect(BuildJournal.read(root, 'scope')).toEqual(LINES);
  });

  it('starts again with each build, and is empty if there was none', () => {
    begun().add({ type: 'record', key: someCacheKey('a') });
    begun();
    expect(BuildJournal.read(root, 'scope')).toEqual([]);
    expect(BuildJournal.read(root, 'another')).toEqual([]);
  });

  it.each([
    ['{"type":"scope","file":"../../etc/passwd"}'],
    ['{"type":"record","key":"nonsense"}'],
    ['{"type":"target","digests":["x"]}'],
    ['{"type":"damaged","storeId":"actions","digest":"x"}'],
    [`{"type":"damaged","place":"the Actions cache","digest":"${sha256('d')}"}`],
    ['{"type":"unknown"}'],
    ['[]'],
    ['null'],
  ])('passes over %s', (line) => {
    mkdirSync(dirname(file()), { recursive: true });
    writeFileSync(file(), `${line}\n`);
    expect(BuildJournal.read(root, 'scope')).toEqual([]);
  });
});
