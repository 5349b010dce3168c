import type { Environment } from './environment.js';

/** Where the trace of a build goes, by the variables of OpenTelemetry. */
export interface TraceSettings {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
  /** The span that the build is a part of (W3C Trace Context). Both are hex. */
  readonly parent?: { readonly traceId: string; readonly spanId: string };
}

/** @returns `undefined` where no collector is named, or tracing is switched off */
export function traceSettingsOf(env: Environment): TraceSettings | undefined {
  const given = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  if (given('OTEL_SDK_DISABLED') === 'true' || given('OTEL_TRACES_EXPORTER') === 'none') return undefined;
  const endpoint = given('OTEL_EXPORTER_OTLP_ENDPOINT');
  const url =
    given('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') ??
    (endpoint === undefined ? undefined : `${endpoint.replace(/\/+$/, '')}/v1/traces`);
  if (url === undefined) return undefined;
  const parent = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(given('TRACEPARENT') ?? '');
  const [, traceId, spanId] = parent ?? [];
  return {
    url,
    headers: headersOf(given('OTEL_EXPORTER_OTLP_TRACES_HEADERS') ?? given('OTEL_EXPORTER_OTLP_HEADERS') ?? ''),
    serviceName: given('OTEL_SERVICE_NAME') ?? 'layer-build',
    ...(traceId !== undefined && spanId !== undefined && { parent: { traceId, spanId } }),
  };
}

/** `name=value,name=value`, percent-encoded. What is no pair is left out, as OpenTelemetry asks for. */
function headersOf(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').flatMap((pair) => {
    const [name = '', ...value] = pair.split('=');
    try {
      return value.length === 0 ? [] : [[name.trim(), decodeURIComponent(value.join('=').trim())] as const];
    } catch {
      return [];
    }
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== ''));
}
