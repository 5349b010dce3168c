import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { pathInRoot } from '../../../../src/files/root-folder.js';
import { RecordStore } from '../../../../src/cache/record/record-store.js';
import { keyInputs } from '../../../../src/engine/ops/op.js';
import { recordedPlainly, type FileIdentities, type StepRecord } from '../../../../src/engine/record.js';
import { isDigest } from '../../../../src/oci/digest.js';
import { someCacheKey } from '../../../support/identities.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lists-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const many: FileIdentities = Array.from({ length: 1000 }, (_, index) => [`file-${index}`, 'file 644 0:0 sha256:12']);

function recordOf(name: string, files: FileIdentities): StepRecord {
  const inputs = recordedPlainly(keyInputs({ operation: 'workdir', command: '{}', files }));
  const created = '2024-01-01T00:00:00.000Z';
  return { version: 2, key: someCacheKey(name), stage: 'a', instruction: 'COPY . .', inputs, durationMs: 5, created };
}

describe('the files of a record', () => {
  it('are stored beside it if they are many, once for all records of the same files', async () => {
    const store = new RecordStore(root, 'scope');
    await store.save(recordOf('early', many));
    await store.save(recordOf('late', many));
    expect(readdirSync(pathInRoot(root, 'fileLists'))).toHaveLength(1);

    const found = await new RecordStore(root, 'scope').find(someCacheKey('late'));
    expect(found).toBeDefined();
    if (found === undefined) return;
    expect(isDigest(found.inputs.files as string)).toBe(true);
    expect(await store.filesOf(found)).toEqual(many);
  });

  it('are written once for a record that is saved under two keys', async () => {
    const store = new RecordStore(root, 'scope');
    const record = recordOf('late', many);
    await store.save(record);
    const list = pathInRoot(root, 'fileLists', readdirSync(pathInRoot(root, 'fileLists'))[0] ?? '');
    const { ino } = statSync(list);
    await store.save({ ...record, key: someCacheKey('early') });
    expect(statSync(list).ino).toBe(ino);
  });

  it('are in the record if they are few', async () => {
    const store = new RecordStore(root, 'scope');
    const few = recordOf('few', [...many].slice(0, 3));
    await store.save(few);
    expect(await store.find(few.key)).toEqual(few);
    expect(await store.filesOf(few)).toEqual(few.inputs.files);
    expect(existsSync(pathInRoot(root, 'fileLists'))).toBe(false);
  });

  it('stay known to a record that is saved again under another key', async () => {
    const store = new RecordStore(root, 'scope');
    await store.save(recordOf('first', many));
    const found = await store.find(someCacheKey('first'));
    if (found === undefined) throw new Error('not found');
    await store.save({ ...found, key: someCacheKey('alias'), aliasOf: found.key });
    const alias = await store.find(someCacheKey('alias'));
    expect(alias === undefined ? undefined : await store.filesOf(alias)).toEqual(many);
  });

  describe('which are so many that they are read in parts', () => {
    // Names that end and begin as rows of the list do.
    const names = ['],[', ',', ']', '"', '],["', 'é'];
    const long: FileIdentities = Array.from({ length: 24_000 }, (_, index) => [
      `${names[index % 6] ?? ''}${index}${names[index % 5] ?? ''}`,
      `symlink - 0:0 "${'long'.repeat(50)}],["`,
    ]);

    it('come back, and not as an array', async () => {
      const store = new RecordStore(root, 'scope');
      const record = recordOf('long', long);
      await store.save(record);
      const found = await store.filesOf((await store.find(record.key)) ?? record);
      expect(Array.isArray(found)).toBe(false);
      expect(found?.length).toBe(long.length);
      expect([...(found ?? [])]).toEqual(long);
    });

    it.each([
      ['cut off', (text: string) => text.slice(0, -9)],
      ['of another file', (text: string) => text.replace('20000]', '20001]')],
      ['without any row', (text: string) => ' '.repeat(text.length)],
      ['not a list of pairs', (text: string) => `${text.slice(0, -1)},["a"]]`],
    ])('are not known when the list is %s', async (_, damaged) => {
      const store = new RecordStore(root, 'scope');
      await store.save(recordOf('long', long));
      const list = pathInRoot(root, 'fileLists', readdirSync(pathInRoot(root, 'fileLists'))[0] ?? '');
      writeFileSync(list, damaged(readFileSync(list, 'utf8')));
      const found = await store.find(someCacheKey('long'));
      expect(found && (await store.filesOf(found))).toBeUndefined();
    });
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -9)],
    ['of other files', (text: string) => text.replace('file-7"', 'file-x"')],
    ['no list at all', () => '{"a":1}'],
  ])('are not known when their list is %s', async (_, damaged) => {
    const store = new RecordStore(root, 'scope');
    await store.save(recordOf('key', many));
    const list = pathInRoot(root, 'fileLists', readdirSync(pathInRoot(root, 'fileLists'))[0] ?? '');
    writeFileSync(list, damaged(readFileSync(list, 'utf8')));
    const found = await store.find(someCacheKey('key'));
    expect(found).toBeDefined();
    expect(found === undefined ? many : await store.filesOf(found)).toBeUndefined();
  });
});
