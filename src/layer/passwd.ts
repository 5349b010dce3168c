import { UserError } from '../errors.js';

/** A line of /etc/passwd (passwd(5)), as far as builds need it. */
export interface PasswdEntry {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** A line of /etc/group (group(5)). */
export interface GroupEntry {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** The texts of an image's account files; absent where the image has none. */
export interface AccountFiles {
  readonly passwd?: string | undefined;
  readonly group?: string | undefined;
}

/** As lenient as moby/sys/user: missing fields are empty, numbers that are none are 0. */
export function parsePasswd(text: string): readonly PasswdEntry[] {
  return lines(text).map((line) => {
    const fields = line.split(':');
    return { name: fields[0] ?? '', uid: numberOrZero(fields[2]), gid: numberOrZero(fields[3]), home: fields[5] ?? '' };
  });
}

/** As lenient as `parsePasswd`; lines that begin with `#` are comments. */
export function parseGroup(text: string): readonly GroupEntry[] {
  return lines(text)
    .filter((line) => !line.startsWith('#'))
    .map((line) => {
      const fields = line.split(':');
      const members = fields[3] ?? '';
      return { name: fields[0] ?? '', gid: numberOrZero(fields[2]), members: members === '' ? [] : members.split(',') };
    });
}

export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

/** A value of `--chown`, or of USER where it owns what WORKDIR makes, before any name was looked up. */
export interface OwnerSpec {
  readonly user: string | number;
  /** Absent: the user's own group. */
  readonly group?: string | number;
}

/**
 * Splits `user[:group]` as BuildKit's `llb.WithUser` does: `root` is 0, what is no 32-bit number is a name, and an empty part
 * is 0 (so `app:` is the group root; moby/buildkit#7002).
 */
export function parseOwner(text: string): OwnerSpec {
  const colon = text.indexOf(':');
  if (colon < 0) return { user: nameOrId(text) };
  return { user: nameOrId(text.slice(0, colon)), group: nameOrId(text.slice(colon + 1)) };
}

/** The names in `spec` that must be looked up in an image. */
export function namesIn(spec: OwnerSpec): readonly string[] {
  return [spec.user, spec.group].filter((part) => typeof part === 'string');
}

/**
 * Who owns files that are given to `spec`. As in BuildKit (`solver/llbsolver/ops/user_linux.go`), a lone number is user and
 * group; and a name that the files do not know is root, although the reference says that the build fails: such names are
 * returned in `unknown`, to be warned of.
 */
export function resolveOwner(
  spec: OwnerSpec,
  files: AccountFiles,
): FileOwner & { readonly unknown: readonly string[] } {
  const unknown: string[] = [];
  const lookUp = <Entry extends { readonly name: string }>(
    name: string,
    entries: readonly Entry[],
  ): Entry | undefined => {
    const entry = entries.find((candidate) => candidate.name === name);
    if (entry === undefined) unknown.push(name);
    return entry;
  };
  const own =
    typeof spec.user === 'number'
      ? { uid: spec.user, gid: spec.user }
      : (lookUp(spec.user, parsePasswd(files.passwd ?? '')) ?? { uid: 0, gid: 0 });
  const group = typeof spec.group === 'string' ? lookUp(spec.group, parseGroup(files.group ?? ''))?.gid : spec.group;
  return { uid: kernelId(own.uid), gid: kernelId(group ?? own.gid), unknown };
}

/** Identity of a process that runs in an image. */
export interface ProcessUser extends FileOwner {
  /** Supplementary groups, without `gid`. */
  readonly groups: readonly number[];
  /** From /etc/passwd; absent when the user has no line there. */
  readonly home?: string;
}

/**
 * The process that USER describes, as BuildKit's executor and moby/sys/user's `GetExecUser` do it: with two numbers nothing is
 * looked up; supplementary groups come only with a user that has a line in passwd, and without an explicit group; a number
 * without a line has group 0.
 *
 * @throws UserError for a name that the files do not know, or a number out of range
 */
export function resolveProcessUser(spec: string, files: AccountFiles): ProcessUser {
  const passwd = parsePasswd(files.passwd ?? '');
  const pair = numericPair(spec);
  if (pair !== undefined) {
    const home = passwd.find((entry) => entry.uid === pair.uid)?.home;
    return { ...pair, groups: [], ...(home === undefined ? {} : { home }) };
  }
  const [userText = '', groupText = ''] = (spec === '' ? '0' : spec).split(':');
  const user = processUser(userText, passwd);
  const home = user.entry === undefined ? {} : { home: user.entry.home };
  const groups = parseGroup(files.group ?? '');
  if (groupText !== '') return { uid: user.uid, gid: processGroup(groupText, groups), groups: [], ...home };
  const { entry } = user;
  const gid = entry?.gid ?? 0;
  const memberships = entry === undefined ? [] : groups.filter(({ members }) => members.includes(entry.name));
  return {
    uid: user.uid,
    gid,
    groups: memberships.map((group) => group.gid).filter((id) => id !== gid),
    ...home,
  };
}

function processUser(
  text: string,
  passwd: readonly PasswdEntry[],
): { readonly uid: number; readonly entry?: PasswdEntry | undefined } {
  const wanted = text === '' ? 0 : processId(text);
  const entry = passwd.find(({ name, uid }) => (wanted === undefined ? name === text : uid === wanted));
  const uid = entry?.uid ?? wanted;
  if (uid === undefined) {
    throw new UserError(`unable to find user ${text}: no matching entries in passwd file`, {
      hint: 'Create the user in an earlier step, or give its number.',
    });
  }
  return { uid, entry };
}

function processGroup(text: string, groups: readonly GroupEntry[]): number {
  const wanted = processId(text);
  const gid = groups.find(({ name, gid }) => (wanted === undefined ? name === text : gid === wanted))?.gid ?? wanted;
  if (gid === undefined) {
    throw new UserError(`unable to find group ${text}: no matching entries in group file`, {
      hint: 'Create the group in an earlier step, or give its number.',
    });
  }
  return gid;
}

function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function numberOrZero(text: string | undefined): number {
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : 0;
}

/** Go's `strconv.ParseInt(text, 10, 32)`; an id that it does not take is a name to BuildKit. */
function nameOrId(text: string): string | number {
  if (text === '' || text === 'root') return 0;
  if (!/^[+-]?\d+$/.test(text)) return text;
  const id = Number(text);
  return id >= -0x80000000 && id <= 0x7fffffff ? id : text;
}

/** The kernel's 32-bit id; -1 leaves a file with the owner it was made by (chown(2)), and that is root. */
function kernelId(id: number): number {
  const unsigned = id >>> 0;
  return unsigned === 0xffffffff ? 0 : unsigned;
}

/** BuildKit's fast path for USER (`executor/oci/user.go`): two numbers, of which `root` is one. */
function numericPair(spec: string): FileOwner | undefined {
  const colon = spec.indexOf(':');
  if (colon < 0) return undefined;
  const [uid, gid] = [spec.slice(0, colon), spec.slice(colon + 1)].map((text) => {
    if (text === 'root') return 0;
    return /^\d+$/.test(text) && Number(text) <= 0xffffffff ? Number(text) : undefined;
  });
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

/** moby/sys/user's `parseNumeric`. */
function processId(text: string): number | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const id = Number(text);
  if (id >= 0 && id <= 0x7fffffff) return id;
  throw new UserError(`user or group ${text}: uids and gids must be in range 0-2147483647`);
}
