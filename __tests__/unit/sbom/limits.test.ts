import { describe, expect, it } from 'vitest';

import { packagesOf, purlsOf, sbomOfFiles, imageWith, CREATED } from '../../support/scanned-files.js';
import { spdxOf } from '../../../src/sbom/spdx-of.js';
import { validateSpdx } from '../../support/validate-spdx.js';

const manifest = (name: string): string => JSON.stringify({ name, version: '1.0.0' });
const manifests = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`node_modules/n${at}/package.json`, manifest(`n${at}`)]),
  );

describe('an image that means harm', () => {
  it('has no more packages than the limit in its SBOM, which says so', async () => {
    const sbom = await sbomOfFiles(manifests(20), { packages: 5 });
    expect(packagesOf(sbom)).toHaveLength(5);
    expect(sbom.document.creationInfo.comment).toMatch(
      /^Not complete\. Only 5 packages are listed; others were found in: \/node_modules\/n\d+\/package.json, .* and 12 more\.$/,
    );
    expect(validateSpdx(sbom.document)).toEqual([]);
  });

  it('has no more files read than the limit', async () => {
    const sbom = await sbomOfFiles(manifests(20), { files: 7 });
    expect(packagesOf(sbom)).toHaveLength(7);
    expect(sbom.omissions).toEqual([
      expect.stringMatching(/^Only 7 files are read; these were not: .* and 10 more\.$/),
    ]);
  });

  it.each([{ bytes: 100 }, { milliseconds: 0 }])('costs no more than %j', async (limits) => {
    const sbom = await sbomOfFiles(manifests(20), limits);
    expect(packagesOf(sbom).length).toBeLessThan(5);
    expect(sbom.omissions).toEqual([
      expect.stringMatching(/^Not read, since what reading may cost .* and 1\d more\.$/),
    ]);
  });

  it('has no file read that is larger than any of its kind', async () => {
    const sbom = await sbomOfFiles({
      'node_modules/large/package.json': `{"name":"large","version":"1","x":"${'x'.repeat(1024 * 1024)}"}`,
      'node_modules/small/package.json': manifest('small'),
    });
    expect(purlsOf(sbom)).toEqual(['pkg:npm/small@1.0.0']);
    expect(sbom.omissions).toEqual(['Larger than 1.05MB, so not read: /node_modules/large/package.json.']);
  });

  it.each([
    ['a new line', 'a\nb'],
    ['a control character', 'a\u001b[2Jb'],
    ['a mark that turns the direction of writing', 'a\u202eb'],
    ['bytes that are no text', Buffer.from('a\xffb', 'latin1').toString('latin1').replace('ÿ', '\ufffd')],
    ['more characters than any name', 'a'.repeat(600)],
  ])('has no package whose name has %s', async (_, name) => {
    const sbom = await sbomOfFiles({
      'var/lib/dpkg/status': `Package: good\nVersion: 1\n\nPackage: x\nVersion: ${name}\n\n`,
    });
    const bad = sbom.omissions.length > 0 || packagesOf(sbom).every(({ versionInfo }) => versionInfo !== name);
    expect(bad).toBe(true);
    expect(purlsOf(sbom)).toContain('pkg:deb/debian/good@1');
    expect(JSON.stringify(sbom.document)).not.toContain(JSON.stringify(name).slice(1, -1));
    expect(validateSpdx(sbom.document)).toEqual([]);
  });

  it('has its paths shown on one line', async () => {
    const sbom = await sbomOfFiles({ 'node_modules/a\u001b\n/package.json': '{' });
    expect(sbom.omissions[0]).toContain('/node_modules/a\\x1b\\x0a/package.json');
  });

  it('may have links in circles where databases are', async () => {
    const sbom = await sbomOfFiles({
      'var/lib/dpkg': { link: '../lib/dpkg' },
      'etc/os-release': { link: 'os-release' },
      'lib/apk/db/installed': { link: '/lib/apk/db/installed' },
    });
    expect(packagesOf(sbom)).toEqual([]);
  });

  it('is given up when the build is', async () => {
    const controller = new AbortController();
    const image = imageWith(manifests(20));
    const contents = image.contents;
    const aborting = {
      ...image,
      async *contents(paths: readonly string[]) {
        for await (const content of contents(paths)) {
          controller.abort(new Error('enough'));
          yield content;
        }
      },
    };
    await expect(spdxOf(aborting, CREATED, controller.signal)).rejects.toThrow('enough');
  });
});
