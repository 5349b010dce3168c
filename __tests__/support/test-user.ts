import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CommandOptions, type CommandResult, must, plainEnvironment, run } from './command.js';
import { removeTree } from './temporary-folder.js';

export interface TestUserRights {
  /** `sudo -n` works, as on GitHub's runners. */
  readonly sudo?: boolean;
  /** The user has ranges in /etc/subuid and /etc/subgid, as on a Debian desktop. */
  readonly subordinateIds?: boolean;
}

/** An ordinary user of this machine for the time of a test. */
export interface TestUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  /** @param options.hidden programs that this one is not to find in any of the system's folders */
  run(
    argv: readonly string[],
    options?: CommandOptions & { readonly hidden?: readonly string[] },
  ): Promise<CommandResult>;
  remove(): Promise<void>;
}

/** Covers each program named in the first argument, in a mount namespace of its own, and becomes the rest. */
const HIDE = `
for program in $1; do
  for folder in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin; do
    if [ -e $folder/$program ]; then /bin/mount --bind /dev/null $folder/$program; fi
  done
done
shift
exec "$@"`;

/** Makes the user by Debian's `useradd`; needs root. The caller removes it. */
export async function makeTestUser(rights: TestUserRights): Promise<TestUser> {
  const name = `lbtest${process.pid}x${Math.floor(Math.random() * 1e6)}`;
  const home = join('/tmp', `home-${name}`);
  // Debian's useradd gives ranges by itself, where the tables exist.
  const ranges = rights.subordinateIds === true ? [] : ['-K', 'SUB_UID_COUNT=0', '-K', 'SUB_GID_COUNT=0'];
  await must(['touch', '/etc/subuid', '/etc/subgid']);
  await must([
    'useradd',
    ...ranges,
    '--no-create-home',
    '--home-dir',
    home,
    '--shell',
    '/bin/sh',
    '--user-group',
    name,
  ]);
  await mkdir(home);
  const [uid = '', gid = ''] = (await must(['sh', '-c', `id -u ${name}; id -g ${name}`])).trim().split('\n');
  await must(['chown', `${name}:${name}`, home]);
  const rule = `/etc/sudoers.d/${name}`;
  if (rights.sudo === true) {
    await writeFile(rule, `${name} ALL=(ALL) NOPASSWD: ALL\n`);
    await chmod(rule, 0o440);
  }
  return {
    name,
    uid: Number(uid),
    gid: Number(gid),
    home,
    // setpriv drops the caller's groups and capabilities, which spawn's uid and gid alone do not. It is named by its path
    // because the PATH that the program is to get may be empty.
    run: (argv, { hidden = [], ...options } = {}) => {
      const asUser = ['/usr/bin/setpriv', '--reuid', uid, '--regid', gid, '--init-groups', '--inh-caps=-all', ...argv];
      const hiding = ['/usr/bin/unshare', '--mount', '/bin/sh', '-euc', HIDE, 'hide', hidden.join(' ')];
      return run(hidden.length === 0 ? asUser : [...hiding, ...asUser], {
        cwd: home,
        ...options,
        env: plainEnvironment({ HOME: home, USER: name, ...options.env }),
      });
    },
    async remove() {
      // A build that hangs on would keep the user busy; it is this user's alone.
      await run(['sh', '-c', `for p in $(ps -o pid= -u ${name}); do kill -9 $p; done`]);
      await must(['userdel', name]);
      await removeTree(rule);
      await removeTree(home);
    },
  };
}
