import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FileListBuilder } from '../../../src/engine/file-list.js';
import { PackedFileListBuilder } from '../../../src/engine/packed-file-list.js';
import { SHORT_LIST, type FileIdentities } from '../../../src/engine/record.js';
import { PathTable } from '../../../src/layer/packed/path-table.js';
import { sha256 } from '../../../src/oci/digest.js';
import { rounds } from '../../support/thorough.js';

type Pair = readonly [path: string, identity: string];

const name = fc.constantFrom('a', 'b', 'a-b', 'é', '\u{1f600}', '\uffff', 'node_modules');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const identity = fc.oneof(
  fc.constantFrom('directory 755 - -', 'symlink - 0:0 "é"'),
  fc.nat(3).map((number) => `file 644 0:0 ${sha256(String(number))}`),
  fc.nat(3).map((number) => `file 644 0:0 ${sha256(String(number))} {"sameAs":"a"}`),
);

/** Sorted by path, then identity, each once. */
function expected(pairs: readonly Pair[]): Pair[] {
  const lines = [...new Set(pairs.map((pair) => pair.join('\0')))].sort();
  return lines.map((line) => line.split('\0') as unknown as Pair);
}

function listOf(builder: FileListBuilder | PackedFileListBuilder, pairs: readonly Pair[]): FileIdentities {
  for (const pair of pairs) builder.add(...pair);
  return builder.finish();
}

describe('the list of files that a step reads', () => {
  it('has each once, sorted, whether it is packed or not', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(path, identity), { maxLength: 40 }), (pairs) => {
        const shared = new PathTable();
        for (const other of ['a/node_modules', 'b', 'z/z']) shared.numberOf(other);
        for (const builder of [new FileListBuilder(), new PackedFileListBuilder(), new PackedFileListBuilder(shared)]) {
          const list = listOf(builder, pairs);
          expect([...list]).toEqual(expected(pairs));
          // It is gone through more than once.
          expect([...list]).toHaveLength(list.length);
        }
      }),
      rounds(500),
    );
  });

  it('is packed when it gets long, and has all that came before', () => {
    const pairs = Array.from({ length: SHORT_LIST + 10 }, (_, number): Pair => [
      `d/${number}`,
      `file 644 0:0 ${number}`,
    ]);
    const twice: Pair = ['d/7', 'directory 755 - -'];
    const list = listOf(new FileListBuilder(), [twice, ...pairs]);
    expect(Array.isArray(list)).toBe(false);
    expect([...list]).toEqual(expected([twice, ...pairs]));
  });
});
