import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hasChromium, openChromium } from '../../scripts/chromium.mjs';
import { githubPage } from '../../scripts/github-page.mjs';
import type { StepReport } from '../../src/report/model/report.js';
import { drawnWidth } from '../../src/report/summary/drawn-width.js';
import { ganttSection } from '../../src/report/summary/gantt.js';
import { sampleStep } from '../unit/report/sample-report.js';

const SKIPPED = 'skipped: Chromium is not installed (apt-get install chromium)';

/** Of a text in the chart. */
interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Chart {
  readonly font: string;
  readonly chart: Box;
  /** Of stages. */
  readonly names: readonly Box[];
  /** Of steps. */
  readonly labels: readonly Box[];
}

/** All charts of a page. */
const CHARTS = `(() => {
  const box = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { text: element.textContent, left, right, top, bottom };
  };
  return [...document.querySelectorAll('svg')].map((svg) => ({
    font: getComputedStyle(svg.querySelector('text')).fontFamily,
    chart: box(svg),
    names: [...svg.querySelectorAll('text.sectionTitle')].map(box),
    labels: [...svg.querySelectorAll('.taskText, .taskTextOutsideRight, .taskTextOutsideLeft')].map(box),
  }));
})()`;

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function step(number: number, startedMs: number, durationMs: number, more: Partial<StepReport> = {}): StepReport {
  return sampleStep(number, { startedMs, durationMs, instruction: 'RUN MAKE everything WITH wide letters', ...more });
}

/** Steps whose bars are long and short, early and late: a name has room beside some of them only. */
const steps = (stages: readonly string[]): readonly StepReport[] =>
  stages.flatMap((stage, index) => [
    step(4 * index + 1, 0, 3, { stage }),
    step(4 * index + 2, 100, 4000, { stage, status: 'miss' }),
    step(4 * index + 3, 4000, 5900, { stage }),
    step(4 * index + 4, 9990, 10, { stage }),
  ]);

/** Fonts that browsers have for a page that names none: DejaVu Sans is as wide as Verdana, Arimo is as wide as Arial. */
const FONTS = ['dejavu-sans', 'arimo', 'noto-sans'] as const;

const require = createRequire(import.meta.url);

/** Rules that put the font in the place of every other one, whatever the machine has. */
function onlyFont(font: (typeof FONTS)[number]): string {
  const file = readFileSync(require.resolve(`@fontsource/${font}/files/${font}-latin-400-normal.woff2`));
  return `@font-face { font-family: only; src: url(data:font/woff2;base64,${file.toString('base64')}) }
    *, svg text { font-family: only !important }`;
}

describe.skipIf(!hasChromium())(hasChromium() ? 'the chart of steps' : `the chart of steps, ${SKIPPED}`, () => {
  let folder: string;
  let browser: Browser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'layer-build-chart-'));
    browser = await openChromium();
  });

  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  const longNames = ['0', 'a-stage-with-a-long-name', '漢字漢字漢字漢字漢字漢字', 'WWWWWWWWWWWWWWWW'];

  it.each([...FONTS.map((font) => [font, 400] as const), ['dejavu-sans', 1280] as const])(
    'has room for all names, long ones too, in %s in a window of %d pixels',
    async (font, width) => {
      const file = join(folder, 'page.html');
      // In one page, since to load Mermaid takes longer than to draw.
      const stages = [['0'], longNames];
      const sections = stages.flatMap((names) => [
        ...ganttSection({ steps: steps(names), startedAt: '2026-01-01T00:00:00Z' }),
        '',
      ]);
      await writeFile(file, await githubPage(sections.join('\n'), onlyFont(font)));
      const page = await browser.newPage({ viewport: { width, height: 600 } });
      await page.goto(pathToFileURL(file).href);
      await page.waitForSelector('body[data-ready]');
      const charts = await page.evaluate<readonly Chart[]>(CHARTS);
      await page.close();
      expect(charts.map(({ font: used, names, labels }) => [used, names.length, labels.length])).toEqual(
        stages.map(({ length }) => ['only', length, 4 * length]),
      );
      for (const { chart, names, labels } of charts) {
        const wrong = labels.filter((label) => names.some((name) => overlap(label, name)));
        const cut = [...names, ...labels].filter(({ left, right }) => left < chart.left || right > chart.right);
        expect({ wrong, cut }).toEqual({ wrong: [], cut: [] });
      }
    },
  );

  it.each(FONTS)('does not underestimate the width of any character in %s', async (font) => {
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ._/=+@-…'.split('');
    const page = await browser.newPage();
    await page.setContent(`<!doctype html><style>${onlyFont(font)}</style>`);
    const widths = await page.evaluate<readonly number[]>(`document.fonts.load('1000px only').then(() => {
      const context = document.createElement('canvas').getContext('2d');
      context.font = '1000px only';
      return ${JSON.stringify(characters)}.map((character) => context.measureText(character).width / 1000);
    })`);
    await page.close();
    // As the font itself says, so that it is this one that was measured.
    expect(widths[0]).toBeCloseTo({ 'dejavu-sans': 0.684, arimo: 0.667, 'noto-sans': 0.639 }[font], 3);
    expect(characters.filter((character, index) => drawnWidth(character, 1) < (widths[index] ?? Infinity))).toEqual([]);
  });
});
