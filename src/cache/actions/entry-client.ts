/**
 * The part of @actions/cache that is used here: it saves and restores one file as one entry. It reads its settings from the
 * environment. It answers the same for a service that fails and for one that has nothing. It cannot be stopped: an aborted
 * signal only says that nobody waits any more, and the call may hang for ever.
 */
export interface EntryClient {
  /**
   * Restores an entry as `file` in `folder`: the newest one that the first matching key finds. All `keys` are prefixes.
   *
   * @param folder absolute path; nobody else uses it until the call ends
   * @param file a bare name, the same as when the entry was saved
   * @returns its key
   */
  restore(
    folder: string,
    file: string,
    keys: readonly [string, ...string[]],
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** Like `restore`, but only looks up the key. */
  find(folder: string, file: string, key: string, signal: AbortSignal): Promise<string | undefined>;
  /** @returns whether it was saved */
  save(folder: string, file: string, key: string, signal: AbortSignal): Promise<boolean>;
}
