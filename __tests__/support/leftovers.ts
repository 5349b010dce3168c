import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/**
 * What a build may not leave behind on this machine: mounts in any mount namespace and processes. They are recognised by a folder
 * that only that build used: in a mount, a command line, the environment, the working directory or an open file.
 *
 * @returns one line for each, for a test's message
 */
export function leftovers(folder: string): string[] {
  const found = new Set<string>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (Number(pid) === process.pid || isZombie(pid)) continue;
    for (const mount of contentOf(`/proc/${pid}/mountinfo`).split('\n')) {
      if (mount.includes(folder)) found.add(`mount: ${mount}`);
    }
    if (belongsTo(pid, folder)) {
      found.add(`process ${pid}: ${contentOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').slice(0, 200)}`);
    }
  }
  return [...found].sort();
}

function belongsTo(pid: string, folder: string): boolean {
  const texts = ['cmdline', 'environ'].map((name) => contentOf(`/proc/${pid}/${name}`));
  const links = ['cwd', 'root', 'exe'].map((name) => targetOf(`/proc/${pid}/${name}`));
  for (const file of namesIn(`/proc/${pid}/fd`)) links.push(targetOf(`/proc/${pid}/fd/${file}`));
  return [...texts, ...links].some((text) => text.includes(folder));
}

/** Processes come and go while this reads. */
function contentOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function targetOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function isZombie(pid: string): boolean {
  return /^\d+ \(.*\) Z /s.test(contentOf(`/proc/${pid}/stat`));
}
