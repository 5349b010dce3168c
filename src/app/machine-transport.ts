import { systemClock } from '../registry/clock.js';
import { InsecureRegistries } from '../registry/insecure-registries.js';
import { Agents } from '../registry/proxy.js';
import { DEFAULT_TIMEOUTS, Transport } from '../registry/transport.js';
import { VERSION } from '../report/version.js';
import { proxySettingsOf } from './environment-settings.js';
import type { Machine } from './options.js';

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
