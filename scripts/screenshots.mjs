/**
 * `node scripts/screenshots.mjs [FOLDER]`: makes the pictures of job summary, comment and page. It builds the scenes of
 * `pictures/scenes.mjs`, and Debian's Chromium draws what reports say about them: wide and narrow, light and dark. Without a FOLDER,
 * the few that the documents show go to docs/images; with one, all of them go there. Run `npm run build` first. It needs Debian's
 * chromium, fonts-noto-color-emoji and pngquant.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { openChromium } from './chromium.mjs';
import { githubPage } from './github-page.mjs';
import { buildScenes } from './pictures/scenes.mjs';

register('./typescript-loader.mjs', import.meta.url);
const load = (name) => import(path.join(ROOT, 'src/report', name));

const ROOT = path.resolve(import.meta.dirname, '..');
const WIDTHS = { wide: 1280, narrow: 400 };
const SCHEMES = ['light', 'dark'];
/** Bytes of one picture. */
const LIMIT = 400_000;
/** The pictures that the documents show: what of which scene. */
const SHOWN = ['summary-one-file', 'summary-failure', 'summary-platforms', 'comment-one-file', 'report-one-file'];

/** The names of elements that go beyond the window's edge. */
const WIDE = `[...document.querySelectorAll('body *')]
  .filter((element) => element.getBoundingClientRect().right > innerWidth)
  .map((element) => element.localName + '.' + element.className + ' ' + element.textContent.slice(0, 60)).join('; ')`;

const [folder] = process.argv.slice(2);
const pictures = path.resolve(folder ?? path.join(ROOT, 'docs/images'));
const scratch = mkdtempSync(path.join(tmpdir(), 'layer-build-pictures-'));
try {
  const saved = process.env.LAYER_BUILD_SCENES;
  const scenes = saved === undefined ? await buildScenes(scratch) : JSON.parse(readFileSync(saved, 'utf8'));
  await addTrend(scenes);
  const pages = await Promise.all(Object.entries(scenes).map(([name, scene]) => pagesOf(name, scene)));
  const all = Object.entries(Object.assign({}, ...pages));
  await takePictures(all.filter(([name]) => folder !== undefined || SHOWN.includes(name)));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** In the Action, the branch's baseline has the last runs. Here they are those that led to the change of one file. */
async function addTrend({ cold, unchanged, 'one-file': last }) {
  const { trendWith } = await load('model/trend.ts');
  const runs = [cold, unchanged, last].map(({ report }) => report);
  last.report.trend = runs.reduce((trend, report) => trendWith(trend, report), []);
}

/** HTML by the name of its picture. */
async function pagesOf(name, { report, before, error }) {
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
      for (const [size, width] of Object.entries(WIDTHS)) {
        for (const colorScheme of SCHEMES) await takePicture(browser, { name, file, size, width, colorScheme });
      }
    }
  } finally {
    await browser.close();
  }
}

async function takePicture(browser, { name, file, size, width, colorScheme }) {
  const page = await browser.newPage({ viewport: { width, height: 300 }, colorScheme });
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  await page.goto(pathToFileURL(file).href);
  if (!name.startsWith('report')) await page.waitForSelector('body[data-ready]');
  const [content, room] = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
  if (content > room) wrong.push(`its content is ${content} px wide, the window ${room}: ${await page.evaluate(WIDE)}`);
  if (wrong.length > 0) throw new Error(`${name}, ${size}, ${colorScheme}: ${wrong.join('; ')}`);
  const picture = path.join(pictures, `${name}-${size}-${colorScheme}.png`);
  await page.screenshot({ path: picture, fullPage: true });
  await page.close();
  compress(picture);
  const bytes = statSync(picture).size;
  console.log(`${path.relative(ROOT, picture)}  ${Math.round(bytes / 1000)} kB`);
  if (folder === undefined && bytes > LIMIT) throw new Error(`${picture} has more than ${LIMIT} bytes`);
}

function compress(picture) {
  const { status, error } = spawnSync('pngquant', ['--force', '--output', picture, picture]);
  if (status !== 0) throw new Error('pngquant failed; apt-get install pngquant', { cause: error });
}
