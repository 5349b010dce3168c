import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Addresses and networks in CIDR form. */
export class AddressList {
  readonly #blocks = new BlockList();

  /** @returns whether `text` is an address or a network */
  add(text: string): boolean {
    const [address = '', bits, ...rest] = text.split('/');
    const family = familyOf(address);
    if (family === undefined || rest.length > 0) return false;
    if (bits === undefined) {
      this.#blocks.addAddress(address, family);
      return true;
    }
    if (!/^\d{1,3}$/.test(bits) || Number(bits) > (family === 'ipv4' ? 32 : 128)) return false;
    this.#blocks.addSubnet(address, Number(bits), family);
    return true;
  }

  has(address: string): boolean {
    const family = familyOf(address);
    return family !== undefined && this.#blocks.check(address, family);
  }
}

/** The host of a URL or of `host:port`, without port and without the brackets of an IPv6 address. */
export function bareHost(host: string): string {
  if (familyOf(host) !== undefined) return host.toLowerCase();
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(host)?.[1];
  return (bracketed ?? host.replace(/:\d+$/, '')).toLowerCase();
}

/** The port that a URL leads to, also where it is the scheme's default. */
export function portOf(url: URL): string {
  return url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether a host, with or without a port, is this machine by its name or address. */
export function isLoopback(host: string): boolean {
  const bare = bareHost(host);
  const family = familyOf(bare);
  return bare === 'localhost' || (family !== undefined && LOOPBACK.check(bare, family));
}

/** As Node's `isIP`, which makes a large expression for IPv6 at its first use, whatever it is asked: that takes milliseconds. */
function familyOf(text: string): 'ipv4' | 'ipv6' | undefined {
  if (isIPv4(text)) return 'ipv4';
  return /:.*:/.test(text) && isIPv6(text) ? 'ipv6' : undefined;
}
