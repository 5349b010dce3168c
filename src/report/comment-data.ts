import { deflateRawSync, inflateRawSync } from 'node:zlib';

import type { CommentRow, RunFigures, StoppedStep } from './comment-row.js';
import type { GrownPath } from './grown-paths.js';

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
  let value: unknown;
  try {
    const bytes = inflateRawSync(Buffer.from(data, 'base64'), { maxOutputLength: MAX_BYTES });
    value = JSON.parse(bytes.toString());
  } catch {
    return [];
  }
  return Array.isArray(value) ? value.flatMap((item: unknown) => decodeRow(item) ?? []) : [];
}

function decodeRow(value: unknown): CommentRow | undefined {
  if (!isObject(value)) return undefined;
  const { id, workflow, run, attempt, at, title, ok, stoppedCount, grownCount } = value;
  const now = decodeFigures(value['now']);
  const before = decodeBefore(value['before']);
  const stopped = listOf(value['stopped'], decodeStopped);
  const grown = listOf(value['grown'], decodeGrowth);
  if (!isHex(id) || !isHex(workflow) || !isCount(run) || !isCount(attempt) || !isTime(at)) return undefined;
  if (!isText(title) || typeof ok !== 'boolean' || !isCount(stoppedCount) || !isCount(grownCount)) return undefined;
  if (now === undefined || before === 'unsound' || stopped === undefined || grown === undefined) return undefined;
  const identity = { id, workflow, run, attempt, at };
  const compared = before === undefined ? {} : { before };
  return { ...identity, title, ok, now, ...compared, stopped, stoppedCount, grown, grownCount };
}

function decodeFigures(value: unknown): RunFigures | undefined {
  if (!isObject(value)) return undefined;
  const { commit, hits, misses, durationMs, size } = value;
  if (!isText(commit) || !isCount(hits) || !isCount(misses) || !isCount(durationMs)) return undefined;
  if (size === undefined) return { commit, hits, misses, durationMs };
  return isCount(size) ? { commit, hits, misses, durationMs, size } : undefined;
}

function decodeBefore(value: unknown): CommentRow['before'] | 'unsound' {
  if (value === undefined) return undefined;
  const figures = decodeFigures(value);
  const branch = isObject(value) ? value['branch'] : undefined;
  return figures !== undefined && isText(branch) ? { ...figures, branch } : 'unsound';
}

function decodeStopped(value: Readonly<Record<string, unknown>>): StoppedStep | undefined {
  const { line, instruction, reason } = value;
  return isCount(line) && isText(instruction) && isText(reason) ? { line, instruction, reason } : undefined;
}

function decodeGrowth(value: Readonly<Record<string, unknown>>): GrownPath | undefined {
  const { path, bytes, more } = value;
  return isText(path) && isCount(bytes) && isCount(more) ? { path, bytes, more } : undefined;
}

/** All of a list, or nothing. */
function listOf<T>(
  value: unknown,
  decode: (item: Readonly<Record<string, unknown>>) => T | undefined,
): readonly T[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_ITEMS) return undefined;
  const decoded = value.map((item: unknown) => (isObject(item) ? decode(item) : undefined));
  return decoded.every((item) => item !== undefined) ? decoded : undefined;
}

function isHex(value: unknown): value is string {
  return typeof value === 'string' && /^[a-f0-9]{8,64}$/.test(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TEXT;
}

function isTime(value: unknown): value is string {
  return isText(value) && /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
