import { messageOf } from '../../errors.js';

/** Why GitHub's API refused a request: the kinds that are handled in different ways. */
export type GitHubFault =
  /** May be asked again after so many milliseconds. */
  | { readonly kind: 'limited'; readonly waitMs: number }
  | { readonly kind: 'forbidden' }
  /** It is not there, or this token may not see it. */
  | { readonly kind: 'missing' }
  /** The service or the network fails for the moment. */
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'refused' };

/** What GitHub advises for a secondary limit that comes without a time. */
const SECONDARY_WAIT = 60_000;

/** The message of Octokit's error, or the status if the answer has no message. */
export function gitHubWords(error: unknown): string {
  const { status } = error as { readonly status?: unknown };
  const words = messageOf(error);
  return words === '' ? `GitHub's API answered ${String(status)}` : words;
}

/** @param error what Octokit threw */
export function gitHubFault(error: unknown, now: number): GitHubFault {
  const { status, response, message } = error as {
    readonly status?: unknown;
    readonly response?: { readonly headers?: Readonly<Record<string, unknown>> };
    readonly message?: unknown;
  };
  const headers = response?.headers ?? {};
  if (status === 429 || (status === 403 && isLimit(headers, String(message)))) {
    return { kind: 'limited', waitMs: waitOf(headers, now) };
  }
  if (status === 401 || status === 403) return { kind: 'forbidden' };
  if (status === 404 || status === 410) return { kind: 'missing' };
  if (typeof status !== 'number' || status >= 500) return { kind: 'unavailable' };
  return { kind: 'refused' };
}

function isLimit(headers: Readonly<Record<string, unknown>>, message: string): boolean {
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /secondary rate limit|abuse detection/i.test(message)
  );
}

function waitOf(headers: Readonly<Record<string, unknown>>, now: number): number {
  const seconds = numberIn(headers['retry-after']);
  if (seconds !== undefined) return seconds * 1000;
  const reset = headers['x-ratelimit-remaining'] === '0' ? numberIn(headers['x-ratelimit-reset']) : undefined;
  return reset === undefined ? SECONDARY_WAIT : Math.max(reset * 1000 - now, 1000);
}

function numberIn(header: unknown): number | undefined {
  return typeof header === 'string' && /^\d{1,12}$/.test(header) ? Number(header) : undefined;
}
