import type { Environment } from '../../app/options/process/environment.js';
import { UserError } from '../../errors.js';

/** The settings of docker/metadata-action in the environment. */
export interface MetadataSettings {
  /** Whether a pull request's commit is the last one of its branch, and not the merge with its base. */
  readonly headOfPullRequest: boolean;
  /** Number of digits in a short commit id. */
  readonly shortSha: number;
  /** The levels that get annotations: `manifest`, `index` … */
  readonly annotationLevels: readonly string[];
}

/** @throws UserError that names the variable */
export function metadataSettingsOf(env: Environment): MetadataSettings {
  const text = (name: string, otherwise: string): string => {
    const value = env[`DOCKER_METADATA_${name}`] ?? '';
    return value === '' ? otherwise : value;
  };
  const length = text('SHORT_SHA_LENGTH', '7');
  if (!/^[1-9]\d*$/.test(length)) {
    throw new UserError(
      `DOCKER_METADATA_SHORT_SHA_LENGTH is ${JSON.stringify(length)}, which is not a whole number above 0`,
    );
  }
  return {
    headOfPullRequest: text('PR_HEAD_SHA', '').toLowerCase().includes('true'),
    shortSha: Number(length),
    annotationLevels: text('ANNOTATIONS_LEVELS', 'manifest')
      .split(',')
      .map((level) => level.trim()),
  };
}
