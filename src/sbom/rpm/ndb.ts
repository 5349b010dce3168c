import { Unreadable } from '../findings/cataloger.js';

const FILE_MAGIC = 0x506d_7052; // "RpmP"
const SLOT_MAGIC = 0x746f_6c53; // "Slot"
const BLOB_MAGIC = 0x5362_6c42; // "BlbS"
const PAGE = 4096;
const SLOT = 16;
const BLOCK = 16;
const BLOB_HEAD = 16;

/**
 * The headers in rpm's own database format, which SUSE uses (rpm, `lib/backend/ndb/rpmpkg.c`): pages of slots, each of which says where
 * the blob of a package is. All numbers are little-endian.
 *
 * @throws Unreadable
 */
export function* ndbHeaders(bytes: Buffer): Generator<Buffer, void, undefined> {
  if (bytes.length < PAGE || bytes.readUInt32LE(0) !== FILE_MAGIC) throw new Unreadable('it is not a database of rpm');
  const end = Math.min(bytes.readUInt32LE(12) * PAGE, bytes.length);
  let total = 0;
  // The file's own header has the place of the first two slots.
  for (let slot = 2 * SLOT; slot + SLOT <= end; slot += SLOT) {
    if (bytes.readUInt32LE(slot) !== SLOT_MAGIC) throw new Unreadable('its list of packages is damaged');
    const blob = bytes.readUInt32LE(slot + 8) * BLOCK;
    // A free slot.
    if (blob === 0) continue;
    if (blob + BLOB_HEAD > bytes.length || bytes.readUInt32LE(blob) !== BLOB_MAGIC) {
      throw new Unreadable('a package is not where it should be');
    }
    const start = blob + BLOB_HEAD;
    const header = bytes.subarray(start, start + bytes.readUInt32LE(blob + 12));
    // Else a small file could have any number of large packages.
    if ((total += header.length) > bytes.length) throw new Unreadable('its packages overlap');
    yield header;
  }
}
