import { describe, expect, it } from 'vitest';

import { sha256 } from '../../../../src/oci/digest.js';
import { decodeBaseline, baselineOf, withKnownPaths, type Baseline } from '../../../../src/report/model/baseline.js';
import { stepId } from '../../../../src/report/model/step-names.js';
import type { Report } from '../../../../src/report/model/report.js';
import { fullReport } from '../sample-report.js';

const COMMIT = 'a'.repeat(40);

function good(): Report {
  const { error, ...report } = fullReport('/x');
  return { ...report, ok: true, ...(error === undefined && {}) };
}

function kept(): Baseline {
  const run = baselineOf(good(), COMMIT);
  if (run === undefined) throw new Error('nothing is kept of it');
  return run;
}

describe('what is kept of a run', () => {
  it('is its figures, the steps that hit, and the layers with their paths', () => {
    const report = good();
    const run = kept();
    expect(run).toMatchObject({ commit: COMMIT, hits: report.totals.hits, size: report.image?.size });
    const hits = report.steps.filter(({ status }) => status === 'hit');
    expect(run.hitSteps).toEqual(hits.map((step) => stepId(step, step.instruction)));
    expect(run.hitSteps.length).toBeGreaterThan(0);
    expect(run.platforms.flatMap(({ layers }) => layers.map(({ digest }) => digest))).toEqual(
      report.image?.platforms.flatMap(({ layers }) => layers.map(({ digest }) => digest)),
    );
  });

  it('does not exist for a build that failed or made no image', () => {
    expect(baselineOf({ ...good(), ok: false }, COMMIT)).toBeUndefined();
    const { image, ...without } = good();
    expect(image).toBeDefined();
    expect(baselineOf(without, COMMIT)).toBeUndefined();
  });

  it('comes back as it was from the file that it was written to', () => {
    expect(decodeBaseline(JSON.stringify(kept()))).toEqual(kept());
  });

  it.each<[string, (run: Record<string, unknown>) => unknown]>([
    ['another version', (run) => ({ ...run, version: 2 })],
    ['a commit that is none', (run) => ({ ...run, commit: '](http://x' })],
    ['a time that is none', (run) => ({ ...run, startedAt: 'yesterday' })],
    ['a negative size', (run) => ({ ...run, size: -1 })],
    ['a number as a text', (run) => ({ ...run, hits: '1' })],
    ['steps that are no texts', (run) => ({ ...run, hitSteps: [1] })],
    [
      'a digest that is none',
      (run) => ({ ...run, platforms: [{ platform: 'a', layers: [{ digest: 'x', size: 1, base: true }] }] }),
    ],
    [
      'a path that is not absolute',
      (run) => ({
        ...run,
        platforms: [
          {
            platform: 'a',
            layers: [{ digest: sha256('a'), size: 1, base: false, paths: [{ path: 'etc', bytes: 1 }] }],
          },
        ],
      }),
    ],
    ['a list', () => []],
    ['nothing', () => null],
  ])('is not taken from a file with %s', (_what, change) => {
    expect(decodeBaseline(JSON.stringify(change({ ...kept() })))).toBeUndefined();
  });

  it('is not taken from what is no JSON, and brings nothing that it does not name', () => {
    expect(decodeBaseline('{"version":1')).toBeUndefined();
    expect(decodeBaseline(JSON.stringify({ ...kept(), further: '<script>' }))).toEqual(kept());
  });

  it('takes the paths of a layer that was not read from an earlier run of the same layers', () => {
    const digest = sha256('layer');
    const paths = [{ path: '/a', bytes: 7 }];
    const of = (layers: Baseline['platforms'][number]['layers']): Baseline => ({
      ...kept(),
      platforms: [{ platform: 'linux/amd64', layers }],
    });
    const other = { digest: sha256('other'), size: 1, base: false };
    const now = of([{ digest, size: 1, base: false }, other]);
    const before = of([{ digest, size: 1, base: false, paths }]);
    expect(withKnownPaths(now, before).platforms[0]?.layers).toEqual([{ digest, size: 1, base: false, paths }, other]);
    expect(withKnownPaths(now, undefined)).toEqual(now);
  });

  it('names a step only by stage, platform and text', () => {
    const step = { stage: 'a', platform: 'linux/amd64' };
    expect(stepId(step, 'RUN x')).toBe(stepId({ ...step }, 'RUN x'));
    expect(new Set([stepId(step, 'RUN x'), stepId({ ...step, stage: 'b' }, 'RUN x'), stepId(step, 'RUN y')]).size).toBe(
      3,
    );
  });
});
