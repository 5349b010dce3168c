import { SecretMask } from '../engine/secret-mask.js';
import type { Report } from '../report/report.js';
import type { BuildOptions } from './options.js';
import { readSecrets } from './secrets.js';

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
 * The report without secret values: they may have come into a file's name or an error, and nobody looks into what leaves the
 * machine by another way than the log.
 */
export function redactReport(report: Report, mask: SecretMask): Report {
  return mapTexts(report, (text) => mask.text(text)) as Report;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapTexts(part, change)]));
}
