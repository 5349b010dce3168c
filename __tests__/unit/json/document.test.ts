import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { InfraError } from '../../../src/errors.js';
import { integer } from '../../../src/json/decoder.js';
import { decodeDocument, JsonDocument } from '../../../src/json/document.js';
import { readJsonFile } from '../../../src/json/json-file.js';
import { object } from '../../../src/json/object.js';

const size = object({ size: integer });

describe('a document from elsewhere', () => {
  const what = { name: 'manifest of node:22', maxBytes: 20 };

  it('is what its decoder gives', () => {
    expect(decodeDocument(size, '{"size":1,"a":2}', what)).toEqual({ size: 1 });
    expect(JsonDocument.parse(Buffer.from('{"size":1}'), what.name, 20).decode(size)).toEqual({ size: 1 });
  });

  it.each([
    ['{', 'manifest of node:22: it is not JSON: '],
    ['{"size":"1"}', 'manifest of node:22: size should be an integer, but is "1"'],
    ['[]', 'manifest of node:22: the document should be an object, but is an array'],
    ['{"size":12345678901}', 'manifest of node:22: it has 20 bytes; at most 19 are read'],
  ])('that is %s is an InfraError with its name', (text, message) => {
    const read = (): unknown => decodeDocument(size, text, { ...what, maxBytes: 19 });
    expect(read).toThrow(InfraError);
    expect(read).toThrow(message);
  });
});

describe('readJsonFile', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'layer-build-json-file-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'f');

  it.each<[string, string, unknown]>([
    ['a sound file', '{"size":1}', { size: 1 }],
    ['a file that is larger', `{"size":1}${' '.repeat(20)}`, undefined],
    ['a damaged file', '{"size"', undefined],
    ['a file of another shape', '{"size":"1"}', undefined],
    ['an empty file', '', undefined],
  ])('reads %s', async (_, text, value) => {
    writeFileSync(file, text);
    expect(await readJsonFile(file, size, 20)).toEqual(value);
  });

  it('is undefined for a file that is not there, and no other fault of the disk', async () => {
    expect(await readJsonFile(path.join(folder, 'none'), size, 20)).toBeUndefined();
    await expect(readJsonFile(path.join(file, 'below'), size, 20)).rejects.toThrow('ENOTDIR');
  });
});
