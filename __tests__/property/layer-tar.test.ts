import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { InfraError } from '../../src/errors.js';
import type { LayerEntry, NewEntry } from '../../src/layer/entry.js';
import { decodeIndex, encodeIndex } from '../../src/layer/layer-index.js';
import { readLayer } from '../../src/layer/layer-reader.js';
import { LayerWriter } from '../../src/layer/layer-writer.js';
import { decodeName, displayName, encodeName } from '../../src/text/byte-name.js';
import { tarHeader } from '../../src/layer/tar-writer.js';
import { treeDigest } from '../../src/layer/tree-digest.js';
import { descriptorOf, indexOf, streamOf } from '../support/layer-samples.js';
import { tarMembers } from '../support/tar-members.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { rounds } from '../support/thorough.js';

/** Any name that Linux takes and a layer can hold, most of them short and alike so that paths meet. */
const name = fc
  .oneof(
    { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'dir') },
    { weight: 2, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 20 }).map(decodeName) },
    { weight: 1, arbitrary: fc.constantFrom('x'.repeat(99), 'y'.repeat(100), 'z'.repeat(101), 'ü'.repeat(80)) },
  )
  .filter((text) => !/[/\0]/.test(text) && text !== '.' && text !== '..' && !text.startsWith('.wh.'));

const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));

const metadata = fc.record({
  mode: fc.integer({ min: 0, max: 0o7777 }),
  uid: fc.oneof(fc.constantFrom(0, 1000, 2097151, 2097152), fc.integer({ min: 0, max: 0xffffffff })),
  gid: fc.oneof(fc.constantFrom(0, 1000), fc.integer({ min: 0, max: 0xffffffff })),
  mtime: fc.oneof(fc.integer({ min: 0, max: 2e9 }), fc.integer({ min: -2e10, max: 2e11 })),
});

const xattrs = fc.option(
  fc.dictionary(
    fc.constantFrom('user.a', 'user.b=c', 'user.100%25', 'security.capability'),
    fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    { minKeys: 1, noNullPrototype: true },
  ),
  { nil: undefined, freq: 4 },
);

interface Sample {
  readonly entry: NewEntry;
  readonly content: Uint8Array;
}

const sample: fc.Arbitrary<Sample> = fc
  .record({
    path,
    metadata,
    xattrs,
    type: fc.constantFrom(
      'file',
      'file',
      'directory',
      'directory',
      'symlink',
      'char',
      'block',
      'fifo',
      'whiteout',
      'hardlink',
    ),
    target: fc.oneof(
      path,
      path.map((text) => `../../${text}/`),
    ),
    content: fc.uint8Array({ maxLength: 1500 }),
    opaque: fc.boolean(),
    number: fc.nat(1048575),
  })
  .map(({ path, metadata: plain, xattrs, type, target, content, opaque, number }): Sample => {
    const metadata = xattrs === undefined ? plain : { ...plain, xattrs };
    switch (type) {
      case 'file':
        return { entry: { type, path, ...metadata, size: content.length }, content };
      case 'directory':
        return { entry: { type, path, ...metadata, ...(opaque ? { opaque: true as const } : {}) }, content };
      case 'symlink':
        return { entry: { type, path, ...metadata, target }, content };
      case 'char':
      case 'block':
        return { entry: { type, path, ...metadata, major: number % 4096, minor: number }, content };
      case 'fifo':
        return { entry: { type, path, ...metadata }, content };
      case 'whiteout':
        return { entry: { type, path }, content };
      default:
        return { entry: { type: 'hardlink', path, target }, content };
    }
  });

/** Samples that can stand in one layer, parents first; hard links name a file that comes before them. */
const layer: fc.Arbitrary<Sample[]> = fc.array(sample, { maxLength: 25 }).map((samples) => {
  const kept = new Map<string, Sample>();
  const sorted = samples.sort((left, right) => (left.entry.path < right.entry.path ? -1 : 1));
  let linkable: string | undefined;
  for (const { entry, content } of sorted) {
    const parents = entry.path.split('/').map((_, at, all) => all.slice(0, at).join('/'));
    if (kept.has(entry.path) || parents.some((parent) => (kept.get(parent)?.entry.type ?? 'directory') !== 'directory'))
      continue;
    if (entry.type !== 'directory' && sorted.some((other) => other.entry.path.startsWith(`${entry.path}/`))) continue;
    if (entry.type === 'hardlink') {
      if (linkable !== undefined) kept.set(entry.path, { entry: { ...entry, target: linkable }, content });
      continue;
    }
    if (entry.type !== 'directory' && entry.type !== 'whiteout') linkable = entry.path;
    kept.set(entry.path, { entry, content });
  }
  return [...kept.values()];
});

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('layer-property');
});
afterAll(() => removeTree(folder));

async function write(samples: readonly Sample[]) {
  const writer = await LayerWriter.create({
    blobFile: join(folder, 'blob'),
    indexFile: join(folder, 'index'),
    level: 1,
  });
  for (const { entry, content } of samples) await writer.add(entry, entry.type === 'file' ? [content] : undefined);
  return writer.finish();
}

describe('layers', () => {
  it('come back from tar as they were written', async () => {
    await fc.assert(
      fc.asyncProperty(layer, async (samples) => {
        const made = await write(samples);
        const read = await readLayer(made.blobFile, made.blob, { expectedDiffId: made.diffId });
        const { groups, ...index } = decodeIndex(readFileSync(made.indexFile));
        expect(read).toEqual(index);
        expect(groups?.blob).toBe(made.blob.digest);
        expect([...read.entries].map((entry) => ({ ...entry, digest: undefined }))).toEqual(
          samples.map(({ entry }) => ({ ...entry, digest: undefined })),
        );
      }),
      rounds(100),
    );
  });

  it('have a tree digest that knows everything but order and times', () => {
    const entries = layer.map((samples) =>
      samples.map(({ entry }): LayerEntry => {
        return entry.type === 'file' ? { ...entry, digest: `sha256:${'0'.repeat(64)}` as never } : entry;
      }),
    );
    fc.assert(
      fc.property(entries, fc.integer(), fc.nat(), (before, mtime, seed) => {
        const digest = treeDigest(before);
        const shuffled = before
          .map((entry, number) => ({ entry, rank: ((number + 1) * (seed + 7919)) % 101 }))
          .sort((left, right) => left.rank - right.rank)
          .map(({ entry }) => ('mtime' in entry ? { ...entry, mtime } : entry));
        expect(treeDigest(shuffled)).toBe(digest);
        const linked = new Set(before.flatMap((entry) => (entry.type === 'hardlink' ? [entry.target] : [])));
        for (const [number, entry] of before.entries()) {
          for (const changed of variants(entry)) {
            expect(treeDigest(before.with(number, changed))).not.toBe(digest);
          }
          if (!linked.has(entry.path)) expect(treeDigest(before.toSpliced(number, 1))).not.toBe(digest);
        }
      }),
      rounds(100),
    );
  });

  it('give an error of the right kind for any bytes', async () => {
    const archive = layer.map((samples) =>
      Buffer.concat(
        samples.flatMap(({ entry, content }) => {
          if (entry.type === 'hardlink') return [tarHeader(entry, { mode: 0, uid: 0, gid: 0, mtime: 0 })];
          if (entry.type !== 'file') return [tarHeader(entry)];
          return [tarHeader(entry), Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)];
        }),
      ),
    );
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(archive, damage, fc.nat(), fc.boolean(), async (good, changes, cut, sumAnew) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of changes) {
          if (bytes.length === 0) break;
          const place = at % bytes.length;
          bytes[place] = value;
          // With its sum put right, damage gets past the first check.
          if (sumAnew) sumHeader(bytes, place - (place % 512));
        }
        const input = cut % 3 === 0 ? bytes.subarray(0, cut % (bytes.length + 1)) : bytes;
        try {
          const index = await readLayer(streamOf(input, 700), descriptorOf(input));
          expect(decodeIndex(encodeIndex(index))).toEqual(index);
        } catch (error) {
          expect(error).toBeInstanceOf(InfraError);
        }
      }),
      rounds(300),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.integer({ min: 1, max: 600 }), (bytes, step) => {
        try {
          tarMembers(Buffer.from(bytes), step);
        } catch (error) {
          expect(error).toBeInstanceOf(InfraError);
        }
      }),
    );
  });
});

describe('stored indexes', () => {
  it('give an InfraError for any bytes', () => {
    const encoded = encodeIndex(indexOf([{ type: 'whiteout', path: 'a' }]));
    fc.assert(
      fc.property(fc.nat(encoded.length - 1), fc.nat(255), (at, value) => {
        const bytes = Buffer.from(encoded);
        bytes[at] = value;
        try {
          decodeIndex(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(InfraError);
        }
      }),
    );
  });
});

describe('names', () => {
  it('keep every byte string apart', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ unit: 'binary' }), (bytes, text) => {
        expect(encodeName(decodeName(bytes))).toEqual(Buffer.from(bytes));
        const utf8 = Buffer.from(text);
        expect(encodeName(decodeName(Buffer.concat([utf8, bytes])))).toEqual(Buffer.concat([utf8, bytes]));
        // eslint-disable-next-line no-control-regex -- that none is left is what is checked
        expect(displayName(decodeName(bytes))).not.toMatch(/[\u0000-\u001f\u007f]/);
      }),
    );
  });
});

/** Each field changed by itself. */
function variants(entry: LayerEntry): LayerEntry[] {
  const changed: LayerEntry[] = [{ ...entry, path: `${entry.path}~` }];
  if ('mode' in entry) {
    changed.push(
      { ...entry, mode: entry.mode ^ 1 },
      { ...entry, uid: entry.uid ^ 1 },
      { ...entry, gid: (entry.gid ^ 1) >>> 0 },
    );
    changed.push({ ...entry, xattrs: { ...entry.xattrs, 'user.new': 'AA==' } });
  }
  if (entry.type === 'file') {
    changed.push({ ...entry, size: entry.size + 1 }, { ...entry, digest: `sha256:${'1'.repeat(64)}` as never });
  }
  if (entry.type === 'symlink') changed.push({ ...entry, target: `${entry.target}/` });
  if (entry.type === 'hardlink') changed.push({ ...entry, target: `${entry.target}~` });
  if (entry.type === 'char' || entry.type === 'block') {
    changed.push({ ...entry, major: entry.major + 1 }, { ...entry, minor: entry.minor + 1 });
    changed.push({ ...entry, type: entry.type === 'char' ? 'block' : 'char' });
  }
  if (entry.type === 'directory') {
    const { opaque, ...plain } = entry;
    changed.push(opaque === true ? plain : { ...plain, opaque: true });
  }
  return changed;
}

function sumHeader(bytes: Buffer, at: number): void {
  if (at + 512 > bytes.length) return;
  bytes.fill(' ', at + 148, at + 156);
  const sum = bytes.subarray(at, at + 512).reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, at + 148, 'latin1');
}
