import { deflateRawSync, inflateRawSync } from 'node:zlib';

import { array, arrayOfValid } from '../../json/containers.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import {
  type Decoder,
  boolean,
  nonNegative,
  nonNegativeInteger,
  oneOf,
  share,
  stringMatching,
  stringUpTo,
  utcTime,
} from '../../json/decoder.js';
import { ifValid, object, optional } from '../../json/object.js';
import { knownTrend } from '../model/trend.js';
import type { CommentRow, RunFigures, StoppedStep } from './row.js';
import type { Failure } from '../model/failure.js';
import type { Phrase } from '../model/conclusion-words.js';
import type { GrownPath } from '../model/grown-paths.js';

/**
 * The first line of our comment. It marks the comment as ours, and carries the rows from job to job, hidden from readers.
 * Base64 has no character that could end an HTML comment.
 */
const MARKER = '<!-- layer-build:comment:1 ';
const DATA_LINE = /^<!-- layer-build:comment:1 ([A-Za-z0-9+/]*={0,2}) -->(?:\r?\n|$)/;

/** Of the unpacked data: the longest comment that GitHub takes unpacks to less, unless somebody crafted it. */
const MAX_BYTES = 4 * 1024 * 1024;
/** Our own rows stay far below these limits. */
const MAX_TEXT = 1000;
const MAX_ITEMS = 100;

export function isMarked(body: string): boolean {
  return body.startsWith(MARKER);
}

export function dataLine(rows: readonly CommentRow[]): string {
  return `${MARKER}${deflateRawSync(JSON.stringify(rows)).toString('base64')} -->\n`;
}

/** The rows that a comment carries. Anybody may have edited it: entries that are not rows are left out. */
export function rowsIn(body: string): readonly CommentRow[] {
  const data = DATA_LINE.exec(body)?.[1];
  if (data === undefined) return [];
  let json: Buffer;
  try {
    json = inflateRawSync(Buffer.from(data, 'base64'), { maxOutputLength: MAX_BYTES });
  } catch {
    return [];
  }
  return parseOrUndefined(arrayOfValid(row), json, MAX_BYTES) ?? [];
}

const words = stringUpTo(MAX_TEXT);
const id = stringMatching(/^[a-f0-9]{8,64}$/, 'an id');
const figures = {
  commit: words,
  hits: nonNegativeInteger,
  misses: nonNegativeInteger,
  hitRate: optional(share),
  durationMs: nonNegativeInteger,
  size: optional(nonNegativeInteger),
};

const code = object<Extract<Phrase, object>>({ code: words });
const phrase: Decoder<Phrase> = (value) => (typeof value === 'string' ? words(value) : code(value));

const row = object<CommentRow>({
  id,
  workflow: id,
  run: nonNegativeInteger,
  attempt: nonNegativeInteger,
  at: utcTime,
  title: words,
  ok: boolean,
  said: optional(array(phrase, MAX_ITEMS)),
  now: object<RunFigures>(figures),
  before: optional(object<RunFigures & { readonly branch: string }>({ ...figures, branch: words })),
  stopped: array(object<StoppedStep>({ line: nonNegativeInteger, instruction: words, reason: words }), MAX_ITEMS),
  stoppedCount: nonNegativeInteger,
  grown: array(object<GrownPath>({ path: words, bytes: nonNegativeInteger, more: nonNegativeInteger }), MAX_ITEMS),
  grownCount: nonNegativeInteger,
  failure: optional(
    object<Failure>({
      kind: oneOf('failed', 'interrupted'),
      at: optional(words),
      what: optional(words),
      isTest: optional(oneOf(true)),
      message: words,
      durationMs: optional(nonNegative),
      telling: array(words, MAX_ITEMS),
      output: array(words, MAX_ITEMS),
    }),
  ),
  job: optional(nonNegativeInteger),
  artifact: optional(oneOf(true)),
  trend: ifValid(knownTrend),
});
