/**
 * @actions/cache, as far as it is used here: it saves and restores one file as one entry. It takes its settings from the
 * environment. Its answers are the same for a service that fails and for one that has nothing. It cannot be stopped: an aborted
 * signal says that nobody waits any more, and a call may then stay open for ever.
 */
export interface EntryClient {
  /**
   * Restores the newest entry that the first of the `keys`, all prefixes, finds: as `file` in `folder`.
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
  /** As `restore`, but only looks. */
  find(folder: string, file: string, key: string, signal: AbortSignal): Promise<string | undefined>;
  /** @returns whether it was saved */
  save(folder: string, file: string, key: string, signal: AbortSignal): Promise<boolean>;
}
