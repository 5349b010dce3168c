import { InfraError, UserError } from '../errors.js';
import type { Digest } from '../oci/digest.js';
import { DOCKER_HUB, type RepositoryName } from '../oci/reference.js';
import { isAccessDenied, accessDenied } from './access-denied.js';
import type { PullRepositories, Registries } from './registries.js';
import { HttpError } from '../http/http-error.js';
import type { Repository } from './repository.js';

/**
 * Asks the mirrors in order, then the origin, and gives the first answer about an image. A mirror that does not have it, denies access
 * or fails is skipped with an event. What the origin answers is final.
 *
 * @param name full name of the image, for messages
 * @throws UserError when the origin does not have the image or denies access; InfraError when it fails
 */
export async function askInOrder<T>(
  registries: Registries,
  repositories: PullRepositories,
  name: string,
  signal: AbortSignal,
  ask: (repository: Repository) => Promise<T>,
): Promise<T> {
  const skipped: string[] = [];
  for (const repository of repositories) {
    try {
      return await ask(repository);
    } catch (error) {
      signal.throwIfAborted();
      if (!repository.session.endpoint.mirror) throw explainError(error, repository, name, skipped);
      skipped.push(skipMirror(registries, repository, name, error));
    }
  }
  throw new InfraError(`there is no registry to ask for ${name}`);
}

/** A blob, and the repositories that may have it. */
export interface SoughtBlob {
  readonly source: RepositoryName;
  readonly digest: Digest;
}

/**
 * Reads a blob as `askInOrder` asks. When a mirror fails in the middle, the next registry goes on from there.
 *
 * @param read the bytes that are still wanted, from one registry
 * @throws UserError when the origin denies access; else what the origin's `read` throws
 */
export async function* readInOrder(
  registries: Registries,
  { source, digest }: SoughtBlob,
  signal: AbortSignal,
  read: (repository: Repository) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (const repository of registries.pullRepositories(source)) {
    try {
      yield* read(repository);
      return;
    } catch (error) {
      passOver(registries, repository, digest, error, signal);
    }
  }
}

/** Whether a mirror or the origin has the blob. @throws as `readInOrder` */
export async function isInAny(
  registries: Registries,
  { source, digest }: SoughtBlob,
  signal: AbortSignal,
): Promise<boolean> {
  for (const repository of registries.pullRepositories(source)) {
    try {
      if (await repository.hasBlob(digest, signal)) return true;
    } catch (error) {
      passOver(registries, repository, digest, error, signal);
    }
  }
  return false;
}

/** A blob's mirror that failed is skipped. @throws the error, explained, if it is the origin's */
function passOver(
  registries: Registries,
  repository: Repository,
  digest: Digest,
  error: unknown,
  signal: AbortSignal,
): void {
  signal.throwIfAborted();
  const name = `blob ${digest}`;
  if (!repository.session.endpoint.mirror) throw explainBlobError(repository, name, error);
  skipMirror(registries, repository, name, error);
}

/** Reports why a mirror is skipped. @returns the reason, in words */
function skipMirror(registries: Registries, repository: Repository, name: string, error: unknown): string {
  // Any other error is a fault in this program. It must show, and not be hidden by asking the next registry.
  if (!(error instanceof InfraError) && !(error instanceof UserError)) throw error;
  const { session } = repository;
  // A mirror that does not answer, or sends wrong content, would cost the same time again at the next request.
  if (error instanceof HttpError && error.status === undefined) registries.markUnusable(session);
  const missing = error instanceof HttpError && error.status === 404;
  const words = `mirror ${session.endpoint.name}: ${missing ? `it has no ${name}` : error.message}`;
  registries.events(
    missing ? { type: 'notice', message: words } : { type: 'warning', message: `${words}; asking the next registry` },
  );
  return words;
}

function explainError(error: unknown, repository: Repository, name: string, skipped: readonly string[]): unknown {
  if (!(error instanceof HttpError)) return error;
  const { endpoint, credentialProblem } = repository.session;
  const before = skipped.length === 0 ? '' : ` Asked before: ${skipped.join('; ')}.`;
  if (isAccessDenied(error.status)) return accessDenied('pull', name, endpoint.name, error, credentialProblem);
  if (error.status === 404) {
    return new UserError(`there is no image ${name}`, {
      hint: `Check its name and tag; if it is private, log in to ${endpoint.name}.${before}`,
      cause: error,
    });
  }
  const advice = error.hint ?? hubAdvice(error, endpoint.name);
  if (skipped.length === 0 && advice === undefined) return error;
  return new InfraError(error.message, {
    retryable: error.retryable,
    attempts: error.attempts,
    ...(error.url === undefined ? {} : { url: error.url }),
    hint: `${advice ?? ''}${before}`.trim(),
    cause: error,
  });
}

function explainBlobError(repository: Repository, name: string, error: unknown): unknown {
  if (!(error instanceof HttpError) || !isAccessDenied(error.status)) return error;
  const { endpoint, credentialProblem } = repository.session;
  const blob = `${name} of ${endpoint.name}/${repository.name}`;
  return accessDenied('pull', blob, endpoint.name, error, credentialProblem);
}

/** Many machines do not reach Docker Hub, or have used up what it gives to a stranger. */
function hubAdvice({ status }: HttpError, registry: string): string | undefined {
  if (registry !== DOCKER_HUB || (status !== undefined && status !== 429)) return undefined;
  return 'If this machine has a mirror of Docker Hub, name it: --registry-mirror URL, or the input registry-mirrors.';
}
