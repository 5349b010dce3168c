import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A copy of the project in `node-project/`: a bundler's, a linter's and a test runner's packages, some 520, installed by
 * `npm ci`, a build on them, and an image of both.
 *
 * @param {string} folder where it is put
 */
export function nodeProject(folder) {
  cpSync(join(import.meta.dirname, 'node-project'), folder, { recursive: true });
  return folder;
}

/** Another source file than all before it. */
export function changeSource(project) {
  writeFileSync(join(project, 'src/greeting.js'), `export const greeting = 'hello ${process.hrtime.bigint()}';\n`);
}
