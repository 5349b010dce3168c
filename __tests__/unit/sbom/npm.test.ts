import { describe, expect, it } from 'vitest';

import { packagesOf, purlsOf, sbomOfFiles } from '../../support/scanned-files.js';

const json = (value: unknown): string => JSON.stringify(value);

describe('the packages of npm', () => {
  it('are those whose package.json has a name and a version', async () => {
    const sbom = await sbomOfFiles({
      'app/package.json': json({ name: 'app', version: '1.0.0', private: true }),
      'app/node_modules/@scope/name/package.json': json({ name: '@scope/name', version: '2.0.0-rc.1+5' }),
      'app/node_modules/left/dist/esm/package.json': json({ type: 'module' }),
      'app/node_modules/left/package.json': `\ufeff${json({ name: 'left', version: '3.1.0', license: 'MIT' })}`,
      'app/node_modules/odd/package.json': json({ name: 'od d', version: '1' }),
    });
    expect(purlsOf(sbom)).toEqual(['pkg:npm/%40scope/name@2.0.0-rc.1%2B5', 'pkg:npm/app@1.0.0', 'pkg:npm/left@3.1.0']);
    expect(sbom.omissions).toEqual([]);
  });

  it('are listed once, with all their places', async () => {
    const manifest = json({ name: 'left', version: '1.0.0', license: 'MIT' });
    const sbom = await sbomOfFiles(
      Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`a${at}/node_modules/left/package.json`, manifest])),
    );
    expect(packagesOf(sbom)).toHaveLength(1);
    expect(packagesOf(sbom)[0]?.sourceInfo).toMatch(
      /^found in \/a0\/node_modules\/left\/package.json, .*\/a4\/\S+ and 3 more files$/,
    );
  });

  it.each([
    [{ license: 'MIT' }, 'MIT', undefined],
    [{ license: '(MIT OR Apache-2.0)' }, '(MIT OR Apache-2.0)', undefined],
    [{ license: { type: 'ISC', url: 'https://x' } }, 'ISC', undefined],
    [{ licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] }, '(MIT OR GPL-2.0)', undefined],
    [{ license: 'SEE LICENSE IN LICENSE.md' }, 'NOASSERTION', 'declared as "SEE LICENSE IN LICENSE.md"'],
    [{ license: 'LicenseRef-ours' }, 'NOASSERTION', 'declared as "LicenseRef-ours"'],
    [{ license: 7 }, 'NOASSERTION', undefined],
    [{ license: `${'('.repeat(900)}MIT` }, 'NOASSERTION', `declared as "${'('.repeat(900)}MIT"`],
  ])('have the license of %j', async (more, declared, comments) => {
    const sbom = await sbomOfFiles({ 'package.json': json({ name: 'a', version: '1', ...more }) });
    expect(packagesOf(sbom)[0]).toMatchObject({ licenseDeclared: declared });
    expect(packagesOf(sbom)[0]?.licenseComments).toBe(comments);
  });

  it('have their author and the checksum that older npm wrote', async () => {
    const sbom = await sbomOfFiles({
      'a/package.json': json({ name: 'a', version: '1', author: 'Ann <ann@a.example> (https://a.example)' }),
      'b/package.json': json({ name: 'b', version: '1', author: { name: 'Bob', email: 'b@b.example' } }),
      'c/package.json': json({
        name: 'c',
        version: '1',
        _integrity: `sha512-${Buffer.alloc(64, 1).toString('base64')}`,
      }),
    });
    expect(packagesOf(sbom).map(({ supplier }) => supplier)).toEqual([
      'Person: Ann (ann@a.example)',
      'Person: Bob (b@b.example)',
      'NOASSERTION',
    ]);
    expect(packagesOf(sbom)[2]?.checksums).toEqual([{ algorithm: 'SHA512', checksumValue: '01'.repeat(64) }]);
  });

  it('leaves a word about an installed package whose manifest is no JSON, but not about other files', async () => {
    const sbom = await sbomOfFiles({
      'node_modules/broken/package.json': '{',
      'node_modules/parser/test/fixtures/bad/package.json': '{',
      'node_modules/list/package.json': '[]',
    });
    expect(packagesOf(sbom)).toEqual([]);
    expect(sbom.omissions).toEqual([
      expect.stringMatching(/^Not read as npm \(it is not JSON.*\): \/node_modules\/broken\/package.json\.$/),
    ]);
  });
});
