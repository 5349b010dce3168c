import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hasChromium, openChromium } from '../../scripts/chromium.mjs';
import { githubPage } from '../../scripts/github-page.mjs';
import { commentBody } from '../../src/report/comment/body.js';
import { commentRow } from '../../src/report/comment/row.js';
import { renderPage } from '../../src/report/html/page.js';
import type { Report, StepReport } from '../../src/report/model/report.js';
import { withCauses } from '../../src/report/model/step-causes.js';
import { renderSummary } from '../../src/report/summary/summary.js';
import { sampleStep } from '../unit/report/sample-report.js';

const SKIPPED = 'skipped: Chromium is not installed (apt-get install chromium)';
const REASON = 'src/components/shopping-cart/ShoppingCartContainer.test.tsx modified';
const LONG = `RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund && npm run build --workspaces ${'x'.repeat(80)}`;

/** The boxes of the texts of elements; what a table's cell cuts off is not seen. */
const BOXES = (
  selector: string,
): string => `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const { left, right, top, bottom } = range.getBoundingClientRect();
  const { right: edge } = (element.closest('th') ?? element).getBoundingClientRect();
  return { text: element.textContent, left, right: Math.min(right, edge), top, bottom };
})`;

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the words stand in the page: a box for each line of each occurrence. */
const FOUND = (words: string): string => `(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(${JSON.stringify(words)});
    if (at < 0 || !node.parentElement.checkVisibility() || node.parentElement.closest('.language-mermaid')) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + ${words.length});
    for (const { left, right, top, bottom } of range.getClientRects()) found.push({ text: node.data, left, right, top, bottom });
  }
  return found;
})()`;

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function overlaps(boxes: readonly Box[]): readonly string[] {
  return boxes.flatMap((one, index) =>
    boxes.slice(index + 1).flatMap((other) => (overlap(one, other) ? [`${one.text} | ${other.text}`] : [])),
  );
}

const USED = { cpuMs: 1_234_000, memoryBytes: 12_345_000_000 };

/** A report in which one file changed, and steps took from milliseconds to minutes. */
function sample(): Report {
  const missed = (number: number, changes: Partial<StepReport>): StepReport =>
    sampleStep(number, {
      status: 'miss',
      reason: REASON,
      instruction: LONG,
      stage: 'a-stage-with-a-long-name',
      ...changes,
    });
  const files = { input: 'files', changes: [{ path: 'a', change: 'added' }], changed: 1, taken: 2 } as const;
  const parent = { input: 'parent', step: { number: 3, instruction: LONG, isNew: false } } as const;
  const steps = [
    sampleStep(1, { stage: '', instruction: 'ARG NODE=22', startedMs: 0, durationMs: 1 }),
    sampleStep(2, { instruction: 'FROM node:$NODE', startedMs: 1, durationMs: 900 }),
    missed(3, { why: { kind: 'changed', changes: [files] }, startedMs: 900, durationMs: 12_000, usage: USED }),
    missed(4, {
      why: { kind: 'changed', changes: [parent] },
      startedMs: 12_900,
      durationMs: 125_000,
      reason: 'parent',
    }),
  ];
  return {
    ...{ version: 2, generator: 'layer-build', ok: true, dockerfile: 'Dockerfile', durationMs: 138_000 },
    startedAt: '2026-01-01T00:00:00.000Z',
    totals: { hits: 2, misses: 2, savedMs: 0, restoredBytes: 0, pushedBytes: 0 },
    steps: withCauses(steps),
    cache: { places: [], leftOut: [] },
    warnings: [],
  };
}

const IDENTITY = { id: '1'.repeat(16), workflow: '1'.repeat(16), run: 7, attempt: 1, at: '2026-01-01T00:00:00Z' };

function comment(report: Report): string {
  const row = commentRow(report, {
    identity: IDENTITY,
    title: 'services/web/Dockerfile@web (build)',
    commit: 'b'.repeat(40),
  });
  return commentBody([row], 'https://github.com/octo-org/octo-repo');
}

describe.skipIf(!hasChromium())(hasChromium() ? 'what a reader sees' : `what a reader sees, ${SKIPPED}`, () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openChromium();
    page = await browser.newPage();
  });

  afterAll(() => browser.close());

  /** Shows HTML without running its scripts, which these tests do not need. */
  async function show(html: string, width: number): Promise<void> {
    await page.setViewportSize({ width, height: 800 });
    await page.setContent(html.replace(/<script>[^]*?<\/script>/g, ''));
  }

  const boxes = (script: string): Promise<readonly Box[]> => page.evaluate<readonly Box[]>(script);
  const github = {
    summary: () => githubPage(renderSummary(sample(), { title: 'layer-build: services/web/Dockerfile' })),
    comment: () => githubPage(comment(sample())),
  };

  it.each(['summary', 'comment'] as const)(
    'begins the %s with the cause and the cost, also on a phone',
    async (what) => {
      await show(await github[what](), 400);
      const [sentence] = await boxes(BOXES('main p'));
      expect(sentence?.text).toMatch(/^✅ Cache ends at Dockerfile:3 .* modified; 2m 17s of 2m 18s\. Nothing to do\.$/);
      expect(sentence?.bottom).toBeLessThan(400);
      expect(sentence?.right).toBeLessThanOrEqual(400);
    },
  );

  it('shows the reason of a miss in the table at 400 pixels, without scrolling sideways', async () => {
    await show(await github.summary(), 400);
    const inTable = (await boxes(BOXES('td'))).filter(({ text }) => text.includes(REASON));
    expect(inTable.length).toBeGreaterThan(0);
    expect(inTable.filter(({ left, right }) => left < 0 || right > 400)).toEqual([]);
  });

  it.each(['summary', 'comment'] as const)('cuts no table of the %s at 400 pixels', async (what) => {
    await show(await github[what](), 400);
    const widths = await page.evaluate<readonly (readonly [number, number])[]>(
      '[...document.querySelectorAll("table")].filter((table) => table.checkVisibility()).map((table) => [table.scrollWidth, table.clientWidth])',
    );
    expect(widths.length).toBeGreaterThan(0);
    expect(widths.filter(([content, room]) => content > room)).toEqual([]);
  });

  it('folds the hits', async () => {
    await show(await github.summary(), 1280);
    expect(await boxes(FOUND('FROM node'))).toEqual([]);
    await page.evaluate('document.querySelector("details").open = true');
    expect(await boxes(FOUND('FROM node'))).toHaveLength(1);
  });

  it.each([400, 1280])('lets no label of the timeline cover another at %d pixels', async (width) => {
    await show(renderPage(sample()), width);
    const labels = await boxes(BOXES('.axis text, .gantt tbody th > *, .gantt tbody td.number, .legend li'));
    expect(labels.length).toBeGreaterThan(15);
    expect(overlaps(labels)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  it.each(['light', 'dark'] as const)('can be read in %s colours', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await show(renderPage(sample()), 1280);
    const weak = await page.evaluate<readonly string[]>(`(() => {
      const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
      const light = ([red, green, blue]) => [red, green, blue]
        .map((value) => value / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
        .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
      const behind = (element) => {
        for (let at = element; at; at = at.parentElement) {
          const colour = channels(getComputedStyle(at).backgroundColor);
          if (colour.length === 3 || colour[3] > 0) return colour;
        }
      };
      return [...document.querySelectorAll('p, h1, h2, td, th, summary, .badge, .outcome, .name, .value, .note, a')]
        .filter((element) => element.checkVisibility() && element.textContent.trim() !== '')
        .filter((element) => {
          const [one, other] = [light(channels(getComputedStyle(element).color)), light(behind(element))];
          return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) < 4.5;
        })
        .map((element) => element.className + ' ' + element.textContent.slice(0, 40));
    })()`);
    expect(weak).toEqual([]);
  });
});
