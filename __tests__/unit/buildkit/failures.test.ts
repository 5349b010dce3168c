import { create, toBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';

import { connectionFailure } from '../../../src/buildkit/connection-failure.js';
import { CallStatusSchema } from '../../../src/buildkit/protocol/status_pb.js';
import { errorPlace } from '../../../src/buildkit/status/error-place.js';
import { GRPC, GrpcError } from '../../../src/buildkit/wire/grpc-error.js';

describe('why a builder was not reached', () => {
  const lost = new GrpcError(GRPC.unavailable, 'the connection is lost');
  const alert = new Error('80:error:0A000415:SSL routines:ssl3_read_bytes:sslv3 alert certificate expired:rec.c:1:SSL');
  const plain = new Error('C0:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:record.c:354:');
  const named = new Error(
    "Hostname/IP does not match certificate's altnames: Host: a. is not in the cert's altnames: b",
  );

  it.each([
    [
      new GrpcError(GRPC.unavailable, 'lost', alert),
      true,
      'it refuses the certificate of this side: certificate expired',
    ],
    [plain, true, 'it does not speak TLS'],
    [named, true, named.message],
    [new Error('certificate has expired'), true, "certificate has expired: the builder's own"],
    [new GrpcError(GRPC.unimplemented, 'unknown service'), true, 'it is no BuildKit'],
    [new DOMException('late', 'TimeoutError'), true, 'it did not answer in 3 s'],
    [lost, true, 'it closed the connection'],
    [lost, false, 'it closed the connection'],
    [new Error('connect ECONNREFUSED 127.0.0.1:1'), false, 'connect ECONNREFUSED 127.0.0.1:1'],
  ])('%s', (error, secure, problem) => {
    expect(connectionFailure(error, secure, 3000).problem).toBe(problem);
  });

  it('is perhaps that TLS is missing', () => {
    expect(connectionFailure(lost, false, 3000).hint).toContain('builder-tls');
    expect(connectionFailure(lost, true, 3000).hint).toBeUndefined();
  });
});

describe('where a build failed', () => {
  const status = (...details: readonly (readonly [string, unknown])[]): Uint8Array =>
    toBinary(
      CallStatusSchema,
      create(CallStatusSchema, {
        code: 2,
        details: details.map(([type, value]) => ({
          typeUrl: `github.com/moby/buildkit/errdefs.${type}+json`,
          value: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
        })),
      }),
    );
  const source = {
    info: { filename: 'Dockerfile', data: 'RlJPTQ==' },
    ranges: [{ start: { line: 3 }, end: { line: 5 } }],
  };

  it('is told beside the error', () => {
    const bytes = status(['Vertex', { digest: 'sha256:1' }], ['Source', source], ['Solve', { inputIDs: ['a'] }]);
    expect(errorPlace(bytes)).toEqual({ vertices: ['sha256:1'], lines: { start: 3, end: 5 } });
  });

  it.each([
    [undefined],
    [Buffer.from('no message')],
    [status(['Source', 'no JSON'], ['Vertex', []])],
    [status(['Source', { ranges: [{}] }], ['Vertex', {}])],
  ])('is not known from %o', (bytes) => {
    expect(errorPlace(bytes)).toEqual({ vertices: [] });
  });
});
