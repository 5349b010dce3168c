/** Programs from Debian's packages. The packages are downloaded and unpacked but not installed, which needs no root. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * @param places paths at which the program may be in the package
 * @param folder the demo's folder; the package is unpacked below it
 * @returns the program's path; `undefined` if apt-get does not have the package
 */
export function fromDebian(name, places, folder) {
  const below = path.join(folder, `debian-${name}`);
  mkdirSync(below);
  if (!download(name, below, []) && !download(name, below, privateLists(below))) return undefined;
  return places.map((place) => path.join(below, 'package', place)).find((place) => existsSync(place));
}

function download(name, folder, options) {
  if (options.length > 0 && run('apt-get', [...options, 'update'], folder).status !== 0) return false;
  if (run('apt-get', [...options, 'download', name], folder).status !== 0) return false;
  const file = readdirSync(folder).find((each) => each.startsWith(`${name}_`) && each.endsWith('.deb'));
  return file !== undefined && run('dpkg-deb', ['-x', file, 'package'], folder).status === 0;
}

/** Our own package lists, for a machine without lists and a user who may not fetch them. */
function privateLists(folder) {
  mkdirSync(path.join(folder, 'apt/lists/partial'), { recursive: true });
  mkdirSync(path.join(folder, 'apt/cache/archives/partial'), { recursive: true });
  return [
    '-o',
    `Dir::State::Lists=${folder}/apt/lists`,
    '-o',
    `Dir::Cache=${folder}/apt/cache`,
    '-o',
    'Debug::NoLocking=1',
  ];
}

export function run(program, argv, cwd) {
  const cwdIsFolder = statSync(cwd).isDirectory() ? cwd : '/';
  return spawnSync(program, argv, { cwd: cwdIsFolder, encoding: 'utf8' });
}
