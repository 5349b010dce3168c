import { BlockList, isIP } from 'node:net';

/** Addresses and networks in CIDR form. */
export class AddressList {
  readonly #blocks = new BlockList();

  /** @returns whether `text` is an address or a network */
  add(text: string): boolean {
    const [address = '', bits, ...rest] = text.split('/');
    const family = isIP(address);
    if (family === 0 || rest.length > 0) return false;
    const type = family === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) {
      this.#blocks.addAddress(address, type);
      return true;
    }
    if (!/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) return false;
    this.#blocks.addSubnet(address, Number(bits), type);
    return true;
  }

  has(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.#blocks.check(address, family === 4 ? 'ipv4' : 'ipv6');
  }
}

/** The host of a URL or of `host:port`, without port and without the brackets of an IPv6 address. */
export function bareHost(host: string): string {
  if (isIP(host) !== 0) return host.toLowerCase();
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(host)?.[1];
  return (bracketed ?? host.replace(/:\d+$/, '')).toLowerCase();
}

/** The port that a URL leads to, also where it is the scheme's default. */
export function portOf(url: URL): string {
  return url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
}

const LOOPBACK = new AddressList();
LOOPBACK.add('127.0.0.0/8');
LOOPBACK.add('::1');

/** Whether a host, with or without a port, is this machine by its name or address. */
export function isLoopback(host: string): boolean {
  const bare = bareHost(host);
  return bare === 'localhost' || LOOPBACK.has(bare);
}
