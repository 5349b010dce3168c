import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';

interface Parsed {
  /** Each element within `scope` as `name attribute attribute…`, once. */
  readonly elements: readonly string[];
  /** Targets of links. */
  readonly links: readonly string[];
  /** Each table's rows as texts of their cells. */
  readonly tables: readonly (readonly (readonly string[])[])[];
  readonly text: string;
}

/** What a page did that it should not. */
interface Watched {
  /** Addresses that were asked for, but for the page's own. */
  readonly requests: readonly string[];
  /** Dialogs, errors of scripts, refusals of the page's own policy. */
  readonly faults: readonly string[];
}

export interface OpenedPage extends Parsed, Watched {
  /** Texts of Mermaid's drawings, where there are any. */
  readonly drawings: readonly string[];
}

/** A page in which nothing is yet, watched from its beginning. @param own address of the file that it will show */
export async function watchedPage(browser: Browser, own: string): Promise<Watched & { readonly page: Page }> {
  const page = await browser.newPage();
  const requests: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => {
    if (request.url() !== own && !request.url().startsWith('data:')) requests.push(request.url());
  });
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return { page, requests, faults };
}

/**
 * What a browser makes of a page, looked at before its drawings are made.
 *
 * @param scope selector of the element that is looked into
 */
export async function openPage(browser: Browser, file: string, html: string, scope: string): Promise<OpenedPage> {
  await writeFile(file, html);
  const own = pathToFileURL(file).href;
  const { page, requests, faults } = await watchedPage(browser, own);
  try {
    // The document as it is written, before any script of it has run.
    const parsed = await page.evaluate<Parsed>(`(${READ})(${JSON.stringify([html, scope])})`);
    await page.goto(own);
    await page.locator('summary').evaluateAll((all) => all.forEach((one) => (one as { click(): void }).click()));
    const draws = (await page.locator('code.language-mermaid').count()) > 0;
    if (draws) await page.waitForSelector('body[data-ready]');
    await page.waitForTimeout(200);
    const drawings = await page.locator('svg[aria-roledescription]').allTextContents();
    return { ...parsed, requests, faults, drawings };
  } finally {
    await page.close();
  }
}

/** Runs in the browser, whose types are not known here. */
const READ = `([text, selector]) => {
  const root = new DOMParser().parseFromString(text, 'text/html').querySelector(selector);
  const all = [...root.querySelectorAll('*')];
  const name = ({ localName, attributes }) => [localName, ...[...attributes].map(({ name }) => name)].join(' ');
  const cells = (row) => [...row.cells].map((cell) => cell.textContent);
  return {
    elements: [...new Set(all.map(name))].sort(),
    links: all.filter((one) => one.hasAttribute('href')).map((one) => one.getAttribute('href')),
    tables: all.filter(({ localName }) => localName === 'table').map(({ rows }) => [...rows].map(cells)),
    text: root.textContent,
  };
}`;
