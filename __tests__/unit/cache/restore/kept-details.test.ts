import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { writeParcel } from '../../../../src/cache/pack/archive.js';
import { decodeListing, encodeListing, type PackListing } from '../../../../src/cache/pack/listing.js';
import type { BlobLocation } from '../../../../src/cache/restore/blob-location.js';
import { KeptDetails } from '../../../../src/cache/restore/kept-details.js';
import { WrongContent } from '../../../../src/errors.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

const USED = '2026-01-01T00:00:00.000Z';
const SIGNAL = new AbortController().signal;

let folder: string;
let root: string;

beforeEach(async () => {
  folder = await temporaryFolder('kept-details');
  root = join(folder, 'root');
  mkdirSync(root);
});

afterEach(() => removeTree(folder));

const LIST = listName('["a"]');
const OTHER = listName('["b"]');

function listName(content: string): string {
  return `cache/lists/${hex(content)}`;
}

function hex(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A parcel with files that somebody says it has. */
function parcelOf(files: Readonly<Record<string, string>>): Buffer {
  const below = join(folder, `made-${Math.random()}`);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(below, name)), { recursive: true });
    writeFileSync(join(below, name), content);
  }
  create({ sync: true, file: join(below, 'parcel'), cwd: below, gzip: true, portable: true }, Object.keys(files));
  return readFileSync(join(below, 'parcel'));
}

function listing(parcel: Buffer, names: readonly string[], size = parcel.length): PackListing {
  const digest = sha256(parcel);
  const file = (name: string) => ({ sha256: name.slice(-64), used: USED, hits: 0, writer: '' });
  return {
    ...{ scope: '', saved: USED, blobs: [], registryBlobs: [], mounts: [] },
    files: new Map(names.map((name) => [name, { ...file(name), in: { parcel: digest, bytes: 5 } }])),
    parcels: [{ digest, size }],
  };
}

/** A location that gives these bytes, whatever is asked for. */
function location(bytes: Buffer, more: { readonly fails?: Error } = {}) {
  const seen = { opened: 0, failures: [] as unknown[], arrived: 0 };
  const place: BlobLocation = {
    // eslint-disable-next-line @typescript-eslint/require-await -- a location is a stream
    async *open() {
      seen.opened += 1;
      if (more.fails !== undefined) throw more.fails;
      yield bytes;
    },
    arrived: () => (seen.arrived += 1),
    failed: (_, error) => seen.failures.push(error),
  };
  return { place, seen };
}

function details(): KeptDetails {
  return new KeptDetails(root, () => Promise.resolve(), SIGNAL);
}

describe('details', () => {
  it('come with their parcel, which is fetched once for all of its files', async () => {
    const parcel = parcelOf({ [LIST]: '["a"]', [OTHER]: '["b"]' });
    const { place, seen } = location(parcel);
    const kept = details();
    kept.add(listing(parcel, [LIST, OTHER]), place);
    expect(await Promise.all([kept.bring(LIST), kept.bring(OTHER), kept.bring(LIST)])).toEqual([true, true, true]);
    expect(readFileSync(join(root, LIST), 'utf8')).toBe('["a"]');
    expect(seen).toEqual({ opened: 1, failures: [], arrived: 1 });
    expect(kept.brought).toEqual(new Set([LIST, OTHER]));
  });

  it('are missing if nobody has them', async () => {
    expect(await details().bring(LIST)).toBe(false);
  });

  it('come from the next location if the first one fails', async () => {
    const parcel = parcelOf({ [LIST]: '["a"]' });
    const broken = location(parcel, { fails: new Error('down') });
    const kept = details();
    kept.add(listing(parcel, [LIST]), broken.place);
    kept.add(listing(parcel, [LIST]), location(parcel).place);
    expect(await kept.bring(LIST)).toBe(true);
    expect(broken.seen.failures).toEqual([new Error('down')]);
  });

  it.each<[string, (whole: Buffer) => Buffer]>([
    ['other bytes', () => parcelOf({ [LIST]: '["x"]' })],
    ['cut off', (whole) => whole.subarray(0, whole.length / 2)],
    ['too long', (whole) => Buffer.concat([whole, Buffer.from('more')])],
    ['empty', () => Buffer.alloc(0)],
  ])('are missing if their parcel is %s, and it is asked for once', async (_, change) => {
    const parcel = parcelOf({ [LIST]: '["a"]' });
    const { place, seen } = location(change(parcel));
    const kept = details();
    kept.add(listing(parcel, [LIST]), place);
    expect([await kept.bring(LIST), await kept.bring(LIST)]).toEqual([false, false]);
    expect(seen.opened).toBe(1);
    expect(seen.failures[0]).toBeInstanceOf(WrongContent);
    expect(existsSync(join(root, LIST))).toBe(false);
  });

  it('are missing if they do not match the listing, and the others of the parcel come', async () => {
    const parcel = parcelOf({ [LIST]: 'forged', [OTHER]: '["b"]' });
    const { place, seen } = location(parcel);
    const kept = details();
    kept.add(listing(parcel, [LIST, OTHER]), place);
    expect([await kept.bring(LIST), await kept.bring(OTHER)]).toEqual([false, true]);
    expect(seen.failures[0]).toBeInstanceOf(WrongContent);
  });

  it('are all that comes of a parcel: no file that the listing does not place in it', async () => {
    const record = `cache/records/${'1'.repeat(64)}`;
    const parcel = parcelOf({ [LIST]: '["a"]', [OTHER]: '["b"]', [record]: '{}' });
    const kept = details();
    kept.add(listing(parcel, [LIST]), location(parcel).place);
    expect(await kept.bring(LIST)).toBe(true);
    expect([existsSync(join(root, OTHER)), existsSync(join(root, record))]).toEqual([false, false]);
  });

  it('do not replace what is on the machine', async () => {
    mkdirSync(dirname(join(root, LIST)), { recursive: true });
    writeFileSync(join(root, LIST), 'own');
    const parcel = parcelOf({ [LIST]: '["a"]' });
    const kept = details();
    kept.add(listing(parcel, [LIST]), location(parcel).place);
    expect(await kept.bring(LIST)).toBe(true);
    expect(readFileSync(join(root, LIST), 'utf8')).toBe('own');
    expect(kept.brought.size).toBe(0);
  });

  it('are packed into the same bytes again', async () => {
    for (const name of [LIST, OTHER]) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), name === LIST ? '["a"]' : '["b"]');
    }
    const made = ['one', 'two'].map(async (name) => {
      mkdirSync(join(folder, name));
      return writeParcel(root, name === 'one' ? [LIST, OTHER] : [OTHER, LIST], join(folder, name));
    });
    const [one, two] = await Promise.all(made);
    expect(one?.parcel).toEqual(two?.parcel);
    expect(one?.bytes).toEqual(new Map([LIST, OTHER].map((name) => [name, 5])));
  });
});

describe('a listing', () => {
  const parcel = Buffer.from('parcel');
  const told = JSON.parse(encodeListing(listing(parcel, [LIST]))) as { files: object[] };

  it('says what is in which parcel', () => {
    expect(decodeListing(JSON.stringify(told))).toEqual(listing(parcel, [LIST]));
  });

  it('of version 1 has everything in the pack', () => {
    const { version: _, parcels: __, ...rest } = { version: 0, parcels: 0, ...told };
    const files = told.files.map((file) => ({ ...file, in: undefined }));
    const old = decodeListing(JSON.stringify({ ...rest, version: 1, files }));
    expect(old?.parcels).toEqual([]);
    expect([...(old?.files.values() ?? [])].map((file) => file.in)).toEqual([undefined]);
  });

  it.each([
    ['a parcel that it does not have', { files: [{ ...told.files[0], in: [1, 5] }] }],
    ['a record in a parcel', { files: [{ ...told.files[0], path: `cache/records/${'1'.repeat(64)}` }] }],
    ['parcels in version 1', { version: 1 }],
    ['a negative size', { files: [{ ...told.files[0], in: [0, -1] }] }],
  ])('with %s is refused', (_, change) => {
    expect(decodeListing(JSON.stringify({ ...told, ...change }))).toBeUndefined();
  });
});
