import { digestSet, type Predicate, statementAbout, type Subject } from '../../../attestation/statement.js';
import { byCodeUnit } from '../../../text/code-unit-order.js';
import { encodeName } from '../../../text/byte-name.js';
import type { FlatImage } from './flat-image.js';

/** A file beside those of an image, with a statement about them. */
export interface AttestationFile {
  /** Path below the image's folder. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode: number;
  /** Whole seconds since the epoch. */
  readonly mtime: number;
}

interface Naming {
  readonly prefix: string;
  /** In front of `.json`. */
  readonly suffix: string;
}

const SBOM = 'https://spdx.dev/Document';

/** As BuildKit writes them (its `exporter/local/fs.go`): a statement about every file of the image, for nobody else to read. */
export function attestationFiles(
  predicates: readonly Predicate[],
  image: FlatImage,
  { prefix, suffix }: Naming,
): readonly AttestationFile[] {
  if (predicates.length === 0) return [];
  const subjects = subjectsOf(image);
  const mtime = image.sourceDateEpoch ?? Math.floor(Date.now() / 1000);
  return predicates.map((predicate) => ({
    path: `${prefix}${predicate.type === SBOM ? 'sbom.spdx' : 'provenance'}${suffix}.json`,
    bytes: Buffer.from(JSON.stringify(statementAbout(predicate, subjects), null, 2)),
    mode: 0o600,
    mtime,
  }));
}

function subjectsOf(image: FlatImage): readonly Subject[] {
  return [...image.digests()]
    .sort(([one], [other]) => byCodeUnit(one, other))
    .map(([path, digest]) => ({ name: encodeName(path).toString(), digest: digestSet(digest) }));
}
