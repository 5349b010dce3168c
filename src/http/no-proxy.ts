import { AddressList, bareHost, isLoopback, portOf } from './host.js';

/** NO_PROXY, read as Go's httpproxy reads it, so that it means the same as for docker. Loopback is always included. */
export class NoProxy {
  #all = false;
  readonly #addresses = new AddressList();
  readonly #domains: { readonly suffix: string; readonly exact: boolean; readonly port: string | undefined }[] = [];

  constructor(text: string) {
    for (const entry of text.split(',').map((part) => part.trim().toLowerCase())) {
      if (entry === '*') this.#all = true;
      else if (entry !== '' && !this.#addresses.add(entry)) this.#addDomain(entry);
    }
  }

  #addDomain(entry: string): void {
    const port = /:(\d+)$/.exec(entry)?.[1];
    const host = bareHost(entry).replace(/^\*(?=\.)/, '');
    const exact = !host.startsWith('.');
    if (host !== '') this.#domains.push({ suffix: exact ? `.${host}` : host, exact, port });
  }

  /** Whether the URL is reached without a proxy. */
  includes(url: URL): boolean {
    if (this.#all || isLoopback(url.host)) return true;
    const host = bareHost(url.host);
    if (this.#addresses.has(host)) return true;
    return this.#domains.some(
      (domain) =>
        (domain.port === undefined || domain.port === portOf(url)) &&
        (host.endsWith(domain.suffix) || (domain.exact && host === domain.suffix.slice(1))),
    );
  }
}
