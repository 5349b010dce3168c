/**
 * `npm run demo`: builds examples/web twice, with a page changed in between, and prints the job summaries. It runs the
 * action's own entry points as GitHub's runner does. It needs Node, and Debian's apt if no registry can be reached; nothing
 * from npm.
 */
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { provideBusybox } from './demo-base.mjs';
import { pathWithRuntime } from './demo-runtime.mjs';

const ROOT = path.resolve(fileURLToPath(import.meta.url), '../..');

const folder = mkdtempSync(path.join(tmpdir(), 'layer-build-demo-'));
let base;
let searchPath;
try {
  searchPath = pathWithRuntime(folder, process.env.PATH);
  const baseFolder = path.join(folder, 'base');
  mkdirSync(baseFolder);
  base = await provideBusybox(baseFolder);
  const workspace = path.join(folder, 'workspace');
  cpSync(path.join(ROOT, 'examples/web'), workspace, { recursive: true });

  const jobs = [await runJob('first', workspace, base.mirrors)];
  if (jobs[0].status === 0) {
    appendFileSync(path.join(workspace, 'pages/index.txt'), 'This line was added.\n');
    jobs.push(await runJob('second', workspace, base.mirrors));
  }

  const titles = ['The first run, on a machine that has nothing', 'The second run, after pages/index.txt was changed'];
  for (const [index, { summary }] of jobs.entries()) printSummary(titles[index], summary);
  const failed = jobs.find(({ status }) => status !== 0);
  if (failed !== undefined) throw new Error(`the build of the ${failed.name} run failed (exit code ${failed.status})`);
} catch (error) {
  console.error(`demo: ${error.message}`);
  process.exitCode = 1;
} finally {
  base?.close();
  removeFolder();
}

/** If steps ran with sudo, their files belong to root. */
function removeFolder() {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    const removed = spawnSync('sudo', ['-n', 'rm', '-rf', '--', folder]);
    if (removed.status !== 0) console.error(`demo: ${folder} could not be removed: ${error.message}`);
  }
}

/** One job with one step that uses the action: main, then post. Returns main's exit code and the job summary. */
async function runJob(name, workspace, mirrors) {
  console.log(`\n=== ${name} run ===`);
  const temp = path.join(folder, `${name}-job`);
  mkdirSync(temp);
  const files = Object.fromEntries(
    ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'].map((file) => [`GITHUB_${file}`, path.join(temp, file)]),
  );
  for (const file of Object.values(files)) writeFileSync(file, '');
  const env = {
    PATH: searchPath,
    ...pick(
      'HOME',
      'USER',
      'LANG',
      'TMPDIR',
      'XDG_RUNTIME_DIR',
      'HTTP_PROXY',
      'HTTPS_PROXY',
      'NO_PROXY',
      'http_proxy',
      'https_proxy',
      'no_proxy',
      'NODE_EXTRA_CA_CERTS',
    ),
    ...files,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'example/web',
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
    INPUT_CONTEXT: '.',
    INPUT_TAGS: 'example/web:latest',
    'INPUT_REGISTRY-MIRRORS': mirrors.join('\n'),
    // On GitHub, a job gets its step cache from the cache service. There is none here, so the folder is kept instead.
    INPUT_ROOT: path.join(folder, 'root'),
  };
  const status = await runEntry('main', workspace, env);
  const state = readCommandFile(files.GITHUB_STATE).map(([key, value]) => [`STATE_${key}`, value]);
  await runEntry('post', workspace, { ...env, ...Object.fromEntries(state) });
  return { name, status, summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') };
}

function pick(...names) {
  return Object.fromEntries(
    names.filter((name) => process.env[name] !== undefined).map((name) => [name, process.env[name]]),
  );
}

function runEntry(entry, cwd, env) {
  const script = path.join(ROOT, 'dist', entry, 'index.js');
  const child = spawn(process.execPath, [script], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', (line) => {
    // GitHub's runner folds groups and hides the commands around untrusted output.
    if (/^::(?:endgroup|stop-commands|[0-9a-f-]{36})::/.test(line)) return;
    console.log(line.replace(/^::group::/, '').replaceAll('%25', '%'));
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal === null ? code : signal));
  });
}

/** Reads `KEY<<DELIMITER`, lines, `DELIMITER`: the form in which an action writes state and outputs. */
function readCommandFile(file) {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^(.+)<<(.+)\n([\s\S]*?)\n\2$/gm)].map(([, key, , value]) => [key, value]);
}

/** Prints the Markdown without the parts that only a browser shows. */
function printSummary(title, markdown) {
  const text = markdown.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
  console.log(`\n=== ${title} ===\n\n${text.trimEnd()}`);
}
