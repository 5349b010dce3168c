import { describe, expect, it } from 'vitest';

import type { PackListing } from '../../../../src/cache/pack/listing.js';
import type { KeptFile } from '../../../../src/cache/save/pack-files.js';
import { arrange } from '../../../../src/cache/save/parcels.js';
import { sha256 } from '../../../../src/oci/digest.js';

const USED = '2026-01-01T00:00:00.000Z';
const OLD = sha256('an old parcel');

function file(bytes: number, more: Partial<KeptFile> = {}): KeptFile {
  return { sha256: '', used: USED, hits: 0, writer: '', bytes, isHere: true, isHead: false, ...more };
}

/** What a pack said: files of one size in one parcel. */
function before(names: readonly string[], bytes: number): PackListing {
  const kept = { sha256: '', used: USED, hits: 0, writer: '', in: { parcel: OLD, bytes } };
  return {
    ...{ scope: '', saved: USED, blobs: [], registryBlobs: [], mounts: [] },
    files: new Map(names.map((name) => [name, kept])),
    parcels: [{ digest: OLD, size: 1000 }],
  };
}

const inOld = (bytes: number, more: Partial<KeptFile> = {}) => file(bytes, { in: { parcel: OLD, bytes }, ...more });

describe('what travels where', () => {
  it('a large detail gets a parcel of its own, small ones share one, and what every build reads is in the pack', () => {
    const files = new Map([
      ['index of node_modules', file(2_000_000)],
      ['record', file(9000, { isHead: true })],
      ['index of the sources', file(10_000)],
      ['list of the sources', file(10_000)],
    ]);
    const { fresh, placed } = arrange(files, undefined);
    expect(fresh).toEqual([['index of node_modules'], ['index of the sources', 'list of the sources']]);
    expect(placed.get('record')?.in).toBeUndefined();
  });

  it('a few small details wait in the pack', () => {
    expect(arrange(new Map([['index', file(10_000)]]), undefined).fresh).toEqual([]);
  });

  it('a parcel that the location has is named again, whether its files are here or not', () => {
    const files = new Map([
      ['one', inOld(500_000, { isHere: false })],
      ['two', inOld(500_000)],
    ]);
    expect(arrange(files, before(['one', 'two'], 500_000))).toMatchObject({
      kept: [{ digest: OLD }],
      fresh: [],
    });
  });

  it('the rest of a parcel that is mostly unneeded goes into a new one, if it is here', () => {
    const names = ['one', 'two', 'three'];
    expect(arrange(new Map([['one', inOld(50_000)]]), before(names, 50_000))).toMatchObject({
      kept: [],
      fresh: [['one']],
    });
    const away = new Map([['one', inOld(50_000, { isHere: false })]]);
    expect(arrange(away, before(names, 50_000))).toMatchObject({ kept: [{ digest: OLD }], fresh: [] });
  });

  it('a parcel without a wanted file is dropped', () => {
    expect(arrange(new Map(), before(['one'], 10)).kept).toEqual([]);
  });
});
