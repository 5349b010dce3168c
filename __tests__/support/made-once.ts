import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const REPOSITORY = join(import.meta.dirname, '..', '..');

/** Not in the repository: every clone of it on this machine uses the same. */
const CACHE =
  process.env['LAYER_BUILD_TEST_CACHE'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'layer-build-test');

/** What was not used for so long goes when another of its kind is made. */
const KEPT_MS = 14 * 24 * 3600 * 1000;

/**
 * A folder of this machine that is made once and then kept, below `$LAYER_BUILD_TEST_CACHE` or `~/.cache/layer-build-test`.
 *
 * @param name path that names the content, e.g. with a hash of what it is made from
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const final = join(CACHE, name);
  await makeOnce(final, async (folder) => {
    await dropUnused(dirname(final));
    await make(folder);
  });
  const now = new Date();
  await utimes(final, now, now);
  return final;
}

/**
 * Makes a folder unless it is there. Test files run side by side, so the maker holds a lock; what it leaves only gets its final
 * name when it is whole.
 */
export async function makeOnce(final: string, make: (folder: string) => Promise<void>): Promise<void> {
  const lock = `${final}.lock`;
  await mkdir(dirname(final), { recursive: true });
  while (!(await exists(final))) {
    if (!(await lockTaken(lock))) {
      await sleep(50);
      continue;
    }
    try {
      if (await exists(final)) break;
      const unfinished = `${final}.unfinished`;
      await rm(unfinished, { recursive: true, force: true });
      await mkdir(unfinished);
      await make(unfinished);
      await rename(unfinished, final);
    } finally {
      await rm(lock, { force: true });
    }
  }
}

async function dropUnused(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/\.(?:lock|unfinished)$/.test(name)) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > KEPT_MS) await rm(path, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The lock names its holder, so that one whose process is gone is not waited for. */
async function lockTaken(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (holder > 0 && !(await exists(`/proc/${holder}`))) await rm(lock, { force: true });
    return false;
  }
}
