/**
 * `npm run build`: src → lib (tsc) → dist (ncc), self-contained ES modules for each entry point: `index.js`, and files with
 * numbers for what it imports late. A late import is read when it is used, so that a start reads little.
 *
 * The bundles are committed, so they are made to be compared: two builds of the same sources are equal byte for byte, and
 * hold no path of the machine. They are not minified: a reader can review what an action runs, a diff shows what a change
 * did, and the stack in a bug report names functions. Comments stay in lib: some tell ncc which imports are not its own.
 *
 * `npm run build -- --no-check` leaves out the check of types, for who has just checked them.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { licencesOf } from './bundle-licences.mjs';

const require = createRequire(import.meta.url);
const ncc = require('@vercel/ncc');

const ROOT = path.resolve(fileURLToPath(import.meta.url), '../..');

/** Folder in dist → entry point in src. */
const ENTRIES = {
  main: 'action/main',
  post: 'action/post',
  merge: 'action/merging/main',
  bake: 'action/baking/main',
  artifacts: 'action/notes/artifact-client',
  sigstore: 'signing/sigstore',
  s3: 'objects/s3/s3-store',
  azblob: 'objects/azblob/azblob-store',
  cli: 'cli/main',
  worker: 'worker/main',
  supervisor: 'app/containers/supervisor-main',
};

/**
 * Packages that an entry's bundle names and never loads. `p-map`: for the disk cache of npm's HTTP client, which has none here. `open`:
 * for logins in a browser.
 */
const NEVER_LOADED = { sigstore: ['p-map'], azblob: ['open'] };

/** The bundle itself, what it loads when it is used, and what kind of module they are. */
const PART = /^(?:index\.js|\d+\.index\.js|package\.json)$/;

const SHEBANG = '#!/usr/bin/env node\n';

function fail(message) {
  console.error(`build: ${message}`);
  process.exit(1);
}

for (const entry of Object.values(ENTRIES)) {
  if (!existsSync(path.join(ROOT, 'src', `${entry}.ts`))) fail(`src/${entry}.ts is missing`);
}

rmSync(path.join(ROOT, 'lib'), { recursive: true, force: true });
const tsc = spawnSync(
  process.execPath,
  [
    path.join(ROOT, 'node_modules/typescript-7/bin/tsc'),
    ...['-p', 'tsconfig.build.json', '--removeComments', 'false'],
    ...(process.argv.includes('--no-check') ? ['--noCheck'] : []),
  ],
  {
    cwd: ROOT,
    stdio: 'inherit',
  },
);
if (tsc.status !== 0) fail('tsc failed');

rmSync(path.join(ROOT, 'dist'), { recursive: true, force: true });
for (const [name, entry] of Object.entries(ENTRIES)) {
  await bundle(name, path.join(ROOT, 'lib', `${entry}.js`));
}

async function bundle(name, input) {
  const { code, assets, stats } = await ncc(input, {
    ...{ cache: false, minify: false, quiet: true },
    externals: NEVER_LOADED[name] ?? [],
  });
  const folder = path.join(ROOT, 'dist', name);
  mkdirSync(folder, { recursive: true });
  const text = code.toString();
  if ((name === 'cli') !== text.startsWith(SHEBANG)) fail(`${name}: the first line is not as it should be`);
  // package.json says that all of them are ES modules.
  const { 'package.json': manifest, ...parts } = assets;
  const files = Object.entries({ 'index.js': { source: text }, ...parts, 'package.json': manifest });
  for (const [file, { source }] of files) {
    if (!PART.test(file)) fail(`${name}: ${file} is no part of a bundle`);
    if (source.includes(ROOT)) fail(`${name}: ${file} holds the path of this checkout`);
    writeFileSync(path.join(folder, file), compiledAtOnce(String(source)));
  }
  if (name === 'cli') chmodSync(path.join(folder, 'index.js'), 0o755);
  const licences = licencesOf(stats.compilation);
  // An entry without packages in it has no licences to name.
  if (licences !== '') writeFileSync(path.join(folder, 'LICENSES'), licences);
  const sizes = files.map(([, { source }]) => source.length);
  const [first, all] = [sizes[0], sizes.reduce((sum, size) => sum + size, 0)].map((size) => (size / 1e6).toFixed(2));
  console.log(`dist/${name}/index.js  ${first} MB, with what it loads later ${all} MB`);
}

/**
 * V8 compiles a function at once if it stands in parentheses, since it is about to be called. Of arrow functions it does not expect
 * that: it would parse each module twice. Webpack writes a module as an arrow function only where that is the same.
 */
function compiledAtOnce(text) {
  return text.replace(/^(\/\*{3}\/) \(\(([^()]*)\) => \{$/gm, '$1 (function($2) {');
}
