import { settledBefore } from '../../async/abortable.js';
import { InfraError, messageOf } from '../../errors.js';
import type { HttpClient } from '../../http/http-client.js';
import { NO_RETRY } from '../../http/retry-policy.js';
import type { V1Settings } from './service-settings.js';

/** The result of the check, for each service that this process uses. */
const answers = new WeakMap<V1Settings, Promise<void>>();

/**
 * Checks once in a process that a service of version 1 answers, before @actions/cache is used. That library tries each call
 * for many seconds, does not say why it failed, and cannot be stopped. If the service is gone, the restore, the save and
 * every other call would each take that long.
 *
 * @param limitMs the time in which it must give any answer
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
    // The same request as the library's for looking up an entry. No entry has this name.
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
