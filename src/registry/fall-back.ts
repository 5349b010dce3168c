import { InfraError, UserError } from '../errors.js';
import { isRefusal, refused } from './refusal.js';
import type { Places, Registries } from './registries.js';
import { HttpError } from '../http/http-error.js';
import type { Repository } from './repository.js';

/**
 * Asks each place in turn and gives the first answer. A mirror that does not have it, refuses, or fails is passed over
 * with a notice; what the origin says is final.
 *
 * @param name of what is asked for, in full
 * @throws UserError when the origin has no such image or refuses; InfraError when it fails
 */
export async function firstAnswer<T>(
  registries: Registries,
  places: Places,
  name: string,
  signal: AbortSignal,
  ask: (place: Repository) => Promise<T>,
): Promise<T> {
  const passedOver: string[] = [];
  for (const place of places) {
    try {
      return await ask(place);
    } catch (error) {
      signal.throwIfAborted();
      if (!place.session.endpoint.mirror) throw explained(error, place, name, passedOver);
      passedOver.push(passOver(registries, place, name, error));
    }
  }
  throw new InfraError(`there is no place to ask for ${name}`);
}

/** @returns what was wrong with the mirror, in words */
export function passOver(registries: Registries, place: Repository, name: string, error: unknown): string {
  // Only what a registry can be blamed for: a fault of our own must not hide behind the next place.
  if (!(error instanceof InfraError) && !(error instanceof UserError)) throw error;
  const { session } = place;
  // No answer at all, or one that is not what it says it is: the next question would cost the same time for the same.
  if (error instanceof HttpError && error.status === undefined) registries.markUnusable(session);
  const missing = error instanceof HttpError && error.status === 404;
  const words = `mirror ${session.endpoint.name}: ${missing ? `it has no ${name}` : error.message}`;
  registries.events(
    missing ? { type: 'notice', message: words } : { type: 'warning', message: `${words}; asking the next place` },
  );
  return words;
}

function explained(error: unknown, place: Repository, name: string, passedOver: readonly string[]): unknown {
  if (!(error instanceof HttpError)) return error;
  const { endpoint, credentialProblem } = place.session;
  const before = passedOver.length === 0 ? '' : ` Asked before: ${passedOver.join('; ')}.`;
  if (isRefusal(error.status)) return refused('pull', name, endpoint.name, error, credentialProblem);
  if (error.status === 404) {
    return new UserError(`there is no image ${name}`, {
      hint: `Check its name and tag; if it is private, log in to ${endpoint.name}.${before}`,
      cause: error,
    });
  }
  if (passedOver.length === 0) return error;
  return new InfraError(error.message, {
    retryable: error.retryable,
    attempts: error.attempts,
    ...(error.url === undefined ? {} : { url: error.url }),
    hint: `${error.hint ?? ''}${before}`.trim(),
    cause: error,
  });
}
