import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

import { UserError } from '../../errors.js';
import { resolveInRoot } from '../../files/resolve-in-root.js';

export interface ImageUser {
  readonly uid: number;
  readonly gid: number;
  /** Supplementary groups; the kernel is given these and nothing else. */
  readonly groups: readonly number[];
  readonly home: string;
}

interface PasswdLine {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** An id larger than any that the tools around images take. */
const MAX_ID = 2 ** 31 - 1;
const MAX_FILE = 10 * 1024 * 1024;

/**
 * Resolves USER against the image in `rootfs`, as BuildKit does: `user`, `uid`, `user:group` in any mix; the empty text is
 * root. Two numbers are taken as they are. A number without a line in /etc/passwd has group 0. Supplementary groups come from
 * /etc/group, for a user that has a line in /etc/passwd and when no group was given.
 *
 * @throws UserError for a name that the image does not know
 */
export function resolveUser(rootfs: string, spec: string): ImageUser {
  const passwd = readTable(rootfs, '/etc/passwd').flatMap(passwdLine);
  const fixed = /^(root|\d+):(root|\d+)$/.exec(spec);
  if (fixed !== null) {
    const [uid, gid] = [number(fixed[1] === 'root' ? '0' : fixed[1]), number(fixed[2] === 'root' ? '0' : fixed[2])];
    if (uid !== undefined && gid !== undefined) return { uid, gid, groups: [gid], home: homeOf(passwd, uid) };
  }
  const [userPart = '', groupPart = ''] = (spec === '' ? '0' : spec).split(':');
  const user = findUser(passwd, userPart);
  if (groupPart !== '') {
    const gid = findGroup(rootfs, groupPart);
    return { uid: user.uid, gid, groups: [gid], home: homeOf(passwd, user.uid) };
  }
  const member = user.name;
  const others =
    member === undefined
      ? []
      : readTable(rootfs, '/etc/group')
          .flatMap(groupLine)
          .filter((group) => group.members.includes(member))
          .map((group) => group.gid);
  return {
    uid: user.uid,
    gid: user.gid,
    groups: others.includes(user.gid) ? others : [user.gid, ...others],
    home: homeOf(passwd, user.uid),
  };
}

function findUser(
  passwd: readonly PasswdLine[],
  wanted: string,
): { readonly name?: string; readonly uid: number; readonly gid: number } {
  const uid = /^-?\d+$/.test(wanted) ? number(wanted) : undefined;
  if (uid === undefined && /^-?\d+$/.test(wanted)) throw new UserError(`USER ${wanted}: the number is out of range`);
  const found = passwd.find((line) =>
    uid === undefined ? line.name === (wanted === '' ? 'root' : wanted) : line.uid === uid,
  );
  if (found !== undefined) return found;
  if (uid !== undefined) return { uid, gid: 0 };
  if (wanted === '') return { uid: 0, gid: 0 };
  throw new UserError(`unable to find user ${wanted}: the image's /etc/passwd has no such entry`, {
    hint: 'Create it in an earlier RUN (adduser, useradd), or use a number.',
  });
}

function findGroup(rootfs: string, wanted: string): number {
  if (/^-?\d+$/.test(wanted)) {
    const gid = number(wanted);
    if (gid === undefined) throw new UserError(`USER with group ${wanted}: the number is out of range`);
    return gid;
  }
  const found = readTable(rootfs, '/etc/group')
    .flatMap(groupLine)
    .find((group) => group.name === wanted);
  if (found !== undefined) return found.gid;
  throw new UserError(`unable to find group ${wanted}: the image's /etc/group has no such entry`, {
    hint: 'Create it in an earlier RUN (addgroup, groupadd), or use a number.',
  });
}

/** As runc: the home of the first line with that uid, else the root directory. */
function homeOf(passwd: readonly PasswdLine[], uid: number): string {
  const home = passwd.find((line) => line.uid === uid)?.home;
  return home === undefined || home === '' ? '/' : home;
}

function number(text: string | undefined): number | undefined {
  const value = Number(text);
  return text !== undefined && text !== '' && Number.isInteger(value) && value >= 0 && value <= MAX_ID
    ? value
    : undefined;
}

function passwdLine(line: string): readonly PasswdLine[] {
  const [name = '', , uid, gid, , home = ''] = line.split(':');
  const ids = [number(uid), number(gid)] as const;
  return name === '' || ids[0] === undefined ? [] : [{ name, uid: ids[0], gid: ids[1] ?? 0, home }];
}

function groupLine(line: string): readonly { name: string; gid: number; members: readonly string[] }[] {
  const [name = '', , gid, members = ''] = line.split(':');
  const id = number(gid);
  return name === '' || id === undefined ? [] : [{ name, gid: id, members: members.split(',') }];
}

/** Lines of a table of the image; none where there is no such file. A directory in its place is too much for runc. */
function readTable(rootfs: string, path: string): readonly string[] {
  let fd: number;
  try {
    fd = openSync(resolveInRoot(rootfs, path), constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch {
    return [];
  }
  try {
    const stats = fstatSync(fd);
    if (stats.isDirectory()) throw new UserError(`the image's ${path} is a directory`);
    if (!stats.isFile()) return [];
    if (stats.size > MAX_FILE) throw new UserError(`the image's ${path} is larger than ${MAX_FILE} bytes`);
    return readFileSync(fd, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
  } finally {
    closeSync(fd);
  }
}
