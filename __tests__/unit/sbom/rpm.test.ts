import { describe, expect, it } from 'vitest';

import { ndbDatabase, rpmHeader } from '../../support/rpm-databases.js';
import { packagesOf, purlsOf, sbomOfFiles } from '../../support/scanned-files.js';

const bash = rpmHeader({
  1000: 'bash',
  1001: '5.2.15',
  1002: '3.1',
  1022: 'x86_64',
  1011: 'SUSE LLC',
  1014: 'GPL-3.0-or-later',
});
const key = rpmHeader({ 1000: 'gpg-pubkey', 1001: '29b700a4', 1002: '62b07e22' });

describe('the packages of rpm', () => {
  it('are read from the database of SUSE, without the keys', async () => {
    const sbom = await sbomOfFiles({
      'usr/lib/sysimage/rpm/Packages.db': ndbDatabase([key, bash]),
      'etc/os-release': 'ID="sles"\nVERSION_ID="15.6"\n',
    });
    expect(purlsOf(sbom)).toEqual(['pkg:rpm/sles/bash@5.2.15-3.1?arch=x86_64&distro=sles-15.6']);
    expect(packagesOf(sbom)[0]).toMatchObject({
      supplier: 'Organization: SUSE LLC',
      licenseDeclared: 'GPL-3.0-or-later',
    });
    expect(sbom.omissions).toEqual([]);
  });

  it('say that changes are missing which rpm has not moved to the database yet', async () => {
    const sbom = await sbomOfFiles({ 'var/lib/rpm/rpmdb.sqlite-wal': 'x' });
    expect(sbom.omissions).toEqual([
      'Not read as rpm (it has changes that are not in the database yet): /var/lib/rpm/rpmdb.sqlite-wal.',
    ]);
  });

  const overlapping = ndbDatabase([bash]);
  // All slots name the same package.
  for (let slot = 48; slot < 4096; slot += 16) overlapping.copy(overlapping, slot, 32, 48);
  const short = ndbDatabase([bash.subarray(0, 40)]);

  it.each([
    ['Packages.db', Buffer.alloc(8192), 'it is not a database of rpm'],
    ['Packages.db', overlapping, 'its packages overlap'],
    ['Packages.db', short, 'a header is shorter than it says'],
    ['Packages', Buffer.alloc(8192), 'it is not a hash database of Berkeley DB'],
    ['rpmdb.sqlite', Buffer.alloc(8192), 'it is not an SQLite database'],
  ])('leave a word about a damaged %s: case %#', async (name, content, why) => {
    const sbom = await sbomOfFiles({ [`var/lib/rpm/${name}`]: content });
    expect(sbom.omissions).toEqual([`Not read as rpm (${why}): /var/lib/rpm/${name}.`]);
  });
});
