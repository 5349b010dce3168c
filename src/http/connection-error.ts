import { HttpError } from './http-error.js';
import { errorCode } from '../errors.js';

/** A problem with a connection that we notice and Node does not: a timeout, an answer that ends early. */
export class ConnectionProblem extends Error {
  override readonly name = 'ConnectionProblem';
}

/** Failures that another attempt does not change. */
const PERMANENT: ReadonlySet<string> = new Set(['ENOTFOUND', 'EPROTO', 'ERR_INVALID_CHAR', 'ERR_UNESCAPED_CHARACTERS']);

/**
 * Turns Node's error about a connection into ours.
 *
 * @param reused whether the connection served a request before. The server may have closed it because it was old; then the
 *   next attempt need not wait
 */
export function connectionError(error: unknown, url: URL, reused: boolean): unknown {
  if (error instanceof HttpError || !(error instanceof Error)) return error;
  const code = errorCode(error);
  // An error without a code does not come from the network. It is a fault in this program, and must show as one.
  if (code === undefined && !(error instanceof ConnectionProblem)) return error;
  const certificate = code !== undefined && isCertificateCode(code);
  return new HttpError(`cannot reach ${url.host}: ${reason(error, code)}`, {
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
  // When both addresses of a dual-stack host fail, Node throws an AggregateError without a message.
  if (error instanceof AggregateError) {
    const inner: unknown = error.errors[0];
    if (inner instanceof Error) return inner.message;
  }
  if (code === 'ENOTFOUND') return 'there is no host of this name';
  if (code === 'ECONNRESET') return 'the connection was closed by the other side';
  return error.message === '' ? (code ?? error.name) : error.message;
}

/** Node uses OpenSSL's names, and adds ERR_TLS_CERT_ALTNAME_INVALID. */
function isCertificateCode(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|HOSTNAME_MISMATCH/.test(code);
}
