/** A pack that the cache service has. */
export interface FoundPack {
  readonly key: string;
  /**
   * Writes it to `file`, an absolute path where nothing is yet.
   *
   * @returns `false` if it is gone by now
   * @throws InfraError when the service fails, or the entry is not one of ours
   */
  readonly fetch: (file: string, signal: AbortSignal) => Promise<boolean>;
}
