import { deflateSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, it } from 'vitest';

import { elfFile } from '../support/elf-file.js';
import { ndbDatabase, rpmHeader } from '../support/rpm-databases.js';
import { sbomOfFiles } from '../support/scanned-files.js';
import { validateSpdx } from '../support/validate-spdx.js';

const HEADER = rpmHeader({ 1000: 'bash', 1001: '5', 1002: '1', 1022: 'noarch', 1014: 'MIT' });
const CRATES = deflateSync('{"packages":[{"name":"a","version":"1"}]}');

/** A database of two pages: the schema with one table, and the table with one row. */
function sqliteDatabase(): Buffer {
  const file = Buffer.alloc(1024);
  file.write('SQLite format 3\0', 0, 'latin1');
  file.writeUInt16BE(512, 16);
  const row = (values: readonly (string | number | Buffer)[]): Buffer => {
    const types = values.map((value) =>
      typeof value === 'number' ? 1 : 12 + 2 * value.length + (typeof value === 'string' ? 1 : 0),
    );
    const varint = (type: number): number[] => (type < 128 ? [type] : [0x80 | (type >> 7), type & 0x7f]);
    const bytes = types.flatMap(varint);
    const body = values.map((value) => (typeof value === 'number' ? Buffer.of(value) : Buffer.from(value)));
    const payload = Buffer.concat([Buffer.of(bytes.length + 1, ...bytes), ...body]);
    return Buffer.concat([Buffer.of(...varint(payload.length), 1), payload]);
  };
  for (const [page, header, cell] of [
    [0, 100, row(['table', 'Packages', 'Packages', 2, 'CREATE TABLE Packages'])],
    [512, 0, row([1, HEADER])],
  ] as const) {
    const place = 512 - cell.length;
    file[page + header] = 0x0d;
    file.writeUInt16BE(1, page + header + 3);
    file.writeUInt16BE(place, page + header + 8);
    cell.copy(file, page + place);
  }
  return file;
}

/** A hash database of two pages, with one pair in the second. */
function berkeleyDatabase(): Buffer {
  const file = Buffer.alloc(1024);
  file.writeUInt32LE(0x0006_1561, 12);
  file.writeUInt32LE(512, 20);
  file.writeUInt16LE(2, 512 + 20);
  file[512 + 25] = 13;
  const value = Buffer.concat([Buffer.of(1), HEADER]);
  file.writeUInt16LE(507, 512 + 26);
  file.writeUInt16LE(507 - value.length, 512 + 28);
  file.set([1, 7, 0, 0, 0], 512 + 507);
  value.copy(file, 512 + 507 - value.length);
  return file;
}

const SEEDS: Readonly<Record<string, Buffer>> = {
  'var/lib/dpkg/status': Buffer.from(
    'Package: a\nStatus: install ok installed\nVersion: 1\nSource: b (2)\n\nPackage: c\nVersion: 2\n',
  ),
  'lib/apk/db/installed': Buffer.from('P:musl\nV:1\nL:MIT\nm:A <a@b>\n\nP:b\nV:2\n'),
  'var/lib/rpm/rpmdb.sqlite': sqliteDatabase(),
  'var/lib/rpm/Packages.db': ndbDatabase([HEADER, HEADER]),
  'var/lib/rpm/Packages': berkeleyDatabase(),
  'node_modules/a/package.json': Buffer.from(
    '{"name":"@s/a","version":"1.0.0","license":{"type":"MIT"},"author":"A <b>"}',
  ),
  'x/a-1.dist-info/METADATA': Buffer.from('Metadata-Version: 2.1\nName: a.b_c\nVersion: 1\nLicense: MIT\n\nText\n'),
  'gems/specifications/a-1.gemspec': Buffer.from(
    '# stub: a 1 ruby lib\nGem::Specification.new do |s|\n  s.licenses = ["MIT"]\n',
  ),
  'bin/program': elfFile({ '.dep-v0': CRATES }, { is64: true, isBig: false, table: 'first', gap: 0 }),
  'etc/os-release': Buffer.from('ID=debian\nVERSION_ID="12"\n'),
};

const mode = (path: string): number => (path.startsWith('bin/') ? 0o755 : 0o644);

describe('an SBOM', () => {
  it.each(Object.keys(SEEDS))('has a package from %s, for the tests below to mean something', async (path) => {
    const content = SEEDS[path] ?? Buffer.alloc(0);
    const { document, omissions } = await sbomOfFiles({ [path]: { content, mode: mode(path) } });
    const found = document.packages.length - 1;
    if (omissions.length > 0 || (found === 0 && path !== 'etc/os-release')) throw new Error(omissions.join());
  });

  it('is valid whatever bytes of a file are changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(SEEDS)),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.option(fc.nat()),
        async (path, changes, cut) => {
          const content = Buffer.from(SEEDS[path] ?? '');
          for (const [at, value] of changes) content[at % content.length] = value;
          const kept = cut === null ? content : content.subarray(0, cut % content.length);
          const wrong = validateSpdx((await sbomOfFiles({ [path]: { content: kept, mode: mode(path) } })).document);
          if (wrong.length > 0) throw new Error(wrong.join('\n'));
        },
      ),
      // A platform with a percent sign, once a finding.
      { numRuns: 400, examples: [['gems/specifications/a-1.gemspec', [[12, 37]], null]] },
    );
  });

  it('is valid whatever texts stand for names, versions and licenses', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text, text), { maxLength: 5 }), async (rows) => {
        const files = rows.flatMap(([name, version, license], at) => {
          const manifest = JSON.stringify({ name, version, license, author: license });
          return [
            [`node_modules/n${at}/package.json`, manifest] as const,
            [
              `p${at}.dist-info/METADATA`,
              `Name: ${name}\nVersion: ${version}\nLicense: ${license}\nAuthor: ${license}\n`,
            ] as const,
          ];
        });
        const wrong = validateSpdx((await sbomOfFiles(Object.fromEntries(files))).document);
        if (wrong.length > 0) throw new Error(wrong.join('\n'));
      }),
      { numRuns: 200 },
    );
  });
});
