import { InfraError } from '../errors.js';

interface RegistryErrorDetails {
  readonly retryable: boolean;
  readonly url: URL;
  readonly attempts?: number;
  /** Status of the answer; absent when there was none. */
  readonly status?: number;
  /** Codes of the registry's error document (distribution-spec, "Error Codes"). */
  readonly codes?: readonly string[];
  /** Milliseconds that the server asked to wait. */
  readonly retryAfterMs?: number | undefined;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** A registry, or the way to it, failed. Its message and address hold no credentials. */
export class RegistryError extends InfraError {
  readonly status: number | undefined;
  readonly codes: readonly string[];
  readonly retryAfterMs: number | undefined;
  readonly #details: RegistryErrorDetails;

  constructor(message: string, details: RegistryErrorDetails) {
    super(message, {
      retryable: details.retryable,
      attempts: details.attempts ?? 1,
      url: redactUrl(details.url),
      hint: details.hint,
      cause: details.cause,
    });
    this.status = details.status;
    this.codes = details.codes ?? [];
    this.retryAfterMs = details.retryAfterMs;
    this.#details = details;
  }

  afterAttempts(attempts: number): RegistryError {
    if (attempts <= this.attempts) return this;
    return new RegistryError(this.message, { ...this.#details, attempts });
  }
}

/** Without user, password, query and fragment: upload and download addresses carry signatures in their query. */
export function redactUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** Text from elsewhere made fit for one line of a log: no control characters, bounded, and without `secrets`. */
export function printable(text: string, maxLength: number, secrets: readonly string[] = []): string {
  let safe = text;
  for (const secret of secrets) if (secret.length > 3) safe = safe.replaceAll(secret, '***');
  // eslint-disable-next-line no-control-regex -- they are what is taken out
  safe = safe.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return safe.length > maxLength ? `${safe.slice(0, maxLength)}…` : safe;
}
