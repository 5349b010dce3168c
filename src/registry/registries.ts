import type { EventSink } from '../engine/events.js';
import { DOCKER_HUB, type RepositoryName } from '../oci/reference.js';
import type { CredentialSource } from './credentials/credentials.js';
import type { DocumentStore } from './documents.js';
import { EarlyPushes } from './early-pushes.js';
import { type Endpoint, originEndpoint, parseMirror } from './endpoint.js';
import type { HttpClient } from '../http/http-client.js';
import { Repository } from './repository.js';
import { RETRY_MIRROR, RETRY_REQUIRED } from '../http/retry-policy.js';
import { RegistrySession } from './session.js';

export interface RegistrySettings {
  /** The caller closes it. */
  readonly http: HttpClient;
  readonly credentials: CredentialSource;
  /** Addresses that are asked before Docker Hub, in this order; as `registry-mirrors` in Docker's daemon.json. */
  readonly mirrors: readonly string[];
  readonly events: EventSink;
  /** Where documents are kept between builds. Without it, each is fetched every time. */
  readonly documents?: DocumentStore;
}

/** One repository at every registry that may have it: mirrors first, the origin last. */
export type PullRepositories = readonly [...Repository[], Repository];

/** All registries that a build talks to, with one session for each. */
export class Registries {
  readonly events: EventSink;
  readonly documents: DocumentStore | undefined;
  /** What was begun to be pushed before its image was whole. */
  readonly early = new EarlyPushes(() => this.now());
  readonly #http: HttpClient;
  readonly #credentials: CredentialSource;
  readonly #mirrors: readonly Endpoint[];
  readonly #sessions = new Map<string, RegistrySession>();
  readonly #unusable = new Set<RegistrySession>();

  /** @throws UserError for an invalid mirror */
  constructor(settings: RegistrySettings) {
    this.events = settings.events;
    this.documents = settings.documents;
    this.#credentials = settings.credentials;
    this.#mirrors = [...new Set(settings.mirrors)].map(parseMirror);
    this.#http = settings.http;
  }

  /** The repository at its origin, for pushing. */
  repository({ registry, repository }: RepositoryName): Repository {
    return new Repository(this.#session(originEndpoint(registry, this.#http.insecure)), repository);
  }

  /** For pulling. Mirrors that were marked unusable are left out. */
  pullRepositories(name: RepositoryName): PullRepositories {
    const mirrors = name.registry === DOCKER_HUB ? this.#mirrors : [];
    const sessions = mirrors.map((mirror) => this.#session(mirror));
    const usable = sessions.filter((session) => !this.#unusable.has(session));
    return [...usable.map((session) => new Repository(session, name.repository)), this.repository(name)];
  }

  markUnusable(session: RegistrySession): void {
    this.#unusable.add(session);
  }

  now(): number {
    return this.#http.now();
  }

  #session(endpoint: Endpoint): RegistrySession {
    const key = endpoint.bases[0].href + (endpoint.mirror ? ' mirror' : '');
    const known = this.#sessions.get(key);
    if (known !== undefined) return known;
    const retry = endpoint.mirror ? RETRY_MIRROR : RETRY_REQUIRED;
    const made = new RegistrySession(endpoint, this.#credentials, this.#http, retry);
    this.#sessions.set(key, made);
    return made;
  }
}
