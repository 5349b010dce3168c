import { describe, expect, it } from 'vitest';

import { commentRow, type CommentRow } from '../../../../src/report/comment/row.js';
import { baselineOf, type BaselineLayer } from '../../../../src/report/model/baseline.js';
import type { Report } from '../../../../src/report/model/report.js';
import { fullReport } from '../sample-report.js';

const IDENTITY = { id: 'a'.repeat(16), workflow: 'b'.repeat(16), run: 1, attempt: 1, at: '2026-01-01T00:00:00Z' };

/** The row of a build whose images are of these layers, against a build of others. */
function rowOf(
  before: Readonly<Record<string, BaselineLayer>>,
  now: Readonly<Record<string, BaselineLayer>>,
): CommentRow {
  const { error, ...sample } = fullReport('/x');
  if (sample.image === undefined) throw new Error(`it has no image: ${error?.message}`);
  const { image } = sample;
  const of = (layers: Readonly<Record<string, BaselineLayer>>): Report => ({
    ...sample,
    ok: true,
    image: {
      ...image,
      platforms: Object.entries(layers).map(([platform, { step, ...layer }]) => ({
        ...image,
        platform,
        largestPaths: [],
        layers: [layer],
      })),
    },
  });
  const run = baselineOf(of(before), 'c'.repeat(40));
  if (run === undefined) throw new Error('nothing is kept of it');
  const commit = 'd'.repeat(40);
  return commentRow(of(now), { identity: IDENTITY, title: 't', commit, base: { branch: 'main', run } });
}

const layer = (digest: string, bytes?: number): BaselineLayer => ({
  digest,
  size: 1,
  base: false,
  ...(bytes !== undefined && { paths: [{ path: '/a', bytes }] }),
});

describe('the paths that grew', () => {
  it('are named plainly in an image for one platform', () => {
    const { grown } = rowOf({ 'linux/amd64': layer('one', 5000) }, { 'linux/amd64': layer('two', 9000) });
    expect(grown).toEqual([{ path: '/a', bytes: 9000, more: 4000 }]);
  });

  it('are with their platform where there are several, the most first', () => {
    const before = { 'linux/amd64': layer('one', 5000), 'linux/arm64': layer('two', 5000) };
    const now = {
      'linux/amd64': layer('three', 7000),
      'linux/arm64': layer('four', 9000),
      'linux/s390x': layer('five'),
    };
    expect(rowOf(before, now).grown.map(({ path }) => path)).toEqual(['linux/arm64 /a', 'linux/amd64 /a']);
  });

  it('are left out if they are not known for one of the platforms', () => {
    const before = { 'linux/amd64': layer('one', 5000), 'linux/arm64': layer('two') };
    const now = { 'linux/amd64': layer('three', 7000), 'linux/arm64': layer('four', 9000) };
    expect(rowOf(before, now)).toMatchObject({ grown: [], grownCount: 0 });
  });
});
