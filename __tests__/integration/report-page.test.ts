import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hasChromium, openChromium } from '../../scripts/chromium.mjs';
import { compareReports } from '../../src/report/model/comparison.js';
import { renderPage } from '../../src/report/html/page.js';
import { watchedPage } from '../support/opened-page.js';
import { fullReport, HOSTILE_TEXTS } from '../unit/report/sample-report.js';

const SKIPPED = 'skipped: Chromium is not installed (apt-get install chromium)';

describe.skipIf(!hasChromium())(hasChromium() ? 'the page in Chromium' : `the page in Chromium, ${SKIPPED}`, () => {
  let folder: string;
  let browser: Browser;
  let server: Server;
  /** What anybody asked of a server that answers everything. */
  const asked: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'layer-build-page-'));
    browser = await openChromium();
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterAll(async () => {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** Opens HTML from a file; gives all addresses that were asked for but the file's own, and what ran against the rules. */
  async function open(html: string): Promise<Awaited<ReturnType<typeof watchedPage>>> {
    const file = join(folder, 'page.html');
    await writeFile(file, html);
    const own = pathToFileURL(file).href;
    const { page, requests, faults } = await watchedPage(browser, own);
    await page.goto(own);
    await page.waitForTimeout(200);
    return { page, requests, faults };
  }

  it('would see a request', async () => {
    const { page, requests } = await open(`<img src="${origin()}/control">`);
    await page.close();
    expect(requests).toEqual([`${origin()}/control`]);
    expect(asked).toContain('/control');
  });

  it.each(HOSTILE_TEXTS)('makes no request and runs no code for %j', async (text) => {
    asked.length = 0;
    const report = fullReport(text.replaceAll('http://127.0.0.1:1', origin()));
    const { page, requests, faults } = await open(renderPage(report, compareReports(report, report)));
    await page.locator('summary').evaluateAll((all) => all.forEach((item) => (item as { click(): void }).click()));
    await page.close();
    expect({ requests, faults }).toEqual({ requests: [], faults: [] });
    expect(asked).toEqual([]);
  });

  it('runs no script even if one gets into the page', async () => {
    asked.length = 0;
    const page = renderPage(fullReport('x'));
    const script = `<script>fetch('${origin()}/stolen')</script><img src="${origin()}/seen" onerror="alert(1)">`;
    const { page: opened, faults } = await open(page.replace('</main>', `${script}</main>`));
    await opened.close();
    expect(faults.join('\n')).toContain('Content Security Policy');
    expect(faults.join('\n')).not.toContain('dialog');
    expect(asked).toEqual([]);
  });

  it('is used by keyboard', async () => {
    const { page } = await open(renderPage(fullReport('x')));
    const focus = (): Promise<string> =>
      page.evaluate('document.activeElement.id || document.activeElement.getAttribute("aria-label") || ""');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.locator('#step-1').focus();
    await page.keyboard.press('ArrowDown');
    expect(await focus()).toBe('step-2');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    expect(await page.locator('#step-2 details').getAttribute('open')).toBe('');
    await page.keyboard.press('End');
    expect(await focus()).toBe('step-6');

    await page.locator('.treemap a').first().focus();
    const first = await focus();
    await page.keyboard.press('ArrowRight');
    expect(await focus()).not.toBe(first);
    await page.keyboard.press('Enter');
    expect(await focus()).toMatch(/^image-1-layer-\d$/);

    await page.locator('#hide-hits').focus();
    await page.keyboard.press('Space');
    expect(await page.locator('#step-1').isVisible()).toBe(false);
    expect(await page.locator('#step-2').isVisible()).toBe(true);
    await page.close();
  });

  it('unfolds for printing, follows the colour scheme, and fits a narrow window', async () => {
    const report = fullReport('a text without any space'.repeat(20));
    const totals = { hits: 100, misses: 0, savedMs: 3_599_000, restoredBytes: 1_234_000, pushedBytes: 987_000 };
    const { page } = await open(renderPage(report, compareReports({ ...report, totals }, report)));
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.locator('details:not([open])').count()).toBe(0);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await page.locator('details[open]').count()).toBe(0);

    const background = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await background()).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await background()).toBe('rgb(13, 17, 23)');

    await page.setViewportSize({ width: 400, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
    await page.close();
  });

  it('can save the report', async () => {
    const report = fullReport('</script>');
    const { page } = await open(renderPage(report));
    const download = page.waitForEvent('download');
    await page.locator('#save').click();
    expect(JSON.parse(await readFile(await (await download).path(), 'utf8'))).toEqual(report);
    await page.close();
  });
});
