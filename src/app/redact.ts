import type { BuildEvent, EventSink } from '../engine/events.js';
import { SecretMask } from '../engine/secret-mask.js';
import { redactCredentials } from '../text/url-credentials.js';
import type { BuildOptions } from './options/build-options.js';
import { readSecrets } from './options/secrets.js';

/** What must not leave a build in words. @param others values to mask besides its secrets */
export function maskOf(
  { secrets }: Pick<BuildOptions, 'secrets'>,
  others: readonly string[] = [],
): Promise<SecretMask> {
  return SecretMask.read(
    readSecrets(secrets),
    others.map((value) => Buffer.from(value)),
  );
}

/**
 * Tells events without secret values. The engine masks what steps print; here it is about what came into the name of a file,
 * an instruction, or a message of somebody else.
 */
export function redacting(sink: EventSink, mask: SecretMask): EventSink {
  return (event) => sink(hasWords(event) ? redact(event, mask) : event);
}

function hasWords({ type }: BuildEvent): boolean {
  return type !== 'step-output' && type !== 'transfer';
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
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, redacted(part, mask)]));
}

/** Of the same class. What is hidden from a loop, as messages are, is masked all the same. */
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
