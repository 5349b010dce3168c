import type { Cataloger } from '../findings/cataloger.js';
import { personOf } from '../findings/person.js';
import { stanzas } from './stanzas.js';

/** The database of Alpine's and Wolfi's apk (apk(5), "INSTALLED DATABASE"). */
export const apk: Cataloger = {
  name: 'apk',
  places: ['lib/apk/db/installed', 'usr/lib/apk/db/installed'],
  maxBytes: 128 * 1024 * 1024,
  *packages(bytes) {
    for (const stanza of stanzas(bytes.toString('utf8'))) {
      const name = stanza.get('P');
      if (name === undefined) continue;
      yield {
        type: 'apk',
        name,
        version: stanza.get('V'),
        qualifiers: { arch: stanza.get('A'), upstream: stanza.get('o') },
        supplier: personOf(stanza.get('m')),
        license: stanza.get('L'),
      };
    }
  },
};
