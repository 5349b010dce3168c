import type { Environment } from '../../app/options/process/environment.js';
import { UserError } from '../../errors.js';

/** The settings that docker/metadata-action reads from the environment. */
export interface MetadataSettings {
  /** Whether the commit of a pull request is the last one of its branch, and not the merge with its base. */
  readonly headOfPullRequest: boolean;
  /** Digits of a short commit. */
  readonly shortSha: number;
  /** What annotations are for: `manifest`, `index` … */
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
    throw new UserError(`DOCKER_METADATA_SHORT_SHA_LENGTH is ${JSON.stringify(length)}, which is not a number from 1`);
  }
  return {
    headOfPullRequest: text('PR_HEAD_SHA', '').toLowerCase().includes('true'),
    shortSha: Number(length),
    annotationLevels: text('ANNOTATIONS_LEVELS', 'manifest')
      .split(',')
      .map((level) => level.trim()),
  };
}
