/**
 * `npm run build`: src → lib (tsc) → dist (ncc), one self-contained ES module for each entry point.
 *
 * The bundles are committed, so they are made to be compared: two builds of the same sources are equal byte for byte, and
 * hold no path of the machine. They are not minified: main is 3.6 MB instead of 1.5 MB and starts in 0.13 s instead of
 * 0.12 s, and for that a reader can review what an action runs, a diff shows what a change did, and the stack in a bug
 * report names functions. Comments stay in lib: ncc reads those that keep a late import within the one file.
 *
 * `npm run build -- --no-check` leaves out the check of types, for who has just checked them.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

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
  const { code, assets } = await ncc(input, {
    ...{ cache: false, license: 'LICENSES', minify: false, quiet: true },
    externals: NEVER_LOADED[name] ?? [],
  });
  const folder = path.join(ROOT, 'dist', name);
  mkdirSync(folder, { recursive: true });
  // An entry without packages in it has no licences to name; package.json says that index.js is an ES module.
  const { LICENSES: licences, 'package.json': manifest, ...others } = assets;
  if (Object.keys(others).length > 0) fail(`${name}: the bundle is not one file: ${Object.keys(others).join(', ')}`);
  const text = code.toString();
  if (text.includes(ROOT)) fail(`${name}: the bundle holds the path of this checkout`);
  if ((name === 'cli') !== text.startsWith(SHEBANG)) fail(`${name}: the first line is not as it should be`);
  const file = path.join(folder, 'index.js');
  writeFileSync(file, text);
  if (name === 'cli') chmodSync(file, 0o755);
  writeFileSync(path.join(folder, 'package.json'), manifest.source);
  if (licences !== undefined) writeFileSync(path.join(folder, 'LICENSES'), licences.source);
  const size = (readFileSync(file).length / 1e6).toFixed(2);
  console.log(`dist/${name}/index.js  ${size} MB`);
}
