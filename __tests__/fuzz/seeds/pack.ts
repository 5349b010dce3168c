import { createHash } from 'node:crypto';

import { packedPath } from '../../../src/cache/pack/packed-path.js';
import { sha256 } from '../../../src/oci/digest.js';
import { diffIdOfHex } from '../../../src/oci/identity.js';
import { tarBytes } from '../../support/tar-bytes.js';

const CONTENT = 'some bytes';
const used = '2026-01-01T00:00:00.000Z';
const hex = createHash('sha256').update(CONTENT).digest('hex');

/** The paths of two files, and the listing that names them. */
export const PACKED: readonly string[] = [
  packedPath.blob(sha256(CONTENT)),
  packedPath.index(diffIdOfHex('0'.repeat(64))),
];

const listed = {
  version: 1,
  scope: 'main',
  saved: used,
  files: PACKED.map((path) => ({ path, sha256: hex, used, hits: 1, writer: 'refs/heads/main' })),
  blobs: [{ mediaType: 'application/octet-stream', digest: sha256('b'), size: 1 }],
  elsewhere: [{ digest: sha256('e'), registry: 'ghcr.io', repository: 'a/b' }],
  mounts: [],
  throughput: { bytesPerMs: 1.5 },
};

export const LISTING = JSON.stringify(listed);

export const PACK = tarBytes([
  { name: 'listing.json', content: LISTING },
  ...PACKED.map((name) => ({ name, content: CONTENT })),
]);
