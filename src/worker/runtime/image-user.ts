import { readFile } from 'node:fs/promises';

import { UserError } from '../../errors.js';
import { openInRoot } from '../../files/open-in-root.js';
import { MAX_ACCOUNT_FILE } from '../../layer/users/passwd.js';
import { resolveProcessUser, type ProcessUser } from '../../layer/users/process-user.js';
import { TooManyLinks } from '../../text/resolve-path.js';

/**
 * The user that a step runs as: USER, looked up in the image that is mounted at `rootfs`.
 *
 * @throws UserError for a name that the image does not know, or an account file that cannot be read as one
 */
export async function imageUser(rootfs: string, spec: string): Promise<ProcessUser> {
  const [passwd, group] = [await accountFile(rootfs, '/etc/passwd'), await accountFile(rootfs, '/etc/group')];
  return resolveProcessUser(spec, { passwd, group });
}

/**
 * If there is none, or a device instead, BuildKit continues as if it were empty. A directory makes runc fail. The content of a layer may
 * still be coming, and nobody would bring it while we wait for it: so it is read in another thread.
 *
 * @returns the text, for whoever needs it
 */
async function accountFile(rootfs: string, path: string): Promise<() => string | undefined> {
  const found = foundFile(rootfs, path);
  if (found === undefined) return () => undefined;
  const { held } = found;
  try {
    if (held.stats.isDirectory()) return refuse(`the image's ${path} is a directory`);
    if (!held.stats.isFile()) return () => undefined;
    if (held.stats.size > MAX_ACCOUNT_FILE)
      return refuse(`the image's ${path} is larger than ${MAX_ACCOUNT_FILE} bytes`);
    const text = await readFile(held.path, 'utf8');
    return () => text;
  } finally {
    held.close();
  }
}

function foundFile(rootfs: string, path: string): ReturnType<typeof openInRoot> | undefined {
  try {
    const found = openInRoot(rootfs, path, { followLast: true });
    if (found.kind === 'found') return found;
    found.held.close();
    return undefined;
  } catch (error) {
    if (error instanceof TooManyLinks) return undefined;
    throw error;
  }
}

function refuse(message: string): () => never {
  return () => {
    throw new UserError(message);
  };
}
