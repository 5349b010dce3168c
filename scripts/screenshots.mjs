/**
 * `node scripts/screenshots.mjs [FOLDER]`: makes the pictures of job summary, comment, page and terminal. It builds the scenes of
 * `pictures/scenes.mjs`, and Debian's Chromium draws what reports say about them: wide and narrow, light and dark. They go to docs/images,
 * or to FOLDER. Run `npm run build` first. It needs Debian's chromium, fonts-noto-color-emoji and pngquant. With LAYER_BUILD_SCENES=FILE, the
 * scenes are kept in that file, and the next run does not build them again.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { openChromium } from './chromium.mjs';
import { githubPage } from './github-page.mjs';
import { buildScenes } from './pictures/scenes.mjs';
import { terminalPage } from './pictures/terminal.mjs';

register('./typescript-loader.mjs', import.meta.url);
const load = (name) => import(path.join(ROOT, 'src/report', name));

const ROOT = path.resolve(import.meta.dirname, '..');
const WIDTHS = { wide: 1280, narrow: 400 };
const SCHEMES = ['light', 'dark'];
/** Pixels: the first screens of a long page are enough. */
const HEIGHT = 2400;
/** Colours of a picture, and its most bytes. */
const COLOURS = '64';
const LIMIT = 200_000;

/** The names of elements that go beyond the window's edge. */
const WIDE = `[...document.querySelectorAll('body *')]
  .filter((element) => element.getBoundingClientRect().right > innerWidth)
  .map((element) => element.localName + '.' + element.className + ' ' + element.textContent.slice(0, 60)).join('; ')`;

const [folder] = process.argv.slice(2);
const pictures = path.resolve(folder ?? path.join(ROOT, 'docs/images'));
const scratch = mkdtempSync(path.join(tmpdir(), 'layer-build-pictures-'));
try {
  const { terminal, ...scenes } = await scenesOf(process.env.LAYER_BUILD_SCENES);
  await addTrend(scenes);
  const pages = await Promise.all(Object.entries(scenes).map(([name, scene]) => pagesOf(name, scene)));
  await takePictures(Object.entries(Object.assign(terminalPages(terminal), ...pages)));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function scenesOf(kept) {
  if (kept !== undefined && existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8'));
  const scenes = await buildScenes(scratch);
  if (kept !== undefined) writeFileSync(kept, JSON.stringify(scenes));
  return scenes;
}

function terminalPages({ columns, building, built, demo }) {
  return {
    'terminal-building': terminalPage('a build', building, columns),
    'terminal-built': terminalPage('a build', built, columns),
    'terminal-demo': terminalPage('the demo', demo, columns, '=== Three machines'),
  };
}

/** In the Action, the branch's baseline has the last runs. Here they are those that led to the change of one file. */
async function addTrend({ cold, unchanged, 'one-file': last }) {
  const { trendWith } = await load('model/trend.ts');
  const runs = [cold, unchanged, last].map(({ report }) => report);
  last.report.trend = runs.reduce((trend, report) => trendWith(trend, report), []);
}

/** HTML by the name of its picture. */
async function pagesOf(name, { report, before, error }) {
  const { hintInAction } = await load('failure/failure-hint.ts');
  if (report.error?.hint !== undefined) report.error.hint = hintInAction(undefined);
  const { renderPage } = await load('html/page.ts');
  const { compareReports } = await load('model/comparison.ts');
  return {
    [`summary-${name}`]: await summaryPage(report, before, error),
    [`comment-${name}`]: await commentPage(report, before),
    [`report-${name}`]: renderPage(report, before && compareReports(before, report)),
  };
}

async function baseRun(before) {
  if (before === undefined) return {};
  const { baselineOf } = await load('model/baseline.ts');
  return { base: { branch: 'main', run: baselineOf(before, 'a'.repeat(40)) } };
}

/** The summary of a pull request's run. */
async function summaryPage(report, before, error) {
  const { renderSummary } = await load('summary/summary.ts');
  const failed = report.ok ? {} : { error };
  return githubPage(renderSummary(report, { title: 'layer-build: Dockerfile', ...failed, ...(await baseRun(before)) }));
}

/** The comment on a pull request. */
async function commentPage(report, before) {
  const { commentRow } = await load('comment/row.ts');
  const { commentBody } = await load('comment/body.ts');
  const row = commentRow(report, {
    identity: { id: '1'.repeat(16), workflow: '1'.repeat(16), run: 1234, attempt: 1, at: report.startedAt },
    title: 'Dockerfile (build)',
    commit: 'b'.repeat(40),
    ...(await baseRun(before)),
  });
  return githubPage(commentBody([row], 'https://github.com/octo-org/octo-repo'));
}

async function takePictures(pages) {
  mkdirSync(pictures, { recursive: true });
  const browser = await openChromium();
  try {
    for (const [name, html] of pages) {
      const file = path.join(scratch, `${name}.html`);
      writeFileSync(file, html);
      for (const [size, width] of widthsOf(name)) {
        for (const colorScheme of SCHEMES) await takePicture(browser, { name, file, size, width, colorScheme });
      }
    }
  } finally {
    await browser.close();
  }
}

/** A terminal is as wide as it is. */
function widthsOf(name) {
  return Object.entries(WIDTHS).filter(([size]) => size === 'wide' || !name.startsWith('terminal'));
}

async function takePicture(browser, { name, file, size, width, colorScheme }) {
  const page = await browser.newPage({ viewport: { width, height: 300 }, colorScheme });
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  await page.goto(pathToFileURL(file).href);
  if (/^(summary|comment)/.test(name)) await page.waitForSelector('body[data-ready]');
  const [content, room] = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
  if (content > room) wrong.push(`its content is ${content} px wide, the window ${room}: ${await page.evaluate(WIDE)}`);
  if (wrong.length > 0) throw new Error(`${name}, ${size}, ${colorScheme}: ${wrong.join('; ')}`);
  const picture = path.join(pictures, `${name}-${size}-${colorScheme}.png`);
  const seen = await page.evaluate(
    '[document.body.firstElementChild.getBoundingClientRect().width, document.body.scrollHeight]',
  );
  const clip = {
    x: 0,
    y: 0,
    width: name.startsWith('terminal') ? Math.ceil(seen[0]) : width,
    height: Math.min(seen[1], HEIGHT),
  };
  await page.screenshot({ path: picture, fullPage: true, clip });
  await page.close();
  compress(picture);
  const bytes = statSync(picture).size;
  console.log(`${path.relative(ROOT, picture)}  ${Math.round(bytes / 1000)} kB`);
  if (bytes > LIMIT) throw new Error(`${picture} has more than ${LIMIT} bytes`);
}

function compress(picture) {
  const { status, error } = spawnSync('pngquant', [COLOURS, '--nofs', '--force', '--output', picture, picture]);
  if (status !== 0) throw new Error('pngquant failed; apt-get install pngquant', { cause: error });
}
