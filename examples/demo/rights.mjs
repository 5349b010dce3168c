/** What this user may do: RUN steps need one of three things. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';

/**
 * @returns how RUN steps get their rights, as a phrase, and lines that say what is missing if they cannot have them
 */
export function rightsForRun() {
  if (process.platform !== 'linux') {
    return { missing: ['RUN steps need Linux. On this system, layer-build builds Dockerfiles without RUN.'] };
  }
  if (process.getuid() === 0) return { rights: 'as root', missing: [] };
  if (spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0) {
    return { rights: 'by sudo, which asks for no password', missing: [] };
  }
  const { username, uid } = userInfo();
  const missing = [];
  for (const file of ['/etc/subuid', '/etc/subgid']) {
    if (!hasRange(file, username, uid)) missing.push(`${file} has no range of ids for ${username}.`);
  }
  const tools = ['newuidmap', 'newgidmap'].filter((name) => !isOnPath(name));
  if (tools.length > 0) missing.push(`There is no ${tools.join(' and no ')}.`);
  if (missing.length === 0) return { rights: 'without root, in a user namespace', missing };
  return {
    missing: [
      `${username} is not root, has no sudo without a password, and may not use a range of ids. So RUN steps cannot run:`,
      ...missing.map((line) => `  ${line}`),
      'An administrator can change that once:',
      `  sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${username}`,
      ...(tools.length > 0 ? ['  sudo apt-get install uidmap'] : []),
    ],
  };
}

function hasRange(file, username, uid) {
  if (!existsSync(file)) return false;
  return readFileSync(file, 'utf8')
    .split('\n')
    .some((line) => [username, String(uid)].includes(line.split(':')[0]));
}

function isOnPath(name) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(path.join(folder, name)));
}
