import { expect, it } from 'vitest';

import { baselinePrefix, blobKey, PackKeys, recordsPrefix } from '../../../../src/cache/actions/entry-keys.js';
import type { ListedEntry } from '../../../../src/cache/actions/repository-caches.js';
import { pullRequestsOf, supersededEntries } from '../../../../src/cache/actions/superseded-entries.js';
import { sha256 } from '../../../../src/oci/digest.js';

const MAIN = 'refs/heads/main';
let ids = 0;

function entry(key: string, changes: Partial<ListedEntry> = {}): ListedEntry {
  return { id: ++ids, key, ref: MAIN, size: 10, created: 100, lastUsed: 100, ...changes };
}
function pack(scope: string, variant: string, id: string, changes: Partial<ListedEntry> = {}): ListedEntry {
  return entry(new PackKeys(scope, variant, changes.ref ?? MAIN).of(id.padEnd(32, '0')), changes);
}

it('keeps the newest pack of each scope, variant and ref, and blobs that were used', () => {
  const old = pack('a', '', '1', { created: 1 });
  const stay = [
    pack('a', '', '2', { created: 2 }),
    pack('a', 'arm64', '3', { created: 1 }),
    pack('b', '', '4', { created: 1 }),
    pack('a', '', '5', { created: 1, ref: 'refs/heads/topic' }),
    entry(blobKey(sha256('blob'))),
  ];
  const unused = entry(blobKey(sha256('unused')), { lastUsed: 10 });
  const gone = supersededEntries([old, ...stay, unused], { cutoff: 50, closedRefs: new Set() });
  expect(gone.map(({ id, why }) => [id, why])).toEqual([
    [old.id, 'a newer one replaced it'],
    [unused.id, 'it was not used for a long time'],
  ]);
});

it('keeps the newest baseline of each branch', () => {
  const baseline = (branch: string, created: number): ListedEntry =>
    entry(baselinePrefix('a', '', branch) + 'f'.repeat(31) + String(created), { created });
  const old = baseline('main', 1);
  const gone = supersededEntries([old, baseline('main', 2), baseline('next', 1)], { cutoff: 0, closedRefs: new Set() });
  expect(gone.map(({ id, why }) => [id, why])).toEqual([[old.id, 'a newer one replaced it']]);
});

it('keeps the newest records of the builds on a builder', () => {
  const records = (variant: string, created: number): ListedEntry =>
    entry(recordsPrefix('a', variant) + 'f'.repeat(31) + String(created), { created });
  const old = records('', 1);
  const gone = supersededEntries([old, records('', 2), records('arm64', 1)], { cutoff: 0, closedRefs: new Set() });
  expect(gone.map(({ id, why }) => [id, why])).toEqual([[old.id, 'a newer one replaced it']]);
});

it('removes all entries of a closed pull request', () => {
  const ref = 'refs/pull/7/merge';
  const entries = [pack('a', '', '1', { ref }), entry(blobKey(sha256('x')), { ref }), pack('a', '', '2')];
  expect([...pullRequestsOf(entries)]).toEqual([[ref, 7]]);
  const gone = supersededEntries(entries, { cutoff: 0, closedRefs: new Set([ref]) });
  expect(gone.map(({ ref: of, why }) => [of, why])).toEqual(Array(2).fill([ref, 'its pull request is closed']));
});
