import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { packFiles } from '../../../../src/cache/save/pack-files.js';
import type { ListedFile } from '../../../../src/cache/pack/listing.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

const NOW = Date.UTC(2026, 0, 20);
const DAY = 24 * 3600 * 1000;

let root: string;

beforeEach(async () => {
  root = await temporaryFolder('pack-files');
  mkdirSync(join(root, 'indexes'));
});

afterEach(() => removeTree(root));

/** Indexes that a pack brought, each used a second before the one above it. */
function broughtBefore(count: number, newest: number): ReadonlyMap<string, ListedFile> {
  return new Map(
    Array.from({ length: count }, (_, number) => {
      const name = `indexes/${number.toString(16).padStart(64, '0')}`;
      writeFileSync(join(root, name), `index ${number}`);
      const used = new Date(newest - number * 1000).toISOString();
      return [name, { sha256: '', used, hits: 0, writer: 'refs/heads/main' }];
    }),
  );
}

function packed(files: ReadonlyMap<string, ListedFile>): Promise<ReadonlyMap<string, ListedFile>> {
  const listing = { scope: '', saved: '', files, parcels: [], blobs: [], registryBlobs: [], mounts: [] } as const;
  return packFiles({
    root,
    journal: [],
    restored: [
      { location: { kind: 'actions', name: 'the Actions cache' }, storeId: 'actions', packId: '0'.repeat(32), listing },
    ],
    records: [],
    selection: { packed: [] },
    mounts: [],
    now: NOW,
    writer: 'refs/heads/main',
    own: undefined,
    details: undefined,
    lost: new Set(),
  });
}

describe('indexes without a known step', () => {
  it('are kept, the last used first, up to a number that is cheap to read', async () => {
    const kept = await packed(broughtBefore(510, NOW - DAY));
    expect(kept.size).toBe(500);
    expect(kept.has(`indexes/${(499).toString(16).padStart(64, '0')}`)).toBe(true);
    expect(kept.has(`indexes/${(500).toString(16).padStart(64, '0')}`)).toBe(false);
  });

  it('are dropped when no build used them for two weeks', async () => {
    expect((await packed(broughtBefore(3, NOW - 15 * DAY))).size).toBe(0);
  });
});
