import { existsSync } from 'node:fs';
import path from 'node:path';

import { UserError } from '../errors.js';
import type { TlsFiles } from './builder-address.js';

/** Names that buildctl knows (`--tlsdir`): its own, and those of a secret of Kubernetes. */
const NAMES = { ca: ['ca.pem', 'ca.crt'], cert: ['cert.pem', 'tls.crt'], key: ['key.pem', 'tls.key'] } as const;

/**
 * The files of TLS in a folder. A certificate of one's own may be missing: not every builder asks for one. So may the authority,
 * if the system knows it.
 *
 * @param folder absolute
 * @param where names the option in errors
 * @throws UserError when the folder has none of the files, or a certificate without its key
 */
export function tlsFilesIn(folder: string, where: string): TlsFiles {
  const found = (names: readonly string[]): string | undefined =>
    names.map((name) => path.join(folder, name)).find((file) => existsSync(file));
  const [ca, cert, key] = [found(NAMES.ca), found(NAMES.cert), found(NAMES.key)];
  const hint = 'It is to have ca.pem, cert.pem and key.pem, or ca.crt, tls.crt and tls.key.';
  if (ca === undefined && cert === undefined && key === undefined) {
    throw new UserError(`${where}: ${folder} has no certificates`, { hint });
  }
  if ((cert === undefined) !== (key === undefined)) {
    const missing = cert === undefined ? 'certificate' : 'key';
    throw new UserError(`${where}: ${folder} has no ${missing} of this side`, { hint });
  }
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
}
