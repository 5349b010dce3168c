import { expect, it } from 'vitest';

import { packagesOf, purlsOf, sbomOfFiles } from '../../support/scanned-files.js';

const INSTALLED = `C:Q1R0DgD9eR/VxPQ4JAdRFWbWYtL4k=
P:musl
V:1.2.5-r0
A:x86_64
S:383459
I:622592
T:the musl c library (libc) implementation
U:https://musl.libc.org/
L:MIT
o:musl
m:Timo Teräs <timo.teras@iki.fi>
t:1709140660
c:b6b8fe1f5d1dbb9ae1ae7b2bcd2d7a0ae8b0db9d
p:so:libc.musl-x86_64.so.1=1
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755
Z:Q1gDJDEiCPvMiMNKCXwLQmqMuWYgU=

C:Q1l5dSX6i5NRw6dVnGtSYfAHVTIxY=
P:ssl_client
V:1.36.1-r29
A:x86_64
L:GPL-2.0-only
o:busybox
m:Sören Tempel <soeren+alpine@soeren-tempel.net>

P:old-thing
V:1-r0
A:noarch
L:custom
`;

it('lists what is in the database of apk', async () => {
  const sbom = await sbomOfFiles({
    'etc/os-release': 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.20.3\n',
    'lib/apk/db/installed': INSTALLED,
  });
  expect(purlsOf(sbom)).toEqual([
    'pkg:apk/alpine/musl@1.2.5-r0?arch=x86_64&distro=alpine-3.20.3&upstream=musl',
    'pkg:apk/alpine/old-thing@1-r0?arch=noarch&distro=alpine-3.20.3',
    'pkg:apk/alpine/ssl_client@1.36.1-r29?arch=x86_64&distro=alpine-3.20.3&upstream=busybox',
  ]);
  expect(packagesOf(sbom).map(({ licenseDeclared, licenseComments }) => [licenseDeclared, licenseComments])).toEqual([
    ['MIT', undefined],
    ['NOASSERTION', 'declared as "custom"'],
    ['GPL-2.0-only', undefined],
  ]);
  expect(packagesOf(sbom)[0]?.supplier).toBe('Person: Timo Teräs (timo.teras@iki.fi)');
});
