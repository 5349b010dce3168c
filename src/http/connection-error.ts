import { RegistryError } from './http-error.js';

/** What we hold against a connection that Node finds no fault with. */
export class ConnectionProblem extends Error {
  override readonly name = 'ConnectionProblem';
}

/** Failures that another attempt will not change. */
const PERMANENT: ReadonlySet<string> = new Set(['ENOTFOUND', 'EPROTO', 'ERR_INVALID_CHAR', 'ERR_UNESCAPED_CHARACTERS']);

/**
 * What Node says of a connection as an error of ours.
 *
 * @param reused whether the connection had served a request before: then the server may just have closed it for its age,
 *   and the next attempt need not wait
 */
export function connectionError(error: unknown, url: URL, reused: boolean): unknown {
  if (error instanceof RegistryError || !(error instanceof Error)) return error;
  const code = errorCode(error);
  // Anything without a code is no network failure but a fault of our own, and must show as one.
  if (code === undefined && !(error instanceof ConnectionProblem)) return error;
  const certificate = code !== undefined && isCertificateCode(code);
  return new RegistryError(`cannot reach ${url.host}: ${reason(error, code)}`, {
    retryable: !certificate && !(code !== undefined && (PERMANENT.has(code) || code.startsWith('HPE_'))),
    url,
    cause: error,
    ...(reused && (code === 'ECONNRESET' || code === 'EPIPE') ? { retryAfterMs: 0 } : {}),
    hint: certificate
      ? `If its certificate is signed by an authority of your own, name that in NODE_EXTRA_CA_CERTS; if ${url.host} needs no valid certificate, name it as an insecure registry.`
      : undefined,
  });
}

function reason(error: Error, code: string | undefined): string {
  // Both addresses of a dual-stack host failed: Node gives an AggregateError without a message of its own.
  if (error instanceof AggregateError) {
    const inner: unknown = error.errors[0];
    if (inner instanceof Error) return inner.message;
  }
  if (code === 'ENOTFOUND') return 'there is no host of this name';
  if (code === 'ECONNRESET') return 'the connection was closed by the other side';
  return error.message === '' ? (code ?? error.name) : error.message;
}

function errorCode(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Node takes these from OpenSSL, and adds ERR_TLS_CERT_ALTNAME_INVALID. */
function isCertificateCode(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|HOSTNAME_MISMATCH/.test(code);
}
