/**
 * @actions/cache, as far as it is used: it carries one file as one entry. Its settings it takes from the environment, and its
 * answers do not tell a service that fails from one that has nothing.
 */
export interface EntryClient {
  /**
   * Brings the newest entry that the first of the `keys`, all prefixes, finds back as `file` in `folder`.
   *
   * @param file a bare name, the same as when the entry was saved
   * @returns its key
   */
  restore(folder: string, file: string, keys: readonly [string, ...string[]]): Promise<string | undefined>;
  /** As `restore`, but brings nothing. */
  find(folder: string, file: string, key: string): Promise<string | undefined>;
  /**
   * @param signal gives up waiting: the process's working directory is put back
   * @returns whether it was saved
   */
  save(folder: string, file: string, key: string, signal: AbortSignal): Promise<boolean>;
}
