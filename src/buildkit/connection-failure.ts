import { errorCode, messageOf } from '../errors.js';
import { GRPC, GrpcError } from './wire/grpc-error.js';

/** Why a builder was not reached, in words for people. */
export interface ConnectionFailure {
  /** After the builder's name and a colon. */
  readonly problem: string;
  readonly hint?: string;
}

/** What the other side says when it refuses our certificate (RFC 8446, "Alert Protocol"), as OpenSSL has it in its errors. */
const ALERT = /alert ((?:bad|unsupported|unknown|no) [a-z ]+|certificate [a-z ]+|access denied|handshake failure)/i;

/**
 * @param secure whether TLS was spoken
 * @param waitedMs how long the builder was given
 */
export function connectionFailure(error: unknown, secure: boolean, waitedMs: number): ConnectionFailure {
  const cause = error instanceof GrpcError ? (error.cause ?? error) : error;
  const words = messageOf(cause);
  const alert = ALERT.exec(words)?.[1];
  if (alert !== undefined) {
    return {
      problem: `it refuses the certificate of this side: ${alert.trim()}`,
      hint: 'Give a certificate that its authority has signed and that has not expired, as cert.pem and key.pem (docs/scaling.md).',
    };
  }
  if (/wrong version number|packet length too long/i.test(words)) {
    return {
      problem: 'it does not speak TLS',
      hint: 'Leave builder-tls out, or name the port where it listens with TLS.',
    };
  }
  if (/certificate has expired|certificate is not yet valid/i.test(words)) {
    return {
      problem: `${words}: the builder's own`,
      hint: 'Renew the certificate of the builder, and see the clocks.',
    };
  }
  if (/certificate|self.signed|altname|unable to (?:verify|get)/i.test(words)) {
    return {
      problem: words,
      hint: 'Give the authority that signed its certificate, and a certificate of your own if it asks for one (docs/scaling.md).',
    };
  }
  if (error instanceof GrpcError && error.code === GRPC.unimplemented) return { problem: 'it is no BuildKit' };
  if (error instanceof Error && error.name === 'TimeoutError') {
    return { problem: `it did not answer in ${waitedMs / 1000} s` };
  }
  if (cause instanceof GrpcError && cause.code === GRPC.unavailable) {
    return {
      problem: 'it closed the connection',
      ...(!secure && { hint: 'If it listens with TLS, give the certificates: builder-tls (docs/scaling.md).' }),
    };
  }
  if (errorCode(cause) === 'ERR_HTTP2_ERROR') return { problem: 'it does not speak HTTP/2, as BuildKit does' };
  return { problem: words };
}
