import { SERVICE_VARIABLES } from '../../../signing/signing-services.js';
import type { IdentitySource, SigningSettings } from '../../../signing/signing-settings.js';
import type { Environment } from './environment.js';

/** Nothing is checked: most builds do not sign. */
export function signingSettingsOf(env: Environment): SigningSettings {
  const services = Object.entries(SERVICE_VARIABLES).flatMap(([service, name]) => {
    const url = env[name] ?? '';
    return url === '' ? [] : [[service, url.replace(/\/+$/, '')] as const];
  });
  return {
    identity: identityIn(env),
    services: Object.fromEntries(services),
    server: env['GITHUB_SERVER_URL'] ?? 'https://github.com',
    inJob: env['GITHUB_ACTIONS'] === 'true',
  };
}

/** As for cosign, a token that is given counts more than the job's. */
function identityIn(env: Environment): IdentitySource | undefined {
  const given = env['SIGSTORE_ID_TOKEN'] ?? '';
  if (given !== '') return { kind: 'given', token: given };
  const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
  const requestToken = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
  return url === '' || requestToken === '' || !URL.canParse(url) ? undefined : { kind: 'job', url, requestToken };
}
