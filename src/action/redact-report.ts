import { SecretMask } from '../engine/secret-mask.js';
import type { Report } from '../report/report.js';

/**
 * The report without values that are masked in the log: the runner does not look into what leaves the job by another way, and
 * a value may have come into a file's name or an instruction.
 */
export function redactReport(report: Report, masks: readonly string[]): Report {
  const mask = SecretMask.of(masks.map((value) => Buffer.from(value)));
  const redact = (text: string): string => {
    const stream = mask.stream();
    return Buffer.concat([stream.push(Buffer.from(text)), stream.end()]).toString();
  };
  return mapTexts(report, redact) as Report;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapTexts(part, change)]));
}
