import { randomBytes } from 'node:crypto';

import { withTimeLimit } from '../async/time-limit.js';
import { messageOf } from '../errors.js';
import { bytesBody } from '../http/request-body.js';
import { NO_RETRY } from '../http/retry-policy.js';
import { otlpTrace } from '../report/formats/otlp.js';
import type { Report } from '../report/model/report.js';
import { httpClientOf } from './host/http-client.js';
import type { HostSettings } from './options/host-settings.js';
import type { TraceSettings } from './options/process/trace-settings.js';

/** Milliseconds that a collector may take in all. */
const LONGEST_MS = 5_000;

/**
 * Sends the trace of a build to a collector.
 *
 * @returns why it was not sent; a build never fails because of it
 */
export async function sendTrace(
  report: Report,
  { url, headers, serviceName, parent }: TraceSettings,
  host: Pick<HostSettings, 'insecureRegistries' | 'proxies'>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const ids = {
    traceId: parent?.traceId ?? randomBytes(16).toString('hex'),
    ...(parent !== undefined && { parentSpanId: parent.spanId }),
    newSpanId: () => randomBytes(8).toString('hex'),
  };
  try {
    const client = httpClientOf(host);
    try {
      const body = bytesBody(Buffer.from(JSON.stringify(otlpTrace(report, serviceName, ids))));
      const response = await client.open({
        method: 'POST',
        url: new URL(url),
        headers: { ...headers, 'content-type': 'application/json' },
        body,
        secrets: Object.values(headers),
        retry: NO_RETRY,
        signal: withTimeLimit(signal, LONGEST_MS),
      });
      response.abandon();
      return response.status < 300 ? undefined : `the collector answered ${response.status}`;
    } finally {
      client.close();
    }
  } catch (error) {
    return messageOf(error);
  }
}
