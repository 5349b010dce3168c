import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { packId, writePack } from '../../../../src/cache/pack/archive.js';
import { readPack as unpack, type ReadPack } from '../../../../src/cache/pack/read-pack.js';
import { decodeListing, encodeListing, type ListedFile, type PackListing } from '../../../../src/cache/pack/listing.js';
import { tarHeader } from '../../../../src/layer/tar-writer.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { OCI_LAYER_GZIP } from '../../../../src/oci/media-types.js';
import { someDiffId, someContentId, someMountKey } from '../../../support/identities.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

const USED = '2026-01-01T00:00:00.000Z';

let folder: string;
let root: string;
let count = 0;

beforeEach(async () => {
  folder = await temporaryFolder('pack');
  root = join(folder, 'root');
  mkdirSync(root);
});

afterEach(() => removeTree(folder));

const readPack = (file: string, below: string, into: string): Promise<ReadPack> =>
  unpack(file, { root: below, folder: into, signal: new AbortController().signal });

function hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function scratch(): string {
  const path = join(folder, `scratch-${(count += 1)}`);
  mkdirSync(path);
  return path;
}

function put(below: string, path: string, content: string): void {
  mkdirSync(dirname(join(below, path)), { recursive: true });
  writeFileSync(join(below, path), content);
}

function listed(content: string, more: Partial<ListedFile> = {}): ListedFile {
  return { sha256: hex(content), used: USED, hits: 2, writer: 'refs/heads/main', ...more };
}

function listing(files: Readonly<Record<string, string>>, more: Partial<PackListing> = {}): PackListing {
  return {
    scope: 'o/r:Dockerfile',
    saved: USED,
    files: new Map(Object.entries(files).map(([path, content]) => [path, listed(content)])),
    parcels: [],
    blobs: [],
    registryBlobs: [],
    mounts: [],
    ...more,
  };
}

const INDEX = `indexes/${'a'.repeat(64)}`;
const BLOB = `blobs/sha256/${hex('a blob')}`;
const FILES = { [INDEX]: '{"a":1}', [BLOB]: 'a blob', [`indexes/${'b'.repeat(64)}`]: 'index' };

/** A pack that holds whatever is given, made by the library itself. */
function forge(files: Readonly<Record<string, string>>, told: PackListing | string): string {
  const below = scratch();
  for (const [path, content] of Object.entries(files)) put(below, path, content);
  writeFileSync(join(below, 'listing.json'), typeof told === 'string' ? told : encodeListing(told));
  const file = join(scratch(), 'pack');
  create({ sync: true, file, cwd: below, gzip: true, preservePaths: true }, ['listing.json', ...Object.keys(files)]);
  return file;
}

describe('a pack', () => {
  it('adds its files to another root, and reports which were new', async () => {
    for (const [path, content] of Object.entries(FILES)) put(root, path, content);
    const told = listing(FILES, {
      blobs: [{ mediaType: OCI_LAYER_GZIP, digest: sha256('x'), size: 3 }],
      registryBlobs: [{ digest: sha256('y'), registry: 'r.example', repository: 'a/b' }],
      throughput: { bytesPerMs: 12.5 },
    });
    const pack = await writePack(root, told, scratch());
    expect(pack.id).toBe(packId(told));

    const other = join(folder, 'other');
    put(other, INDEX, 'here already');
    const read = await readPack(pack.file, other, scratch());
    expect(read.listing).toEqual(told);
    expect(read.newFiles.toSorted()).toEqual(
      Object.keys(FILES)
        .filter((path) => path !== INDEX)
        .toSorted(),
    );
    expect(read.bytes).toBe(pack.size);
    expect(readFileSync(join(other, BLOB), 'utf8')).toBe('a blob');
    expect(readFileSync(join(other, INDEX), 'utf8')).toBe('here already');
  });

  it('holds every file, also those that have several names', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, number) => [`indexes/${hex(String(number))}`, `index ${number}`]),
    );
    for (const [path, content] of Object.entries(files)) {
      put(root, path, content);
      linkSync(join(root, path), join(folder, `second-name-${(count += 1)}`));
    }
    const pack = await writePack(root, listing(files), scratch());
    const read = await readPack(pack.file, join(folder, 'other'), scratch());
    expect(read.newFiles).toHaveLength(300);
  });

  it('has an id that depends on its content, not on when that was used', () => {
    const first = listing(FILES);
    const later = listing(FILES, { saved: '2026-02-02T00:00:00Z', throughput: { bytesPerMs: 1 } });
    const usedAgain = {
      ...later,
      files: new Map([...later.files].map(([path, file]) => [path, { ...file, hits: 9 }])),
    };
    expect(packId(usedAgain)).toBe(packId(first));
    expect(packId(listing({ ...FILES, [`cache/reports/${'d'.repeat(64)}`]: 'another run' }))).toBe(packId(first));
    const blob = { mediaType: OCI_LAYER_GZIP, digest: sha256('x'), size: 3 };
    const others = [
      listing({ ...FILES, [INDEX]: '{"a":2}' }),
      listing({ [INDEX]: '{"a":1}' }),
      listing(FILES, { blobs: [blob] }),
      listing(FILES, { registryBlobs: [{ digest: sha256('x'), registry: 'r', repository: 'a' }] }),
      listing(FILES, {
        mounts: [
          {
            key: someMountKey('c'),
            id: 'npm',
            used: USED,
            layers: [{ blob, diffId: someDiffId('d'), contentId: someContentId('e') }],
          },
        ],
      }),
    ];
    expect(new Set([first, ...others].map(packId)).size).toBe(others.length + 1);
  });
});

describe('a pack that somebody else wrote', () => {
  it('leaves out files that do not match the listing', async () => {
    const forged = `blobs/sha256/${hex('expected')}`;
    const file = forge(
      { [INDEX]: 'changed', [BLOB]: 'a blob', [forged]: 'other bytes' },
      listing({
        [INDEX]: '{"a":1}',
        [BLOB]: 'a blob',
        [forged]: 'other bytes',
        [`indexes/${'c'.repeat(64)}`]: 'missing',
      }),
    );
    const read = await readPack(file, root, scratch());
    expect(read.newFiles).toEqual([BLOB]);
    expect([...read.listing.files.keys()]).toEqual([BLOB]);
    expect(existsSync(join(root, forged))).toBe(false);
  });

  it.each(['records', 'trees', 'scopes'])(
    'leaves out %s of another shape, though the listing has their hash',
    async (kind) => {
      const name = `cache/${kind}/${'d'.repeat(64)}`;
      const contents = [
        '',
        '{}',
        'null',
        '[]',
        '{"version":1}',
        '{',
        '['.repeat(100_000),
        '{"key":"sha256:1","layer":{}}',
      ];
      for (const content of contents) {
        const read = await readPack(forge({ [name]: content }, listing({ [name]: content })), root, scratch());
        expect(read.damaged, content.slice(0, 30)).toEqual([name]);
        expect(existsSync(join(root, name))).toBe(false);
      }
    },
  );

  it('leaves out files that are not listed', async () => {
    const file = forge(FILES, listing({ [BLOB]: 'a blob' }));
    expect((await readPack(file, root, scratch())).newFiles).toEqual([BLOB]);
    expect(existsSync(join(root, INDEX))).toBe(false);
  });

  it.each(['../outside', '/etc/cron.d/x', 'cache/records/../../escape', 'snapshots/x', 'cache/records/short'])(
    'is none when it lists %s',
    async (path) => {
      const told = encodeListing(listing({ [path]: 'x' }));
      expect(decodeListing(told)).toBeUndefined();
      await expect(readPack(forge({}, told), root, scratch())).rejects.toThrow('its listing is missing or damaged');
    },
  );

  it('adds no links', async () => {
    const below = scratch();
    const told = listing({ [INDEX]: 'root:x' });
    writeFileSync(join(below, 'listing.json'), encodeListing(told));
    mkdirSync(join(below, dirname(INDEX)), { recursive: true });
    put(folder, 'secret', 'root:x');
    symlinkSync(join(folder, 'secret'), join(below, INDEX));
    const file = join(scratch(), 'pack');
    create({ sync: true, file, cwd: below, gzip: true, preservePaths: true }, ['listing.json', INDEX]);
    expect((await readPack(file, root, scratch())).newFiles).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['text', 'not a pack at all'],
    ['half of one', undefined],
  ])('that is %s is none', async (_, text) => {
    const whole = readFileSync(forge(FILES, listing(FILES)));
    const file = join(scratch(), 'pack');
    writeFileSync(file, text ?? whole.subarray(0, whole.length / 2));
    await expect(readPack(file, root, scratch())).rejects.toMatchObject({ name: 'InfraError' });
    expect(existsSync(join(root, BLOB))).toBe(false);
  });

  describe('that unpacks to far more than any of ours', () => {
    const MIB = 1024 * 1024;
    /** 20 GiB of zeros behind what `start` unpacks to, in some 20 MB. */
    const bomb = (start: Uint8Array): string => {
      const file = join(scratch(), 'pack');
      const zeros = gzipSync(Buffer.alloc(64 * MIB), { level: 1 });
      writeFileSync(file, Buffer.concat([gzipSync(start), ...Array.from({ length: 320 }, () => zeros)]));
      return file;
    };
    const header = (size: number): Buffer =>
      tarHeader({ type: 'file', path: 'zeros', size, mode: 0o644, uid: 0, gid: 0, mtime: 0 });

    it.each([
      ['before its end', () => header(20 * 1024 * MIB)],
      ['behind its end', () => gunzipSync(readFileSync(forge(FILES, listing(FILES))))],
    ])('is given up %s', async (_, start) => {
      await expect(readPack(bomb(start()), root, scratch())).rejects.toThrow('unpacks to more than 1073741824 bytes');
      expect(existsSync(join(root, BLOB))).toBe(false);
    });

    it('lets the build be interrupted while it is read', async () => {
      const file = bomb(header(900 * MIB));
      const stop = new AbortController();
      let turns = 0;
      const counting = setInterval(() => {
        if (++turns === 3) stop.abort(new Error('interrupted'));
      });
      try {
        await expect(unpack(file, { root, folder: scratch(), signal: stop.signal })).rejects.toThrow('interrupted');
      } finally {
        clearInterval(counting);
      }
    });
  });

  it.each([
    { version: 3 },
    { files: [{ path: INDEX, sha256: 'x', used: USED, hits: 0, writer: '' }] },
    { blobs: [{ mediaType: OCI_LAYER_GZIP, digest: 'sha256:1', size: 1 }] },
    { blobs: [{ mediaType: OCI_LAYER_GZIP, digest: sha256('x'), size: -1 }] },
    { mounts: [{ key: '../x', id: '', layers: [], used: USED }] },
    { elsewhere: [{}] },
    { saved: 5 },
  ])('has a damaged listing with %j', (change) => {
    const told = { ...(JSON.parse(encodeListing(listing(FILES))) as object), ...change };
    expect(decodeListing(JSON.stringify(told))).toBeUndefined();
  });
});
