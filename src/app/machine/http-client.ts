import { systemClock } from '../../http/clock.js';
import { InsecureRegistries } from '../../http/insecure-hosts.js';
import { Agents } from '../../http/proxy.js';
import { DEFAULT_TIMEOUTS, Transport } from '../../http/transport.js';
import { VERSION } from '../../version.js';
import { proxySettingsOf } from '../options/environment.js';
import type { HostSettings } from '../options/host-settings.js';

/** HTTP to servers that are no registries, with the machine's proxies. */
export function machineTransport(host: HostSettings): Transport {
  return new Transport({
    userAgent: `layer-build/${VERSION}`,
    insecure: new InsecureRegistries(host.insecureRegistries),
    agents: new Agents(proxySettingsOf(host.proxies)),
    timeouts: DEFAULT_TIMEOUTS,
    clock: systemClock,
    random: Math.random,
  });
}
