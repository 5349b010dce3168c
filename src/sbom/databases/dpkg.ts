import type { Cataloger } from '../findings/cataloger.js';
import type { FoundPackage } from '../findings/found-package.js';
import { personOf } from '../findings/person.js';
import { stanzas, type Stanza } from './stanzas.js';

/** dpkg's database (dpkg(1), "FILES"), and the folder that distroless images have instead of it. */
export const dpkg: Cataloger = {
  name: 'dpkg',
  places: ['var/lib/dpkg/status', 'var/lib/dpkg/status.d/'],
  maxBytes: 64 * 1024 * 1024,
  *packages(bytes, path) {
    if (path.endsWith('.md5sums')) return;
    for (const stanza of stanzas(bytes.toString('utf8'))) {
      if (isInstalled(stanza)) yield packageOf(stanza);
    }
  },
};

/** The third word is the state. Removed packages stay in the database while their settings do. Distroless has no such field. */
function isInstalled(stanza: Stanza): boolean {
  if (!stanza.has('Package')) return false;
  const state = stanza.get('Status')?.split(' ')[2];
  return state !== 'not-installed' && state !== 'config-files';
}

function packageOf(stanza: Stanza): FoundPackage {
  return {
    type: 'deb',
    name: stanza.get('Package') ?? '',
    version: stanza.get('Version'),
    qualifiers: { arch: stanza.get('Architecture'), upstream: sourceOf(stanza.get('Source')) },
    supplier: personOf(stanza.get('Maintainer')),
  };
}

/** `Source: glibc (2.36-9)` → `glibc@2.36-9`. A package that is named like its source, and has its version, lacks the field. */
function sourceOf(source: string | undefined): string | undefined {
  const [name, version] = source?.split(' ') ?? [];
  if (version === undefined) return name;
  return `${name}@${version.replace(/^\(|\)$/g, '')}`;
}
