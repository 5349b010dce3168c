import { parseGitContext } from '../../dockerfile/values/git-address.js';

/** Whether a context is an address: what buildx does not take for a path of this machine. */
export function isRemote(location: string): boolean {
  return /^https?:\/\//.test(location) || parseGitContext(location) !== undefined;
}
