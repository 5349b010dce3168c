/**
 * `node scripts/screenshots.mjs [FOLDER]`: makes the pictures in docs/images from a real build. It builds examples/web,
 * edits a page, adds some files, and builds it again. Then Debian's Chromium renders the page of `layer-build report
 * --html`, and with GitHub's style sheet and Mermaid the job summary and the comment on a pull request: wide and narrow,
 * light and dark. Run `npm run build` first. It needs Debian's chromium, fonts-noto-color-emoji and pngquant.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { provideBase } from '../examples/demo/base-images.mjs';
import { startRegistry } from '../examples/demo/registry.mjs';
import { openChromium } from './chromium.mjs';
import { githubPage } from './github-page.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const CLI = path.join(ROOT, 'dist/cli/index.js');
const PICTURES = path.resolve(process.argv[2] ?? path.join(ROOT, 'docs/images'));
const WIDTHS = { wide: 1280, narrow: 400 };
const LIMIT = 300_000;
/** What the second build adds to the site: some text of ours, and one large file that a map of sizes should show. */
const NEW_PAGES = ['docs/ARCHITECTURE.md', 'docs/events.md', 'package-lock.json', 'dist/cli/index.js'];

/** The names of elements that go beyond the window's edge. */
const WIDE = `[...document.querySelectorAll('body *')]
  .filter((element) => element.getBoundingClientRect().right > innerWidth)
  .map((element) => element.localName + '.' + element.className + ' ' + element.textContent.slice(0, 60)).join('; ')`;

const folder = mkdtempSync(path.join(tmpdir(), 'layer-build-pictures-'));
try {
  const reports = await buildTwice();
  const page = path.join(folder, 'page.html');
  run(['report', '--html', page, ...reports]);
  const summary = path.join(folder, 'summary.html');
  writeFileSync(summary, await summaryPage(reports.map((file) => JSON.parse(readFileSync(file, 'utf8')))));
  const comment = path.join(folder, 'comment.html');
  writeFileSync(comment, await commentPage(reports.map((file) => JSON.parse(readFileSync(file, 'utf8')))));
  await takePictures({ report: page, summary, comment });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Returns the files of both reports. */
async function buildTwice() {
  const baseFolder = path.join(folder, 'base');
  const context = path.join(folder, 'web');
  mkdirSync(baseFolder);
  cpSync(path.join(ROOT, 'examples/web'), context, { recursive: true });
  const registry = await startRegistry();
  const base = await provideBase('busybox', 'stable', baseFolder, registry);
  try {
    const build = async (file) => {
      const mirrors = base.mirrors.flatMap((mirror) => ['--registry-mirror', mirror]);
      const report = path.join(folder, file);
      await runBeside([
        'build',
        '--root',
        path.join(folder, 'root'),
        ...mirrors,
        '-t',
        'web:1',
        '--report',
        report,
        context,
      ]);
      return report;
    };
    // On the base branch all steps hit.
    await build('made.json');
    const first = await build('first.json');
    const pages = path.join(context, 'pages');
    appendFileSync(path.join(pages, 'index.txt'), 'This line was added.\n');
    for (const name of NEW_PAGES) cpSync(path.join(ROOT, name), path.join(pages, `${path.basename(name)}.txt`));
    return [first, await build('second.json')];
  } finally {
    registry.close();
  }
}

function run(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`layer-build ${args[0]} failed:\n${stderr}`);
  process.stdout.write(stdout);
}

/** Like `run`, but this process can serve the base image meanwhile. */
async function runBeside(args) {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`layer-build ${args[0]} failed`);
}

function compress(picture) {
  const { status, error } = spawnSync('pngquant', ['--force', '--output', picture, '--speed', '1', picture]);
  if (status !== 0) throw new Error('pngquant failed; apt-get install pngquant', { cause: error });
}

/** The summary of a pull request's run, whose base is the first build. */
async function summaryPage([before, after]) {
  const { renderSummary } = await import(path.join(ROOT, 'lib/report/summary.js'));
  const { keptRunOf } = await import(path.join(ROOT, 'lib/report/kept-run.js'));
  const base = { branch: 'main', run: keptRunOf(before, 'a'.repeat(40)) };
  return githubPage(renderSummary(after, { title: 'layer-build: examples/web', base }));
}

/** The comment on a pull request whose base is the first build. */
async function commentPage([before, after]) {
  const load = (name) => import(path.join(ROOT, 'lib/report', name));
  const [{ commentRow }, { commentBody }, { keptRunOf }] = await Promise.all(
    ['comment-row.js', 'comment-body.js', 'kept-run.js'].map(load),
  );
  const commit = (digit) => digit.repeat(40);
  const row = commentRow(after, {
    identity: { id: '1', workflow: '1', run: 1234, attempt: 1, at: after.startedAt },
    title: 'examples/web (build)',
    commit: commit('b'),
    base: { branch: 'main', run: keptRunOf(before, commit('a')) },
  });
  return githubPage(commentBody([row], 'https://github.com/octo-org/octo-repo'));
}

async function takePictures(pages) {
  mkdirSync(PICTURES, { recursive: true });
  const browser = await openChromium();
  try {
    for (const [name, file] of Object.entries(pages)) {
      for (const [size, width] of Object.entries(WIDTHS)) {
        for (const colorScheme of ['light', 'dark']) {
          const page = await browser.newPage({ viewport: { width, height: 300 }, colorScheme });
          const wrong = [];
          page.on('pageerror', (error) => wrong.push(error.message));
          page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
          await page.goto(pathToFileURL(file).href);
          if (name !== 'report') {
            await page.waitForSelector('body[data-ready]');
            await page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true; })`);
          }
          const [content, room] = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
          if (content > room)
            wrong.push(`its content is ${content} px wide, the window ${room}: ${await page.evaluate(WIDE)}`);
          if (wrong.length > 0) throw new Error(`${name}, ${size}, ${colorScheme}: ${wrong.join('; ')}`);
          const picture = path.join(PICTURES, `${name}-${size}-${colorScheme}.png`);
          await page.screenshot({ path: picture, fullPage: true });
          await page.close();
          compress(picture);
          const bytes = statSync(picture).size;
          console.log(`${path.relative(ROOT, picture)}  ${Math.round(bytes / 1000)} kB`);
          if (bytes > LIMIT) throw new Error(`${picture} has more than ${LIMIT} bytes`);
        }
      }
    }
  } finally {
    await browser.close();
  }
}
