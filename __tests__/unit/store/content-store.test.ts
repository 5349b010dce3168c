import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { sha256, type Digest } from '../../../src/oci/digest.js';
import { removeStaleIngests } from '../../../src/store/ingest-folder.js';
import { hasEnded, ownIdentity } from '../../../src/files/process-identity.js';
import { openStore, type OpenStore } from '../../support/stored-image.js';

let root: string;
let store: OpenStore;
beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'store-'));
  store = openStore(join(root, 'store'));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const of = (text: string): { digest: Digest; size: number } => ({
  digest: sha256(text),
  size: Buffer.byteLength(text),
});
const read = async (text: string): Promise<string> => (await store.content.read(of(text))).toString();
const ingested = (): string[] => fs.readdirSync(store.folder.ingest);

describe('ContentStore', () => {
  it('gives back what was put', async () => {
    expect(await store.content.put(Buffer.from('text'))).toEqual(of('text'));
    expect(await read('text')).toBe('text');
    expect(await store.content.size(of('text').digest)).toBe(4);
    expect(await store.content.has(of('other').digest)).toBe(false);
    await expect(read('other')).rejects.toThrow('is not in the store');
    await store.content.remove(of('text').digest);
    expect(await store.content.has(of('text').digest)).toBe(false);
  });

  it('knows sha512', async () => {
    const digest =
      'sha512:cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e' as Digest;
    await store.content.ingest([], { digest, size: 0 });
    expect((await store.content.read({ digest, size: 0 })).length).toBe(0);
  });

  it('closes the root to other users, not the blobs', async () => {
    await store.content.put(Buffer.from('text'));
    expect(fs.statSync(store.folder.root).mode & 0o777).toBe(0o700);
    expect(fs.statSync(store.content.path(of('text').digest)).mode & 0o777).toBe(0o600);
  });

  it('reports progress', async () => {
    const seen: number[] = [];
    const options = { onProgress: (done: number) => void seen.push(done) };
    await store.content.ingest([Buffer.from('te'), Buffer.from('xt')], of('text'), options);
    await store.content.ingest([Buffer.from('te'), Buffer.from('xt')], of('text'), options);
    expect(seen).toEqual([2, 4, 4]);
  });

  it.each([
    ['too short', ['te'], 'ended after 2 of 4 bytes'],
    ['too long', ['text', 'x'], 'is longer than the 4 bytes'],
    ['of other content', ['TEXT'], 'has other content'],
  ])('takes no stream that is %s', async (_what, chunks, message) => {
    const source = chunks.map((chunk) => Buffer.from(chunk));
    await expect(store.content.ingest(source, of('text'))).rejects.toMatchObject({
      name: 'InfraError',
      message: expect.stringContaining(message) as string,
    });
    expect(await store.content.has(of('text').digest)).toBe(false);
    expect(ingested()).toEqual([]);
  });

  it('passes the error of the source, and an abort, and leaves nothing', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.from('te'));
      throw new Error('connection lost');
    }
    await expect(store.content.ingest(broken(), of('text'))).rejects.toThrow('connection lost');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(store.content.ingest([Buffer.from('text')], of('text'), { signal })).rejects.toThrow('enough');
    expect(ingested()).toEqual([]);
  });

  it('does not read a source for what it has, but lets it go', async () => {
    await store.content.put(Buffer.from('text'));
    let closed = false;
    const source: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new Error('it was read')),
        return: () => {
          closed = true;
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    };
    await store.content.ingest(source, of('text'));
    expect(closed).toBe(true);
  });

  it.each([
    ['with a flipped bit', 'tExt'],
    ['cut off', 'tex'],
    ['emptied', ''],
    ['with a tail', 'text!'],
  ])('finds a blob damaged on the disk (%s), and removes it', async (_what, damaged) => {
    await store.content.put(Buffer.from('text'));
    fs.writeFileSync(store.content.path(of('text').digest), damaged);
    await expect(read('text')).rejects.toMatchObject({ name: 'InfraError', retryable: true });
    expect(await store.content.has(of('text').digest)).toBe(false);
    await store.content.put(Buffer.from('text'));
    expect(await read('text')).toBe('text');
  });

  it('finds damage at the end of a large blob', async () => {
    const large = Buffer.alloc(5_000_000, 'x');
    const { digest, size } = await store.content.put(large);
    large[4_999_999] = 0;
    fs.writeFileSync(store.content.path(digest), large);
    let given = 0;
    const drain = async (): Promise<void> => {
      for await (const chunk of store.content.open({ digest, size })) given += chunk.length;
    };
    await expect(drain()).rejects.toThrow('damaged');
    expect(given).toBe(size);
  });

  it('keeps a good blob whose descriptor has the wrong size', async () => {
    await store.content.put(Buffer.from('text'));
    await expect(store.content.read({ digest: of('text').digest, size: 5 })).rejects.toThrow(
      'has 4 bytes, but its descriptor says 5',
    );
    expect(await read('text')).toBe('text');
  });

  it('does not read a blob into memory that is too large for a document', async () => {
    await expect(store.content.read({ digest: of('x').digest, size: 5e6 })).rejects.toThrow('more than');
  });

  it('takes a finished file, whether or not it has the blob', async () => {
    for (let round = 0; round < 2; round++) {
      const file = join(store.folder.ingest, 'made');
      fs.writeFileSync(file, 'text', { mode: 0o600 });
      await store.content.takeFile(file, of('text'));
      expect(fs.existsSync(file)).toBe(false);
      expect(await read('text')).toBe('text');
    }
    expect(fs.statSync(store.content.path(of('text').digest)).mode & 0o777).toBe(0o600);
  });

  it('takes no file of another size', async () => {
    const file = join(store.folder.ingest, 'made');
    fs.writeFileSync(file, 'tex');
    await expect(store.content.takeFile(file, of('text'))).rejects.toThrow('3 bytes instead of 4');
    await expect(store.content.takeFile(join(root, 'none'), of('text'))).rejects.toMatchObject({ name: 'InfraError' });
    expect(await store.content.has(of('text').digest)).toBe(false);
  });

  it('marks a blob as used', async () => {
    await store.content.put(Buffer.from('text'));
    const path = store.content.path(of('text').digest);
    fs.utimesSync(path, 1000, 1000);
    const before = Date.now();
    await store.content.has(of('text').digest);
    // The clock of files may lag behind.
    expect(fs.statSync(path).mtimeMs).toBeGreaterThan(before - 5000);
  });

  it('takes many writers of one blob at once', async () => {
    const writers = Array.from({ length: 20 }, () => store.content.put(Buffer.alloc(300_000, 'y')));
    const [first] = await Promise.all(writers);
    expect((await store.content.read(first!)).length).toBe(300_000);
    expect(ingested()).toEqual([]);
  });

  it('says what to do where it cannot be written', () => {
    fs.writeFileSync(join(root, 'file'), '');
    expect(() => openStore(join(root, 'file'))).toThrow(
      expect.objectContaining({ name: 'InfraError', hint: expect.stringContaining('--root') as string }),
    );
  });
});

describe('what dead processes leave', () => {
  it('is distinguished from what running builds are writing', () => {
    expect(hasEnded(ownIdentity())).toBe(false);
    const [pid, start, namespace] = ownIdentity().split('-') as [string, string, string];
    expect(hasEnded(`${pid}-${Number(start) + 1}-${namespace}`)).toBe(true);
    expect(hasEnded(`4194304-${start}-${namespace}`)).toBe(true);
    expect(hasEnded(`4194304-${start}-1`), 'of another pid namespace').toBe(false);
    expect(hasEnded('nonsense')).toBe(false);
  });

  it('is removed, files and folders', async () => {
    const [, start, namespace] = ownIdentity().split('-') as [string, string, string];
    const { ingest } = store.folder;
    fs.writeFileSync(join(ingest, `4194304-${start}-${namespace}.aa`), '');
    fs.mkdirSync(join(ingest, `4194304-${start}-${namespace}.bb`));
    fs.writeFileSync(join(ingest, `4194304-${start}-${namespace}.bb/blob`), '');
    fs.writeFileSync(join(ingest, `4194304-${start}-1.cc`), '');
    const alive = await store.layers.newIngest();
    fs.writeFileSync(alive.blobFile, '');
    await removeStaleIngests(store.folder);
    expect(ingested().map((name) => name.split('.')[1])).toEqual(
      expect.arrayContaining(['cc', alive.blobFile.split('/').at(-2)!.split('.')[1]]),
    );
    expect(ingested()).toHaveLength(2);
    await removeStaleIngests(store.folder, Date.now() + 72 * 3600 * 1000);
    expect(ingested()).toEqual([]);
  });
});
