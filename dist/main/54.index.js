export const id = 54;
export const ids = [54];
export const modules = {

/***/ 33054:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sendTrace: () => (/* binding */ sendTrace)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/async/time-limit.js
var time_limit = __webpack_require__(4109);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/http/request-body.js
var request_body = __webpack_require__(37894);
// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(42441);
// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(13411);
// EXTERNAL MODULE: ./lib/report/model/report.js
var model_report = __webpack_require__(72956);
;// CONCATENATED MODULE: ./lib/report/formats/otlp.js


/** A build as a trace in OpenTelemetry's JSON (opentelemetry-proto, OTLP/HTTP): a span for the build, and in it one for each step. */
function otlpTrace(report, serviceName, { traceId, parentSpanId, newSpanId }) {
    const begin = Date.parse(report.startedAt ?? '') || 0;
    const root = newSpanId();
    const span = (name, spanId, parent, times, more) => ({
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
    const build = span('build', root, parentSpanId, { fromMs: 0, toMs: durationMs }, {
        attributes: attributes(facts),
        status: ok ? { code: 1 } : { code: 2, message: error?.message ?? '' },
    });
    const spans = steps
        .filter(model_report/* isReached */.x)
        .map((step) => span(step.instruction, newSpanId(), root, timesOf(step), stepFacts(step, error?.message)));
    return {
        resourceSpans: [
            {
                resource: { attributes: attributes({ 'service.name': serviceName }) },
                scopeSpans: [{ scope: { name: 'layer-build', version: version/* VERSION */.x }, spans: [build, ...spans] }],
            },
        ],
    };
}
function timesOf({ startedMs, times, durationMs }) {
    const fromMs = startedMs + times.waitingMs;
    return { fromMs, toMs: fromMs + durationMs };
}
function stepFacts({ number, stage, platform, line, status, reason, usage }, error = 'failed') {
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
function attributes(facts) {
    return Object.entries(facts).map(([key, value]) => ({
        key,
        value: typeof value === 'number' ? { intValue: String(Math.round(value)) } : { stringValue: value },
    }));
}
function nanoseconds(milliseconds) {
    return String(BigInt(Math.round(milliseconds * 1000)) * 1000n);
}

// EXTERNAL MODULE: ./lib/app/host/http-client.js + 2 modules
var http_client = __webpack_require__(65839);
;// CONCATENATED MODULE: ./lib/app/send-trace.js







/** Milliseconds that a collector may take in all. */
const LONGEST_MS = 5_000;
/**
 * Sends the trace of a build to a collector.
 *
 * @returns why it was not sent; a build never fails because of it
 */
async function sendTrace(report, { url, headers, serviceName, parent }, host, signal) {
    const ids = {
        traceId: parent?.traceId ?? (0,external_node_crypto_.randomBytes)(16).toString('hex'),
        ...(parent !== undefined && { parentSpanId: parent.spanId }),
        newSpanId: () => (0,external_node_crypto_.randomBytes)(8).toString('hex'),
    };
    try {
        const client = (0,http_client/* httpClientOf */.X)(host);
        try {
            const body = (0,request_body/* bytesBody */.EB)(Buffer.from(JSON.stringify(otlpTrace(report, serviceName, ids))));
            const response = await client.open({
                method: 'POST',
                url: new URL(url),
                headers: { ...headers, 'content-type': 'application/json' },
                body,
                secrets: Object.values(headers),
                retry: retry_policy/* NO_RETRY */.PE,
                signal: (0,time_limit/* withTimeLimit */.B)(signal, LONGEST_MS),
            });
            response.abandon();
            return response.status < 300 ? undefined : `the collector answered ${response.status}`;
        }
        finally {
            client.close();
        }
    }
    catch (error) {
        return (0,errors/* messageOf */.bD)(error);
    }
}


/***/ })

};
