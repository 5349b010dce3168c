import { execFile } from 'node:child_process';

import { findProgram } from '../../../files/find-program.js';
import { chooseRights, type LaunchSettings } from '../launch.js';
import { type BinfmtEntry, parseEntry } from './binfmt-entries.js';

/** Prints each entry after a line with its name, which has no line break. */
const PRINT =
  'mount -n -t binfmt_misc binfmt_misc "$0" && cd "$0" && for name in *; do echo "=$name"; cat "$name"; done';
/** Bytes. An entry has at most 2 KB. */
const MOST = 4 * 1024 * 1024;

/**
 * The machine's table of emulators where it is not mounted, as in most containers: root mounts it for a moment, in a mount namespace
 * of its own.
 *
 * @param folder an empty one, to mount it on
 * @returns `undefined` if we may not see it
 */
export async function readHiddenEntries(
  settings: LaunchSettings,
  folder: string,
): Promise<readonly BinfmtEntry[] | undefined> {
  const rights = settings.rights ?? (await chooseRights(settings));
  const unshare = findProgram('unshare', settings.path);
  if (rights === 'user-namespace' || unshare === undefined) return undefined;
  const sudo = rights === 'sudo' ? [findProgram('sudo', settings.path) ?? 'sudo', '-n', '--'] : [];
  const [program, ...args] = [...sudo, unshare, '--mount', '--propagation', 'private', 'sh', '-c', PRINT, folder];
  const options = {
    env: { PATH: settings.path, LC_ALL: 'C' },
    timeout: 10_000,
    maxBuffer: MOST,
    encoding: 'latin1',
  } as const;
  const printed = await new Promise<string | undefined>((resolve) => {
    // "cat register" fails, as it may only be written to: so the exit code says nothing.
    execFile(program, args, options, (_error, stdout) => resolve(stdout.includes('=status\n') ? stdout : undefined));
  });
  return printed?.split(/^=/m).flatMap((text) => {
    const end = text.indexOf('\n');
    return end < 0 ? [] : (parseEntry(text.slice(0, end), text.slice(end + 1)) ?? []);
  });
}
