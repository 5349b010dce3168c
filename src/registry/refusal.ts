import { UserError } from '../errors.js';
import { DOCKER_HUB } from '../oci/reference.js';
import type { HttpError } from '../http/http-error.js';

/** What a user can do about a 401 or 403. */
export function loginHint(registry: string, permission?: 'push'): string {
  const login = `docker login${registry === DOCKER_HUB ? '' : ` ${registry}`}`;
  if (permission !== 'push') return `Log in with ${login}, or check the credentials in Docker's config.json.`;
  const token =
    registry === 'ghcr.io' ? "; in a GitHub workflow also give the job's token permissions: packages: write" : '';
  return `Log in with ${login} as someone who may push${token}.`;
}

/**
 * @param name the image or repository, in full
 * @param problem of the credential source, if it had one
 */
export function refused(
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

export function isRefusal(status: number | undefined): boolean {
  return status === 401 || status === 403;
}
