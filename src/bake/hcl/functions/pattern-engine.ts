/** What matched: the whole, and its groups; undefined for a group that took no part. */
export interface PatternMatch {
  readonly groups: readonly (string | undefined)[];
  /** The numbers of groups with names. */
  readonly names: ReadonlyMap<string, number>;
}

/** Regular expressions as Go has them. */
export interface PatternEngine {
  /** @throws CallError if the pattern is wrong */
  matches(pattern: string, text: string, most?: number): readonly PatternMatch[];
  /** @param replacement `$1` or `${name}` stand for groups */
  replace(pattern: string, text: string, replacement: string): string;
}
