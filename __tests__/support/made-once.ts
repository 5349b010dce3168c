import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const REPOSITORY = join(import.meta.dirname, '..', '..');
const CACHE = join(REPOSITORY, '.cache');

/**
 * A folder below `.cache/` that is made once and then kept. Test files run side by side, so the maker holds a lock; what
 * it leaves only gets its final name when it is whole.
 *
 * @param name path below `.cache/` that names the content, e.g. with a hash of what it is made from
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const final = join(CACHE, name);
  const lock = `${final}.lock`;
  await mkdir(dirname(final), { recursive: true });
  while (!(await exists(final))) {
    if (!(await lockTaken(lock))) {
      await sleep(200);
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
  return final;
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
