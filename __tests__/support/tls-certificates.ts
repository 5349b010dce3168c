import { join } from 'node:path';

import { must } from './command.js';

export interface CertificateOptions {
  /** Name of the authority that signs it, made before; default: itself. */
  readonly issuer?: string;
  /** What it is good for: `DNS:name`, `IP:127.0.0.1`. */
  readonly names?: readonly string[];
  /** It was good until yesterday. */
  readonly expired?: true;
}

/** Makes `NAME.pem` and `NAME.key` in a folder, by openssl. */
export async function makeCertificate(
  folder: string,
  name: string,
  { issuer, names = [], expired }: CertificateOptions = {},
): Promise<void> {
  const file = (ending: string): string => join(folder, ending);
  const key = file(`${name}.key`);
  const curve = ['-pkeyopt', 'ec_paramgen_curve:P-256'];
  if (issuer === undefined) {
    const request = ['openssl', 'req', '-x509', '-newkey', 'ec', ...curve, '-nodes', '-days', '2'];
    await must([...request, '-subj', `/CN=${name}`, '-keyout', key, '-out', file(`${name}.pem`)]);
    return;
  }
  const request = file(`${name}.csr`);
  const extra = names.length === 0 ? [] : ['-addext', `subjectAltName=${names.join(',')}`];
  await must([
    'openssl',
    'req',
    '-new',
    '-newkey',
    'ec',
    ...curve,
    '-nodes',
    '-subj',
    `/CN=${name}`,
    '-keyout',
    key,
    '-out',
    request,
    ...extra,
  ]);
  const authority = ['-CA', file(`${issuer}.pem`), '-CAkey', file(`${issuer}.key`), '-CAcreateserial'];
  const sign = ['openssl', 'x509', '-req', '-in', request, ...authority, '-copy_extensions', 'copyall'];
  await must([...sign, '-out', file(`${name}.pem`), '-days', expired === true ? '-1' : '2']);
}
