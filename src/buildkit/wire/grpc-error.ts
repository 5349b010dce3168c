/** Codes of gRPC (grpc/grpc, doc/statuscodes.md). */
export const GRPC = {
  ok: 0,
  cancelled: 1,
  unknown: 2,
  invalidArgument: 3,
  notFound: 5,
  alreadyExists: 6,
  outOfRange: 11,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
} as const;

/** The end of a call, as the other side or the connection tells it. */
export class GrpcError extends Error {
  override readonly name = 'GrpcError';
  readonly code: number;
  /** What the other side says beside the message: a `google.rpc.Status`, encoded. */
  readonly details: Uint8Array | undefined;

  constructor(code: number, message: string, cause?: unknown, details?: Uint8Array) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }
}

/** The code that an error ends a call with. */
export function grpcCodeOf(error: unknown): number {
  return error instanceof GrpcError ? error.code : GRPC.unknown;
}

/** `grpc-message` in trailers: bytes that are not printable ASCII, and `%`, are escaped (PROTOCOL-HTTP2.md). */
export function encodeMessage(text: string): string {
  let encoded = '';
  for (const byte of Buffer.from(text)) {
    const plain = byte >= 0x20 && byte <= 0x7e && byte !== 0x25;
    encoded += plain ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/** The opposite. What is no escape stays as it is, as the protocol asks for. */
export function decodeMessage(text: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const escaped = /^%([0-9a-fA-F]{2})/.exec(text.slice(at, at + 3));
    bytes.push(escaped === null ? text.charCodeAt(at) & 0xff : Number.parseInt(escaped[1] ?? '', 16));
    if (escaped !== null) at += 2;
  }
  return Buffer.from(bytes).toString('utf8');
}
