import http from 'node:http';
import https from 'node:https';

import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';

import { UserError } from '../errors.js';
import { AddressList, bareHost, isLoopback } from './no-proxy.js';

/** HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in whatever way they were given; empty texts count as absent. */
export interface ProxySettings {
  /** For http addresses. */
  readonly http?: string | undefined;
  /** For https addresses. */
  readonly https?: string | undefined;
  /** Comma-separated: hosts, domains, addresses, networks, each with an optional port; `*` for all. */
  readonly none?: string | undefined;
}

/** Keep-alive agents, one for each way in which a host can be reached. */
export class Agents {
  readonly #proxies: { readonly http: URL | undefined; readonly https: URL | undefined };
  readonly #exempt: NoProxy;
  readonly #agents = new Map<string, http.Agent>();

  /** @throws UserError for a proxy that is no http or https address */
  constructor(settings: ProxySettings) {
    this.#proxies = { http: proxyUrl(settings.http), https: proxyUrl(settings.https) };
    this.#exempt = new NoProxy(settings.none ?? '');
  }

  /** @param verify whether the certificate must be valid for the host */
  for(url: URL, verify: boolean): http.Agent {
    const secure = url.protocol === 'https:';
    const proxy = this.#exempt.includes(url) ? undefined : this.#proxies[secure ? 'https' : 'http'];
    const key = `${secure ? 'https' : 'http'} ${verify} ${proxy === undefined ? 'direct' : 'proxy'}`;
    const known = this.#agents.get(key);
    if (known !== undefined) return known;
    const made = makeAgent(secure, proxy, {
      keepAlive: true,
      ...(secure && !verify ? { rejectUnauthorized: false } : {}),
    });
    this.#agents.set(key, made);
    return made;
  }

  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
    this.#agents.clear();
  }
}

function makeAgent(secure: boolean, proxy: URL | undefined, options: https.AgentOptions): http.Agent {
  if (proxy === undefined) return secure ? new https.Agent(options) : new http.Agent(options);
  return secure ? new HttpsProxyAgent(proxy, options) : new HttpProxyAgent(proxy, { keepAlive: true });
}

function proxyUrl(text: string | undefined): URL | undefined {
  if (text === undefined || text === '') return undefined;
  const url = text.includes('://') ? text : `http://${text}`;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return new URL(url);
  throw new UserError('the proxy is no http or https address', { hint: 'Write it as http://proxy.example.com:3128.' });
}

/** NO_PROXY as Go's httpproxy reads it, so that it means the same as for docker. Loopback is always exempt. */
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

  includes(url: URL): boolean {
    if (this.#all || isLoopback(url.host)) return true;
    const host = bareHost(url.host);
    if (this.#addresses.has(host)) return true;
    const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
    return this.#domains.some(
      (domain) =>
        (domain.port === undefined || domain.port === port) &&
        (host.endsWith(domain.suffix) || (domain.exact && host === domain.suffix.slice(1))),
    );
  }
}
