import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';

import { traceSettingsOf } from '../../src/app/options/process/trace-settings.js';
import { sendTrace } from '../../src/app/send-trace.js';
import { fullReport } from '../unit/report/sample-report.js';

const HOST = { insecureRegistries: [], proxies: {} };
const SIGNAL = new AbortController().signal;
const TRACE = '0af7651916cd43dd8448eb211c80319c';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code: number };
}

/** What one request to a collector had; it answers with `status`, or never without one. */
async function collected(status: number | undefined, env: Readonly<Record<string, string>>) {
  const got: { headers?: IncomingHttpHeaders; url?: string; spans: readonly Span[] } = { spans: [] };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const document = JSON.parse(Buffer.concat(chunks).toString()) as {
        resourceSpans: readonly { scopeSpans: readonly { spans: readonly Span[] }[] }[];
      };
      Object.assign(got, { headers: request.headers, url: request.url });
      got.spans = document.resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
      if (status !== undefined) response.writeHead(status).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = traceSettingsOf({ OTEL_EXPORTER_OTLP_ENDPOINT: `${endpoint}/`, ...env });
  if (settings === undefined) throw new Error('no collector');
  const limit = status === undefined ? AbortSignal.timeout(300) : SIGNAL;
  const fault = await sendTrace(fullReport('text'), settings, HOST, limit);
  server.closeAllConnections();
  server.close();
  return { ...got, fault };
}

describe('the trace of a build', () => {
  it('is a span for the build with one for each step, in the span that it was given', async () => {
    const { fault, url, headers, spans } = await collected(200, {
      TRACEPARENT: `00-${TRACE}-b7ad6b7169203331-01`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-team=a%20b, broken',
    });
    expect([fault, url, headers?.['x-team'], headers?.['content-type']]).toEqual([
      undefined,
      '/v1/traces',
      'a b',
      'application/json',
    ]);
    const [build, ...steps] = spans;
    expect(build).toMatchObject({
      name: 'build',
      traceId: TRACE,
      parentSpanId: 'b7ad6b7169203331',
      status: { code: 2 },
    });
    // One of the five was not reached.
    expect(steps).toHaveLength(4);
    expect(new Set(steps.map(({ parentSpanId }) => parentSpanId))).toEqual(new Set([build?.spanId]));
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(5);
    expect(steps[0]).toMatchObject({
      startTimeUnixNano: `${Date.parse('2026-01-01T00:00:00.110Z')}000000`,
      endTimeUnixNano: `${Date.parse('2026-01-01T00:00:00.200Z')}000000`,
    });
  });

  it('is no fault of the build where the collector refuses, is silent, or is not there', async () => {
    expect((await collected(400, {})).fault).toBe('the collector answered 400');
    expect((await collected(undefined, {})).fault).toBeDefined();
    const gone = { url: 'http://127.0.0.1:1/v1/traces', headers: {}, serviceName: 'x' };
    expect(await sendTrace(fullReport('x'), gone, HOST, SIGNAL)).toBeDefined();
    expect(await sendTrace(fullReport('x'), { ...gone, url: 'no address' }, HOST, SIGNAL)).toBeDefined();
  });

  it('is sent only where the variables say so', () => {
    const at = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' };
    expect(traceSettingsOf({})).toBeUndefined();
    expect(traceSettingsOf({ ...at, OTEL_SDK_DISABLED: 'true' })).toBeUndefined();
    expect(traceSettingsOf({ ...at, OTEL_TRACES_EXPORTER: 'none' })).toBeUndefined();
    expect(traceSettingsOf({ ...at, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t/x' })?.url).toBe('http://t/x');
    expect(traceSettingsOf({ ...at, TRACEPARENT: 'nonsense', OTEL_SERVICE_NAME: 'ci' })).toEqual({
      url: 'http://c:4318/v1/traces',
      headers: {},
      serviceName: 'ci',
    });
  });
});
