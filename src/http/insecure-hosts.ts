import { UserError } from '../errors.js';
import { AddressList, bareHost } from './no-proxy.js';

/**
 * Registries that the user named as insecure, in the form of Docker's `insecure-registries`: `host`, `host:port` or a
 * network in CIDR form. They are asked by https without a look at their certificate, and by http where that fails. A
 * host name is matched as it is written, port included, and is never looked up.
 */
export class InsecureRegistries {
  readonly #names = new Set<string>();
  readonly #addresses = new AddressList();

  /** @throws UserError for what is no host, `host:port` or network */
  constructor(names: readonly string[]) {
    for (const name of names) {
      const host = name.replace(/^https?:\/\//i, '').replace(/\/$/, '');
      if (host.includes('/') && this.#addresses.add(host)) continue;
      if (!/^(?:[\w.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i.test(host)) {
        throw new UserError(`invalid insecure registry ${JSON.stringify(name)}`, {
          hint: 'Write a host, host:port or a network such as 10.0.0.0/8.',
        });
      }
      this.#names.add(host.toLowerCase());
    }
  }

  /** @param host as in `URL.host`: with the port unless it is the scheme's own */
  includes(host: string): boolean {
    return this.#names.has(host.toLowerCase()) || this.#addresses.has(bareHost(host));
  }

  includesUrl(url: URL): boolean {
    const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
    return this.includes(url.host) || this.includes(`${url.hostname}:${port}`);
  }
}
