import { Agents } from '../../http/agents.js';
import { systemClock } from '../../http/clock.js';
import { DEFAULT_TIMEOUTS, HttpClient } from '../../http/http-client.js';
import { InsecureHosts } from '../../http/insecure-hosts.js';
import { VERSION } from '../../version.js';
import type { Machine } from '../options/build-options.js';
import { proxySettingsOf } from '../options/environment.js';

/**
 * An HTTP client with the machine's proxies and insecure hosts. The caller closes it.
 *
 * @throws UserError for a proxy or an insecure host that is not valid
 */
export function httpClientOf(machine: Pick<Machine, 'insecureRegistries' | 'proxies'>): HttpClient {
  return new HttpClient({
    userAgent: `layer-build/${VERSION}`,
    insecure: new InsecureHosts(machine.insecureRegistries),
    agents: new Agents(proxySettingsOf(machine.proxies)),
    timeouts: DEFAULT_TIMEOUTS,
    clock: systemClock,
    random: Math.random,
  });
}
