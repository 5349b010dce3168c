import { describe, expect, it } from 'vitest';

import { commentBody } from '../../../../src/report/comment/body.js';
import { rowsIn } from '../../../../src/report/comment/data.js';
import { baselineOf, decodeBaseline } from '../../../../src/report/model/baseline.js';
import { trendWith } from '../../../../src/report/model/trend.js';
import type { Report, TrendPoint } from '../../../../src/report/model/report.js';
import { sparkline } from '../../../../src/text/sparkline.js';
import { REPOSITORY_URL, row } from '../comment-samples.js';
import { fullReport } from '../sample-report.js';

function built(day: number): Report {
  const { error, trend, ...report } = fullReport('/x');
  return { ...report, ok: true, startedAt: new Date(Date.UTC(2026, 0, day)).toISOString(), durationMs: day * 1000 };
}

describe('the trend', () => {
  it('has the last 20 runs that had a result, each once', () => {
    let trend: readonly TrendPoint[] = [];
    for (let day = 1; day <= 25; day += 1) {
      trend = trendWith(trend, built(day));
      trend = trendWith(trend, { ...built(day), ok: false });
      trend = trendWith(trend, built(day));
    }
    expect(trend.map(({ durationMs }) => durationMs / 1000)).toEqual(Array.from({ length: 20 }, (_, day) => day + 6));
    expect(trend.at(-1)).toEqual({
      startedAt: '2026-01-25T00:00:00.000Z',
      durationMs: 25_000,
      hitRate: expect.any(Number) as unknown,
      size: 6000,
      bytes: 30,
      cacheEnd: expect.stringMatching(/^[a-f0-9]{16}$/) as unknown,
    });
    expect(JSON.stringify(trend).length).toBeLessThan(3200);
  });

  it('is read from a baseline that lacks it, and believed only where it is well formed', () => {
    const baseline = baselineOf(built(1), 'a'.repeat(40));
    const read = (trend: unknown) => decodeBaseline(JSON.stringify({ ...baseline, trend }))?.trend;
    const [point] = trendWith([], built(1));
    expect(decodeBaseline(JSON.stringify(baseline))).toEqual(baseline);
    expect(read('many')).toBeUndefined();
    expect(
      read([
        point,
        { ...point, hitRate: 7 },
        { ...point, size: -1 },
        { ...point, startedAt: '<b>' },
        { ...point, cacheEnd: '<b>' },
        1,
      ]),
    ).toEqual([point]);
    expect(read(Array.from({ length: 5000 }, () => point))).toHaveLength(20);
  });

  it('stands in the comment as bars', () => {
    const trend = [1, 2, 4].reduce<readonly TrendPoint[]>((known, day) => trendWith(known, built(day)), []);
    const before = { branch: 'main', commit: 'a'.repeat(40), hits: 1, misses: 1, durationMs: 1000 };
    const body = commentBody([row('web', { before, trend })], REPOSITORY_URL);
    expect(body).toContain(
      'The last 2 runs on <code>main</code> that saved something new, then this one: time&nbsp;▃▅█&nbsp;4.0s · from&nbsp;the&nbsp;cache&nbsp;',
    );
    expect(body).toContain(' · image&nbsp;size&nbsp;▅▅▅&nbsp;6.00kB · ');
    expect(rowsIn(body)[0]?.trend).toEqual(trend);
  });

  it('has a bar for each value, from nothing to the most', () => {
    expect(sparkline([0, 1, 2, 4])).toBe('▁▃▅█');
    expect(sparkline([0, 0])).toBe('▁▁');
    expect(sparkline([0.5, 9], 1)).toBe('▅█');
    expect(sparkline([])).toBe('');
  });
});
