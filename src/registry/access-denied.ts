import { UserError } from '../errors.js';
import { DOCKER_HUB } from '../oci/reference.js';
import type { HttpError } from '../http/http-error.js';

/** What the user can do about a 401 or 403. */
export function loginHint(registry: string, permission?: 'push'): string {
  const login = `docker login${registry === DOCKER_HUB ? '' : ` ${registry}`}`;
  if (permission !== 'push') return `Log in with ${login}, or check the credentials in Docker's config.json.`;
  const token =
    registry === 'ghcr.io' ? "; in a GitHub workflow also give the job's token permissions: packages: write" : '';
  return `Log in with ${login} as someone who may push${token}.`;
}

/**
 * Makes an error from a 401 or 403.
 *
 * @param name full name of the image or repository
 * @param problem what is wrong with the source of credentials, if anything is
 */
export function accessDenied(
  action: 'pull' | 'push',
  name: string,
  registry: string,
  error: HttpError,
  problem: string | undefined,
): UserError {
  const hint = loginHint(registry, action === 'push' ? 'push' : undefined);
  return new UserError(`${action} of ${name} was denied (${error.message})`, {
    hint: problem === undefined ? hint : `${hint} Note: ${problem}.`,
    cause: error,
  });
}

/** Whether the status says that access is denied. */
export function isAccessDenied(status: number | undefined): boolean {
  return status === 401 || status === 403;
}
