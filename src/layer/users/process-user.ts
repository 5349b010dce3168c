import { UserError } from '../../errors.js';
import type { FileOwner } from './file-owner.js';
import { decimal, NO_ID, parseGroup, parsePasswd, type GroupEntry, type PasswdEntry } from './passwd.js';

/** Identity of a process that runs in an image. */
export interface ProcessUser extends FileOwner {
  /** All of its groups, `gid` among them. */
  readonly groups: readonly number[];
  readonly home: string;
}

/** Gives the text of an account file when it is needed; undefined where the image has none. */
export interface AccountFiles {
  passwd(): string | undefined;
  group(): string | undefined;
}

/** The largest number that is looked up; as moby/sys/user's `parseNumeric`. */
const MAX_LOOKED_UP = 0x7fffffff;

/**
 * The process that a value of USER describes, as BuildKit's `executor/oci/user.go` and moby/sys/user's `GetExecUser` find it:
 * - Two numbers of 32 bits, or `root`, are taken as they are.
 * - Anything else is looked up. A number then has 31 bits; one without a line in /etc/passwd has group 0.
 * - The empty text is 0, and so is an empty user before a group.
 * - Further groups come from /etc/group, for a user with a line in /etc/passwd and where no group was given.
 *
 * @throws UserError for a name that the files do not know, and for a number out of range
 */
export function resolveProcessUser(spec: string, files: AccountFiles): ProcessUser {
  const passwd = parsePasswd(files.passwd() ?? '');
  const readGroups = (): readonly GroupEntry[] => parseGroup(files.group() ?? '');
  const { uid, gid, others } = twoNumbers(spec) ?? lookUp(spec === '' ? '0' : spec, passwd, readGroups);
  const groups = others.includes(gid) ? others : [gid, ...others];
  if ([uid, ...groups].includes(NO_ID)) throw new UserError(`USER ${spec}: no process can have the id ${NO_ID}`);
  return { uid, gid, groups, home: homeOf(uid, passwd) };
}

interface FoundUser extends FileOwner {
  /** Groups beside the first one. */
  readonly others: readonly number[];
}

/** `user:group` as two numbers, of which `root` is one. */
function twoNumbers(spec: string): FoundUser | undefined {
  const colon = spec.indexOf(':');
  if (colon < 0) return undefined;
  const [uid, gid] = [spec.slice(0, colon), spec.slice(colon + 1)].map((text) => {
    if (text === 'root') return 0;
    return /^\d+$/.test(text) && Number(text) <= 0xffffffff ? Number(text) : undefined;
  });
  return uid === undefined || gid === undefined ? undefined : { uid, gid, others: [] };
}

function lookUp(spec: string, passwd: readonly PasswdEntry[], readGroups: () => readonly GroupEntry[]): FoundUser {
  const [user = '', group = ''] = spec.split(':');
  const numbers = [numberIn(user), numberIn(group)] as const;
  const { uid, entry } = findUser(user, numbers[0], passwd);
  if (group !== '') return { uid, gid: findGroup(group, numbers[1], readGroups()), others: [] };
  if (entry === undefined) return { uid, gid: 0, others: [] };
  const memberships = entry.name === '' ? [] : readGroups().filter(({ members }) => members.includes(entry.name));
  return { uid, gid: entry.gid, others: memberships.map(({ gid }) => gid) };
}

function findUser(
  text: string,
  number: number | undefined,
  passwd: readonly PasswdEntry[],
): { readonly uid: number; readonly entry?: PasswdEntry | undefined } {
  const wanted = text === '' ? 0 : number;
  const entry = passwd.find(({ name, uid }) => (wanted === undefined ? name === text : uid === wanted));
  const uid = entry?.uid ?? wanted;
  if (uid === undefined) {
    throw new UserError(`unable to find user ${text}: no matching entries in the image's /etc/passwd`, {
      hint: 'Create it in an earlier RUN (adduser, useradd), or use a number.',
    });
  }
  return { uid, entry };
}

function findGroup(text: string, number: number | undefined, groups: readonly GroupEntry[]): number {
  const gid =
    groups.find((entry) => (number === undefined ? entry.name === text : entry.gid === number))?.gid ?? number;
  if (gid === undefined) {
    throw new UserError(`unable to find group ${text}: no matching entries in the image's /etc/group`, {
      hint: 'Create it in an earlier RUN (addgroup, groupadd), or use a number.',
    });
  }
  return gid;
}

/** The number that a part of USER is. @throws UserError for one out of range */
function numberIn(text: string): number | undefined {
  const id = decimal(text);
  if (id === undefined || (id >= 0 && id <= MAX_LOOKED_UP)) return id;
  throw new UserError(`USER with ${text}: uids and gids must be in range 0-${MAX_LOOKED_UP}`, {
    hint: `Larger ones, up to ${NO_ID - 1}, are taken where both are given, as in ${NO_ID - 1}:${NO_ID - 1}.`,
  });
}

/** As runc: the home of the first line with that uid, else the root directory. */
function homeOf(uid: number, passwd: readonly PasswdEntry[]): string {
  const home = passwd.find((entry) => entry.uid === uid)?.home ?? '';
  return home === '' ? '/' : home;
}
