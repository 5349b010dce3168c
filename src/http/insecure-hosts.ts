import { UserError } from '../errors.js';
import { AddressList, bareHost, portOf } from './host.js';

/**
 * Hosts that the user named as insecure, written like Docker's `insecure-registries`: `host`, `host:port` or a network in
 * CIDR form. Their certificates are not verified, and they may be spoken to over plain HTTP. A name matches as it is
 * written, port included; it is never looked up.
 */
export class InsecureHosts {
  readonly #names = new Set<string>();
  readonly #addresses = new AddressList();

  /** @throws UserError for a text that is not a host, `host:port` or network */
  constructor(names: readonly string[]) {
    for (const name of names) {
      const host = name.replace(/^https?:\/\//i, '').replace(/\/$/, '');
      if (host.includes('/') && this.#addresses.add(host)) continue;
      if (!/^(?:[\w.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i.test(host)) {
        // Users know this setting by the name that Docker gives it.
        throw new UserError(`invalid insecure registry ${JSON.stringify(name)}`, {
          hint: 'Write a host, host:port or a network such as 10.0.0.0/8.',
        });
      }
      this.#names.add(host.toLowerCase());
    }
  }

  /** @param host as in `URL.host`: with the port, unless it is the scheme's default */
  includes(host: string): boolean {
    return this.#names.has(host.toLowerCase()) || this.#addresses.has(bareHost(host));
  }

  includesUrl(url: URL): boolean {
    return this.includes(url.host) || this.includes(`${url.hostname}:${portOf(url)}`);
  }
}
