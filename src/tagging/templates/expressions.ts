/** The names of expressions, which are written between `{{` and `}}`. */
export type DateName = 'date' | 'commit_date';

/** Their values come from the event and the clock. They can be used in values, prefixes, suffixes, `enable` and labels. */
export type GlobalName =
  'branch' | 'tag' | 'sha' | 'base_ref' | 'is_default_branch' | 'is_not_default_branch' | DateName;
export const GLOBAL_NAMES: readonly GlobalName[] = [
  'branch',
  'tag',
  'sha',
  'base_ref',
  'is_default_branch',
  'is_not_default_branch',
  'date',
  'commit_date',
];

/** For the pattern of `type=schedule`. */
export const DATE_NAMES: readonly DateName[] = ['date', 'commit_date'];

/** Parts of a version, for the patterns of `type=semver` and `type=pep440`. */
export type VersionName = 'raw' | 'version' | 'major' | 'minor' | 'patch';
export const VERSION_NAMES: readonly VersionName[] = ['raw', 'version', 'major', 'minor', 'patch'];

export function isDateName(name: string): name is DateName {
  return name === 'date' || name === 'commit_date';
}
