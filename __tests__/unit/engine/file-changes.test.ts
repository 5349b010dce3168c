import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  formatFileIdentity,
  parseFileIdentity,
  shortFileIdentity,
  type FileIdentity,
} from '../../../src/engine/file-identity.js';
import { filesChange } from '../../../src/engine/explain/file-changes.js';
import { shortFileIdentities, type KeyInputs } from '../../../src/engine/record.js';
import { sha256 } from '../../../src/oci/digest.js';
import { reasonWords } from '../../../src/report/model/reason-words.js';

function file(content: string, changes: Partial<FileIdentity> = {}): string {
  const whole = { type: 'file', mode: '644', owner: '0:0', content: sha256(content), rest: '', ...changes };
  return formatFileIdentity(whole);
}

const DIRECTORY = file('', { type: 'directory', content: '' });

const kept = shortFileIdentities;

function words(before: KeyInputs['files'], now: KeyInputs['files']): string {
  const change = filesChange(kept(before), now);
  return change === undefined ? '' : reasonWords({ kind: 'changed', changes: [change] });
}

describe('what became of files', () => {
  const before = [
    ['a', file('1')],
    ['b', file('2')],
  ] as const;
  it.each<[string, KeyInputs['files'], string]>([
    ['nothing', before, ''],
    ['another content', [['a', file('9')], before[1]], 'a modified'],
    ['a new file', [...before, ['c', file('3')]], 'c added'],
    ['one that is gone', [before[0]], 'b removed'],
    ['another mode', [['a', file('1', { mode: '755' })], before[1]], 'a mode 644 → 755'],
    ['another owner', [['a', file('1', { owner: '7:7' })], before[1]], 'a owner 0:0 → 7:7'],
    ['content and mode', [['a', file('9', { mode: '755' })], before[1]], 'a modified (mode 644 → 755)'],
    ['attributes', [['a', file('1', { rest: '{"sameAs":"b"}' })], before[1]], 'a attributes changed'],
    [
      'another type',
      [['a', file('', { type: 'symlink', mode: '', content: '"b"' })], before[1]],
      'a was a file and is a symlink',
    ],
    ['another name', [before[0], ['c', file('2')]], 'c renamed from b'],
    ['a folder with something in it', [...before, ['d', DIRECTORY], ['d/c', file('3')]], 'd/c added'],
    ['an empty folder', [...before, ['d', DIRECTORY]], 'd added'],
    ['a copy is no new name', [...before, ['c', file('2')]], 'c added'],
    [
      'two of one content',
      [
        ['c', file('1')],
        ['d', file('1')],
      ],
      'c renamed from a, d added, b removed',
    ],
    [
      'many',
      [...before, ['1', file('5')], ['2', file('6')], ['3', file('7')], ['4', file('8')]],
      '1 added, 2 added, 3 added (+1 more)',
    ],
  ])('%s', (_name, now, expected) => {
    expect(words(before, now)).toBe(expected);
  });

  it('takes no empty file for another one', () => {
    expect(words([['a', file('')]], [['b', file('')]])).toBe('b added, a removed');
  });

  it('keeps at most twenty by name, and how many there are', () => {
    const many = Array.from({ length: 50 }, (_, index) => [`${index}`, file(`${index}`)] as const);
    expect(filesChange([], many)).toMatchObject({ changed: 50, taken: 50 });
    expect(filesChange([], many)?.changes).toHaveLength(20);
  });

  it('takes nonsense of a record for another content', () => {
    expect(filesChange([['a', 'garbage']], [['a', file('1')]])?.changes).toEqual([
      { path: 'a', change: 'modified', content: true },
    ]);
  });
});

describe('the identity of a file as text', () => {
  const identities: fc.Arbitrary<FileIdentity> = fc.record({
    type: fc.constantFrom('file', 'directory', 'symlink', 'fifo'),
    mode: fc.constantFrom('', '644', '4755'),
    owner: fc.constantFrom('', '0:0', '1000:7'),
    content: fc.oneof(
      fc.constant(''),
      fc.string({ unit: 'grapheme' }).map((target) => JSON.stringify(target)),
      fc.string().map((content) => sha256(content) as string),
      fc.constant('8,1'),
    ),
    rest: fc.oneof(
      fc.constant(''),
      fc.dictionary(fc.string(), fc.string(), { minKeys: 1 }).map((rest) => JSON.stringify(rest)),
    ),
  });

  it('says each part once and for all', () => {
    fc.assert(
      fc.property(identities, (identity) => {
        expect(parseFileIdentity(formatFileIdentity(identity))).toEqual(identity);
      }),
    );
  });

  it('is kept with a cut digest, and stays readable', () => {
    fc.assert(
      fc.property(identities, (identity) => {
        const short = shortFileIdentity(formatFileIdentity(identity));
        const content = identity.content.startsWith('sha256:') ? identity.content.slice(0, 23) : identity.content;
        expect(parseFileIdentity(short)).toEqual({ ...identity, content });
        expect(shortFileIdentity(short)).toBe(short);
      }),
    );
  });
});

describe('a record of many files', () => {
  it('stays small when it travels', () => {
    const files = Array.from({ length: 30_000 }, (_, index) => {
      const package_ = sha256(`package ${index % 700}`).slice(7, 15);
      return [`node_modules/${package_}/lib/module-${index}.js`, file(`${index}`)] as const;
    });
    const bytes = gzipSync(JSON.stringify(kept(files))).length;
    expect(bytes).toBeLessThan(1_000_000);
    expect(gzipSync(JSON.stringify(files)).length, 'whole digests do not').toBeGreaterThan(1_000_000);
  });
});
