import { UserError } from '../errors.js';
import type { HttpClient } from '../http/http-client.js';
import { NO_RETRY } from '../http/retry-policy.js';
import type { CredentialSource } from './credentials/credentials.js';
import { originEndpoint } from './endpoint.js';
import { RegistrySession } from './session.js';

/**
 * Asks a registry whether it lets somebody in.
 *
 * @throws UserError when it does not; HttpError when it cannot be reached
 */
export async function checkLogin(
  http: HttpClient,
  registry: string,
  credentials: CredentialSource,
  signal: AbortSignal,
): Promise<void> {
  const session = new RegistrySession(originEndpoint(registry, http.insecure), credentials, http, NO_RETRY);
  await session.send({ method: 'GET', target: 'v2/', scopes: [], signal }, async (response) => {
    if (response.status === 200) {
      await response.discard();
      return;
    }
    const error = await session.failure(response);
    if (response.status !== 401 && response.status !== 403) throw error;
    throw new UserError(`${registry} does not accept this user name and password`, { cause: error });
  });
}
