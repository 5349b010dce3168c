import type { Cataloger } from '../findings/cataloger.js';
import { personOf } from '../findings/person.js';
import { stanzas } from '../databases/stanzas.js';

/**
 * What installers of Python packages leave (PyPA, "Recording installed projects"): the folder `*.dist-info`, and of older ones the
 * folder or file `*.egg-info`.
 */
export const python: Cataloger = {
  name: 'pip',
  matches: ({ path }) => /(?:\.dist-info\/METADATA|\.egg-info\/PKG-INFO|\.egg-info|\/EGG-INFO\/PKG-INFO)$/.test(path),
  maxBytes: 8 * 1024 * 1024,
  *packages(bytes) {
    // The description follows, after an empty line.
    const [header] = stanzas(bytes.toString('utf8'));
    const name = header?.get('Name');
    if (name === undefined) return;
    yield {
      type: 'pypi',
      name,
      version: header?.get('Version'),
      supplier: personOf(header?.get('Author') ?? header?.get('Author-email')),
      license: known(header?.get('License-Expression') ?? header?.get('License')),
    };
  },
};

function known(license: string | undefined): string | undefined {
  return license === 'UNKNOWN' || license === '' ? undefined : license;
}
