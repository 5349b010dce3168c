import { deflateRawSync, inflateRawSync } from 'node:zlib';

import {
  count,
  flag,
  listOf,
  matching,
  optional,
  shape,
  ShapeFault,
  soundJson,
  soundOf,
  text,
  time,
  type Reader,
} from '../../json/schema.js';
import type { CommentRow, RunFigures, StoppedStep } from './row.js';
import type { GrownPath } from '../model/grown-paths.js';

/**
 * A comment's first line: it tells our comment from others, and carries the rows from job to job where readers do not see
 * them. Base64 has no character that could end an HTML comment.
 */
const MARKER = '<!-- layer-build:comment:1 ';
const DATA_LINE = /^<!-- layer-build:comment:1 ([A-Za-z0-9+/]*={0,2}) -->(?:\r?\n|$)/;

/** Unpacked: a comment of GitHub's longest has less, unless somebody made it to unpack to more. */
const MAX_BYTES = 4 * 1024 * 1024;
/** No row of ours has texts or lists as long. */
const MAX_TEXT = 1000;
const MAX_ITEMS = 100;

export function isMarked(body: string): boolean {
  return body.startsWith(MARKER);
}

export function dataLine(rows: readonly CommentRow[]): string {
  return `${MARKER}${deflateRawSync(JSON.stringify(rows)).toString('base64')} -->\n`;
}

/** The rows that a comment carries. Anybody may have edited it: what is not a sound row is left out. */
export function rowsIn(body: string): readonly CommentRow[] {
  const data = DATA_LINE.exec(body)?.[1];
  if (data === undefined) return [];
  let json: string;
  try {
    json = inflateRawSync(Buffer.from(data, 'base64'), { maxOutputLength: MAX_BYTES }).toString();
  } catch {
    return [];
  }
  return soundJson(soundOf(row), json) ?? [];
}

const words: Reader<string> = (value, at) => {
  const given = text(value, at);
  if (given.length > MAX_TEXT) throw new ShapeFault(`${at} has more than ${MAX_TEXT} characters`);
  return given;
};
const id = matching(/^[a-f0-9]{8,64}$/, 'an id');
const figures = { commit: words, hits: count, misses: count, durationMs: count, size: optional(count) };

const row = shape<CommentRow>({
  id,
  workflow: id,
  run: count,
  attempt: count,
  at: time,
  title: words,
  ok: flag,
  now: shape<RunFigures>(figures),
  before: optional(shape<RunFigures & { readonly branch: string }>({ ...figures, branch: words })),
  stopped: listOf(shape<StoppedStep>({ line: count, instruction: words, reason: words }), MAX_ITEMS),
  stoppedCount: count,
  grown: listOf(shape<GrownPath>({ path: words, bytes: count, more: count }), MAX_ITEMS),
  grownCount: count,
});
