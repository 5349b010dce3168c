import { execFileSync } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { InfraError } from '../../../../src/errors.js';
import { decompress } from '../../../../src/layer/compression/decompress.js';
import { inflateGroup } from '../../../../src/layer/compression/inflate-group.js';
import { GROUP_SIZE, type GroupFormat } from '../../../../src/layer/compression/group.js';
import { covers, type LayerGroup, placedGroups } from '../../../../src/layer/compression/layer-groups.js';
import { nodeZstd } from '../../../../src/layer/compression/node-zstd.js';
import { recompressBlob } from '../../../../src/layer/compression/recompress.js';
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

/** Node 20 has no zstd. the workflows test with Node 24. */
const FORMATS: readonly GroupFormat[] = nodeZstd === undefined ? ['gzip'] : ['gzip', 'zstd'];
const SUFFIX = { gzip: 'gz', zstd: 'zst' } as const;

/** @param step bytes of content that are written at a time; level 0 stands for the default */
async function layerOf(
  sizes: readonly number[],
  format: GroupFormat,
  { step = 100_000, level = 1 }: { readonly step?: number; readonly level?: number } = {},
): Promise<MadeLayer> {
  const writer = await LayerWriter.create({
    blobFile: join(folder, `blob.${SUFFIX[format]}`),
    indexFile: join(folder, `index.${format}`),
    format,
    ...(level > 0 && { level }),
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
  readonly offset: number;
  readonly bytes: Buffer;
}

/** Each group, inflated from its own bytes alone. */
function groupsOf(made: MadeLayer): readonly Placed[] {
  const blob = readFileSync(made.blobFile);
  const { groups, entries } = decodeIndex(readFileSync(made.indexFile));
  if (groups === undefined) throw new Error('no groups');
  expect(groups.blob).toBe(made.blob.digest);
  expect(covers(groups, made.blob.size, entries.length)).toBe(entries.length > 0);
  return placedGroups(groups).map((group) => {
    const { offset, compressed, size } = group;
    return { ...group, bytes: inflateGroup(blob.subarray(offset, offset + compressed), size, groups.format) };
  });
}

const small = fc.integer({ min: 0, max: 3000 });
const edge = fc.integer({ min: GROUP_SIZE - 1600, max: GROUP_SIZE + 1600 });
const large = fc.integer({ min: 0, max: 3 * GROUP_SIZE });

async function plainOf(blobFile: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of decompress(createReadStream(blobFile), { label: 'blob' })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe.each(FORMATS)('the groups of a layer in %s', (format) => {
  it('inflate alone, have whole files or parts of one, and are one stream together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(small, edge, large), { maxLength: 12 }), async (sizes) => {
        const made = await layerOf(sizes, format);
        const groups = groupsOf(made);
        const tar = await plainOf(made.blobFile);
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
    const [one, other] = [
      await layerOf(sizes, format, { step: 999 }),
      await layerOf(sizes, format, { step: 5_000_000 }),
    ];
    expect(one.blob).toEqual(other.blob);
    expect(one.indexDigest).toBe(other.indexDigest);
  });

  it('are plain tar for programs that do not know them', async () => {
    const { blobFile } = await layerOf([2_500_000, 700_000, 700_000], format);
    execFileSync(format, ['-t'], { input: readFileSync(blobFile) });
    const listed = execFileSync('tar', [`--${format}`, '-tvf', blobFile])
      .toString()
      .trim()
      .split('\n');
    expect(listed.map((line) => line.split(/\s+/)[2])).toEqual(['2500000', '700000', '700000']);
  });

  it('are not inflated if they are damaged, cut off, or of another size', async () => {
    const made = await layerOf([900_000], format);
    const [group] = groupsOf(made);
    if (group === undefined) throw new Error('no group');
    const { offset, compressed, size } = group;
    const whole = readFileSync(made.blobFile).subarray(offset, offset + compressed);
    const inflating =
      (bytes: Buffer, of = size) =>
      () =>
        inflateGroup(bytes, of, format);
    expect(inflating(whole)()).toHaveLength(size);
    // Behind the data of a group of gzip are bytes that say nothing.
    for (const cut of [...(format === 'zstd' ? [1, 3] : []), 100, whole.length - 3, whole.length])
      expect(inflating(whole.subarray(0, -cut)), `${cut}`).toThrow(InfraError);
    expect(inflating(whole, size - 1)).toThrow(InfraError);
    expect(inflating(whole, size + 1)).toThrow(InfraError);
    expect(inflating(randomContent(1000, 7))).toThrow(InfraError);
  });

  it.each(FORMATS)('become the blob that %s would have made in the first place', async (kind) => {
    const sizes = [10, 2_500_000, 700_000, 700_000, 5, GROUP_SIZE - 512, 0];
    const level = 0;
    const [made, wanted] = [await layerOf(sizes, format, { level }), await layerOf(sizes, kind, { level })];
    const { groups } = decodeIndex(readFileSync(made.indexFile));
    const again = await recompressBlob(
      made.blobFile,
      { ...made, groups },
      { kind, force: false },
      join(folder, 'again'),
      new AbortController().signal,
    );
    expect(made.diffId).toBe(wanted.diffId);
    expect(again.blob).toEqual(wanted.blob);
  });
});

describe.runIf(nodeZstd !== undefined)('a frame of zstd that somebody else made', () => {
  const content = randomContent(300_000, 3);
  const framed = (...args: string[]): Buffer =>
    execFileSync('zstd', ['-c', ...args], { input: content, maxBuffer: 1e7 });
  const inflating =
    (bytes: Buffer, size = content.length) =>
    () =>
      inflateGroup(bytes, size, 'zstd');

  it('is inflated if it is as small as ours', () => {
    for (const flags of [['-1'], ['-5'], ['--no-check'], ['--check', '--stream-size=300000']])
      expect(inflating(framed('--zstd=wlog=20', ...flags))().equals(content)).toBe(true);
  });

  it('is refused with a larger window, something behind it, or another frame', () => {
    const frame = framed('--zstd=wlog=20');
    expect(inflating(framed('--zstd=wlog=24'))).toThrow(InfraError);
    expect(inflating(Buffer.concat([frame, Buffer.from('rest')]))).toThrow(InfraError);
    expect(inflating(Buffer.concat([frame, frame]))).toThrow(InfraError);
    expect(inflating(Buffer.concat([frame, frame]), 2 * content.length)).toThrow(InfraError);
    const skippable = Buffer.of(0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3);
    expect(inflating(Buffer.concat([skippable, frame]))).toThrow(InfraError);
    expect(inflating(skippable, 0)).toThrow(InfraError);
  });

  it('does not make more of a bomb than was announced', () => {
    const bomb = execFileSync('zstd', ['-c', '--zstd=wlog=20'], { input: Buffer.alloc(2 ** 28) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(inflating(bomb, GROUP_SIZE)).toThrow(InfraError);
  });
});

describe('an index with groups', () => {
  const index = indexOf([file('a', 'content')]);
  const groups = {
    blob: sha256('blob'),
    format: 'gzip' as const,
    groups: [{ entries: 1, compressed: 100, size: 2560 }],
  };
  const frames = { ...groups, format: 'zstd' as const };

  it('has the digest of the same index without them, which covers times', () => {
    const encoded = encodeIndex({ ...index, groups });
    expect(decodeDigestedIndex(encoded)).toEqual({ index: { ...index, groups }, digest: indexDigest(index) });
    expect(decodeDigestedIndex(encodeIndex({ ...index, groups: frames })).index.groups).toEqual(frames);
    expect(decodeDigestedIndex(encodeIndex(index))).toEqual({ index, digest: indexDigest(index) });
    const later = { ...index, entries: [file('a', 'content', { mtime: 2 })] };
    expect(indexDigest(later)).not.toBe(indexDigest(index));
  });

  it('is refused if they are not what we write', () => {
    const line = (text: string): Buffer => Buffer.concat([encodeIndex(index), gzipSync(`\n${text}`)]);
    const rows = (row: unknown) => line(JSON.stringify({ blob: groups.blob, groups: [row] }));
    expect(decodeIndex(rows([1, 100, 2560])).groups).toEqual(groups);
    const other = line(JSON.stringify({ ...groups, format: 'xz', groups: [[1, 100, 2560]] }));
    for (const wrong of [
      rows([1, 100]),
      rows([1, -1, 5]),
      rows([1, 1, 1e9]),
      other,
      line(''),
      line('{}'),
      line('[]\n[]'),
    ])
      expect(() => decodeIndex(wrong)).toThrow(InfraError);
  });

  it('fits only its blob', () => {
    expect(covers(groups, 118, 1)).toBe(true);
    expect(covers(groups, 119, 1)).toBe(false);
    expect(covers(frames, 100, 1)).toBe(true);
    expect(covers(frames, 118, 1)).toBe(false);
    expect(covers(groups, 118, 2)).toBe(false);
    expect(covers({ ...groups, groups: [{ entries: 0, compressed: 100, size: 1 }] }, 118, 0)).toBe(false);
  });
});
