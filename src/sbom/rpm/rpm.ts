import { type Cataloger, Unreadable } from '../findings/cataloger.js';
import { hashPairs } from './berkeley-db.js';
import { packageInHeader } from './header.js';
import { ndbHeaders } from './ndb.js';
import { SqliteFile } from './sqlite.js';

/** Where distributions have the database; in most, one of them is a link to the other. */
const FOLDERS = ['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm'];
const LOG = 'rpmdb.sqlite-wal';
const FILES = ['rpmdb.sqlite', LOG, 'Packages.db', 'Packages'];

/** rpm's database, in each of its three formats (rpm, "RPM database recovery": `sqlite`, `ndb`, `bdb`). */
export const rpm: Cataloger = {
  name: 'rpm',
  places: FOLDERS.flatMap((folder) => FILES.map((file) => `${folder}/${file}`)),
  maxBytes: 256 * 1024 * 1024,
  *packages(bytes, path) {
    if (path.endsWith(`/${LOG}`)) {
      // rpm leaves it empty, since it moves all changes to the database when it ends.
      if (bytes.length > 0) throw new Unreadable('it has changes that are not in the database yet');
      return;
    }
    for (const header of headersIn(bytes, path)) {
      const found = packageInHeader(header);
      if (found !== undefined) yield found;
    }
  },
};

function* headersIn(bytes: Buffer, path: string): Generator<Buffer, void, undefined> {
  if (path.endsWith('.sqlite')) {
    for (const [, blob] of new SqliteFile(bytes).rows('Packages')) if (Buffer.isBuffer(blob)) yield blob;
  } else if (path.endsWith('.db')) {
    yield* ndbHeaders(bytes);
  } else {
    // At the key zero is the number of the last package.
    for (const [key, value] of hashPairs(bytes)) if (key.some((byte) => byte !== 0)) yield value;
  }
}
