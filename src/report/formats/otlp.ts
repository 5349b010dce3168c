import { VERSION } from '../../version.js';
import { isReached, type Report, type StepReport } from '../model/report.js';

/** The ids of a trace's spans, in hex. */
export interface TraceIds {
  readonly traceId: string;
  /** The span that the build is a part of. */
  readonly parentSpanId?: string;
  /** Gives an id that no other span has. */
  readonly newSpanId: () => string;
}

type Value = string | number;

/** A build as a trace in OpenTelemetry's JSON (opentelemetry-proto, OTLP/HTTP): a span for the build, and in it one for each step. */
export function otlpTrace(report: Report, serviceName: string, { traceId, parentSpanId, newSpanId }: TraceIds): object {
  const begin = Date.parse(report.startedAt ?? '') || 0;
  const root = newSpanId();
  const span = (name: string, spanId: string, parent: string | undefined, times: Times, more: object): object => ({
    traceId,
    spanId,
    ...(parent !== undefined && { parentSpanId: parent }),
    name,
    kind: 1,
    startTimeUnixNano: nanoseconds(begin + times.fromMs),
    endTimeUnixNano: nanoseconds(begin + times.toMs),
    ...more,
  });
  const { totals, image, dockerfile = '', durationMs = 0, ok, error, steps } = report;
  const facts = {
    ...{ 'layer_build.dockerfile': dockerfile, 'layer_build.hits': totals.hits, 'layer_build.misses': totals.misses },
    ...(image !== undefined && { 'layer_build.image.digest': image.digest, 'layer_build.image.size': image.size }),
  };
  const build = span(
    'build',
    root,
    parentSpanId,
    { fromMs: 0, toMs: durationMs },
    {
      attributes: attributes(facts),
      status: ok ? { code: 1 } : { code: 2, message: error?.message ?? '' },
    },
  );
  const spans = steps
    .filter(isReached)
    .map((step) => span(step.instruction, newSpanId(), root, timesOf(step), stepFacts(step, error?.message)));
  return {
    resourceSpans: [
      {
        resource: { attributes: attributes({ 'service.name': serviceName }) },
        scopeSpans: [{ scope: { name: 'layer-build', version: VERSION }, spans: [build, ...spans] }],
      },
    ],
  };
}

interface Times {
  readonly fromMs: number;
  readonly toMs: number;
}

function timesOf({ startedMs, times, durationMs }: StepReport): Times {
  const fromMs = startedMs + times.waitingMs;
  return { fromMs, toMs: fromMs + durationMs };
}

function stepFacts({ number, stage, platform, line, status, reason, usage }: StepReport, error = 'failed'): object {
  return {
    attributes: attributes({
      ...{ 'layer_build.step': number, 'layer_build.stage': stage, 'layer_build.platform': platform },
      ...{ 'layer_build.line': line, 'layer_build.cache': status, 'layer_build.reason': reason },
      ...(usage !== undefined && { 'layer_build.cpu_ms': usage.cpuMs }),
      ...(usage?.memoryBytes !== undefined && { 'layer_build.memory': usage.memoryBytes }),
    }),
    status: status === 'failed' ? { code: 2, message: error } : status === 'interrupted' ? STOPPED : { code: 1 },
  };
}

const STOPPED = { code: 2, message: 'stopped' };

function attributes(facts: Readonly<Record<string, Value>>): readonly object[] {
  return Object.entries(facts).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(Math.round(value)) } : { stringValue: value },
  }));
}

function nanoseconds(milliseconds: number): string {
  return String(BigInt(Math.round(milliseconds * 1000)) * 1000n);
}
