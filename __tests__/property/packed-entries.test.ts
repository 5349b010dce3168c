import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { LayerEntry } from '../../src/layer/entry.js';
import { PackedEntries } from '../../src/layer/packed-entries.js';
import { PathTable } from '../../src/layer/packed/path-table.js';
import { treeDigest } from '../../src/layer/tree-digest.js';
import { sha256 } from '../../src/oci/digest.js';
import { rounds } from '../support/thorough.js';

const name = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
    fc.constantFrom('a', 'b', 'a-b', 'a.b', 'a0', 'ÿ', 'Ā', '\u{1F600}', '\uE000', '\uDC80'),
  )
  .filter((text) => !text.includes('/'));
const cleanPath = fc.array(name, { maxLength: 4 }).map((names) => names.join('/'));
const path = fc.oneof(cleanPath, fc.string({ maxLength: 12 }), fc.constantFrom('/', '/a', 'a/', 'a//b'));
const metadata = {
  path,
  mode: fc.nat(0o7777),
  uid: fc.nat(0xffffffff),
  gid: fc.nat(0xffffffff),
  mtime: fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
};
const number = fc.nat(Number.MAX_SAFE_INTEGER);
const entry: fc.Arbitrary<LayerEntry> = fc.oneof(
  fc.record({
    type: fc.constant('file' as const),
    ...metadata,
    size: number,
    digest: path.map((text) => sha256(text)),
  }),
  fc.record({ type: fc.constant('directory' as const), ...metadata }),
  fc.record({ type: fc.constant('directory' as const), ...metadata, opaque: fc.constant(true as const) }),
  fc.record({ type: fc.constant('symlink' as const), ...metadata, target: path }),
  fc.record({
    type: fc.constant('fifo' as const),
    ...metadata,
    xattrs: fc.dictionary(path, path, { noNullPrototype: true }),
  }),
  fc.record({ type: fc.constantFrom('char' as const, 'block' as const), ...metadata, major: number, minor: number }),
  fc.record({ type: fc.constant('hardlink' as const), path, target: fc.constant('carrier') }),
  fc.record({ type: fc.constant('whiteout' as const), path }),
);

function packed(entries: Iterable<LayerEntry>): PackedEntries {
  const made = new PackedEntries();
  for (const each of entries) made.push(each);
  return made;
}

describe('packed entries', () => {
  it('are, when they are asked for, what was put in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: (each) => each.path }), (entries) => {
        const made = packed(entries);
        expect([...made]).toEqual(entries);
        for (const each of entries) {
          expect([made.typeAt(each.path), made.get(each.path)]).toEqual([each.type, each]);
        }
      }),
      rounds(1000),
    );
  });

  it('have the order of their paths and the tree digest that objects have', () => {
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: (each) => each.path }), (entries) => {
        const made = packed(entries);
        expect([...made.sorted()].map((each) => each.path)).toEqual(entries.map((each) => each.path).sort());
        expect(treeDigest(made)).toBe(treeDigest(entries));
      }),
      rounds(1000),
    );
  });

  it('are put in place of others and removed as in a map', () => {
    const change = fc.record({ entry, remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const made = new PackedEntries();
        const expected = new Map<string, LayerEntry>();
        for (const { entry: each, remove } of changes) {
          if (remove) {
            made.remove(each.path);
            expected.delete(each.path);
          } else {
            made.put(each);
            expected.set(each.path, each);
          }
        }
        expect([...made]).toEqual([...expected.values()]);
        expect(made).toHaveLength(expected.size);
        for (const { entry: each } of changes) {
          expect(made.get(each.path)).toEqual(expected.get(each.path));
          expect(made.typeAt(each.path)).toBe(expected.get(each.path)?.type);
        }
      }),
      rounds(1000),
    );
  });

  it('may have names longer than a piece of memory', () => {
    const long: LayerEntry = {
      type: 'symlink',
      path: 'x'.repeat(3_000_000),
      target: 'Ā'.repeat(2_000_000),
      mode: 0o777,
      uid: 0,
      gid: 0,
      mtime: 1,
    };
    const short: LayerEntry = { type: 'whiteout', path: 'y' };
    const other: LayerEntry = { type: 'whiteout', path: 'z' };
    expect([...packed([short, long, other])]).toEqual([short, long, other]);
  });

  it('take a fraction of a kilobyte each, outside of the heap', () => {
    const made = new PackedEntries();
    const before = process.memoryUsage();
    const digest = sha256('');
    for (let at = 0; at < 200_000; at++) {
      const name = `a/folder-with-a-name-${at % 1000}/file-number-${at}.txt`;
      made.push({ type: 'file', path: name, mode: 0o644, uid: 0, gid: 0, mtime: 1_700_000_000, size: 0, digest });
    }
    // Arrays that were outgrown count until they are collected.
    const after = process.memoryUsage();
    expect((after.arrayBuffers - before.arrayBuffers) / 200_000).toBeLessThan(200);
    expect(made.get('a/folder-with-a-name-7/file-number-1007.txt')?.type).toBe('file');
  });
});

describe('numbers of paths', () => {
  it('are those of a map, and lead back to the paths', () => {
    fc.assert(
      fc.property(fc.uniqueArray(cleanPath, { maxLength: 3000 }), fc.array(path), (paths, others) => {
        const table = new PathTable();
        const numbers = new Map(paths.map((each) => [each, table.numberOf(each)]));
        for (const [each, number] of numbers) {
          expect([table.find(each), table.numberOf(each), table.pathOf(number)]).toEqual([number, number, each]);
        }
        const known = [...table.sorted()].map((number) => table.pathOf(number));
        expect(known).toEqual([...new Set(known)].sort());
        for (const each of others) expect(table.find(each) !== undefined).toBe(known.includes(each));
      }),
      rounds(200),
    );
  });

  it('are found for a path of very many parts', () => {
    const table = new PathTable();
    const deep = Array.from({ length: 200_000 }, () => 'd').join('/');
    expect(table.pathOf(table.numberOf(deep))).toBe(deep);
  });
});
