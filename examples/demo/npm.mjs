/** The npm of this machine: whether it reaches a registry, and where it is. */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** @returns the path of npm-cli.js; `undefined` if this machine has no npm */
export function npmProgram() {
  const folders = [path.dirname(process.execPath), ...(process.env.PATH ?? '').split(':')];
  const found = folders.map((folder) => path.join(folder, 'npm')).find((file) => existsSync(file));
  if (found === undefined) return undefined;
  const program = realpathSync(found);
  return path.basename(program) === 'npm-cli.js' ? program : undefined;
}

/** Whether a package can be had, by the settings that the user has for npm. */
export function npmRegistryAnswers() {
  const program = npmProgram();
  if (program === undefined) return false;
  const argv = [program, 'view', 'express', 'version', '--fetch-retries=0', '--fetch-timeout=5000'];
  return spawnSync(process.execPath, argv, { timeout: 15_000, stdio: 'ignore', cwd: '/' }).status === 0;
}
