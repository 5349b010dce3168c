import { Agents } from '../../http/agents.js';
import { systemClock } from '../../http/clock.js';
import { DEFAULT_TIMEOUTS, HttpClient } from '../../http/http-client.js';
import { InsecureHosts } from '../../http/insecure-hosts.js';
import { VERSION } from '../../version.js';
import { proxySettingsOf } from '../options/process/environment.js';
import type { HostSettings } from '../options/host-settings.js';

/**
 * An HTTP client with the host's proxies and insecure hosts. The caller closes it.
 *
 * @throws UserError for a proxy or an insecure host that is not valid
 */
export function httpClientOf(host: Pick<HostSettings, 'insecureRegistries' | 'proxies'>): HttpClient {
  return new HttpClient({
    userAgent: `layer-build/${VERSION}`,
    insecure: new InsecureHosts(host.insecureRegistries),
    agents: new Agents(proxySettingsOf(host.proxies)),
    timeouts: DEFAULT_TIMEOUTS,
    clock: systemClock,
    random: Math.random,
  });
}
