import { isIP } from 'node:net';

import type { UserError } from '../../errors.js';
import { WordError } from '../syntax/error-location.js';

const HINT = 'Write it as PORT, FIRST-LAST or PORT/udp.';

/**
 * The ports of an EXPOSE, `PORT/PROTOCOL` each: ranges are spelled out, a host's address and port are checked and dropped.
 *
 * @throws UserError for an invalid port, range, protocol or address
 */
export function parsePorts(specs: readonly string[]): readonly string[] {
  return specs.flatMap(parsePort);
}

function parsePort(spec: string): readonly string[] {
  const parts = spec.split(':');
  const container = parts.pop() ?? '';
  const hostPort = parts.pop() ?? '';
  const address = parts.join(':');
  const slash = container.indexOf('/');
  const range = slash < 0 ? container : container.slice(0, slash);
  const protocol = slash < 0 ? '' : container.slice(slash + 1).toLowerCase();
  if (range === '') throw invalid(spec, 'no port specified');
  if (!['', 'tcp', 'udp', 'sctp'].includes(protocol)) throw invalid(spec, `invalid proto: ${protocol}`);
  checkAddress(spec, address);
  const ports = parseRange(spec, range, 'containerPort');
  if (hostPort !== '') {
    const host = parseRange(spec, hostPort, 'hostPort');
    if (host.last - host.first !== ports.last - ports.first && ports.first !== ports.last) {
      throw invalid(spec, `invalid ranges specified for container and host Ports: ${range} and ${hostPort}`);
    }
  }
  return Array.from(
    { length: ports.last - ports.first + 1 },
    (_, index) => `${ports.first + index}/${protocol === '' ? 'tcp' : protocol}`,
  );
}

function checkAddress(spec: string, address: string): void {
  const bare = address.startsWith('[') && address.endsWith(']') ? address.slice(1, -1) : address;
  if (bare !== '' && (isIP(bare) === 0 || bare.includes('%'))) throw invalid(spec, `invalid IP address: ${address}`);
}

function parseRange(spec: string, text: string, what: string): { readonly first: number; readonly last: number } {
  const match = /^\+?(\d+)(?:-\+?(\d+))?$/.exec(text);
  const first = Number(match?.[1]);
  const last = match?.[2] === undefined ? first : Number(match[2]);
  if (match === null || first > 65535 || last > 65535 || last < first) throw invalid(spec, `invalid ${what}: ${text}`);
  return { first, last };
}

function invalid(spec: string, why: string): UserError {
  return new WordError(`invalid port: ${JSON.stringify(spec)}: ${why}`, spec, { hint: HINT });
}
