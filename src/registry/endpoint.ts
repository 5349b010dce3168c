import { UserError } from '../errors.js';
import { DOCKER_HUB } from '../oci/reference.js';
import { isLoopback } from '../http/host.js';
import type { InsecureHosts } from '../http/insecure-hosts.js';

/** Where a registry's API is. */
export interface Endpoint {
  /** What people and Docker's config.json call it: `docker.io`, `ghcr.io`, `localhost:5000`. */
  readonly name: string;
  /** Base addresses, each ending in a slash. They are tried in order until one answers. */
  readonly bases: readonly [URL, ...URL[]];
  readonly mirror: boolean;
}

/** Whether a server that speaks for a registry must show a valid certificate. As for docker, none is needed on this machine. */
export function needsCertificate(registry: string, url: URL): boolean {
  return !isLoopback(registry) || !isLoopback(url.host);
}

const DOCKER_HUB_HOST = 'registry-1.docker.io';

/**
 * https, and also http where docker and BuildKit use it: for a registry on this machine first, since few of those speak TLS,
 * and for one that is named insecure when https fails.
 */
export function originEndpoint(registry: string, insecure: InsecureHosts): Endpoint {
  const host = registry === DOCKER_HUB ? DOCKER_HUB_HOST : registry;
  const https = new URL(`https://${host}/`);
  const http = new URL(`http://${host}/`);
  const bases: Endpoint['bases'] = insecure.includes(registry)
    ? [https, http]
    : isLoopback(registry)
      ? [http, https]
      : [https];
  return { name: registry, bases, mirror: false };
}

/**
 * A mirror of Docker Hub, in the form of `registry-mirrors` in Docker's daemon.json.
 *
 * @throws UserError for anything but an http or https address without user, query and fragment
 */
export function parseMirror(text: string): Endpoint {
  const url = URL.canParse(text) && /^https?:\/\//i.test(text) ? new URL(text) : undefined;
  if (url === undefined) {
    throw new UserError(
      `invalid registry mirror ${JSON.stringify(withoutUser(text))}: it is no http or https address`,
      {
        hint: 'Write it with its scheme: https://mirror.example.com.',
      },
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new UserError(`invalid registry mirror ${url.protocol}//***@${url.host}: it holds a user or password`, {
      hint: `Leave them out and run: docker login ${url.host}`,
    });
  }
  if (url.search !== '' || url.hash !== '') {
    throw new UserError(`invalid registry mirror ${url.origin}: it has a query or a fragment`);
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return { name: url.host, bases: [url], mirror: true };
}

function withoutUser(text: string): string {
  return text.replace(/^([^/]*\/\/)?[^/]*@/, '$1***@');
}
