import { fromBinary } from '@bufbuild/protobuf';

import { array, withDefault } from '../../json/containers.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import { nonNegativeInteger, string } from '../../json/decoder.js';
import { object, nullish } from '../../json/object.js';
import { CallStatusSchema } from '../protocol/status_pb.js';

/** Where a build failed, as far as a builder tells it beside its error. */
export interface ErrorPlace {
  /** Lines of the Dockerfile, from 1. */
  readonly lines?: { readonly start: number; readonly end: number };
  /** Digests of vertices. */
  readonly vertices: readonly string[];
}

/** Types of BuildKit's details, by the end of their addresses (buildkit, `solver/errdefs`). */
const SOURCE = /errdefs\.Source(?:\+json)?$/;
const VERTEX = /errdefs\.Vertex(?:\+json)?$/;
const MAX_DETAIL = 16 * 1024 * 1024;

const position = object({ line: withDefault(nonNegativeInteger, 0) });
const source = object({ ranges: nullish(array(object({ start: nullish(position), end: nullish(position) }))) });
const vertex = object({ digest: withDefault(string, '') });

/** @param details a `google.rpc.Status`; anything else says nothing */
export function errorPlace(details: Uint8Array | undefined): ErrorPlace {
  const vertices: string[] = [];
  let lines: ErrorPlace['lines'];
  for (const { typeUrl, value } of detailsOf(details)) {
    if (VERTEX.test(typeUrl)) {
      const digest = parseOrUndefined(vertex, value, MAX_DETAIL)?.digest;
      if (digest !== undefined && digest !== '') vertices.push(digest);
    }
    if (!SOURCE.test(typeUrl)) continue;
    const [first, ...others] = parseOrUndefined(source, value, MAX_DETAIL)?.ranges ?? [];
    const start = first?.start?.line ?? 0;
    if (start > 0) lines ??= { start, end: Math.max(start, (others.at(-1) ?? first)?.end?.line ?? start) };
  }
  return { vertices, ...(lines !== undefined && { lines }) };
}

function detailsOf(
  details: Uint8Array | undefined,
): readonly { readonly typeUrl: string; readonly value: Uint8Array }[] {
  if (details === undefined) return [];
  try {
    return fromBinary(CallStatusSchema, details).details;
  } catch {
    // A proxy may put something else there.
    return [];
  }
}
