import { deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { elfFile, type ElfLayout } from '../../support/elf-file.js';
import { imageWith, purlsOf, sbomOfFiles, CREATED } from '../../support/scanned-files.js';
import { spdxOf } from '../../../src/sbom/spdx-of.js';

const CRATES = deflateSync(
  JSON.stringify({
    packages: [
      { name: 'adler', version: '1.0.2', source: 'crates.io' },
      { name: 'cc', version: '1.0.73', source: 'crates.io', kind: 'build' },
      { name: 'hello', version: '0.1.0', source: 'local', dependencies: [0, 1], root: true },
    ],
  }),
);

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'latin1');
  return Buffer.concat([Buffer.of((bytes.length & 0x7f) | 0x80, bytes.length >> 7), bytes]);
}

const MARK = '\x01'.repeat(16);
const MODULES = 'path\texample.com/app\nmod\texample.com/app\t(devel)\t\ndep\tgithub.com/a/B\tv1.2.3\th1:x=\n';
const REPLACED =
  'dep\texample.com/old\tv1.0.0\n=>\texample.com/new\tv2.0.0\th1:y=\ndep\texample.com/local\tv1.0.0\n=>\t./local\t\t\n';
const BUILD_INFO = Buffer.concat([
  Buffer.from(`\xff Go buildinf:\x08\x02${'\0'.repeat(16)}`, 'latin1'),
  text('go1.22.3 X:nocoverageredesign'),
  text(`${MARK}${MODULES}${REPLACED}${MARK}`),
]);

const LAYOUTS: readonly ElfLayout[] = [true, false].flatMap((is64) =>
  [true, false].flatMap((isBig) =>
    (['first', 'last'] as const).flatMap((table) => [0, 200_000].map((gap) => ({ is64, isBig, table, gap }))),
  ),
);

const program = (content: Buffer): Record<string, { content: Buffer; mode: number }> => ({
  'usr/bin/program': { content, mode: 0o755 },
});

describe('the packages in a binary', () => {
  it.each(LAYOUTS)('are found in an ELF file of the layout %j', async (layout) => {
    const file = elfFile({ '.text': Buffer.alloc(1000), '.go.buildinfo': BUILD_INFO, '.dep-v0': CRATES }, layout);
    const sbom = await sbomOfFiles(program(file));
    expect(purlsOf(sbom)).toEqual([
      'pkg:cargo/adler@1.0.2',
      'pkg:golang/example.com/app',
      'pkg:golang/example.com/local',
      'pkg:golang/example.com/new@v2.0.0',
      'pkg:golang/github.com/a/B@v1.2.3',
      'pkg:cargo/hello@0.1.0',
      'pkg:golang/stdlib@1.22.3',
    ]);
    expect(sbom.omissions).toEqual([]);
  });

  it('are looked for in programs, and in libraries without the bit for running', async () => {
    const content = elfFile({ '.dep-v0': CRATES }, { is64: true, isBig: false, table: 'last', gap: 0 });
    const image = imageWith({
      'bin/run': { content, mode: 0o700 },
      'lib/x.so.1.2': { content: Buffer.concat([content, Buffer.of(1)]), mode: 0o644 },
      'share/data.bin': { content: Buffer.concat([content, Buffer.of(2)]), mode: 0o644 },
    });
    const { document } = await spdxOf(image, CREATED, new AbortController().signal);
    expect(image.reads).toEqual(['bin/run', 'lib/x.so.1.2']);
    expect(document.packages.find(({ name }) => name === 'adler')?.sourceInfo).toBe('found in /bin/run, /lib/x.so.1.2');
  });

  it('cost a second pass where the names of the sections are far from their table', async () => {
    const content = elfFile({ '.text': Buffer.alloc(5) }, { is64: true, isBig: false, table: 'last', gap: 300_000 });
    const image = imageWith(program(content));
    await spdxOf(image, CREATED, new AbortController().signal);
    expect(image.reads).toHaveLength(2);
  });

  it('are named as not read if the file lies', async () => {
    const layout = { is64: true, isBig: false, table: 'first', gap: 0 } as const;
    const lying = elfFile({ '.dep-v0': CRATES }, layout);
    // The size of the section: as much as a file can have.
    lying.writeBigUInt64LE(2n ** 52n, 64 + 64 + 32);
    const tooMany = elfFile({}, layout);
    tooMany.writeUInt16LE(0xfff0, 60);
    const bomb = elfFile({ '.dep-v0': deflateSync(Buffer.alloc(64 * 1024 * 1024)) }, layout);
    const sbom = await sbomOfFiles({
      'bin/lying': { content: lying, mode: 0o755 },
      'bin/many': { content: tooMany, mode: 0o755 },
      'bin/bomb': { content: bomb, mode: 0o755 },
      'bin/script': { content: Buffer.from(`#!/bin/sh\n${'x'.repeat(100)}`), mode: 0o755 },
    });
    expect(purlsOf(sbom)).toEqual([]);
    expect(sbom.omissions).toEqual([
      expect.stringMatching(/^Not read as a binary \(.*larger.*\): \/bin\/bomb\.$/i),
      'Not read as a binary (its list of crates is too large): /bin/lying.',
      'Not read as a binary (it has 65520 sections): /bin/many.',
    ]);
  });
});
