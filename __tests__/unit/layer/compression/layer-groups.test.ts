import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { InfraError } from '../../../../src/errors.js';
import { inflateGroup } from '../../../../src/layer/compression/inflate-group.js';
import { GROUP_SIZE, GZIP_HEADER } from '../../../../src/layer/compression/parallel-gzip.js';
import { covers, type LayerGroup } from '../../../../src/layer/compression/layer-groups.js';
import { decodeDigestedIndex, decodeIndex, encodeIndex, indexDigest } from '../../../../src/layer/layer-index.js';
import { LayerWriter } from '../../../../src/layer/layer-writer.js';
import type { MadeLayer } from '../../../../src/layer/layer.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { file, indexOf } from '../../../support/layer-samples.js';
import { randomContent } from '../../../support/random-content.js';
import { tarMembers } from '../../../support/tar-members.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';
import { rounds } from '../../../support/thorough.js';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('layer-groups');
});
afterAll(() => removeTree(folder));

/** @param step bytes of content that are written at a time */
async function layerOf(sizes: readonly number[], step = 100_000): Promise<MadeLayer> {
  const writer = await LayerWriter.create({
    blobFile: join(folder, 'blob'),
    indexFile: join(folder, 'index'),
    level: 1,
  });
  for (const [number, size] of sizes.entries()) {
    const content = randomContent(size, number);
    const pieces = Array.from({ length: Math.ceil(size / step) }, (_, at) =>
      content.subarray(at * step, (at + 1) * step),
    );
    await writer.add({ type: 'file', path: `f${number}`, mode: 0o644, uid: 0, gid: 0, mtime: 1, size }, pieces);
  }
  return await writer.finish();
}

interface Placed extends LayerGroup {
  readonly bytes: Buffer;
}

/** Each group, inflated from its own bytes alone. */
function groupsOf(made: MadeLayer): readonly Placed[] {
  const blob = readFileSync(made.blobFile);
  const { groups, entries } = decodeIndex(readFileSync(made.indexFile));
  if (groups === undefined) throw new Error('no groups');
  expect(groups.blob).toBe(made.blob.digest);
  expect(covers(groups, made.blob.size, entries.length)).toBe(entries.length > 0);
  let at = GZIP_HEADER;
  return groups.groups.map((group) => {
    const bytes = inflateGroup(blob.subarray(at, at + group.deflated), group.size);
    at += group.deflated;
    return { ...group, bytes };
  });
}

const small = fc.integer({ min: 0, max: 3000 });
const edge = fc.integer({ min: GROUP_SIZE - 1600, max: GROUP_SIZE + 1600 });
const large = fc.integer({ min: 0, max: 3 * GROUP_SIZE });

describe('the groups of a layer', () => {
  it('inflate alone, have whole files or parts of one, and are one gzip together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(small, edge, large), { maxLength: 12 }), async (sizes) => {
        const made = await layerOf(sizes);
        const groups = groupsOf(made);
        const tar = gunzipSync(readFileSync(made.blobFile));
        expect(Buffer.concat(groups.map(({ bytes }) => bytes)).equals(tar)).toBe(true);
        let entry = 0;
        for (const { bytes, entries, size } of groups) {
          expect(size).toBeLessThanOrEqual(GROUP_SIZE);
          if (entries === 0) continue;
          const isLarge = (sizes[entry] ?? 0) + 512 > GROUP_SIZE;
          if (isLarge) expect(entries).toBe(1);
          else expect(tarMembers(Buffer.concat([bytes, Buffer.alloc(1024)]))).toHaveLength(entries);
          entry += entries;
        }
        expect(entry).toBe(sizes.length);
      }),
      rounds(25),
    );
  }, 600_000);

  it('do not depend on how the content was written', async () => {
    const sizes = [10, 2_500_000, 700_000, 700_000, 5];
    const [one, other] = [await layerOf(sizes, 999), await layerOf(sizes, 5_000_000)];
    expect(one.blob).toEqual(other.blob);
    expect(one.indexDigest).toBe(other.indexDigest);
  });

  it('are plain gzip and tar for programs that do not know them', async () => {
    const { blobFile } = await layerOf([2_500_000, 700_000, 700_000]);
    execFileSync('gzip', ['-t'], { input: readFileSync(blobFile) });
    const listed = execFileSync('tar', ['-tvzf', blobFile]).toString().trim().split('\n');
    expect(listed.map((line) => line.split(/\s+/)[2])).toEqual(['2500000', '700000', '700000']);
  });

  it('are not inflated if they are damaged, cut off, or of another size', async () => {
    const made = await layerOf([900_000]);
    const [group] = groupsOf(made);
    if (group === undefined) throw new Error('no group');
    const deflated = readFileSync(made.blobFile).subarray(GZIP_HEADER, GZIP_HEADER + group.deflated);
    expect(() => inflateGroup(deflated.subarray(0, -100), group.size)).toThrow(InfraError);
    expect(() => inflateGroup(deflated, group.size - 1)).toThrow(InfraError);
    expect(() => inflateGroup(deflated, group.size + 1)).toThrow(InfraError);
    expect(() => inflateGroup(randomContent(1000, 7), group.size)).toThrow(InfraError);
  });
});

describe('an index with groups', () => {
  const index = indexOf([file('a', 'content')]);
  const groups = { blob: sha256('blob'), groups: [{ entries: 1, deflated: 100, size: 2560 }] };

  it('has the digest of the same index without them, which covers times', () => {
    const encoded = encodeIndex({ ...index, groups });
    expect(decodeDigestedIndex(encoded)).toEqual({ index: { ...index, groups }, digest: indexDigest(index) });
    expect(decodeDigestedIndex(encodeIndex(index))).toEqual({ index, digest: indexDigest(index) });
    const later = { ...index, entries: [file('a', 'content', { mtime: 2 })] };
    expect(indexDigest(later)).not.toBe(indexDigest(index));
  });

  it('is refused if they are not what we write', () => {
    const line = (text: string): Buffer => Buffer.concat([encodeIndex(index), gzipSync(`\n${text}`)]);
    const rows = (row: unknown) => line(JSON.stringify({ blob: groups.blob, groups: [row] }));
    expect(decodeIndex(rows([1, 100, 2560])).groups).toEqual(groups);
    for (const wrong of [rows([1, 100]), rows([1, -1, 5]), rows([1, 1, 1e9]), line(''), line('{}'), line('[]\n[]')])
      expect(() => decodeIndex(wrong)).toThrow(InfraError);
  });

  it('fits only its blob', () => {
    expect(covers(groups, 118, 1)).toBe(true);
    expect(covers(groups, 119, 1)).toBe(false);
    expect(covers(groups, 118, 2)).toBe(false);
    expect(covers({ ...groups, groups: [{ entries: 0, deflated: 100, size: 1 }] }, 118, 0)).toBe(false);
  });
});
