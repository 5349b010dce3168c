import { decimal, kernelId, NO_ID, parseGroup, parsePasswd } from './passwd.js';

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
 * Splits `user[:group]` as BuildKit's `llb.WithUser` does: `root` is 0, a text that is not a signed 32-bit number is a name,
 * and an empty part is 0 (so `app:` is the group root; moby/buildkit#7002).
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
 * group. A name that the files do not know is root there, although the reference says that the build fails: such names are
 * returned in `unknown`, for a warning.
 *
 * @param files texts of the image's account files; absent where the image has none
 */
export function resolveOwner(
  spec: OwnerSpec,
  files: { readonly passwd?: string | undefined; readonly group?: string | undefined },
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
  return { uid: fileId(own.uid), gid: fileId(group ?? own.gid), unknown };
}

/** Go's `strconv.ParseInt(text, 10, 32)`; a number that it does not take is a name to BuildKit. */
function nameOrId(text: string): string | number {
  if (text === '' || text === 'root') return 0;
  const id = decimal(text);
  return id !== undefined && id >= -0x80000000 && id <= 0x7fffffff ? id : text;
}

/** Root made the file, so it is still root's where `chown` leaves it as it is. */
function fileId(id: number): number {
  return kernelId(id) === NO_ID ? 0 : kernelId(id);
}
