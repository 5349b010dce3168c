import http from 'node:http';
import https from 'node:https';

import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';

import { UserError } from '../errors.js';
import { NoProxy } from './no-proxy.js';

/** HTTP_PROXY, HTTPS_PROXY and NO_PROXY; an empty text counts as absent. */
export interface ProxySettings {
  /** For http addresses. */
  readonly http?: string | undefined;
  /** For https addresses. */
  readonly https?: string | undefined;
  /** Comma-separated: hosts, domains, addresses, networks, each with an optional port; `*` for all. */
  readonly none?: string | undefined;
}

/** Pools of connections: one for each combination of scheme, proxy and verification. */
export class Agents {
  readonly #proxies: { readonly http: URL | undefined; readonly https: URL | undefined };
  readonly #noProxy: NoProxy;
  readonly #agents = new Map<string, http.Agent>();

  /** @throws UserError for a proxy that is not an http or https address */
  constructor(settings: ProxySettings) {
    this.#proxies = { http: proxyUrl(settings.http), https: proxyUrl(settings.https) };
    this.#noProxy = new NoProxy(settings.none ?? '');
  }

  /** @param verify whether the certificate must be valid for the host */
  for(url: URL, verify: boolean): http.Agent {
    const secure = url.protocol === 'https:';
    const proxy = this.#noProxy.includes(url) ? undefined : this.#proxies[secure ? 'https' : 'http'];
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
  throw new UserError('the proxy is not an http or https address', {
    hint: 'Write it as http://proxy.example.com:3128.',
  });
}
