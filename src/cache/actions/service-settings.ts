import { cacheAccess, type CacheAccess } from './cache-access.js';

interface ServiceAddress {
  readonly url: URL;
  readonly token: string;
  readonly access: CacheAccess;
}

type V2Settings = ServiceAddress & { readonly protocol: 'v2' };
/** GitHub Enterprise Server, Gitea, Forgejo, act: these are only reached through @actions/cache. */
export type V1Settings = ServiceAddress & { readonly protocol: 'v1' };

/** The service that the runner names, and its protocol. */
export type ServiceSettings = V2Settings | V1Settings;

/**
 * Reads the variables that the runner sets for an action's process; a step with `run:` does not get them. The protocol is
 * chosen like @actions/cache does, which reads the same variables itself.
 *
 * @returns `undefined` when there is no service
 */
export function serviceSettingsOf(env: Readonly<Record<string, string | undefined>>): ServiceSettings | undefined {
  const token = env['ACTIONS_RUNTIME_TOKEN'] ?? '';
  const results = env['ACTIONS_RESULTS_URL'] ?? '';
  const access = cacheAccess(token, env['ACTIONS_CACHE_MODE'] ?? '');
  if (isEnterpriseServer(env['GITHUB_SERVER_URL']) || (env['ACTIONS_CACHE_SERVICE_V2'] ?? '') === '') {
    const address = env['ACTIONS_CACHE_URL'] ?? '';
    return URL.canParse(address) ? { protocol: 'v1', url: new URL(address), token, access } : undefined;
  }
  if (token === '' || !URL.canParse(results)) return undefined;
  return { protocol: 'v2', url: new URL(results), token, access };
}

function isEnterpriseServer(address: string | undefined): boolean {
  if (address === undefined || !URL.canParse(address)) return false;
  const host = new URL(address).hostname.toLowerCase();
  return host !== 'github.com' && !host.endsWith('.ghe.com') && !host.endsWith('.localhost');
}
