import type { Timestamp } from '@bufbuild/protobuf/wkt';

import type { StatusResponse } from '../protocol/status_pb.js';

/** A piece of a build, as the builder sees it. */
export interface BuilderVertex {
  readonly digest: string;
  readonly name: string;
  readonly cached: boolean;
  /** Digests of those that make what it needs. */
  readonly inputs: readonly string[];
  /** Milliseconds since the epoch, with their fractions. */
  readonly started?: number;
  readonly completed?: number;
  /** `''`: none. */
  readonly error: string;
}

/** What a builder told of a build. */
export interface BuilderStatus {
  readonly vertices: readonly BuilderVertex[];
  readonly logs: readonly { readonly vertex: string; readonly stream: number; readonly data: Uint8Array }[];
  /** Bytes that the builder moves; a layer's by its digest. */
  readonly transfers: readonly { readonly name: string; readonly done: number; readonly total: number }[];
}

export function statusOf({ vertexes, logs, statuses }: StatusResponse): BuilderStatus {
  return {
    vertices: vertexes.map(({ digest, name, cached, inputs, started, completed, error }) => ({
      digest,
      name,
      cached,
      error,
      inputs,
      ...(started !== undefined && { started: millisecondsOf(started) }),
      ...(completed !== undefined && { completed: millisecondsOf(completed) }),
    })),
    logs: logs.map(({ vertex, stream, msg }) => ({ vertex, stream: Number(stream), data: msg })),
    transfers: statuses.map(({ ID, current, total }) => ({ name: ID, done: Number(current), total: Number(total) })),
  };
}

function millisecondsOf({ seconds, nanos }: Timestamp): number {
  return Number(seconds) * 1000 + nanos / 1e6;
}
