import { UserError } from '../../errors.js';
import { goBoolean } from '../../text/go-boolean.js';
import { percentDecoded } from '../../text/percent-encoding.js';

/** A git repository, and which part of it is used. */
export interface GitAddress {
  /** What the `git` program is given; may hold credentials. */
  readonly remote: string;
  /** Branch, tag or commit; `''` for the default branch. */
  readonly ref: string;
  /** The full ref that led to the commit in `ref`. The provenance and a `.git` that is kept have it. */
  readonly refName?: string;
  /** Folder below the repository's root, without slashes around it; `''` for all of it. */
  readonly subdir: string;
  /** The commit that `ref` must lead to, or the first digits of it. */
  readonly checksum?: string;
  readonly keepGitDir?: boolean;
  readonly submodules: boolean;
  /** Which time the files get: that of the checkout, or that of the commit. */
  readonly mtime: 'checkout' | 'commit';
  /** Ask the server for the commit that `checksum` names, whatever `ref` leads to. */
  readonly fetchByCommit: boolean;
}

const SCP_STYLE = /^([a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:.*?)(?:\?(.*?))?(?:#(.*))?$/;
const URL_STYLE = /^([a-zA-Z0-9]+):\/\/[^?#]*/;

/**
 * Reads the address of a git repository as BuildKit does (`frontend/dockerfile/dfgitutil`): `ssh://`, `git://` and
 * `user@host:path` always are one, `http(s)://` if the path ends in `.git`. Ref and folder are in the fragment,
 * `#ref:folder`, or in the query, `?ref=…&subdir=…`.
 *
 * @returns undefined for anything else
 * @throws UserError for a git address whose query is invalid
 */
export function parseGitAddress(text: string): GitAddress | undefined {
  const parts = splitAddress(text);
  return parts === undefined ? undefined : addressOf(parts);
}

/**
 * The same for a build context, where docker also takes `github.com/owner/name` without a scheme.
 *
 * @throws UserError as `parseGitAddress`
 */
export function parseGitContext(text: string): GitAddress | undefined {
  if (!text.startsWith('github.com/')) return parseGitAddress(text);
  return addressOf(splitUrl(`https://${text}`, /^[^?#]*/.exec(`https://${text}`)?.[0] ?? ''));
}

interface AddressParts {
  readonly remote: string;
  readonly query: string;
  readonly fragment: string;
}

function addressOf({ remote, query, fragment }: AddressParts): GitAddress {
  const colon = fragment.indexOf(':');
  const address: Draft = {
    remote,
    ref: colon < 0 ? fragment : fragment.slice(0, colon),
    subdir: colon < 0 ? '' : cleanFolder(fragment.slice(colon + 1)),
    submodules: true,
    mtime: 'checkout',
    fetchByCommit: false,
  };
  readQuery(address, new URLSearchParams(query));
  return address;
}

type Draft = { -readonly [Key in keyof GitAddress]: GitAddress[Key] };

function splitAddress(text: string): AddressParts | undefined {
  const url = URL_STYLE.exec(text);
  if (url === null) {
    const scp = SCP_STYLE.exec(text);
    return scp === null ? undefined : { remote: scp[1] ?? '', query: scp[2] ?? '', fragment: scp[3] ?? '' };
  }
  const [remote, scheme = ''] = url;
  const known = /^(?:https?|ssh|git)$/i.test(scheme);
  if (!known || (/^https?$/i.test(scheme) && !percentDecoded(remote).endsWith('.git'))) return undefined;
  return splitUrl(text, remote);
}

function splitUrl(text: string, remote: string): AddressParts {
  const rest = text.slice(remote.length);
  const hash = rest.indexOf('#');
  const query = hash < 0 ? rest : rest.slice(0, hash);
  return { remote, query: query.replace(/^\?/, ''), fragment: hash < 0 ? '' : percentDecoded(rest.slice(hash + 1)) };
}

/** As a path below the root: `..` at the root stays there. */
function cleanFolder(text: string): string {
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const MAY_BE_EMPTY = new Set(['submodules', 'keep-git-dir', 'fetch-by-commit']);

function readQuery(address: Draft, query: URLSearchParams): void {
  const names: { tag?: string; branch?: string } = {};
  for (const key of new Set(query.keys())) {
    const values = query.getAll(key);
    if (values.length > 1) throw wrong(`query ${quoted(key)} has multiple values`);
    const value = values[0] ?? '';
    if (value === '' && !MAY_BE_EMPTY.has(key)) throw wrong(`query ${quoted(key)} has no value`);
    setField(address, names, key, value);
  }
  const { tag, branch } = names;
  if (tag !== undefined && branch !== undefined) throw wrong('branch conflicts with tag');
  if (tag !== undefined) setRef(address, prefixed('refs/tags/', tag));
  if (branch !== undefined) setRef(address, prefixed('refs/heads/', branch));
}

function setField(address: Draft, names: { tag?: string; branch?: string }, key: string, value: string): void {
  switch (key) {
    case 'ref':
      setRef(address, value);
      return;
    case 'tag':
      names.tag = value;
      return;
    case 'branch':
      names.branch = value;
      return;
    case 'subdir': {
      const subdir = cleanFolder(value);
      if (address.subdir !== '' && address.subdir !== subdir) {
        throw wrong(`subdir conflicts: ${quoted(address.subdir)} vs ${quoted(value)}`);
      }
      address.subdir = subdir;
      return;
    }
    case 'checksum':
    case 'commit':
      address.checksum = value;
      return;
    case 'keep-git-dir':
      address.keepGitDir = booleanOf(key, value);
      return;
    case 'submodules':
      address.submodules = booleanOf(key, value);
      return;
    case 'fetch-by-commit':
      address.fetchByCommit = booleanOf(key, value);
      return;
    case 'mtime':
      if (value !== 'checkout' && value !== 'commit') {
        throw wrong(`invalid mtime value: ${quoted(value)} (must be "checkout" or "commit")`);
      }
      address.mtime = value;
      return;
    default:
      throw wrong(`unexpected query ${quoted(key)}`);
  }
}

function setRef(address: Draft, ref: string): void {
  if (address.ref !== '' && address.ref !== ref) {
    throw wrong(`ref conflicts: ${quoted(address.ref)} vs ${quoted(ref)}`);
  }
  address.ref = ref;
}

function prefixed(prefix: string, name: string): string {
  return name.startsWith(prefix) ? name : prefix + name;
}

/** A key without a value means true. */
function booleanOf(key: string, value: string): boolean {
  const given = value === '' || goBoolean(value);
  if (given !== undefined) return given;
  throw wrong(`invalid ${key} value: ${quoted(value)}`);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function wrong(message: string): UserError {
  return new UserError(message, {
    hint: 'A git address takes ?ref=…&subdir=…&checksum=…&keep-git-dir=…&submodules=…&mtime=…, or #ref:subdir.',
  });
}
