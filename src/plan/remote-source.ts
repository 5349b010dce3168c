import { parseGitAddress, type GitAddress } from '../dockerfile/values/git-address.js';
import { percentDecoded } from '../text/percent-encoding.js';

/** A source of ADD that is not in the build context. */
export type RemoteSource =
  | { readonly kind: 'git'; readonly address: GitAddress }
  /** `name` is the name of the file in a destination that is a directory. */
  | { readonly kind: 'download'; readonly url: string; readonly name: string };

/** BuildKit's name for a file whose address has none. */
const UNNAMED = '__unnamed__';

/**
 * @returns undefined for a path or pattern of the build context
 * @throws UserError for a git address with an invalid query
 */
export function remoteSource(text: string): RemoteSource | undefined {
  const address = parseGitAddress(text);
  if (address !== undefined) return { kind: 'git', address };
  return /^https?:\/\//.test(text) ? { kind: 'download', url: text, name: nameOf(text) } : undefined;
}

/** The last part of the path. As in BuildKit (`dispatchCopy`), a name that the server gives is ignored. */
function nameOf(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/, '').replace(/[?#].*$/s, '');
  const base = percentDecoded(path).replace(/\/+$/, '').split('/').at(-1) ?? '';
  return /^\.{0,2}$/.test(base) ? UNNAMED : base;
}
