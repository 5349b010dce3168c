import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A copy of the project in `node-project/`: some 520 packages of a bundler, a linter and a test runner, installed by `npm
 * ci`, a build that uses them, and an image of both.
 *
 * @param {string} folder where the copy goes
 */
export function nodeProject(folder) {
  cpSync(join(import.meta.dirname, 'node-project'), folder, { recursive: true });
  return folder;
}

/** Changes the source file in a new way at each call. */
export function changeSource(project) {
  writeFileSync(join(project, 'src/greeting.js'), `export const greeting = 'hello ${process.hrtime.bigint()}';\n`);
}
