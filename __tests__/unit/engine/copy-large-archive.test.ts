import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { DirectoryContext } from '../../../src/context/directory-context.js';
import { archiveMembers } from '../../../src/engine/copy/archive-members.js';
import { tarBytes } from '../../support/tar-bytes.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'large-archive-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

// A context reads each file into one buffer again and again, while a decompressor takes some pieces ahead.
it('unpacks a compressed archive that the context reads in many pieces', async () => {
  const content = randomBytes(3 * 1024 * 1024).toString('latin1');
  writeFileSync(join(root, 'a.tar.gz'), gzipSync(tarBytes([{ name: 'f', content: Buffer.from(content, 'latin1') }])));
  const tree = DirectoryContext.open({ root, ignore: [] });

  const found: string[] = [];
  for await (const { header, data } of archiveMembers({ tree, path: 'a.tar.gz' }, undefined)) {
    const pieces: Buffer[] = [];
    for await (const piece of data) pieces.push(Buffer.from(piece));
    found.push(header.path, Buffer.concat(pieces).equals(Buffer.from(content, 'latin1')) ? 'as packed' : 'garbled');
  }

  expect(found).toEqual(['f', 'as packed']);
});
