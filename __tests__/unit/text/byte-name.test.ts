import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { decodeName, displayName, encodeName, fsPath, readNames } from '../../../src/text/byte-name.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

describe('names', () => {
  it.each([
    ['plain', Buffer.from('usr/bin/env'), 'usr/bin/env'],
    ['UTF-8', Buffer.from('grüße/日本/😀'), 'grüße/日本/😀'],
    ['a lone byte', Buffer.of(0x61, 0xff, 0x62), 'a\uDCFFb'],
    ['latin-1', Buffer.from('été', 'latin1'), '\uDCE9t\uDCE9'],
    ['a cut sequence', Buffer.of(0xe2, 0x82), '\uDCE2\uDC82'],
    ['an overlong slash', Buffer.of(0xc0, 0xaf), '\uDCC0\uDCAF'],
    ['an encoded surrogate', Buffer.of(0xed, 0xb2, 0x80), '\uDCED\uDCB2\uDC80'],
    ['an invalid byte after a pair', Buffer.concat([Buffer.from('😀'), Buffer.of(0x80)]), '😀\uDC80'],
    ['too large a code point', Buffer.of(0xf4, 0x90, 0x80, 0x80), '\uDCF4\uDC90\uDC80\uDC80'],
  ])('keeps %s', (_, bytes, name) => {
    expect(decodeName(bytes)).toBe(name);
    expect(encodeName(name)).toEqual(bytes);
  });

  it('gives node:fs bytes only where a string would lose some', () => {
    expect(fsPath('a/ü')).toBe('a/ü');
    expect(fsPath('a/\uDCFC')).toEqual(Buffer.from('a/\xfc', 'latin1'));
  });

  it('reads directories without losing a name', async () => {
    const folder = await temporaryFolder('names');
    try {
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.of(0xfc)]), '');
      writeFileSync(join(folder, 'ü'), '');
      mkdirSync(join(folder, '\uFFFD'));
      expect(readNames(folder).sort()).toEqual(['\uDCFC', 'ü', '\uFFFD'].sort());
    } finally {
      await removeTree(folder);
    }
  });

  it('shows names to people without letting them steer the terminal or the reading direction', () => {
    expect(displayName('a\u001b[31m\n\uDCFF\u202Etxt')).toBe('a\\x1b[31m\\x0a\\xff\\u202etxt');
    expect(displayName('日本 😀')).toBe('日本 😀');
  });
});
