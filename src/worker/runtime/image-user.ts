import { UserError } from '../../errors.js';
import { readInRoot } from '../../files/read-in-root.js';
import { MAX_ACCOUNT_FILE } from '../../layer/users/passwd.js';
import { resolveProcessUser, type ProcessUser } from '../../layer/users/process-user.js';

/**
 * Whom a step runs as: USER, looked up in the image that is mounted at `rootfs`.
 *
 * @throws UserError for a name that the image does not know, or an account file that cannot be one
 */
export function imageUser(rootfs: string, spec: string): ProcessUser {
  return resolveProcessUser(spec, {
    passwd: () => accountFile(rootfs, '/etc/passwd'),
    group: () => accountFile(rootfs, '/etc/group'),
  });
}

/** Where there is none, or a device in its place, BuildKit goes on as if it were empty. A directory makes runc fail. */
function accountFile(rootfs: string, path: string): string | undefined {
  const file = readInRoot(rootfs, path, MAX_ACCOUNT_FILE);
  switch (file.kind) {
    case 'file':
      return file.bytes.toString('utf8');
    case 'absent':
      return undefined;
    case 'directory':
      throw new UserError(`the image's ${path} is a directory`);
    case 'tooLarge':
      throw new UserError(`the image's ${path} is larger than ${MAX_ACCOUNT_FILE} bytes`);
  }
}
