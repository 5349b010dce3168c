import { UserError } from '../../errors.js';
import { goBoolean } from '../../text/go-boolean.js';
import type { BuildOptions } from './build-options.js';

/** The build argument by which an image for one platform is an index too (BuildKit's `frontend/dockerui`). */
export const MULTI_PLATFORM = 'BUILDKIT_MULTI_PLATFORM';

/**
 * Whether the image is an index of images for platforms: if there are several, or if the build argument asks for it.
 *
 * @throws UserError when the argument is neither true nor false
 */
export function isMultiPlatform({ platforms, buildArgs }: Pick<BuildOptions, 'platforms' | 'buildArgs'>): boolean {
  return new Set(platforms).size > 1 || isAsked(buildArgs[MULTI_PLATFORM] ?? '');
}

function isAsked(text: string): boolean {
  const value = text === '' ? false : goBoolean(text);
  if (value !== undefined) return value;
  throw new UserError(
    `the build argument ${MULTI_PLATFORM} is ${JSON.stringify(text)}, which is neither true nor false`,
  );
}
