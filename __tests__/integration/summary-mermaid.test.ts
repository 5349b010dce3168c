import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hasChromium, openChromium } from '../../scripts/chromium.mjs';
import type { StepInfo } from '../../src/engine/events.js';
import { UserError } from '../../src/errors.js';
import { sha256 } from '../../src/oci/digest.js';
import { familiarName } from '../../src/oci/reference.js';
import type { StepReport } from '../../src/report/model/report.js';
import { ganttSection } from '../../src/report/summary/gantt.js';
import { hasSuite, unpackedSuite } from '../conformance/shared/suite.js';
import { planOf } from '../support/memory-build.js';
import { MemoryBases } from '../support/memory-engine.js';
import { REPOSITORY } from '../support/made-once.js';
import { rounds, sample, THOROUGH } from '../support/thorough.js';
import { HOSTILE_TEXTS, sampleStep } from '../unit/report/sample-report.js';

const SKIPPED = 'skipped: Chromium is not installed (apt-get install chromium)';
const STARTED = '2026-01-01T00:00:00Z';

/** Every name is an empty image. */
class AnyBase extends MemoryBases {
  override resolve(...[reference]: Parameters<MemoryBases['resolve']>): ReturnType<MemoryBases['resolve']> {
    const config = { architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } } as const;
    return Promise.resolve({ name: familiarName(reference), digest: sha256('base'), config, layers: [] });
  }
}

function dockerfilesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?:^|\/)Dockerfile[^/]*$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** All files in a thorough run; by default, some, and those with an ARG before the first FROM. */
function chosen(files: readonly string[]): readonly string[] {
  const some = new Set(sample(files, 16));
  return files.filter((file) => some.has(file) || /^(?:\s*|#[^\n]*\n)*ARG\s/i.test(readFileSync(file, 'latin1')));
}

/** The steps of a Dockerfile; `undefined` if it is one that must not be built. */
async function stepsOf(file: string): Promise<readonly StepInfo[] | undefined> {
  try {
    return (await planOf(readFileSync(file, 'latin1'), new AnyBase(), { allStages: true })).steps;
  } catch (error) {
    if (error instanceof UserError || /no build context/.test(String(error))) return undefined;
    throw error;
  }
}

/** The report of a build whose steps ran one after the other. */
function ranSteps(steps: readonly StepInfo[]): readonly StepReport[] {
  return steps.map((info, index) =>
    sampleStep(info.number, { ...info, status: 'miss', startedMs: 100 * index, durationMs: 100 }),
  );
}

/** The text between the fences of the chart's block. */
function chartOf(steps: readonly StepReport[], startedAt: string | undefined = STARTED): string | undefined {
  const lines = ganttSection({ steps, startedAt });
  if (lines.length === 0) return undefined;
  const end = lines.indexOf('```');
  expect([lines[0], end > 0]).toEqual(['```mermaid', true]);
  return lines.slice(1, end).join('\n');
}

describe.skipIf(!hasChromium())(hasChromium() ? 'the chart in Mermaid' : `the chart in Mermaid, ${SKIPPED}`, () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openChromium();
    page = await browser.newPage();
    await page.setContent('<!doctype html><body></body>');
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js') });
    await page.evaluate('mermaid.initialize({ startOnLoad: false })');
  });

  afterAll(() => browser.close());

  /** What Mermaid says against each chart, with the index of that chart. */
  function faults(charts: readonly string[]): Promise<readonly (readonly [number, string])[]> {
    return page.evaluate<readonly (readonly [number, string])[]>(`(async () => {
      const wrong = [];
      for (const [index, chart] of ${JSON.stringify(charts)}.entries()) {
        await mermaid.parse(chart).catch((error) => wrong.push([index, String(error.message)]));
      }
      return wrong;
    })()`);
  }

  /** The texts that Mermaid draws. */
  function drawn(chart: string): Promise<readonly string[]> {
    return page.evaluate<readonly string[]>(`mermaid.render('drawing', ${JSON.stringify(chart)}).then(({ svg }) => {
      const all = new DOMParser().parseFromString(svg, 'text/html').querySelectorAll('text');
      return [...all].map((one) => one.textContent.trim());
    })`);
  }

  it('would say what is wrong', async () => {
    expect(await faults(['gantt\n  dateFormat x\n  section \n  1 ARG x :s1, 0, 5'])).toHaveLength(1);
  });

  it('has no fault for any Dockerfile that we have', async () => {
    const suite = hasSuite ? [await unpackedSuite()] : [];
    const folders = [...['__tests__/conformance/cases', 'examples'].map((name) => join(REPOSITORY, name)), ...suite];
    const charts: string[] = [];
    const files: string[] = [];
    for (const file of chosen(folders.flatMap(dockerfilesBelow))) {
      const chart = chartOf(ranSteps((await stepsOf(file)) ?? []));
      if (chart === undefined) continue;
      charts.push(chart);
      files.push(file);
    }
    expect(charts.length).toBeGreaterThan((hasSuite ? 800 : 300) / (THOROUGH ? 1 : 16));
    expect(charts.some((chart) => chart.includes('section global'))).toBe(true);
    expect((await faults(charts)).map(([index, message]) => `${files[index]}: ${message}`)).toEqual([]);
  });

  it('has no fault for any names, texts and times', async () => {
    const words = [
      'section',
      'gantt',
      'title',
      'done',
      'click',
      '%%{init: {}}%%',
      '2026-01-01',
      '---',
      '```',
      ':',
      ';',
    ];
    const text = fc.oneof(
      fc.constantFrom(...HOSTILE_TEXTS, ...words, '', '!!!', '\u200b', '__proto__', 'constructor', 'linux/amd64 x'),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(fc.constantFrom(...words, ' ', '\n', '#', '-', '.'), { maxLength: 6 }).map((parts) => parts.join('')),
    );
    const time = fc.oneof(fc.nat(100_000), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }));
    const step = fc.record({
      stage: text,
      instruction: text,
      startedMs: time,
      durationMs: time,
      status: fc.constantFrom('hit', 'miss', 'failed'),
    });
    const charts = fc
      .sample(fc.array(step, { minLength: 2, maxLength: 6 }), rounds(800).numRuns)
      .map((steps) => chartOf(steps.map((changes, index) => sampleStep(index + 1, changes))))
      .filter((chart) => chart !== undefined);
    expect((await faults(charts)).map(([index, message]) => `${charts[index]}\n${message}`)).toEqual([]);
  });

  it('draws the ARG before the first stage', async () => {
    const steps = [
      sampleStep(1, { stage: '', instruction: 'ARG TAG=1', startedMs: 0, durationMs: 5 }),
      sampleStep(2, { stage: '0', instruction: 'FROM base:$TAG', startedMs: 5, durationMs: 500 }),
      sampleStep(3, { stage: '!!!', status: 'miss', instruction: 'RUN make', startedMs: 505, durationMs: 5000 }),
    ];
    expect(await drawn(chartOf(steps) ?? '')).toEqual(
      expect.arrayContaining(['global', 'stage 0', 'unnamed', '1 ARG TAG=1', '2 FROM base TAG', '3 RUN make']),
    );
  });
});
