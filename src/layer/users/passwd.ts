/** An account file that is larger than this is not read; BuildKit's limit (`executor/oci/user.go`), in bytes. */
export const MAX_ACCOUNT_FILE = 10 * 1024 * 1024;

/** Ids are 32 bits to the kernel; the largest one says "leave it as it is" (setuid(2), chown(2)) and belongs to nobody. */
export const NO_ID = 0xffffffff;

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

/**
 * The lines of /etc/passwd. As lenient as moby/sys/user, which BuildKit and runc read it with: missing fields are empty, and
 * an id that is not a number is 0, so a user without a uid is root. A line that begins with `#` is a user of that name.
 */
export function parsePasswd(text: string): readonly PasswdEntry[] {
  const entries: PasswdEntry[] = [];
  for (const line of lines(text)) {
    const [name = '', , uid, gid, , home = ''] = line.split(':', 6);
    entries.push({ name, uid: accountId(uid), gid: accountId(gid), home });
  }
  return entries;
}

/** The lines of /etc/group, read as leniently as those of /etc/passwd; here a line that begins with `#` is a comment. */
export function parseGroup(text: string): readonly GroupEntry[] {
  const entries: GroupEntry[] = [];
  for (const line of lines(text)) {
    if (line.startsWith('#')) continue;
    const [name = '', , gid, members = ''] = line.split(':', 4);
    entries.push({ name, gid: accountId(gid), members: members === '' ? [] : members.split(',') });
  }
  return entries;
}

/** A number in the form that Go's `strconv` takes, whatever its size; undefined for any other text. */
export function decimal(text: string): number | undefined {
  return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

/** The kernel's id for a number: its lowest 32 bits. */
export function kernelId(id: number): number {
  return id >>> 0;
}

/** The lines that are not blank, one at a time: a file of nothing but line breaks is no list of millions. */
function* lines(text: string): Generator<string> {
  for (const [match] of text.matchAll(/[^\n]+/g)) {
    const line = match.trim();
    if (line !== '') yield line;
  }
}

function accountId(text: string | undefined): number {
  return kernelId((text === undefined ? undefined : decimal(text)) ?? 0);
}
