import { describe, expect, it } from 'vitest';

import { packagesOf, purlsOf, sbomOfFiles } from '../../support/scanned-files.js';

const RELEASE = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n';
const LIBC = `Package: libc6
Status: install ok installed
Priority: optional
Section: libs
Maintainer: GNU Libc Maintainers <debian-glibc@lists.debian.org>
Architecture: amd64
Multi-Arch: same
Source: glibc
Version: 2.36-9+deb12u13
Description: GNU C Library: Shared libraries
 Contains the standard libraries that are used by nearly all programs on
 the system.
 Version: 1
`;
const LOGIN = `Package: login
Status: install ok installed
Architecture: amd64
Source: shadow (1:4.13+dfsg1-1)
Version: 1:4.13+dfsg1-1+b1
`;
const REMOVED = `Package: nano
Status: deinstall ok config-files
Version: 7.2-1
`;

describe('the packages of dpkg', () => {
  it('have the distribution, the architecture and the source in their addresses', async () => {
    const sbom = await sbomOfFiles({
      'etc/os-release': { link: '../usr/lib/os-release' },
      'usr/lib/os-release': RELEASE,
      'var/lib/dpkg/status': `${LIBC}\n${LOGIN}\n\n${REMOVED}`,
    });
    expect(purlsOf(sbom)).toEqual([
      'pkg:deb/debian/libc6@2.36-9%2Bdeb12u13?arch=amd64&distro=debian-12&upstream=glibc',
      'pkg:deb/debian/login@1:4.13%2Bdfsg1-1%2Bb1?arch=amd64&distro=debian-12&upstream=shadow%401:4.13%2Bdfsg1-1',
    ]);
    expect(packagesOf(sbom)[0]).toMatchObject({
      name: 'libc6',
      versionInfo: '2.36-9+deb12u13',
      supplier: 'Person: GNU Libc Maintainers (debian-glibc@lists.debian.org)',
      licenseDeclared: 'NOASSERTION',
      sourceInfo: 'found in /var/lib/dpkg/status',
    });
    expect(sbom.omissions).toEqual([]);
  });

  it('are found in the folder of a distroless image, too', async () => {
    const control = LIBC.replace(/^Status.*\n/m, '');
    const sbom = await sbomOfFiles({
      'var/lib/dpkg/status.d/libc6': control,
      'var/lib/dpkg/status.d/libc6.md5sums': 'Package: none\nVersion: 1\n',
    });
    expect(purlsOf(sbom)).toEqual(['pkg:deb/debian/libc6@2.36-9%2Bdeb12u13?arch=amd64&upstream=glibc']);
  });
});
