import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import { layerOf, layoutOf, type CopyCase } from '../../support/copy-case.js';
import { file, MemoryTree, symlink } from '../../support/memory-tree.js';
import { tarBytes, type TarMember } from '../../support/tar-bytes.js';

function contextWith(bytes: Uint8Array): MemoryTree {
  return new MemoryTree({ 'a.tar': file(bytes) });
}

function added(members: readonly TarMember[], row: Partial<CopyCase> = {}): Promise<readonly string[]> {
  return layerOf({ context: contextWith(tarBytes(members)), sources: ['a.tar'], to: '/', add: true, ...row });
}

const simple: readonly TarMember[] = [{ name: 'f', content: 'F' }];
const image = new MemoryTree({ 'opt/file': 'old', 'opt/broken': symlink('/nowhere') });

describe('ADD of what is no proper archive', () => {
  // isArchivePath: whatever keeps the first header from being read makes it an ordinary file
  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['text', Buffer.from('#!/bin/sh\n')],
    ['an archive without members', tarBytes([])],
    ['zeros', Buffer.alloc(4096)],
    ['a broken gzip', Buffer.concat([Buffer.of(0x1f, 0x8b, 8), Buffer.from('nonsense nonsense nonsense')])],
    ['gzip of text', gzipSync('hello')],
    ['an archive whose first checksum is wrong', Buffer.concat([Buffer.from('x'), tarBytes(simple).subarray(1)])],
  ])('copies %s', async (_name, bytes) => {
    const { entries } = await layoutOf({ context: contextWith(bytes), sources: ['a.tar'], to: '/x/', add: true });
    expect([...entries].map(({ entry }) => entry.path)).toEqual(['x', 'x/a.tar']);
  });

  const refused: readonly (readonly [string, readonly TarMember[], Partial<CopyCase>, string])[] = [
    [
      'a hard link to nothing',
      [{ name: 'l', type: '1', link: 'none' }],
      {},
      'a hard link to none, which does not exist',
    ],
    ['a hard link to a directory', [{ name: 'd/' }, { name: 'l', type: '1', link: 'd' }], {}, 'which is a directory'],
    ['a hard link to itself', [{ name: 'l' }, { name: 'l', type: '1', link: 'l' }], {}, 'a hard link to itself'],
    ['a member below a file', [{ name: 'f' }, { name: 'f/x' }], {}, 'f is not a directory'],
    ['a member deep below a file', [{ name: 'f' }, { name: 'f/x/y' }], {}, 'f is not a directory'],
    ['a member below a broken link', [{ name: 'broken/x' }], { to: '/opt', image }, 'broken leads nowhere'],
    ['a device that is a whiteout', [{ name: 'w', type: '3' }], {}, 'a character device 0:0'],
    ['an unknown type', [{ name: 'w', type: 'Q' }], {}, 'unhandled tar header type "Q"'],
    [
      'a destination that is a file',
      simple,
      { to: '/opt/file', image },
      '/opt/file exists in the image and is not a directory',
    ],
  ];
  it.each(refused)('refuses %s', async (_name, members, row, message) => {
    const error: unknown = await added(members, row).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toContain(message);
  });

  it.each([
    ['plain', (bytes: Buffer) => bytes.subarray(0, 700)],
    ['gzip', (bytes: Buffer) => gzipSync(bytes).subarray(0, -12)],
    [
      'damaged behind its first member',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 1024), Buffer.alloc(512, 0x41), bytes.subarray(1536)]),
    ],
  ])('refuses one that is cut off: %s', async (_name, cut) => {
    const members = [
      { name: 'f', content: 'x'.repeat(400) },
      { name: 'g', content: 'y'.repeat(100_000) },
    ];
    const error: unknown = await layerOf({
      context: contextWith(cut(tarBytes(members))),
      sources: ['a.tar'],
      to: '/',
      add: true,
    }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(/^cannot unpack a\.tar of the build context: /);
  });
});
