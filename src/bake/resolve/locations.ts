/** Whether a context is an address: what buildx does not take for a path of this machine. */
export function isRemote(location: string): boolean {
  return /^(?:https?|git|ssh):\/\//.test(location) || /^git@/.test(location) || /^github\.com\//.test(location);
}
