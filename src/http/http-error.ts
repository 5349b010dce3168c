import { InfraError } from '../errors.js';

interface HttpErrorDetails {
  readonly retryable: boolean;
  readonly url: URL;
  readonly attempts?: number;
  /** Status of the answer; absent when there was none. */
  readonly status?: number;
  /** Codes in the body of the answer: registries send some (distribution-spec, "Error Codes"). */
  readonly codes?: readonly string[];
  /** Milliseconds that the server asked to wait. */
  readonly retryAfterMs?: number | undefined;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** A server, or the connection to it, failed. Message and address hold no credentials. */
export class HttpError extends InfraError {
  readonly status: number | undefined;
  readonly codes: readonly string[];
  readonly retryAfterMs: number | undefined;
  readonly #details: HttpErrorDetails;

  constructor(message: string, details: HttpErrorDetails) {
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

  /** The same error, after more than one attempt. */
  afterAttempts(attempts: number): HttpError {
    return attempts <= this.attempts ? this : new HttpError(this.message, { ...this.#details, attempts });
  }

  /** The same error, where it is known that another attempt can help. */
  asRetryable(): HttpError {
    return this.retryable ? this : new HttpError(this.message, { ...this.#details, retryable: true });
  }
}

/** Status of the answer that caused an error; absent if no answer did. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof HttpError ? error.status : undefined;
}

/** Without user, password, query and fragment: the addresses of uploads and downloads carry signatures in their query. */
export function redactUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** Text from a server, fit for one line of a log: no control characters, of a bounded length, and without `secrets`. */
export function printable(text: string, maxLength: number, secrets: readonly string[] = []): string {
  let safe = text;
  for (const secret of secrets) if (secret.length > 3) safe = safe.replaceAll(secret, '***');
  // eslint-disable-next-line no-control-regex -- they are what is taken out
  safe = safe.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return safe.length > maxLength ? `${safe.slice(0, maxLength)}…` : safe;
}
