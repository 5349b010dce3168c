/**
 * @actions/cache, as far as it is used: it carries one file as one entry. Its settings it takes from the environment, its
 * answers do not tell a service that fails from one that has nothing, and it cannot be stopped: an aborted signal says that
 * nobody waits any more. A call then may stay open for ever.
 */
export interface EntryClient {
  /**
   * Brings the newest entry that the first of the `keys`, all prefixes, finds back as `file` in `folder`.
   *
   * @param folder absolute path; nobody else's until the call ends
   * @param file a bare name, the same as when the entry was saved
   * @returns its key
   */
  restore(
    folder: string,
    file: string,
    keys: readonly [string, ...string[]],
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** As `restore`, but brings nothing. */
  find(folder: string, file: string, key: string, signal: AbortSignal): Promise<string | undefined>;
  /** @returns whether it was saved */
  save(folder: string, file: string, key: string, signal: AbortSignal): Promise<boolean>;
}
