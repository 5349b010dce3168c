import { settledBefore } from '../../async/abortable.js';
import { InfraError, messageOf } from '../../errors.js';
import type { HttpClient } from '../../http/http-client.js';
import { NO_RETRY } from '../../http/retry-policy.js';
import type { V1Settings } from './service-settings.js';

/** What was found out about each service of this process. */
const answers = new WeakMap<V1Settings, Promise<void>>();

/**
 * Sees that a service of the first version is there, once in a process, before @actions/cache is asked. That library tries each of
 * its calls for many seconds, does not say why it failed, and cannot be stopped: a service that is gone would cost that for the
 * restore, for the save, and for each thing beside them.
 *
 * @param limitMs within which it must give any answer
 * @throws InfraError when it does not; the signal's reason
 */
export async function requireAnswer(
  http: HttpClient,
  settings: V1Settings,
  limitMs: number,
  signal: AbortSignal,
): Promise<void> {
  let answer = answers.get(settings);
  if (answer === undefined) {
    answer = askOnce(http, settings, limitMs);
    answers.set(settings, answer);
  }
  await settledBefore(signal, answer);
}

async function askOnce(http: HttpClient, { url, token }: V1Settings, limitMs: number): Promise<void> {
  const signal = AbortSignal.timeout(limitMs);
  const request = {
    method: 'GET',
    // As the library looks for an entry; there is none of this name.
    url: new URL(`${url.href}_apis/artifactcache/cache?keys=layer-build-none&version=0`),
    authorization: `Bearer ${token}`,
    secrets: [token],
    retry: NO_RETRY,
    signal,
  } as const;
  try {
    const response = await http.open(request);
    if (response.status >= 500) throw await http.failure(response, request);
    await response.discard();
  } catch (error) {
    const why = signal.aborted ? `no answer within ${limitMs / 1000} s` : messageOf(error);
    throw new InfraError(`the Actions cache is not used: ${why}`, { cause: error });
  }
}
