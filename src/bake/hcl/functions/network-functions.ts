import { isIP } from 'node:net';

import { CallError } from '../evaluate/scope.js';
import { STRING } from '../values/type.js';
import { listValue, stringValue } from '../values/value.js';
import { type FunctionTable, number, takes, text } from './declare.js';

/** A range of addresses: the bits of the first one, and how many of them the range fixes. */
interface Network {
  readonly address: bigint;
  readonly fixed: number;
  readonly bits: 32 | 128;
}

export const NETWORK_FUNCTIONS: FunctionTable = new Map([
  [
    'cidrhost',
    takes([text('prefix'), number('hostnum')], (args) => {
      const network = parseNetwork(args.text(0));
      const host = BigInt(args.integer(1));
      const room = 1n << BigInt(network.bits - network.fixed);
      if (host >= room || -host > room) throw new CallError(`the prefix has only ${room} addresses`);
      return stringValue(shown(network.address + (host < 0n ? room + host : host), network.bits));
    }),
  ],
  [
    'cidrnetmask',
    takes([text('prefix')], (args) => {
      const network = parseNetwork(args.text(0));
      if (network.bits === 128) throw new CallError('IPv6 addresses have no netmask');
      return stringValue(shown(maskOf(network.fixed, network.bits), network.bits));
    }),
  ],
  [
    'cidrsubnet',
    takes([text('prefix'), number('newbits'), number('netnum')], (args) => {
      const network = parseNetwork(args.text(0));
      return stringValue(subnet(network, args.integer(1), BigInt(args.integer(2))));
    }),
  ],
  [
    'cidrsubnets',
    takes(
      [text('prefix')],
      (args) => {
        const network = parseNetwork(args.text(0));
        let next = network.address;
        const subnets = args.all.slice(1).map((_, index) => {
          const fixed = network.fixed + args.integer(index + 1);
          if (fixed <= network.fixed || fixed > network.bits) throw new CallError('there are not so many bits left');
          const size = 1n << BigInt(network.bits - fixed);
          const start = ((next + size - 1n) / size) * size;
          next = start + size;
          if (next > network.address + (1n << BigInt(network.bits - network.fixed)))
            throw new CallError('the prefix has no room for so many subnets');
          return stringValue(`${shown(start, network.bits)}/${fixed}`);
        });
        return listValue(subnets, STRING);
      },
      number('newbits'),
    ),
  ],
]);

function subnet(network: Network, more: number, index: bigint): string {
  const fixed = network.fixed + more;
  if (more < 0 || fixed > network.bits) throw new CallError('there are not so many bits left');
  if (index < 0n || index >= 1n << BigInt(more)) throw new CallError(`${more} bits do not number so many subnets`);
  return `${shown(network.address + (index << BigInt(network.bits - fixed)), network.bits)}/${fixed}`;
}

function parseNetwork(prefix: string): Network {
  const [address = '', length = ''] = prefix.split('/');
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  const fixed = Number(length);
  if (version === 0 || !/^\d{1,3}$/.test(length) || fixed > bits)
    throw new CallError(`${JSON.stringify(prefix)} is no prefix, such as 10.0.0.0/8`);
  const whole = version === 4 ? parse4(address) : parse6(address);
  return { address: whole & maskOf(fixed, bits), fixed, bits };
}

function maskOf(fixed: number, bits: number): bigint {
  const all = (1n << BigInt(bits)) - 1n;
  return (all << BigInt(bits - fixed)) & all;
}

function parse4(address: string): bigint {
  return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function parse6(address: string): bigint {
  const spelled = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (ipv4) => {
    const hex = parse4(ipv4).toString(16).padStart(8, '0');
    return `${hex.slice(0, 4)}:${hex.slice(4)}`;
  });
  const [head = '', tail] = spelled.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, behind] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - behind.length }, () => '0');
  return [...before, ...zeros, ...behind].reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

function shown(address: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((address >> BigInt(112 - index * 16)) & 0xffffn).toString(16),
  );
  // The system's own parser knows how an address is shortened.
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}
