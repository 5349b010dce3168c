export const id = 6168;
export const ids = [6168];
export const modules = {

/***/ 76168:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  BUILD_DECLARATION: () => (/* binding */ BUILD_DECLARATION),
  buildVerb: () => (/* binding */ buildVerb)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/app/options/output-options.js + 1 modules
var output_options = __webpack_require__(68335);
// EXTERNAL MODULE: ./lib/app/options/report-options.js
var report_options = __webpack_require__(8141);
// EXTERNAL MODULE: ./lib/app/options/unsupported-options.js
var unsupported_options = __webpack_require__(47386);
;// CONCATENATED MODULE: ./lib/app/options/process/trace-settings.js
/** @returns `undefined` where no collector is named, or tracing is switched off */
function traceSettingsOf(env) {
    const given = (name) => (env[name] === '' ? undefined : env[name]);
    if (given('OTEL_SDK_DISABLED') === 'true' || given('OTEL_TRACES_EXPORTER') === 'none')
        return undefined;
    const endpoint = given('OTEL_EXPORTER_OTLP_ENDPOINT');
    const url = given('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') ??
        (endpoint === undefined ? undefined : `${endpoint.replace(/\/+$/, '')}/v1/traces`);
    if (url === undefined)
        return undefined;
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
function headersOf(text) {
    const pairs = text.split(',').flatMap((pair) => {
        const [name = '', ...value] = pair.split('=');
        try {
            return value.length === 0 ? [] : [[name.trim(), decodeURIComponent(value.join('=').trim())]];
        }
        catch {
            return [];
        }
    });
    return Object.fromEntries(pairs.filter(([name]) => name !== ''));
}

// EXTERNAL MODULE: ./lib/app/redact.js
var redact = __webpack_require__(99850);
// EXTERNAL MODULE: ./lib/files/write-error.js
var write_error = __webpack_require__(19087);
// EXTERNAL MODULE: ./lib/report/exit-code.js
var exit_code = __webpack_require__(8456);
// EXTERNAL MODULE: ./lib/report/failure/failed-build.js
var failed_build = __webpack_require__(54807);
// EXTERNAL MODULE: ./lib/report/failure/failure-hint.js
var failure_hint = __webpack_require__(80599);
// EXTERNAL MODULE: ./lib/report/failure/failed-output.js + 2 modules
var failed_output = __webpack_require__(20439);
// EXTERNAL MODULE: ./lib/report/model/failure.js
var failure = __webpack_require__(21798);
// EXTERNAL MODULE: ./lib/report/metadata.js
var metadata = __webpack_require__(18557);
// EXTERNAL MODULE: ./lib/report/model/conclusion-words.js
var conclusion_words = __webpack_require__(22037);
// EXTERNAL MODULE: ./lib/report/model/report-builder.js + 14 modules
var report_builder = __webpack_require__(29571);
// EXTERNAL MODULE: ./lib/trace/span.js
var span = __webpack_require__(21725);
;// CONCATENATED MODULE: ./lib/trace/span-log.js

/** Spans that are kept. Some 300 bytes each. */
const MOST_SPANS = 200_000;
/** Keeps all spans from now on, up to a number. */
class SpanLog {
    #spans = [];
    #stop;
    #dropped = 0;
    constructor() {
        this.#stop = (0,span/* onSpan */.Kk)((span) => {
            if (this.#spans.length < MOST_SPANS)
                this.#spans.push(span);
            else
                this.#dropped++;
        });
    }
    get spans() {
        return this.#spans;
    }
    /** How many were not kept. */
    get dropped() {
        return this.#dropped;
    }
    close() {
        this.#stop();
    }
}

// EXTERNAL MODULE: ./lib/text/sanitize-line.js
var sanitize_line = __webpack_require__(65331);
// EXTERNAL MODULE: ./lib/cli/command/print-error.js + 1 modules
var print_error = __webpack_require__(74435);
// EXTERNAL MODULE: ./lib/cli/build/build-request.js
var build_request = __webpack_require__(48585);
// EXTERNAL MODULE: ./lib/report/dockerfile/check-report.js
var check_report = __webpack_require__(95584);
// EXTERNAL MODULE: ./lib/report/console/step-frame.js
var step_frame = __webpack_require__(56120);
// EXTERNAL MODULE: ./lib/cli/command/progress.js + 4 modules
var command_progress = __webpack_require__(81520);
// EXTERNAL MODULE: ./lib/cli/build/stdin-dockerfile.js
var stdin_dockerfile = __webpack_require__(78142);
;// CONCATENATED MODULE: ./lib/cli/build/check-dockerfile.js





/**
 * `layer-build build --check`.
 *
 * @returns 1 when something was found
 * @throws the error that a build would end with before its first step, after the findings were printed
 */
async function checkDockerfile(request, call, cli) {
    for (const message of request.warnings)
        cli.stderr.write(`WARNING: ${message}\n`);
    const check = await cli.loadCheck();
    const result = await (0,stdin_dockerfile/* withDockerfile */.n)(request, cli, (options) => check(options, request.host, cli.signal));
    if (cli.signal.aborted)
        throw cli.signal.reason;
    const text = call.format === 'json' ? `${JSON.stringify((0,check_report/* checkDocument */.sw)(result), null, 2)}\n` : (0,check_report/* renderCheck */.d3)(result);
    cli.stdout.write((0,command_progress/* onGithub */.xb)(cli) ? (0,step_frame/* disarmCommands */.T7)(text) : text);
    if (result.failure !== undefined)
        throw (0,exit_code/* classifyError */.fe)(result.failure);
    return result.findings.length > 0 && !call.ignoreStatus ? 1 : 0;
}

// EXTERNAL MODULE: ./lib/report/dockerfile/description.js
var description = __webpack_require__(57147);
// EXTERNAL MODULE: ./lib/cli/command/print.js
var print = __webpack_require__(65651);
;// CONCATENATED MODULE: ./lib/cli/build/describe-dockerfile.js



/** `layer-build build --call=outline` and `--call=targets`. */
async function describeDockerfile(request, call, cli) {
    for (const message of request.warnings)
        cli.stderr.write(`WARNING: ${message}\n`);
    const describe = await cli.loadDescribe();
    const described = await (0,stdin_dockerfile/* withDockerfile */.n)(request, cli, (options) => describe(call.kind, options, request.host, cli.signal));
    if (cli.signal.aborted)
        throw cli.signal.reason;
    (0,print/* print */.y)((0,description/* descriptionText */.ij)(described, call.format), cli);
}

// EXTERNAL MODULE: ./lib/cli/command/verb.js
var verb = __webpack_require__(48363);
;// CONCATENATED MODULE: ./lib/cli/build/build-verb.js

























/** What `build` takes, also for tests of how its flags are read. */
const BUILD_DECLARATION = {
    name: 'build',
    summary: 'build an image from a Dockerfile',
    about: `Builds an image from a Dockerfile.

CONTEXT is a folder, the address of a Git repository or of a tar on a web server, or - for a tar or
a Dockerfile on standard input. Progress goes to standard output, or to standard error when an
archive (dest=-) goes to standard output. Errors go to standard error.

Exit codes: 0 built; 1 the Dockerfile, a flag or a step is wrong; 69 a registry, the disk or a
program that is needed fails or is missing; 70 a bug in layer-build; 130 or 143 interrupted.`,
    operands: 'CONTEXT',
    // readBuildRequest checks the number, and says more about it.
    count: [0, Infinity],
    examples: [
        {
            does: 'Build this folder, and keep the image on this machine',
            command: 'layer-build build -t app:1 .',
        },
        {
            does: 'Build and push, with a cache that other machines use too',
            command: 'layer-build build -t reg.example/app:1 --push --cache-to reg.example/app:cache .',
        },
        {
            does: 'Build and give the image to Docker',
            command: 'layer-build build -t app:1 --load . && docker run --rm app:1',
        },
        {
            does: 'Write the files of one stage to a folder',
            command: 'layer-build build --target files -o dist .',
        },
        {
            does: 'Write down why each step hit or missed, and show it',
            command: 'layer-build build --report report.json . && layer-build report report.json',
        },
    ],
    table: build_request/* BUILD_FLAGS */.F,
    unsupported: unsupported_options/* UNSUPPORTED_OPTIONS */.n,
    run: runBuildVerb,
};
const buildVerb = (0,verb/* defineVerb */.P)(BUILD_DECLARATION);
/** @throws FailedBuild with what the build threw, after the report was written */
async function runBuildVerb(call, cli) {
    const request = (0,build_request/* readBuildRequest */.o)(call, cli, cli.stdin);
    if (request.call.kind === 'check')
        return checkDockerfile(request, request.call, cli);
    if (request.call.kind !== 'build') {
        await describeDockerfile(request, request.call, cli);
        return 0;
    }
    try {
        await buildImage(request, cli);
        return 0;
    }
    catch (error) {
        const kept = request.options.saveFailed;
        const failed = error instanceof failed_build/* FailedBuild */.Y && error.reason instanceof errors/* CommandFailed */.nk;
        if (!request.opensShell || kept === undefined || !failed || cli.signal.aborted)
            throw error;
        // The error comes first: it says what to look for in the shell.
        const code = (0,print_error/* printError */.y)(error, cli);
        await openShell((0,reference/* familiarName */.hG)(kept), request, cli);
        return code;
    }
}
/** A shell in the image before the step that failed. On anything but a terminal it would wait for nobody. */
async function openShell(image, { host }, cli) {
    if (cli.terminal?.isInput !== true) {
        cli.stderr.write('No shell is opened: standard input is not a terminal.\n');
        return;
    }
    cli.stderr.write(`A shell in the image before the step (${image}); exit ends it:\n`);
    const { runVerb } = await Promise.all(/* import() */[__webpack_require__.e(6730), __webpack_require__.e(7056)]).then(__webpack_require__.bind(__webpack_require__, 56730));
    await runVerb.run(['--rm', '-it', '--root', host.root, '--entrypoint', 'sh', image], cli);
}
async function buildImage(request, cli) {
    const report = new report_builder/* ReportBuilder */.e();
    const failedOutput = new failed_output/* FailedOutput */.j();
    const mask = await (0,redact/* maskOf */._4)(request.options);
    let result;
    try {
        result = await withTrace(request, mask, cli, () => runBuild(request, report, failedOutput.sink, mask, cli));
    }
    catch (error) {
        const thrown = (0,failure_hint/* withFailureHint */.qi)((0,exit_code/* classifyError */.fe)(error), request.failureHint);
        const reason = cli.signal.aborted ? cli.signal.reason : (0,redact/* redact */.E$)(thrown, mask);
        const finished = report.report(reason, (0,redact/* redact */.E$)(failedOutput.evidence(), mask));
        await writeReport(request, finished, cli);
        await traceBuild(request, finished, cli);
        throw new failed_build/* FailedBuild */.Y(reason, (0,failure/* failureOf */.g)(finished));
    }
    const finished = report.report();
    await writeReport(request, finished, cli);
    await traceBuild(request, finished, cli);
    if (request.iidFile !== undefined)
        await writeOut(output_options/* OUTPUT_OPTIONS */.z.iidFile.flag, request.iidFile, result.imageId, cli);
    if (request.metadataFile !== undefined) {
        const builds = request.metadata.warnings ? [{ ...result, warnings: finished.warnings }] : [];
        const text = `${JSON.stringify({ ...(0,metadata/* buildMetadata */.KP)(result), ...(0,metadata/* warningMetadata */.Wr)(builds) }, null, 2)}\n`;
        await writeOut(output_options/* OUTPUT_OPTIONS */.z.metadataFile.flag, request.metadataFile, text, cli);
    }
    if (request.progress === 'quiet' && !archiveOnStdout(request.options))
        cli.stdout.write(`${result.imageId}\n`);
}
/** The trace is written whatever the build came to. */
async function withTrace({ traceFile }, mask, cli, work) {
    if (traceFile === undefined)
        return await work();
    const log = new SpanLog();
    const write = async () => {
        log.close();
        const { chromeTrace } = await __webpack_require__.e(/* import() */ 6451).then(__webpack_require__.bind(__webpack_require__, 76451));
        await writeOut(report_options/* REPORT_OPTIONS */.u.trace.flag, traceFile, chromeTrace((0,redact/* redact */.E$)(log.spans, mask), log.dropped), cli);
    };
    let result;
    try {
        result = await work();
    }
    catch (error) {
        // The build's own error matters more.
        await write().catch(() => undefined);
        throw error;
    }
    await write();
    return result;
}
async function runBuild(request, report, listener, mask, cli) {
    const out = archiveOnStdout(request.options) ? cli.stderr : cli.stdout;
    const progress = (0,command_progress/* openProgress */.mp)(request.progress, out, cli);
    const sink = (0,redact/* redacting */.qG)((event) => {
        report.sink(event);
        listener(event);
        progress.sink(event);
    }, mask);
    try {
        for (const message of request.warnings)
            sink({ type: 'warning', message });
        for (const message of request.notices)
            sink({ type: 'notice', message });
        const build = await cli.loadBuild();
        // Only the report shows it.
        const reportPaths = request.reportFile !== undefined;
        const { written, host, metadataFile, metadata } = request;
        const toldProvenance = metadataFile === undefined ? undefined : metadata.provenance;
        const result = await (0,stdin_dockerfile/* withDockerfile */.n)(request, cli, (options) => build({ ...options, reportPaths, toldProvenance, written }, host, sink, cli.signal));
        sink((0,conclusion_words/* conclusionNotice */.Uc)(report.report()));
        return result;
    }
    finally {
        progress.close();
    }
}
function archiveOnStdout(options) {
    return options.outputs.some((output) => 'dest' in output && output.dest === '-');
}
/** For OpenTelemetry, where its variables name a collector. */
async function traceBuild({ host }, report, cli) {
    const settings = traceSettingsOf(cli.env);
    if (settings === undefined)
        return;
    const { sendTrace } = await Promise.all(/* import() */[__webpack_require__.e(3878), __webpack_require__.e(3751), __webpack_require__.e(3054)]).then(__webpack_require__.bind(__webpack_require__, 33054));
    const fault = await sendTrace(report, settings, host, cli.signal);
    if (fault !== undefined && !cli.signal.aborted)
        cli.stderr.write(`WARNING: the trace was not sent: ${(0,sanitize_line/* oneLine */.T)(fault)}\n`);
}
async function writeReport(request, report, cli) {
    if (request.reportFile === undefined)
        return;
    const text = `${JSON.stringify(report, null, 2)}\n`;
    try {
        await writeOut(report_options/* REPORT_OPTIONS */.u.report.flag, request.reportFile, text, cli);
    }
    catch (failure) {
        // The build's own error matters more. That the report is missing is plain to see.
        if (report.error === undefined)
            throw failure;
    }
}
async function writeOut(flag, file, text, cli) {
    try {
        await cli.writeFile(file, text);
    }
    catch (error) {
        throw (0,write_error/* destinationError */.Zh)(error, `write ${flag}`, file);
    }
}


/***/ }),

/***/ 42110:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ causesOf),
/* harmony export */   n: () => (/* binding */ timeOf)
/* harmony export */ });
/* harmony import */ var _work_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11563);

/** What ended the cache, in the order of the steps. Each step that did not hit is in exactly one cause. */
function causesOf(steps) {
    const found = new Map();
    const isCause = (step) => (0,_work_js__WEBPACK_IMPORTED_MODULE_0__/* .missed */ .cT)(step) && step.cause === step.number;
    for (const step of steps)
        if (isCause(step))
            found.set(step.number, { step, followers: [] });
    for (const step of steps) {
        if (!(0,_work_js__WEBPACK_IMPORTED_MODULE_0__/* .missed */ .cT)(step) || isCause(step))
            continue;
        const own = found.get(step.cause ?? step.number);
        // Somebody made up the report: there is no such cause.
        if (own === undefined)
            found.set(step.number, { step, followers: [] });
        else
            own.followers.push(step);
    }
    return [...found.values()].sort((left, right) => left.step.number - right.step.number);
}
/** Milliseconds in which at least one of the steps was worked on. Steps side by side count once. */
function timeOf(steps) {
    const spans = steps
        .map(({ startedMs, times, durationMs }) => {
        const start = startedMs + times.waitingMs;
        return { start, end: start + durationMs };
    })
        .sort((left, right) => left.start - right.start);
    let sum = 0;
    let until = 0;
    for (const { start, end } of spans) {
        sum += Math.max(0, end - Math.max(start, until));
        until = Math.max(until, end);
    }
    return sum;
}


/***/ }),

/***/ 22037:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Do: () => (/* binding */ conclusionWords),
/* harmony export */   P_: () => (/* binding */ isSaidWhole),
/* harmony export */   Uc: () => (/* binding */ conclusionNotice),
/* harmony export */   c5: () => (/* binding */ plainWords)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _text_format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23808);
/* harmony import */ var _text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65331);
/* harmony import */ var _work_words_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(60739);
/* harmony import */ var _conclusion_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18197);





/** Characters of an instruction: enough to recognise it at its line. */
const INSTRUCTION_SHOWN = 60;
const REASON_SHOWN = 160;
const MESSAGE_SHOWN = 240;
/** Causes that are named; the rest are counted. */
const NAMED = 2;
/** A conclusion as one sentence about what happened, and what to do if there is something. */
function conclusionWords(conclusion) {
    switch (conclusion.kind) {
        case 'failed': {
            const { at, message, afterMs, advice } = conclusion;
            return [
                'Failed',
                ...(at === undefined ? [] : [' at ', ...place(at)]),
                ...after(afterMs),
                ...said(message, at),
                ...todo(advice),
            ];
        }
        case 'interrupted': {
            const { at, message, afterMs } = conclusion;
            const running = at === undefined ? [] : [' while ', ...place(at), ' ran'];
            return [sentenceCase((0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_1__/* .shorten */ .m)(message, MESSAGE_SHOWN)), ...running, ...after(afterMs), '.'];
        }
        case 'no-steps':
            return [`Built in ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(conclusion.tookMs)}.`];
        case 'all-hit':
            return [
                `${everyStep(conclusion.steps)} came from the cache; ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(conclusion.tookMs)}. Nothing to do.`,
            ];
        case 'first-build':
            return [`First build here: nothing was in the cache yet; ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(conclusion.tookMs)}. Nothing to do.`];
        case 'cache-off':
            return [`Built without the cache (--no-cache); ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(conclusion.tookMs)}.`];
        case 'unreachable': {
            const { locations, spent } = conclusion;
            const names = locations.length === 0 ? 'The cache' : listed(locations);
            return [`${names} could not be reached; ${share(spent)}. See what the cache answered.`];
        }
        case 'misses': {
            const { causes, spent, advice } = conclusion;
            const named = causes
                .slice(0, NAMED)
                .flatMap((cause, index) => [index === 0 ? ' at ' : ', and at ', ...causeWords(cause, causes.length > 1)]);
            const more = causes.length - NAMED;
            const rest = more > 0 ? [`, and at ${more} more ${more === 1 ? 'place' : 'places'}`] : [];
            return [
                'Cache ends',
                ...named,
                ...rest,
                `; ${share(spent)}.`,
                ...(advice === undefined ? [' Nothing to do.'] : todo(advice)),
            ];
        }
        default:
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .unreachable */ .HB)(conclusion);
    }
}
/** The last line of a log: also how much of the work came from the cache, unless all or nothing did. */
function conclusionNotice(report) {
    const conclusion = (0,_conclusion_js__WEBPACK_IMPORTED_MODULE_3__/* .conclusionOf */ .v)(report);
    const cached = (0,_work_words_js__WEBPACK_IMPORTED_MODULE_4__/* .cacheWords */ .M8)(report);
    const also = cached === undefined || conclusion.kind !== 'misses' ? '' : ` ${cached}.`;
    return { type: 'notice', message: plainWords(conclusionWords(conclusion)) + also };
}
/** The sentence as text alone, with code in backticks. */
function plainWords(phrases) {
    return phrases.map((phrase) => (typeof phrase === 'string' ? phrase : `\`${phrase.code}\``)).join('');
}
function causeWords({ at, reason, platforms, spentMs }, timed) {
    const on = platforms === 1 ? '' : ` on ${platforms} platforms`;
    const time = timed ? ` (${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(spentMs)})` : '';
    return [...place(at), `${on}: ${(0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_1__/* .shorten */ .m)(reason, REASON_SHOWN)}${time}`];
}
function place({ file, line, instruction }) {
    const where = `${file}:${line}`;
    return instruction === ''
        ? [where]
        : [`${where} `, { code: (0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_1__/* .shorten */ .m)(instruction.replace(/\s+/g, ' '), INSTRUCTION_SHOWN) }];
}
function after(milliseconds) {
    return milliseconds === undefined ? [] : [` after ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(milliseconds)}`];
}
/** Whether the sentence about a failed build has all of an error's message. */
function isSaidWhole(message) {
    return message.length <= MESSAGE_SHOWN && !/[\n\r]/.test(message);
}
/** An error's first line. A step's error begins with its instruction, which the sentence has named. */
function said(message, at) {
    const [line = ''] = message.split('\n');
    const own = at === undefined || at.instruction === '' ? '' : `${at.instruction}: `;
    const rest = line.startsWith(own) ? line.slice(own.length) : line;
    return [`: ${(0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_1__/* .shorten */ .m)(rest, MESSAGE_SHOWN).replace(/\.$/, '')}.`];
}
function todo(advice) {
    return advice === undefined ? [] : [` ${sentenceCase(advice).replace(/\.$/, '')}.`];
}
function share({ ms, ofMs }) {
    return `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(ms)} of ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(ofMs)}`;
}
function everyStep(steps) {
    return steps === 1 ? 'The one step' : `All ${steps} steps`;
}
function listed(names) {
    const shown = names.slice(0, NAMED).map((name) => (0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_1__/* .shorten */ .m)(name, REASON_SHOWN));
    const more = names.length - shown.length;
    return sentenceCase([...shown, ...(more > 0 ? [`${more} more`] : [])].join(' and '));
}
function sentenceCase(text) {
    return text.slice(0, 1).toUpperCase() + text.slice(1);
}


/***/ }),

/***/ 18197:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ conclusionOf)
/* harmony export */ });
/* harmony import */ var _causes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42110);

function conclusionOf(report) {
    if (!report.ok)
        return ending(report);
    const { steps } = report;
    const tookMs = report.durationMs ?? 0;
    if (steps.length === 0)
        return { kind: 'no-steps', tookMs };
    const causes = (0,_causes_js__WEBPACK_IMPORTED_MODULE_0__/* .causesOf */ .c)(steps);
    if (causes.length === 0)
        return { kind: 'all-hit', steps: steps.length, tookMs };
    const kinds = new Set(causes.map(({ step }) => step.why.kind));
    const [kind] = kinds;
    if (kinds.size === 1 && kind === 'no-record')
        return { kind: 'first-build', steps: steps.length, tookMs };
    if (kinds.size === 1 && kind === 'cache-off')
        return { kind, steps: steps.length, tookMs };
    const spent = { ms: Math.min((0,_causes_js__WEBPACK_IMPORTED_MODULE_0__/* .timeOf */ .n)(causes.flatMap(stepsOf)), tookMs), ofMs: tookMs };
    if (kinds.size === 1 && kind === 'unreachable')
        return { kind, locations: unreachable(causes), spent };
    const [first, ...rest] = endings(causes, report);
    const [advice] = causes
        .flatMap(({ step }) => step.remedy ?? [])
        .sort((left, right) => savedTime(right) - savedTime(left));
    if (first === undefined)
        return { kind: 'all-hit', steps: steps.length, tookMs };
    return { kind: 'misses', causes: [first, ...rest], spent, ...(advice !== undefined && { advice: advice.words }) };
}
/** Milliseconds. Some remedies save bytes. */
function savedTime(remedy) {
    return 'savesMs' in remedy ? remedy.savesMs : 0;
}
/** Of a build that made nothing. */
function ending(report) {
    const { error, steps, durationMs } = report;
    const step = steps.find(({ number, status }) => status === 'failed' || number === error?.step);
    const at = step === undefined ? errorPlace(report) : placeOf(step, report);
    const afterMs = step?.durationMs ?? durationMs;
    const told = {
        message: error?.message ?? 'the build did not end well',
        ...(at !== undefined && { at }),
        ...(afterMs !== undefined && { afterMs }),
    };
    if (error?.name === 'Interruption')
        return { kind: 'interrupted', ...told };
    return { kind: 'failed', ...told, ...(error?.hint !== undefined && { advice: error.hint }) };
}
function errorPlace({ error }) {
    const location = error?.location;
    return location === undefined ? undefined : { file: location.file, line: location.line, instruction: '' };
}
/** What is the same on several platforms is named once. */
function endings(causes, report) {
    const same = new Map();
    for (const cause of causes) {
        const { line, instruction, reason } = cause.step;
        const key = JSON.stringify([line, instruction, reason]);
        same.set(key, [...(same.get(key) ?? []), cause]);
    }
    const ended = [...same.values()].flatMap((group) => group.slice(0, 1).map(({ step }) => ({
        at: placeOf(step, report),
        reason: step.reason,
        platforms: group.length,
        spentMs: (0,_causes_js__WEBPACK_IMPORTED_MODULE_0__/* .timeOf */ .n)(group.flatMap(stepsOf)),
    })));
    return ended.sort((left, right) => right.spentMs - left.spentMs);
}
function placeOf({ line, instruction }, { dockerfile = 'Dockerfile' }) {
    return { file: dockerfile, line, instruction };
}
function stepsOf({ step, followers }) {
    return [step, ...followers];
}
function unreachable(causes) {
    const names = causes.flatMap(({ step: { why } }) => (why.kind === 'unreachable' ? why.faults : []));
    return [...new Set(names.map(({ place }) => place.name))];
}


/***/ }),

/***/ 60739:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M8: () => (/* binding */ cacheWords),
/* harmony export */   c5: () => (/* binding */ rateWords),
/* harmony export */   pC: () => (/* binding */ wholePercent),
/* harmony export */   rj: () => (/* binding */ countWords)
/* harmony export */ });
/* harmony import */ var _text_format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23808);

/** `83 %`: how much of a build's work came from the cache. */
function rateWords(hitRate) {
    return `${wholePercent(hitRate)} %`;
}
/** From 0 to 100. It is only 100 if all came from the cache. */
function wholePercent(hitRate) {
    return Math.floor(hitRate * 100 + 1e-9);
}
/** `5 of 7 steps`, of those that do work. */
function countWords({ hits, misses }) {
    return `${hits} of ${hits + misses} steps`;
}
/** What the cache did for a build, as one sentence without a full stop; `undefined` if it could do nothing. */
function cacheWords({ totals, steps }) {
    const { work, savedMs } = totals;
    if (work === undefined || isFirstBuild(steps))
        return undefined;
    const saved = savedMs < 100 ? '' : `, which saved ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(savedMs)}`;
    return `${rateWords(work.hitRate)} of the work came from the cache (${countWords(work)})${saved}`;
}
/** Whether no record of an earlier build was found. */
function isFirstBuild(steps) {
    return steps.some(({ why }) => why.kind === 'no-record');
}


/***/ }),

/***/ 21725:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D3: () => (/* binding */ openSpan),
/* harmony export */   Kk: () => (/* binding */ onSpan),
/* harmony export */   mn: () => (/* binding */ traced),
/* harmony export */   wJ: () => (/* binding */ publishSpan),
/* harmony export */   yd: () => (/* binding */ isTraced)
/* harmony export */ });
/* harmony import */ var node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53053);

/*
 * Spans go through a channel of the process, so that a function that is slow can say so without being given anything. While nobody
 * listens, they cost one look at a flag.
 */
const NAME = 'layer-build:span';
const spans = (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__.channel)(NAME);
/** Whether anyone listens. */
function isTraced() {
    return spans.hasSubscribers;
}
/** Listens to all spans that end from now on. @returns a function that ends this */
function onSpan(listener) {
    // Only `publishSpan` publishes on this channel.
    const take = (span) => listener(span);
    (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__.subscribe)(NAME, take);
    return () => {
        (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__.unsubscribe)(NAME, take);
    };
}
/** Tells a span that was measured elsewhere. */
function publishSpan(span) {
    spans.publish(span);
}
/** @param name what it is called; only asked for if anyone listens */
function openSpan(track, name, row) {
    if (!isTraced())
        return NOBODY_LISTENS;
    const from = clock();
    const facts = {};
    let isOpen = true;
    return {
        note(more) {
            for (const [key, value] of Object.entries(more)) {
                const before = facts[key];
                facts[key] = typeof before === 'number' && typeof value === 'number' ? before + value : value;
            }
        },
        end() {
            if (!isOpen)
                return;
            isOpen = false;
            publishSpan({ track, name: name(), from, to: clock(), facts, ...(row !== undefined && { row }) });
        },
    };
}
/** Does the work within a span. An error ends the span too, which says so. */
async function traced(track, name, work, row) {
    const span = openSpan(track, name, row);
    try {
        return await work(span);
    }
    catch (error) {
        span.note({ failed: 'yes' });
        throw error;
    }
    finally {
        span.end();
    }
}
const NOBODY_LISTENS = { note: () => undefined, end: () => undefined };
function clock() {
    return Number(process.hrtime.bigint() / 1000n);
}


/***/ })

};
