import type { BuildEvent, EventSink } from '../engine/events.js';
import { SecretMask } from '../engine/secret-mask.js';
import { redactCredentials } from '../text/url-credentials.js';
import { cacheSecrets } from './caching/cache-secrets.js';
import type { BuildOptions } from './options/build-options.js';
import { readSecrets } from './options/secrets.js';

type Masked = Pick<BuildOptions, 'secrets'> & Partial<Pick<BuildOptions, 'cacheFrom' | 'cacheTo' | 'builder'>>;

/** The mask for all texts that leave a build. @param others values to mask besides its secrets and those of its caches */
export function maskOf(options: Masked, others: readonly string[] = []): Promise<SecretMask> {
  return SecretMask.read(
    readSecrets(options.secrets),
    [...cacheSecrets(options), ...others].map((value) => Buffer.from(value)),
  );
}

/**
 * Passes on events without secret values. What steps and tests print is masked already. This masks what got into the name of a file, an
 * instruction, or the message of another program.
 */
export function redacting(sink: EventSink, mask: SecretMask): EventSink {
  return (event) => sink(hasWords(event) ? redact(event, mask) : event);
}

function hasWords({ type }: BuildEvent): boolean {
  return type !== 'step-output' && type !== 'test-output' && type !== 'transfer';
}

/** Plain data or an error: in every text in it secrets are masked, and addresses have no users and passwords. */
export function redact<T>(value: T, mask: SecretMask): T {
  return redacted(value, mask) as T;
}

function redacted(value: unknown, mask: SecretMask): unknown {
  if (typeof value === 'string') return redactCredentials(mask.text(value));
  if (Array.isArray(value)) return value.map((item: unknown) => redacted(item, mask));
  if (value instanceof Error) return redactedError(value, mask);
  if (typeof value !== 'object' || value === null) return value;
  const masked = Object.entries(value).map(([name, part]: [string, unknown]) => [
    name,
    OUR_WORDS.has(name) ? part : redacted(part, mask),
  ]);
  return Object.fromEntries(masked) as unknown;
}

/** Fields that only hold words of ours. A secret that is one of these words would make an event into one that nobody knows. */
const OUR_WORDS: ReadonlySet<string> = new Set(['type', 'kind', 'status', 'input', 'change', 'action', 'direction']);

/** A masked error of the same class. Fields that are not enumerable, such as the message, are masked too. */
function redactedError(error: Error, mask: SecretMask): unknown {
  const fields = Object.getOwnPropertyNames(error).map((name) => {
    const value = redacted(error[name as keyof Error], mask);
    return [name, { value, enumerable: Object.prototype.propertyIsEnumerable.call(error, name), configurable: true }];
  });
  return Object.create(
    Object.getPrototypeOf(error) as object,
    Object.fromEntries(fields) as PropertyDescriptorMap,
  ) as unknown;
}
