import { describe, expect, it } from 'vitest';

import { sha256 } from '../../../../src/oci/digest.js';
import { comparisonText } from '../../../../src/report/console/comparison-text.js';
import { compareReports } from '../../../../src/report/model/comparison.js';
import { historyText } from '../../../../src/report/console/history-text.js';
import { reportText } from '../../../../src/report/console/report-text.js';
import type { LayerReport, Report, StepReport } from '../../../../src/report/model/report.js';
import { fullReport, HOSTILE_TEXTS, sampleStep } from '../sample-report.js';

function built(steps: readonly StepReport[], layers: readonly LayerReport[] = []): Report {
  const hits = steps.filter(({ status }) => status === 'hit').length;
  const size = layers.reduce((sum, layer) => sum + layer.size, 0);
  const ids = { digest: sha256('m'), imageId: sha256('c'), size };
  return {
    version: 2,
    generator: 'layer-build',
    ok: true,
    durationMs: 1000,
    totals: { hits, misses: steps.length - hits, savedMs: 0, restoredBytes: 0, pushedBytes: 0 },
    image: { ...ids, tags: [], platforms: [{ ...ids, platform: 'linux/amd64', layers, largestPaths: [] }] },
    steps,
    cache: { places: [], leftOut: [] },
    warnings: [],
  };
}

const layer = (step: number, size: number, paths: LayerReport['paths'] = []): LayerReport => ({
  digest: sha256(`${step} ${size}`),
  size,
  step,
  base: false,
  paths,
});

describe('compareReports', () => {
  it('finds a step by its text, wherever it is now, and by its earlier text', () => {
    const miss = {
      status: 'miss',
      why: { kind: 'changed', changes: [{ input: 'instruction', was: 'RUN b' }] },
    } as const;
    const before = built([
      sampleStep(1, { instruction: 'RUN a' }),
      sampleStep(2, { instruction: 'RUN b' }),
      sampleStep(3, { instruction: 'RUN c', status: 'miss' }),
      sampleStep(4, { instruction: 'RUN gone' }),
    ]);
    const after = built([
      sampleStep(1, { instruction: 'RUN new', status: 'miss', why: { kind: 'new-instruction' } }),
      sampleStep(2, { instruction: 'RUN a' }),
      sampleStep(3, { instruction: 'RUN b --more', reason: 'instruction edited', ...miss }),
      sampleStep(4, { instruction: 'RUN c' }),
    ]);
    const { stoppedHitting, startedHitting, added, removed } = compareReports(before, after);
    expect(stoppedHitting.map((pair) => [pair.before.number, pair.after.number])).toEqual([[2, 3]]);
    expect(startedHitting.map((pair) => [pair.before.number, pair.after.number])).toEqual([[3, 4]]);
    expect(added.map(({ number }) => number)).toEqual([1]);
    expect(removed.map(({ number }) => number)).toEqual([4]);
  });

  it('takes equal texts in order, and never one of another stage', () => {
    const twice = [sampleStep(1, { instruction: 'RUN x' }), sampleStep(2, { instruction: 'RUN x', status: 'miss' })];
    const other = sampleStep(3, { instruction: 'RUN x', stage: 'other' });
    const { stoppedHitting, startedHitting, added } = compareReports(built(twice), built([...twice, other]));
    expect([stoppedHitting, startedHitting]).toEqual([[], []]);
    expect(added.map(({ stage }) => stage)).toEqual(['other']);
  });

  it('compares sizes by step, and finds the paths that grew', () => {
    const steps = [sampleStep(1), sampleStep(2)];
    const before = built(steps, [layer(1, 100, [{ path: '/a', bytes: 300_000 }]), layer(2, 50)]);
    const after = built(steps, [
      layer(1, 150, [
        { path: '/a', bytes: 400_000 },
        { path: '/b', bytes: 7000 },
      ]),
      layer(2, 50),
    ]);
    const comparison = compareReports(before, after);
    expect(comparison.platforms[0]?.layers.map(({ step, before: was, after: is }) => [step.number, was, is])).toEqual([
      [1, 100, 150],
    ]);
    expect(comparison.platforms[0]?.grown).toEqual([
      { path: '/a', bytes: 400_000, more: 100_000 },
      { path: '/b', bytes: 7000, more: 7000 },
    ]);
    expect(compareReports(after, before).platforms[0]?.shrunk).toEqual(comparison.platforms[0]?.grown);
    expect(comparison.platforms[0]?.shrunk).toEqual([]);
    expect(comparisonText(comparison)).toMatch(/Compressed size by layer \(150B → 200B\):\n +\+50B/);
    expect(comparisonText(comparison)).toMatch(
      /Paths that grew, before compression:\n +\+100kB {2}to {3}400kB {2}\/a\n +\+7\.00kB {2}to {2}7\.00kB {2}\/b\n/,
    );
  });
});

describe('texts for terminals', () => {
  it.each(HOSTILE_TEXTS)('keep %j on its line, without control characters', (text) => {
    const report = fullReport(text);
    const comparison = compareReports(fullReport('harmless'), report);
    const all = reportText(report) + comparisonText(comparison) + historyText([{ name: text, report }]);
    const harmless = fullReport('harmless');
    const same =
      reportText(harmless) +
      comparisonText(compareReports(fullReport('harmful'), harmless)) +
      historyText([{ name: 'harmless', report: harmless }]);
    // What the first sentence lacks of an error's message has a line of its own.
    const more = /[\n\r]/.test(text) ? 1 : 0;
    expect(all.split('\n')).toHaveLength(same.split('\n').length + more);
    expect(all.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
    expect(all).not.toMatch(/^::/m);
  });

  it('say what failed once', () => {
    const error = {
      name: 'UserError',
      message: 'RUN 4: the command ended with exit code 2',
      location: { file: 'x', line: 4 },
      hint: 'Look into it.',
      step: 4,
      output: ['compiling', 'no such module'],
    };
    const [sentence, ...rest] = reportText({ ...fullReport('x'), error }).split('\n');
    expect(sentence).toBe('Failed at x:4 `RUN 4` after 0.1s: the command ended with exit code 2. Look into it.');
    expect(rest.slice(0, rest.indexOf(''))).toEqual([
      'The build failed in 0.9s',
      expect.stringContaining('from the cache'),
      expect.stringMatching(/^Digest /),
      expect.stringMatching(/^Started /),
      'Last output:',
      '  | compiling',
      '  | no such module',
    ]);
  });

  it('are short for a line of 10 MB', () => {
    expect(reportText(fullReport('x'.repeat(10_000_000))).length).toBeLessThan(20_000);
  });
});
