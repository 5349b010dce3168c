import { systemClock } from '../../http/clock.js';
import { InsecureRegistries } from '../../http/insecure-hosts.js';
import { Agents } from '../../http/proxy.js';
import { DEFAULT_TIMEOUTS, Transport } from '../../http/transport.js';
import { VERSION } from '../../version.js';
import { proxySettingsOf } from '../options/environment.js';
import type { Machine } from '../options/build-options.js';

/** HTTP to servers that are no registries, with the machine's proxies. */
export function machineTransport(machine: Machine): Transport {
  return new Transport({
    userAgent: `layer-build/${VERSION}`,
    insecure: new InsecureRegistries(machine.insecureRegistries),
    agents: new Agents(proxySettingsOf(machine.proxies)),
    timeouts: DEFAULT_TIMEOUTS,
    clock: systemClock,
    random: Math.random,
  });
}
