import { expect, it } from 'vitest';

import { packagesOf, purlsOf, sbomOfFiles } from '../../support/scanned-files.js';

const METADATA = `Metadata-Version: 2.4
Name: Flask_SQL.Alchemy
Version: 3.1.1+local
Summary: A thing
Author-email: David Lord <davidism@example.com>
License-Expression: BSD-3-Clause
License-File: LICENSE.rst
Classifier: Programming Language :: Python

Name: something-else
Version: 9
`;

it('lists what installers of Python packages leave', async () => {
  const site = 'usr/lib/python3/dist-packages';
  const sbom = await sbomOfFiles({
    [`${site}/flask_sqlalchemy-3.1.1.dist-info/METADATA`]: METADATA,
    [`${site}/six-1.16.0.egg-info/PKG-INFO`]:
      'Metadata-Version: 1.2\r\nName: six\r\nVersion: 1.16.0\r\nLicense: MIT\r\n',
    [`${site}/wsgiref.egg-info`]: 'Metadata-Version: 1.0\nName: wsgiref\nVersion: 0.1.2\nLicense: UNKNOWN\n',
    [`${site}/six-1.16.0.egg-info/top_level.txt`]: 'six\n',
    [`${site}/other/METADATA`]: METADATA.replaceAll('Flask', 'Other'),
  });
  expect(purlsOf(sbom)).toEqual([
    'pkg:pypi/flask-sql-alchemy@3.1.1%2Blocal',
    'pkg:pypi/six@1.16.0',
    'pkg:pypi/wsgiref@0.1.2',
  ]);
  expect(packagesOf(sbom).map(({ name, licenseDeclared }) => [name, licenseDeclared])).toEqual([
    ['Flask_SQL.Alchemy', 'BSD-3-Clause'],
    ['six', 'MIT'],
    ['wsgiref', 'NOASSERTION'],
  ]);
});
