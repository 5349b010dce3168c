// npm test: prepares the machine, runs all tests, and ends with a line of counts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canInstall, missingPackages, setUpTestMachine } from './setup-test-machine.mjs';
import { testByDriver } from './tests-by-driver.mjs';

const repository = join(import.meta.dirname, '..');

/** The tests that start no other programs, and all others. They are Vitest's projects. */
const [WITHOUT_PROGRAMS, OTHERS] = [
  ['unit', 'mocking'],
  ['system', 'alone', 'programs'],
].map((names) => names.flatMap((name) => ['--project', name]));

if (!existsSync(join(repository, 'dist/cli/index.js'))) {
  process.stderr.write('dist/ is not built: npm run build\n');
  process.exit(1);
}
const vitest = join(repository, 'node_modules/vitest/vitest.mjs');
const counts = { passed: 0, failed: 0, skipped: 0 };
const given = process.argv.slice(2);

// Packages come while the tests run that need none of them.
const isLate = given.length === 0 && missingPackages().length > 0 && canInstall();
const setUp = setUpTestMachine((text) => process.stdout.write(text));
if (isLate) await runTests(WITHOUT_PROGRAMS);
const missing = await setUp;
if (missing.length > 0) {
  process.stderr.write(
    `The tests need Debian packages that are not installed: ${missing.join(' ')}\n` +
      `Install them with: sudo apt-get install --no-install-recommends ${missing.join(' ')}\n` +
      'or run npm test as root. For the tests that need no packages: npm run test:unit\n',
  );
  process.exit(1);
}
if (process.getuid?.() !== 0) {
  process.stdout.write('Not root: tests that mount, make users or start daemons are skipped.\n');
}

// Whoever asks for some tests gets these alone. Output of what runs beside the others comes after theirs.
const later = [];
const testDriver = (driver, files, env) => {
  later.push(`\nThe same tests with --storage-driver ${driver}:\n`);
  return runTests(files, env, (text) => later.push(text));
};
const [lacking] = await Promise.all([
  given.length === 0 ? testByDriver(testDriver) : [],
  runTests(isLate ? OTHERS : given),
]);
process.stdout.write(later.join(''));
if (lacking.length > 0) process.stdout.write(`Not here, so not tested again: ${lacking.join(', ')}\n`);
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** @param show gets what the tests print, instead of the terminal */
async function runTests(args, env = {}, show = undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'layer-build-results-'));
  const results = join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const run = spawn(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: repository,
    stdio: ['ignore', ...(show === undefined ? ['inherit', 'inherit'] : ['pipe', 'pipe'])],
    env: { ...process.env, ...env },
  });
  for (const stream of [run.stdout, run.stderr]) stream?.setEncoding('utf8').on('data', show);
  const [code] = await once(run, 'close');
  let failed;
  try {
    const report = JSON.parse(readFileSync(results, 'utf8'));
    // A file that could not be loaded has no tests to fail, so it counts as one failure of its own.
    const unloaded = report.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    failed = report.numFailedTests + unloaded;
    counts.passed += report.numPassedTests;
    counts.skipped += report.numPendingTests + (report.numTodoTests ?? 0);
  } catch (error) {
    process.stderr.write(`vitest left no results: ${error.message}\n`);
    failed = 1;
  }
  rmSync(folder, { recursive: true, force: true });
  // Errors outside any test (an unhandled rejection) fail the run even if every test passed.
  counts.failed += code !== 0 && failed === 0 ? 1 : failed;
}
