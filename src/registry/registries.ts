import type { EventSink } from '../engine/events.js';
import { DOCKER_HUB } from '../oci/reference.js';
import { type Clock, systemClock } from '../http/clock.js';
import type { CredentialSource } from './credentials.js';
import type { DocumentStore } from './documents.js';
import { type Endpoint, originEndpoint, parseMirror } from './endpoint.js';
import type { Timeouts } from '../http/exchange.js';
import { InsecureRegistries } from '../http/insecure-hosts.js';
import { Agents, type ProxySettings } from '../http/proxy.js';
import { Repository } from './repository.js';
import { RETRY_BRIEFLY, RETRY_PATIENTLY } from '../http/retry.js';
import { RegistrySession } from './session.js';
import { DEFAULT_TIMEOUTS, Transport } from '../http/transport.js';

export interface RegistrySettings {
  /** `layer-build/<version>`. */
  readonly userAgent: string;
  readonly credentials: CredentialSource;
  /** Addresses that are asked before Docker Hub, in this order; as `registry-mirrors` in Docker's daemon.json. */
  readonly mirrors: readonly string[];
  /** As `insecure-registries` in Docker's daemon.json. */
  readonly insecureRegistries: readonly string[];
  readonly proxies: ProxySettings;
  readonly events: EventSink;
  /** Without one, every document is fetched each time. */
  readonly documents?: DocumentStore;
  readonly timeouts?: Timeouts;
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly random?: () => number;
}

/** One repository at the places where it can be had, mirrors first, the origin last. */
export type Places = readonly [...Repository[], Repository];

/** All registries that a build speaks to, and one session with each. */
export class Registries {
  readonly events: EventSink;
  readonly documents: DocumentStore | undefined;
  readonly #transport: Transport;
  readonly #credentials: CredentialSource;
  readonly #insecure: InsecureRegistries;
  readonly #mirrors: readonly Endpoint[];
  readonly #sessions = new Map<string, RegistrySession>();
  readonly #unusable = new Set<RegistrySession>();

  /** @throws UserError for a mirror, proxy or insecure registry that cannot be understood */
  constructor(settings: RegistrySettings) {
    this.events = settings.events;
    this.documents = settings.documents;
    this.#credentials = settings.credentials;
    this.#insecure = new InsecureRegistries(settings.insecureRegistries);
    this.#mirrors = [...new Set(settings.mirrors)].map(parseMirror);
    this.#transport = new Transport({
      userAgent: settings.userAgent,
      insecure: this.#insecure,
      agents: new Agents(settings.proxies),
      timeouts: settings.timeouts ?? DEFAULT_TIMEOUTS,
      clock: settings.clock ?? systemClock,
      random: settings.random ?? Math.random,
    });
  }

  /** The origin itself, for pushing. */
  repository(registry: string, name: string): Repository {
    return new Repository(this.#session(originEndpoint(registry, this.#insecure)), name);
  }

  /** For pulling: mirrors that proved unusable before are left out. */
  places(registry: string, name: string): Places {
    const mirrors = registry === DOCKER_HUB ? this.#mirrors : [];
    const sessions = mirrors.map((mirror) => this.#session(mirror));
    const usable = sessions.filter((session) => !this.#unusable.has(session));
    return [...usable.map((session) => new Repository(session, name)), this.repository(registry, name)];
  }

  markUnusable(session: RegistrySession): void {
    this.#unusable.add(session);
  }

  now(): number {
    return this.#transport.now();
  }

  close(): void {
    this.#transport.close();
  }

  #session(endpoint: Endpoint): RegistrySession {
    const key = endpoint.bases[0].href + (endpoint.mirror ? ' mirror' : '');
    const known = this.#sessions.get(key);
    if (known !== undefined) return known;
    // A mirror has a stand-in, the origin has none.
    const retry = endpoint.mirror ? RETRY_BRIEFLY : RETRY_PATIENTLY;
    const made = new RegistrySession(endpoint, this.#credentials, this.#transport, retry);
    this.#sessions.set(key, made);
    return made;
  }
}
