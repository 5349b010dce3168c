/** Files of packs that are fetched only when something needs them: layer indexes, lists of files, small layers. */
export interface Details {
  /** Resolves when it is known what other locations have. They are asked then, if that was put off. Never rejects. */
  ready(): Promise<unknown>;
  /** Whether some location may have the file. @param name its path below the root */
  has(name: string): boolean;
  /**
   * Fetches the file, and gives it its name below the root. What cannot be fetched, or is not what the listing says, is reported, and
   * counts as missing from then on.
   *
   * @returns whether it is there now
   * @throws the reason, if the build is cancelled
   */
  bring(name: string): Promise<boolean>;
}
