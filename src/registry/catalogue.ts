import { HttpError } from '../http/http-error.js';
import { RETRY_REQUIRED } from '../http/retry-policy.js';
import { readBody } from '../http/read-body.js';
import type { HttpClient } from '../http/http-client.js';
import type { HttpResponse } from '../http/exchange.js';
import { array, withDefault } from '../json/containers.js';
import { boolean, type Decoder, nonNegativeInteger, string, stringUpTo } from '../json/decoder.js';
import { decodeDocument } from '../json/document.js';
import { nullish, object } from '../json/object.js';
import type { RepositoryName } from '../oci/reference.js';
import { UserError } from '../errors.js';
import { accessDenied, isAccessDenied } from './access-denied.js';
import { askInOrder } from './mirror-fallback.js';
import type { Registries } from './registries.js';
import type { RegistrySession, SessionRequest } from './session.js';

/** One repository that a search found. */
export interface FoundRepository {
  /** As people write it: `node`, `localhost:5000/app`. */
  readonly name: string;
  readonly description: string;
  readonly stars: number;
  readonly isOfficial: boolean;
  readonly isAutomated: boolean;
}

const MOST_BYTES = 4 * 1024 * 1024;
/** Pages of a list that is read; with a hundred or more names on each. */
const MOST_PAGES = 200;

const tagList = object({ tags: withDefault(array(stringUpTo(128)), []) });
const repositoryList = object({ repositories: withDefault(array(stringUpTo(255)), []) });

/**
 * All tags of a repository (distribution-spec, "Listing Tags"), from a mirror if one has it.
 *
 * @throws UserError when there is no such repository, or access is denied; InfraError when the registry fails
 */
export async function listTags(
  registries: Registries,
  name: RepositoryName,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const full = `${name.registry}/${name.repository}`;
  return await askInOrder(registries, registries.pullRepositories(name), full, signal, async (repository) => {
    const request = { target: `v2/${repository.name}/tags/list`, scopes: repository.pullScopes, signal };
    return (await pages(repository.session, request, tagList)).flatMap(({ tags }) => tags);
  });
}

/**
 * All repositories of a registry, by its catalogue, which is not in the specification: registries that many people share have none.
 *
 * @throws UserError when it has none, or does not show it
 */
export async function listRepositories(
  registries: Registries,
  registry: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { session } = registries.repository({ registry, repository: 'catalogue' });
  const request = { target: 'v2/_catalog?n=1000', scopes: ['registry:catalog:*'], signal };
  try {
    return (await pages(session, request, repositoryList)).flatMap(({ repositories }) => repositories);
  } catch (error) {
    if (!(error instanceof HttpError) || error.status === undefined) throw error;
    if (isAccessDenied(error.status)) {
      throw accessDenied('pull', `the catalogue of ${registry}`, registry, error, session.credentialProblem);
    }
    throw new UserError(`${registry} cannot be searched: it has no catalogue`, {
      hint: `Look for the image on the pages of ${registry}.`,
      cause: error,
    });
  }
}

/** A list that may come in pages: each answer links to the next. */
async function pages<T>(
  session: RegistrySession,
  first: Omit<SessionRequest, 'method'>,
  decoder: Decoder<T>,
): Promise<readonly T[]> {
  const found: T[] = [];
  let target: string | URL | undefined = first.target;
  while (target !== undefined && found.length < MOST_PAGES) {
    target = await session.send<URL | undefined>({ ...first, target, method: 'GET' }, async (response) => {
      if (response.status !== 200) throw await session.failure(response);
      found.push(await readList(response, decoder));
      const { link } = response.headers;
      const next = /<([^>]+)>;\s*rel="?next"?/.exec(typeof link === 'string' ? link : '')?.[1];
      return next === undefined ? undefined : session.nextAddress(next, response.url);
    });
  }
  return found;
}

async function readList<T>(response: HttpResponse, decoder: Decoder<T>): Promise<T> {
  const name = `the answer of ${response.url.host}`;
  return decodeDocument(decoder, await readBody(response, MOST_BYTES), { name, maxBytes: MOST_BYTES });
}

const hubAnswer = object({
  results: withDefault(
    array(
      object({
        name: string,
        description: nullish(string),
        star_count: nullish(nonNegativeInteger),
        is_official: nullish(boolean),
        is_automated: nullish(boolean),
      }),
      1000,
    ),
    [],
  ),
});

/** Where docker's own client asks. */
const HUB_SEARCH = 'https://index.docker.io/v1/search';

/** Searches Docker Hub by the API that `docker search` uses. @throws HttpError when it cannot be reached */
export async function searchHub(
  http: HttpClient,
  term: string,
  limit: number,
  signal: AbortSignal,
): Promise<readonly FoundRepository[]> {
  const url = new URL(HUB_SEARCH);
  url.searchParams.set('q', term);
  url.searchParams.set('n', String(limit));
  const request = { method: 'GET', url, secrets: [], retry: RETRY_REQUIRED, signal } as const;
  return await http.send(request, async (response) => {
    if (response.status !== 200) throw await http.failure(response, { secrets: [] });
    const { results } = await readList(response, hubAnswer);
    return results.map((found) => ({
      name: found.name,
      description: found.description ?? '',
      stars: found.star_count ?? 0,
      isOfficial: found.is_official === true,
      isAutomated: found.is_automated === true,
    }));
  });
}
