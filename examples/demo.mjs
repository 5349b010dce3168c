/**
 * `npm run demo`: builds a Node project three times, each time on a machine that has nothing, with a cache in a folder between them, and pushes the image. At
 * its end it says how long each build took, and why steps ran. It needs Node, and Debian's apt if Docker Hub does not answer; nothing has
 * to be installed from npm before. If npm's registry does not answer, it builds a small web site instead.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { provideBase } from './demo/base-images.mjs';
import { causeSentence, openPage, timesTable } from './demo/ending.mjs';
import { buildOnFreshMachine, makePage } from './demo/machine.mjs';
import { npmRegistryAnswers } from './demo/npm.mjs';
import { startRegistry } from './demo/registry.mjs';
import { rightsForRun } from './demo/rights.mjs';
import { pathWithRuntime } from './demo/runtime.mjs';

const PROJECTS = {
  node: { base: ['node', 'lts-slim'], edited: 'src/greeting.ts', edit: '// A comment that was added.\n' },
  web: { base: ['busybox', 'stable'], edited: 'pages/index.txt', edit: 'This line was added.\n' },
};

const { rights, missing } = rightsForRun();
if (missing.length > 0) {
  console.error(missing.join('\n'));
  process.exitCode = 1;
} else {
  await demonstrate();
}

async function demonstrate() {
  const folder = mkdtempSync(path.join(tmpdir(), 'layer-build-demo-'));
  const page = path.join(folder, 'report.html');
  const work = path.join(folder, 'work');
  mkdirSync(work);
  const registry = await startRegistry();
  try {
    const name = npmRegistryAnswers() ? 'node' : 'web';
    const { base: image, edited, edit } = PROJECTS[name];
    const searchPath = pathWithRuntime(work, process.env.PATH);
    const base = await provideBase(...image, work, registry);
    console.log(`Project:    examples/${name}${name === 'web' ? ", since npm's registry does not answer" : ''}`);
    console.log(`Base image: ${base.about}`);
    console.log(`RUN steps:  ${rights}`);

    const project = path.join(work, 'project');
    cpSync(fileURLToPath(new URL(name, import.meta.url)), project, { recursive: true });
    const builds = [];
    const build = async (title) => {
      console.log(`\n=== ${title} ===\n`);
      const machine = {
        folder: work,
        name: String(builds.length + 1),
        project,
        image: `${registry.host}/example/app:latest`,
        mirrors: base.mirrors,
        searchPath,
      };
      builds.push({ title, ...(await buildOnFreshMachine(machine)) });
    };
    await build('cold');
    await build('nothing changed');
    appendFileSync(path.join(project, edited), edit);
    await build('one file changed');

    const files = builds.map(({ file }) => file);
    await makePage(files, page, searchPath);
    console.log('\n=== Three machines that had nothing, with a cache in a folder between them ===\n');
    console.log(timesTable(builds));
    console.log(causeSentence(builds.at(-1).report));
    console.log(openPage(page) ? `The report is in your browser: ${page}` : `The report, for a browser: ${page}`);
  } catch (error) {
    console.error(`demo: ${error.message}`);
    process.exitCode = 1;
  } finally {
    registry.close();
    remove(process.exitCode === undefined ? work : folder);
  }
}

/** If steps ran with sudo, their files belong to root. In a user namespace they belong to ids of the user's range. */
function remove(folder) {
  for (const before of [[], ['sudo', '-n'], ['unshare', '--map-root-user', '--map-auto']]) {
    const [program, ...argv] = [...before, 'rm', '-rf', '--', folder];
    if (spawnSync(program, argv, { stdio: 'ignore' }).status === 0) return;
  }
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    console.error(`demo: ${folder} could not be removed: ${error.message}`);
  }
}
