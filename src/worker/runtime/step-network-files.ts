import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import type { NetworkMode, RunSettings } from '../../engine/run-settings.js';

export interface NetworkFiles {
  readonly hosts: string;
  readonly resolvConf: string;
}

/** Name servers for a machine whose own file names none that works in a container. */
const PUBLIC_DNS = ['nameserver 8.8.8.8', 'nameserver 8.8.4.4'];

/**
 * Writes a step's /etc/hosts and /etc/resolv.conf into `folder`. They are mounted read-only, as BuildKit does.
 *
 * @param settings.network with `host`, name servers on 127.0.0.0/8 work too, such as a stub resolver on 127.0.0.53
 */
export function writeNetworkFiles(folder: string, { hostname, network, extraHosts }: RunSettings): NetworkFiles {
  const hosts = `${folder}/hosts`;
  const lines = [
    `127.0.0.1\tlocalhost ${hostname}`,
    '::1\tlocalhost ip6-localhost ip6-loopback',
    ...extraHosts.map(({ name, ip }) => `${ip}\t${name}`),
  ];
  writeFileSync(hosts, `${lines.join('\n')}\n`, { mode: 0o644 });
  const resolvConf = `${folder}/resolv.conf`;
  writeFileSync(resolvConf, resolverConfig(network), { mode: 0o644 });
  return { hosts, resolvConf };
}

/** Writes a container's /etc/hostname into `folder`, as docker does. RUN steps have none of their own, as with BuildKit. */
export function writeHostname(folder: string, { hostname }: Pick<RunSettings, 'hostname'>): string {
  const file = `${folder}/hostname`;
  writeFileSync(file, `${hostname}\n`, { mode: 0o644 });
  return file;
}

function resolverConfig(network: NetworkMode): string {
  const text = existsSync('/etc/resolv.conf') ? readFileSync('/etc/resolv.conf', 'utf8') : '';
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const usable = lines.filter((line) => network === 'host' || !/^nameserver\s+(?:127\.|::1)/.test(line));
  const hasServer = usable.some((line) => line.startsWith('nameserver'));
  return `${[...usable, ...(hasServer ? [] : PUBLIC_DNS)].join('\n')}\n`;
}
