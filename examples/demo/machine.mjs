/* global performance */
/** A machine that has nothing: one build by the command line, with a folder of its own, and the cache that other machines left. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));

/**
 * @param {{ folder: string, name: string, project: string, image: string, mirrors: readonly string[], searchPath: string }} machine
 *   `folder` outlives the machine; `searchPath` has the container runtime
 * @returns the report of the build, its file, and how long the command took, in milliseconds
 */
export async function buildOnFreshMachine({ folder, name, project, image, mirrors, searchPath }) {
  const report = path.join(folder, `${name}.json`);
  const cache = path.join(folder, 'cache');
  const argv = ['build', '--root', path.join(folder, `machine-${name}`), '--tag', image, '--push'];
  argv.push('--cache-from', `type=local,src=${cache}`, '--cache-to', `type=local,dest=${cache},mode=max`);
  argv.push('--report', report, ...mirrors.flatMap((url) => ['--registry-mirror', url]), project);
  const started = performance.now();
  const code = await run(argv, searchPath);
  const durationMs = performance.now() - started;
  if (code !== 0) throw new Error(`the build failed (${code})`);
  return { file: report, report: JSON.parse(readFileSync(report, 'utf8')), durationMs };
}

/** Makes a page of the last report, compared with those before. */
export async function makePage(files, page, searchPath) {
  const code = await run(['report', ...files, '--html', page], searchPath, 'ignore', 'ignore');
  if (code !== 0) throw new Error(`the page could not be made (${code})`);
}

function run(argv, searchPath, output = 'inherit', errors = 'inherit') {
  // As a person runs it, also in a job: the demo is not an Action.
  const env = { ...process.env, PATH: searchPath, GITHUB_ACTIONS: '', LAYER_BUILD_ROOT: '' };
  const child = spawn(process.execPath, [PROGRAM, ...argv], {
    env,
    stdio: ['ignore', output, errors],
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
}
