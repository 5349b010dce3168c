export const id = 3713;
export const ids = [3713];
export const modules = {

/***/ 41828:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JY: () => (/* binding */ peekBytes),
/* harmony export */   gR: () => (/* binding */ readBytesUpTo),
/* harmony export */   io: () => (/* binding */ readBytes)
/* harmony export */ });
/** All bytes of a stream. They are copied, since a stream may reuse the memory of its chunks. */
async function readBytes(stream) {
    return (await readBytesUpTo(stream, Infinity)) ?? Buffer.alloc(0);
}
/** The same, or `undefined` when there are more than `limit`, and then the stream is closed. */
async function readBytesUpTo(stream, limit) {
    const chunks = [];
    let size = 0;
    for await (const chunk of stream) {
        size += chunk.length;
        if (size > limit)
            return undefined;
        chunks.push(Buffer.from(chunk));
    }
    return Buffer.concat(chunks);
}
/**
 * The first bytes of a stream (at least `size` of them, if it has so many), and the whole stream again. Whoever does not read it to its
 * end calls its `return`.
 */
async function peekBytes(stream, size) {
    const iterator = stream[Symbol.asyncIterator]();
    let start = Buffer.alloc(0);
    while (start.length < size) {
        const next = await iterator.next();
        if (next.done === true)
            break;
        start = Buffer.concat([start, next.value]);
    }
    return { start, whole: joined(start, iterator) };
}
function joined(start, rest) {
    let first = start.length > 0 ? start : undefined;
    return {
        next: async () => {
            if (first === undefined) {
                const next = await rest.next();
                return next.done === true ? { done: true, value: undefined } : next;
            }
            const value = first;
            first = undefined;
            return { done: false, value };
        },
        return: async () => {
            first = undefined;
            await rest.return?.();
            return { done: true, value: undefined };
        },
        [Symbol.asyncIterator]() {
            return this;
        },
    };
}


/***/ }),

/***/ 48363:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ defineVerb)
/* harmony export */ });
/* unused harmony export readVerbCall */
/* harmony import */ var _report_exit_code_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8456);
/* harmony import */ var _app_options_read_options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70099);
/* harmony import */ var _app_options_unsupported_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47386);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(452);
/* harmony import */ var _help_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(95001);
/* harmony import */ var _parse_argv_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2434);
/* harmony import */ var _print_error_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(74435);







function defineVerb(declaration) {
    const { name, operands, summary, table, examples } = declaration;
    const words = { name, operands, about: declaration.about ?? sentence(summary), examples, table };
    return {
        ...words,
        aliases: declaration.aliases ?? [],
        summary,
        run: async (argv, cli) => {
            let debug = cli.debug === true;
            try {
                const args = parseFlags(declaration, argv);
                const general = (0,_app_options_read_options_js__WEBPACK_IMPORTED_MODULE_1__/* .readGroup */ .iY)(table.general.options, args, cli);
                debug ||= general.debug;
                if (general.help) {
                    cli.stdout.write((0,_help_js__WEBPACK_IMPORTED_MODULE_4__/* .verbHelp */ .F)(words));
                    return 0;
                }
                return await declaration.run(readCall(declaration, args, cli), cli);
            }
            catch (error) {
                const code = (0,_print_error_js__WEBPACK_IMPORTED_MODULE_6__/* .printError */ .y)(error, cli, debug);
                return cli.signal.aborted || error instanceof _report_exit_code_js__WEBPACK_IMPORTED_MODULE_0__/* .Interruption */ ._n ? code : (declaration.failure ?? code);
            }
        },
    };
}
/**
 * @internal For tests of how flags are read.
 * @throws UserError that names the flag
 */
function readVerbCall(declaration, argv, environment) {
    return readCall(declaration, parseFlags(declaration, argv), environment);
}
function parseFlags({ name, table, unsupported, flagsFirst }, argv) {
    const known = Object.values(table)
        .flatMap(({ options }) => Object.values(options))
        .filter(isFlag);
    return (0,_parse_argv_js__WEBPACK_IMPORTED_MODULE_5__/* .parseArgv */ .S)(name, argv, known, { unsupported: unsupported?.filter(isFlag), flagsFirst });
}
function isFlag({ flag }) {
    return flag !== undefined;
}
function readCall({ name, operands, count: [least, most], table, unsupported = [] }, args, environment) {
    const warnings = (0,_app_options_unsupported_options_js__WEBPACK_IMPORTED_MODULE_2__/* .checkUnsupported */ .O)(unsupported, args);
    if (args.operands.length < least || args.operands.length > most) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`layer-build ${name} takes ${operands === '' ? 'no arguments' : operands}`, {
            hint: `See: layer-build ${name} --help`,
        });
    }
    return { values: (0,_app_options_read_options_js__WEBPACK_IMPORTED_MODULE_1__/* .readTable */ .xz)(table, args, environment), operands: args.operands, source: args, warnings };
}
function sentence(text) {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}


/***/ }),

/***/ 33713:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  reportVerb: () => (/* binding */ reportVerb)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/app/options/table.js
var table = __webpack_require__(68378);
// EXTERNAL MODULE: ./lib/app/options/values/plain-values.js + 1 modules
var plain_values = __webpack_require__(88725);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/files/write-error.js
var write_error = __webpack_require__(19087);
// EXTERNAL MODULE: ./lib/report/model/causes.js
var model_causes = __webpack_require__(42110);
// EXTERNAL MODULE: ./lib/text/sanitize-line.js
var sanitize_line = __webpack_require__(65331);
// EXTERNAL MODULE: ./lib/text/format.js
var format = __webpack_require__(23808);
;// CONCATENATED MODULE: ./lib/report/format-delta.js

/** A change for people: `+4.2MB`, `−0.3s`, `±0`. */
function signedBytes(change) {
    return withSign(change, format/* formatBytes */.z3);
}
function signedDuration(change) {
    return withSign(change, format/* formatDuration */.a3);
}
function withSign(change, format) {
    const shown = format(Math.abs(change));
    if (shown === format(0))
        return '±0';
    return `${change > 0 ? '+' : '−'}${shown}`;
}
/** `73 %`. */
function percent(share) {
    return `${Math.round(share * 100)} %`;
}

// EXTERNAL MODULE: ./lib/report/model/work-words.js
var work_words = __webpack_require__(60739);
// EXTERNAL MODULE: ./lib/report/console/display-width.js
var display_width = __webpack_require__(47615);
;// CONCATENATED MODULE: ./lib/report/console/text-columns.js

/** Aligns the cells of rows in columns, each as wide as its widest cell. A cell must be a single line. */
function columns(rows, alignment) {
    const widths = alignment.map((_side, column) => rows.reduce((widest, row) => Math.max(widest, (0,display_width/* displayWidth */.F)(row[column] ?? '')), 0));
    return rows.map((row) => row
        .map((cell, column) => {
        const space = ' '.repeat(Math.max(0, (widths[column] ?? 0) - (0,display_width/* displayWidth */.F)(cell)));
        return alignment[column] === 'right' ? space + cell : cell + space;
    })
        .join('  ')
        .trimEnd());
}

;// CONCATENATED MODULE: ./lib/report/console/comparison-text.js






/** Items shown of each list; the rest is counted. */
const LISTED = 20;
const INSTRUCTION_SHOWN = 100;
/** What changed from one build to another, as lines for a terminal. */
function comparisonText(comparison) {
    const { before, after, stoppedHitting, startedHitting, added, removed, unfinished, platforms } = comparison;
    const blocks = [
        columns([['', 'BEFORE', 'AFTER', 'CHANGE'], ...figureRows(before, after)], ['left', 'right', 'right', 'right']),
        listed('Stopped hitting', (0,model_causes/* causesOf */.c)(stoppedHitting.map(({ after: step }) => step)), whyNow),
        listed('Started hitting', startedHitting, ({ after: step }) => [stepWords(step)]),
        listed('New steps', added, (step) => [stepWords(step)]),
        listed('Gone', removed, (step) => [stepWords(step)]),
        listed('Not finished', unfinished, (step) => [stepWords(step)]),
        ...platforms.map((platform) => sizes(platform, platforms.length > 1)),
    ];
    return `${blocks
        .filter((block) => block.length > 0)
        .map((block) => block.join('\n'))
        .join('\n\n')}\n`;
}
/** Rows of figures: what, before, after, change. */
function figureRows(before, after) {
    const rate = ({ totals: { work } }) => work === undefined ? '–' : `${(0,work_words/* rateWords */.c5)(work.hitRate)} (${work.hits} of ${work.hits + work.misses})`;
    const row = (what, was, is, format, change) => [
        what,
        was === undefined ? '–' : format(was),
        is === undefined ? '–' : format(is),
        was === undefined || is === undefined ? '' : change(is - was),
    ];
    return [
        ['work from the cache', rate(before), rate(after), pointsWords(before.totals.work, after.totals.work)],
        row('time', before.durationMs, after.durationMs, format/* formatDuration */.a3, signedDuration),
        row('time saved', before.totals.savedMs, after.totals.savedMs, format/* formatDuration */.a3, signedDuration),
        row('fetched', before.totals.restoredBytes, after.totals.restoredBytes, format/* formatBytes */.z3, signedBytes),
        row('pushed', before.totals.pushedBytes, after.totals.pushedBytes, format/* formatBytes */.z3, signedBytes),
        row('image size, compressed', before.image?.size, after.image?.size, format/* formatBytes */.z3, signedBytes),
    ];
}
function pointsWords(before, after) {
    if (before === undefined || after === undefined)
        return '';
    const points = (0,work_words/* wholePercent */.pC)(after.hitRate) - (0,work_words/* wholePercent */.pC)(before.hitRate);
    return points === 0
        ? '±0'
        : `${points > 0 ? '+' : '−'}${Math.abs(points)} ${Math.abs(points) === 1 ? 'point' : 'points'}`;
}
function listed(title, items, words) {
    if (items.length === 0)
        return [];
    const more = items.length - LISTED;
    return [
        `${title}:`,
        ...items.slice(0, LISTED).flatMap((item) => words(item).map((line) => `  ${line}`)),
        ...(more > 0 ? [`  and ${more} more`] : []),
    ];
}
/** Why a step missed, and which steps only followed. */
function whyNow({ step, followers }) {
    const remedy = step.remedy === undefined ? [] : [`    → ${(0,sanitize_line/* oneLine */.T)((0,sanitize_line/* shorten */.m)(step.remedy.words, 300))}`];
    const numbers = followers.slice(0, LISTED).map(({ number }) => `${number}`);
    const more = followers.length > LISTED ? ` and ${followers.length - LISTED} more` : '';
    const also = followers.length === 0
        ? []
        : [`    because of it also ${numbers.length === 1 ? 'step' : 'steps'} ${numbers.join(', ')}${more}`];
    return [stepWords(step), `    ${(0,sanitize_line/* oneLine */.T)((0,sanitize_line/* shorten */.m)(step.reason, 300))}`, ...also, ...remedy];
}
function stepWords({ number, instruction }) {
    return `step ${number}: ${(0,sanitize_line/* oneLine */.T)((0,sanitize_line/* shorten */.m)(instruction, INSTRUCTION_SHOWN))}`;
}
function sizes({ platform, before, after, layers, grown }, named) {
    const of = named ? ` of ${(0,sanitize_line/* oneLine */.T)(platform)}` : '';
    if (layers.length === 0 && grown.length === 0)
        return [];
    return [
        `Compressed size by layer${of} (${(0,format/* formatBytes */.z3)(before)} → ${(0,format/* formatBytes */.z3)(after)}):`,
        ...columns(layers
            .slice(0, LISTED)
            .map((layer) => [layer.before ?? 0, layer.after ?? 0, stepWords(layer.step)])
            .map(([was, is, what]) => [`  ${signedBytes(is - was)}`, (0,format/* formatBytes */.z3)(was), '→', (0,format/* formatBytes */.z3)(is), what]), ['right', 'right', 'left', 'right', 'left']),
        ...(grown.length === 0 ? [] : ['', `Paths that grew${of}, before compression:`]),
        ...columns(grown
            .slice(0, LISTED)
            .map(({ path, bytes, more }) => [
            `  ${signedBytes(more)}`,
            'to',
            (0,format/* formatBytes */.z3)(bytes),
            (0,sanitize_line/* oneLine */.T)((0,sanitize_line/* shorten */.m)(path, 200)),
        ]), ['right', 'left', 'right', 'left']),
    ];
}

;// CONCATENATED MODULE: ./lib/report/model/grown-paths.js
/** Bytes. Smaller growth is not reported: it makes no image big. */
const LEAST_GROWTH = 1024;
/**
 * The paths where an image grew, the largest growth first. With the arguments swapped: where it shrank. Layers that both
 * images have are left out, and so are those of bases. The others are compared all together, so a file that moved from one
 * step to another did not grow.
 *
 * @returns `undefined` if a layer that changed was not read, so that growth is not known
 */
function grownPaths(before, now) {
    const old = changedPaths(before, now);
    const fresh = changedPaths(now, before);
    if (old === undefined || fresh === undefined)
        return undefined;
    return growth(old, fresh).sort((left, right) => right.more - left.more);
}
/** The paths of the layers that are not among `others`. */
function changedPaths(layers, others) {
    const known = new Set(others.map(({ digest }) => digest));
    const changed = layers.filter(({ digest, base }) => !base && !known.has(digest));
    return changed.every(({ paths }) => paths !== undefined) ? changed.flatMap(({ paths }) => paths ?? []) : undefined;
}
/**
 * The two lists may go to different depths: what one lists file by file may be a single directory in the other. A
 * directory's total is known if it, or anything below it, is listed. So growth is reported at the lowest paths whose size
 * both lists know. If only the new list has a path, it may have been in the unlisted rest of a directory above it: only what
 * exceeds that rest counts.
 */
function growth(old, fresh) {
    const before = wholes(old);
    const now = wholes(fresh);
    const unlisted = new Map();
    for (const { path, bytes } of old)
        unlisted.set(path, (unlisted.get(path) ?? 0) + bytes);
    const grown = [];
    const reported = new Map();
    // The lowest first, so that their growth is not reported again for the directories above.
    const lowestFirst = [...now].sort(([left], [right]) => depth(right) - depth(left));
    for (const [path, size] of lowestFirst) {
        const was = before.get(path) ?? unlisted.get(knownAbove(path, before)) ?? 0;
        const more = size - was - (reported.get(path) ?? 0);
        const isReported = more >= LEAST_GROWTH;
        if (isReported)
            grown.push({ path, bytes: size, more });
        const passedUp = (reported.get(path) ?? 0) + (isReported ? more : 0);
        if (path !== '/')
            reported.set(parentOf(path), (reported.get(parentOf(path)) ?? 0) + passedUp);
    }
    return grown;
}
/** Each listed path and each directory above it, with the total of what is at and below it. */
function wholes(paths) {
    const sizes = new Map();
    for (const { path, bytes } of paths) {
        for (let at = path;; at = parentOf(at)) {
            sizes.set(at, (sizes.get(at) ?? 0) + bytes);
            if (at === '/')
                break;
        }
    }
    return sizes;
}
function knownAbove(path, known) {
    let at = path;
    while (at !== '/' && !known.has(at))
        at = parentOf(at);
    return at;
}
function parentOf(path) {
    return path.slice(0, path.lastIndexOf('/')) || '/';
}
function depth(path) {
    return path === '/' ? 0 : path.split('/').length;
}

;// CONCATENATED MODULE: ./lib/report/model/pair-steps.js
/**
 * Pairs the steps of two builds that are the same step: by stage, platform and text, and if the text was edited, by the
 * earlier text that the reason names. In the order of the later build; steps that it no longer has come last.
 */
function pairSteps(before, after) {
    const waiting = new Map();
    for (const step of before) {
        const key = keyOf(step, step.instruction);
        const equal = waiting.get(key);
        if (equal === undefined)
            waiting.set(key, [step]);
        else
            equal.push(step);
    }
    const take = (step, instruction) => instruction === undefined ? undefined : waiting.get(keyOf(step, instruction))?.shift();
    // Equal texts first: an edited step must not take the partner of a step that still has that text.
    const found = new Map(after.map((step) => [step, take(step, step.instruction)]));
    const pairs = after.map((step) => {
        const earlier = found.get(step) ?? take(step, textBefore(step));
        return earlier === undefined ? { after: step } : { before: earlier, after: step };
    });
    const gone = new Set([...waiting.values()].flat());
    return [...pairs, ...before.filter((step) => gone.has(step)).map((step) => ({ before: step }))];
}
function keyOf({ stage, platform }, instruction) {
    return JSON.stringify([stage, platform, instruction]);
}
function textBefore({ why }) {
    if (why.kind !== 'changed')
        return undefined;
    return why.changes.find((change) => change.input === 'instruction')?.was;
}

// EXTERNAL MODULE: ./lib/report/model/report.js
var report = __webpack_require__(72956);
// EXTERNAL MODULE: ./lib/report/model/work.js
var work = __webpack_require__(11563);
;// CONCATENATED MODULE: ./lib/report/model/comparison.js




function compareReports(before, after) {
    const pairs = pairSteps(before.steps, after.steps);
    const both = pairs.flatMap((pair) => pair.before === undefined || pair.after === undefined ? [] : [pair]);
    const isHit = ({ status }) => status === 'hit';
    // Of a step that was stopped or not reached, nobody knows whether it would have hit.
    const isMiss = (step) => (0,work/* missed */.cT)(step) && step.status !== 'interrupted';
    return {
        before,
        after,
        stoppedHitting: both.filter((pair) => isHit(pair.before) && isMiss(pair.after)),
        startedHitting: both.filter((pair) => isMiss(pair.before) && isHit(pair.after)),
        added: pairs.flatMap((pair) => (pair.before === undefined && (0,report/* isReached */.x)(pair.after) ? [pair.after] : [])),
        removed: pairs.flatMap((pair) => (pair.after === undefined ? [pair.before] : [])),
        unfinished: after.steps.filter(({ status }) => status === 'interrupted' || status === 'not-reached'),
        platforms: platformsOf(before.image, after.image).map((platform) => comparePlatform(platform, layersOf(before.image, platform), layersOf(after.image, platform), pairs)),
    };
}
/** Sizes are compared only if both builds made an image. */
function platformsOf(before, after) {
    if (before === undefined || after === undefined)
        return [];
    return [...new Set([...after.platforms, ...before.platforms].map(({ platform }) => platform))];
}
function layersOf(image, platform) {
    return image?.platforms.find((item) => item.platform === platform);
}
function comparePlatform(platform, before, after, pairs) {
    const earlier = byStep(before);
    const later = byStep(after);
    const layers = [];
    for (const pair of pairs) {
        const step = pair.after ?? pair.before;
        const was = pair.before === undefined ? undefined : earlier.get(pair.before.number);
        const is = pair.after === undefined ? undefined : later.get(pair.after.number);
        const sizes = { before: sizeOf(was), after: sizeOf(is) };
        if (sizes.before !== sizes.after) {
            layers.push({
                step,
                ...(was !== undefined && { before: sizes.before }),
                ...(is !== undefined && { after: sizes.after }),
            });
        }
    }
    const growth = (item) => (item.after ?? 0) - (item.before ?? 0);
    return {
        platform,
        before: before?.size ?? 0,
        after: after?.size ?? 0,
        layers: layers.sort((left, right) => growth(right) - growth(left)),
        grown: grownPaths(before?.layers ?? [], after?.layers ?? []) ?? [],
        shrunk: grownPaths(after?.layers ?? [], before?.layers ?? []) ?? [],
    };
}
function byStep(image) {
    const layers = new Map();
    for (const layer of image?.layers ?? []) {
        if (layer.step === undefined)
            continue;
        const known = layers.get(layer.step);
        if (known === undefined)
            layers.set(layer.step, [layer]);
        else
            known.push(layer);
    }
    return layers;
}
function sizeOf(layers = []) {
    return layers.reduce((sum, { size }) => sum + size, 0);
}

;// CONCATENATED MODULE: ./lib/report/console/history-text.js




/** One line for each build, in the order given. */
function historyText(runs) {
    const rows = runs.map(({ name, report }) => {
        const { work, savedMs } = report.totals;
        return [
            (0,sanitize_line/* oneLine */.T)((0,sanitize_line/* shorten */.m)(name, 60)),
            (0,format/* formatMoment */.K9)(report.startedAt ?? ''),
            report.ok ? 'built' : 'failed',
            work === undefined ? '' : `${(0,work_words/* rateWords */.c5)(work.hitRate)} (${work.hits}/${work.hits + work.misses})`,
            report.durationMs === undefined ? '' : (0,format/* formatDuration */.a3)(report.durationMs),
            (0,format/* formatDuration */.a3)(savedMs),
            report.image === undefined ? '' : (0,format/* formatBytes */.z3)(report.image.size),
        ];
    });
    const head = ['REPORT', 'STARTED', '', 'CACHED', 'TIME', 'SAVED', 'COMPRESSED'];
    const lines = columns([head, ...rows], ['left', 'left', 'left', 'right', 'right', 'right', 'right']);
    return `${lines.join('\n')}\n`;
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/report/formats/code-quality.js


const TEXT = 1000;
/** What the build checks found, and the error at its line, as GitLab's merge requests show them. */
function codeQuality({ dockerfile = 'Dockerfile', warnings, error }) {
    const seen = new Map();
    /** Lines move from run to run. So the same words again in a file are told apart by their order. */
    const fingerprintOf = (...fields) => {
        const hash = (0,oci_digest/* hashFieldList */.rK)(fields);
        const before = seen.get(hash) ?? 0;
        seen.set(hash, before + 1);
        return (before === 0 ? hash : (0,oci_digest/* hashFieldList */.rK)([hash, `${before}`])).slice(0, 32);
    };
    const finding = (check, description, severity, { file, line }) => ({
        description: (0,sanitize_line/* oneLine */.T)((0,sanitize_line/* shorten */.m)(description, TEXT)),
        check_name: check,
        fingerprint: fingerprintOf(check, file, description),
        severity,
        location: { path: file, lines: { begin: line } },
    });
    const found = warnings.flatMap(({ rule = 'warning', message, severe, line }) => line === undefined ? [] : [finding(rule, message, severe === true ? 'major' : 'minor', { file: dockerfile, line })]);
    const failed = error?.location === undefined ? [] : [finding('build', error.message, 'blocker', error.location)];
    return `${JSON.stringify([...failed, ...found], null, 2)}\n`;
}

;// CONCATENATED MODULE: ./lib/report/formats/junit.js

const junit_TEXT = 4000;
/**
 * The steps, and the tests of the image, as JUnit's XML, which CI servers show in their own pages: one case for each, with its time.
 * What failed is a failure, and a step that did not run to its end is skipped. A build that failed beside its steps has a case for that.
 */
function junit({ dockerfile = 'Dockerfile', steps, tests = [], error, durationMs = 0 }) {
    const all = [...steps.map((step) => stepCase(step, error?.message)), ...tests.map(testCase)];
    const isFailure = (one) => one.includes('<failure');
    const cases = error === undefined || all.some(isFailure) ? all : [...all, buildCase(error.message, durationMs)];
    const failures = cases.filter(isFailure).length;
    return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="layer-build" time="${seconds(durationMs)}">
<testsuite name="${escaped(dockerfile)}" tests="${cases.length}" failures="${failures}" time="${seconds(durationMs)}">
${cases.join('\n')}
</testsuite>
</testsuites>
`;
}
function stepCase({ number, stage, instruction, status, reason, durationMs, line }, error = reason) {
    const name = `${number} ${instruction}`;
    const open = `<testcase classname="${escaped(stage === '' ? 'global' : stage)}" name="${escaped(name)}" time="${seconds(durationMs)}">`;
    if (status === 'failed')
        return `${open}<failure message="${escaped(error)}">line ${line}: ${escaped(error)}</failure></testcase>`;
    if (status === 'not-reached' || status === 'interrupted')
        return `${open}<skipped message="${status === 'interrupted' ? 'stopped' : 'not reached'}"></skipped></testcase>`;
    if (status === 'hit')
        return `${open}<system-out>from the cache</system-out></testcase>`;
    return `${open}<system-out>${escaped(reason)}</system-out></testcase>`;
}
function buildCase(error, durationMs) {
    return `<testcase classname="build" name="build" time="${seconds(durationMs)}"><failure message="${escaped(error)}"></failure></testcase>`;
}
function testCase({ platform, command, exitCode, durationMs }) {
    const open = `<testcase classname="${escaped(`test on ${platform}`)}" name="${escaped(command)}" time="${seconds(durationMs)}">`;
    return exitCode === 0
        ? `${open}</testcase>`
        : `${open}<failure message="exit code ${exitCode}"></failure></testcase>`;
}
function seconds(milliseconds) {
    return (milliseconds / 1000).toFixed(3);
}
/** For text and attributes. Characters that XML 1.0 forbids even as references are visible escapes, or replaced. */
function escaped(text) {
    return (0,sanitize_line/* oneLine */.T)((0,sanitize_line/* shorten */.m)(text, junit_TEXT))
        .replace(/[\ufffe\uffff]/g, '\ufffd')
        .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/report/model/conclusion.js
var conclusion = __webpack_require__(18197);
// EXTERNAL MODULE: ./lib/report/model/conclusion-words.js
var conclusion_words = __webpack_require__(22037);
// EXTERNAL MODULE: ./lib/report/model/failure.js
var model_failure = __webpack_require__(21798);
;// CONCATENATED MODULE: ./lib/report/console/report-text.js









const report_text_INSTRUCTION_SHOWN = 100;
const REASON_SHOWN = 300;
/** A report as lines for a terminal. Each text from the build is put on one line, without control characters. */
function reportText(report) {
    const lines = [
        shown((0,conclusion_words/* plainWords */.c5)((0,conclusion_words/* conclusionWords */.Do)((0,conclusion/* conclusionOf */.v)(report))), 1000),
        ...headline(report),
        '',
        ...steps(report.steps),
        ...tests(report.tests),
        ...cache(report.cache),
        ...report.warnings.map(({ line, message }) => `warning${at(line)}: ${shown(message, REASON_SHOWN)}`),
    ];
    return `${lines.join('\n').trimEnd()}\n`;
}
/** What the sentence above it does not say. */
function headline(report) {
    const { image, durationMs } = report;
    const time = durationMs === undefined ? '' : ` in ${(0,format/* formatDuration */.a3)(durationMs)}`;
    const lines = [`${report.ok ? `Built ${tagWords(report)}` : failedWords(report)}${time}`];
    const cached = (0,work_words/* cacheWords */.M8)(report);
    if (cached !== undefined)
        lines.push(cached);
    if (image !== undefined)
        lines.push(`Digest ${image.digest}, ${(0,format/* formatBytes */.z3)(image.size)} compressed`);
    if (report.startedAt !== undefined)
        lines.push(`Started ${(0,format/* formatMoment */.K9)(report.startedAt)}`);
    return [...lines, ...failed(report)];
}
function failedWords({ error }) {
    return error?.name === 'Interruption' ? 'The build was stopped' : 'The build failed';
}
/** What failed or was at work, and what it said. */
function failed(report) {
    const failure = (0,model_failure/* failureOf */.g)(report);
    if (failure === undefined)
        return [];
    const { what = '', isTest, message, durationMs, telling, output } = failure;
    const time = durationMs === undefined ? '' : `, after ${(0,format/* formatDuration */.a3)(durationMs)}`;
    const quoted = (title, texts) => texts.length === 0 ? [] : [title, ...texts.map((text) => `  | ${shown(text, 500)}`)];
    return [
        ...((0,conclusion_words/* isSaidWhole */.P_)(message) ? [] : [shown(message, 1000)]),
        ...(isTest === true ? [`Test: ${shown(what, report_text_INSTRUCTION_SHOWN)}${time}`] : []),
        ...quoted('What it says:', (0,model_failure/* hasTellingLines */.Z)(failure) ? telling : []),
        ...quoted('Last output:', output),
    ];
}
/** The image's tags as people write them, or `an image` if it has none. */
function tagWords({ image }) {
    const tags = (image?.tags ?? []).slice(0, 5).map((tag) => shown(tag, 200));
    const more = (image?.tags.length ?? 0) - tags.length;
    if (tags.length === 0)
        return 'an image';
    return tags.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
function steps(all) {
    if (all.length === 0)
        return [];
    const isMeasured = all.some(({ usage }) => usage !== undefined);
    const table = columns([
        ['STEP', 'CACHE', 'TIME', ...(isMeasured ? ['CPU', 'MEMORY'] : []), 'COMPRESSED', 'INSTRUCTION'],
        ...all.map((step) => [
            `${step.number}`,
            step.status,
            (0,report/* isReached */.x)(step) ? (0,format/* formatDuration */.a3)(step.durationMs) : '',
            ...(isMeasured ? usageCells(step) : []),
            step.layer === undefined ? '' : (0,format/* formatBytes */.z3)(step.layer.size),
            shown(step.instruction, report_text_INSTRUCTION_SHOWN),
        ]),
    ], ['right', 'left', 'right', ...(isMeasured ? ['right', 'right'] : []), 'right', 'left']);
    const [head = '', ...rows] = table;
    const lines = [head];
    for (const [index, step] of all.entries()) {
        lines.push(rows[index] ?? '');
        // That there is no earlier build is in the headline.
        if ((0,work/* missed */.cT)(step) && step.why.kind !== 'no-record')
            lines.push(`      ${shown(step.reason, REASON_SHOWN)}`);
        if (step.status === 'duplicate')
            lines.push(`      the same as step ${step.duplicateOf ?? '?'}`);
        if (step.remedy !== undefined)
            lines.push(`      → ${shown(step.remedy.words, REASON_SHOWN)}`);
    }
    return [...lines, ''];
}
function usageCells({ usage }) {
    const { cpuMs, memoryBytes } = usage ?? {};
    return [cpuMs === undefined ? '' : (0,format/* formatDuration */.a3)(cpuMs), memoryBytes === undefined ? '' : (0,format/* formatBytes */.z3)(memoryBytes)];
}
function tests(all = []) {
    if (all.length === 0)
        return [];
    const lines = all.map(({ exitCode, platform, command, durationMs }) => {
        const result = exitCode === 0 ? 'passed' : `failed with exit code ${exitCode}`;
        return `Test ${result} in ${(0,format/* formatDuration */.a3)(durationMs)} [${shown(platform, 100)}]: ${shown(command, report_text_INSTRUCTION_SHOWN)}`;
    });
    return [...lines, ''];
}
function cache({ places, leftOut }) {
    if (places.length === 0 && leftOut.length === 0)
        return [];
    return [...places.flatMap(report_text_location), ...notSaved(leftOut), ''];
}
function notSaved(leftOut) {
    const mounts = leftOut.flatMap((one) => ('mount' in one ? [one] : []));
    const layers = leftOut.filter((one) => !('mount' in one));
    const details = ({ size, why }) => `${(0,format/* formatBytes */.z3)(size)} compressed, ${shown(why, 200)}`;
    return [
        ...(layers[0] === undefined ? [] : [`${layers.length} layers were not saved, the first: ${details(layers[0])}`]),
        ...mounts.map((one) => `The cache mount ${shown(one.mount, 100)} was not saved: ${details(one)}`),
    ];
}
function report_text_location({ name, restored, saved, budget, remarks, faults }) {
    const full = budget === undefined || budget.entries === 0
        ? ''
        : `; holds ${(0,format/* formatBytes */.z3)(budget.bytes)} of ${(0,format/* formatBytes */.z3)(budget.limit)} in ${budget.entries} entries`;
    return [
        `Cache ${shown(name, 200)}: restored ${(0,format/* formatBytes */.z3)(restored.bytes)}, saved ${(0,format/* formatBytes */.z3)(saved.bytes)}${full}`,
        ...remarks.map((remark) => `  ${shown(remark, REASON_SHOWN)}`),
        ...faults.map((fault) => `  fault: ${shown(fault, REASON_SHOWN)}`),
    ];
}
function at(line) {
    return line === undefined ? '' : ` at line ${line}`;
}
function shown(text, limit) {
    return (0,sanitize_line/* oneLine */.T)((0,sanitize_line/* shorten */.m)(text, limit));
}

// EXTERNAL MODULE: ./lib/report/model/base-images.js
var base_images = __webpack_require__(10946);
;// CONCATENATED MODULE: ./lib/report/html/markup.js

/** Characters of any one text. Callers shorten further where less should be shown. */
const LONGEST = 4096;
/** A well-formed piece of HTML or SVG. Only this file makes them, and it escapes the texts in them. */
class Markup {
    text;
    constructor(text) {
        this.text = text;
    }
    static NONE = new Markup('');
    static of(literals, values) {
        return new Markup(literals.map((literal, index) => literal + rendered(values[index])).join(''));
    }
}
/** Values in `${}` are escaped as text, for elements and quoted attributes, unless they are markup already. */
function markup(literals, ...values) {
    return Markup.of(literals, values);
}
/** Untrusted text with its line breaks. */
function block(text, limit) {
    const lines = (0,sanitize_line/* shorten */.m)(text.replace(/\r\n?/g, '\n'), limit).split('\n');
    return markup `<pre tabindex="0">${lines.map((line) => markup `${line}\n`)}</pre>`;
}
/** Our own style sheet or script. An end tag anywhere in it would end it early. */
function verbatim(element, text) {
    if (/<[/!]/.test(text))
        throw new TypeError(`a ${element} may hold no tag`);
    return Markup.of([`<${element}>${text}</${element}>`], []);
}
/** Data for the page's script: JSON in which nothing can be taken for a tag or a comment, and no character is invisible. */
function dataBlock(id, data) {
    const json = JSON.stringify(data).replace(/[<>&\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return Markup.of([`<script type="application/json" id="${id}">${json}</script>`], []);
}
function rendered(value) {
    if (value === undefined)
        return '';
    if (value instanceof Markup)
        return value.text;
    if (typeof value === 'number')
        return String(value);
    if (typeof value === 'string')
        return markup_escaped(value);
    return value.map(({ text }) => text).join('');
}
function markup_escaped(text) {
    return (0,sanitize_line/* oneLine */.T)((0,sanitize_line/* shorten */.m)(text, LONGEST)).replace(/[&<>"'`=]/g, (character) => `&#${character.charCodeAt(0)};`);
}

;// CONCATENATED MODULE: ./lib/report/html/rows.js

/** Rows of one table: a page with more would be slow, and nobody reads them. */
const ROWS = 1000;
function leftOut(count) {
    return count > ROWS ? markup `<p class="quiet">${count - ROWS} further rows are left out here.</p>` : markup ``;
}

;// CONCATENATED MODULE: ./lib/report/html/bases.js




/** The base images of a build: how old they are, and which moved. */
function baseTable(report) {
    const bases = (0,base_images/* basesOf */.cF)(report);
    if (bases.length === 0)
        return markup ``;
    const rows = bases.slice(0, ROWS).map((base) => {
        const moved = (0,base_images/* movedWords */.$j)(base);
        const words = moved === '' ? markup `` : markup `<p class="remedy">${(0,sanitize_line/* shorten */.m)(moved, 200)}</p>`;
        return markup `<tr><td><code>${(0,sanitize_line/* shorten */.m)(base.name, 300)}</code>${words}<br><small><code>${base.digest}</code></small></td><td class="number">${(0,base_images/* ageWords */.hm)(base)}</td></tr>`;
    });
    return markup `<h3>Base images</h3><table class="bases"><thead><tr><th scope="col">Image</th><th scope="col" class="number">Age</th></tr></thead><tbody>${rows}</tbody></table>`;
}

;// CONCATENATED MODULE: ./lib/report/html/anchors.js
/** The id of a step's row in the page. */
function anchors_stepId(number) {
    return `step-${number}`;
}
/** @param prefix names the platform whose image it is */
function layerId(prefix, index) {
    return `${prefix}-layer-${index + 1}`;
}

;// CONCATENATED MODULE: ./lib/report/html/cache.js






/** What was restored from and saved to each cache location, and what was not saved. */
function cacheSection({ places, leftOut: unsaved, savedLater }) {
    if (places.length === 0 && unsaved.length === 0) {
        return markup `<p>No shared cache was used: steps were looked up on this machine only.</p>`;
    }
    const rows = unsaved
        .slice(0, ROWS)
        .map((one) => markup `<tr><td>${nameOf(one)}</td><td>${(0,sanitize_line/* shorten */.m)(one.why, 300)}</td><td class="number">${(0,format/* formatBytes */.z3)(one.size)}</td></tr>`);
    const table = unsaved.length === 0
        ? markup ``
        : markup `<h3>What was not saved</h3><table><thead><tr><th scope="col">Layer or cache mount</th><th scope="col">Why</th><th scope="col" class="number">Size, compressed</th></tr></thead><tbody>${rows}</tbody></table>${leftOut(unsaved.length)}`;
    const later = savedLater === true ? markup `<p class="quiet">What is to be saved is saved at the end of the job.</p>` : markup ``;
    return markup `${later}${places.slice(0, 50).map(cache_location)}${table}`;
}
function nameOf(one) {
    if ('mount' in one)
        return markup `<code>${(0,sanitize_line/* shorten */.m)(one.mount, 100)}</code>`;
    const { digest, step } = one;
    return markup `${step === undefined ? '' : markup `<a href="#${anchors_stepId(step)}">step ${step}</a> `}<code>${digest}</code>`;
}
function cache_location({ name, restored, saved, budget, remarks, faults }) {
    const lines = (items, kind) => items.slice(0, 50).map((item) => markup `<li class="${kind}">${(0,sanitize_line/* shorten */.m)(item, 400)}</li>`);
    return markup `<h3>${(0,sanitize_line/* shorten */.m)(name, 200)}</h3>${budget === undefined || budget.entries === 0 ? markup `` : meter(budget)}
<ul>${lines(faults, 'fault')}${lines(remarks, 'remark')}</ul>${traffic('Restored', restored)}${traffic('Saved', saved)}`;
}
function meter({ entries, bytes, limit }) {
    const share = limit === 0 ? 1 : Math.min(1, bytes / limit);
    return markup `<p>Holds ${(0,format/* formatBytes */.z3)(bytes)} of ${(0,format/* formatBytes */.z3)(limit)} in ${entries} entries (${percent(share)}).
<svg class="meter" width="100%" height="10" aria-hidden="true"><rect class="whole" width="100%" height="10"/><rect class="part" width="${(share * 100).toFixed(2)}%" height="10"/></svg></p>`;
}
function traffic(title, { bytes, durationMs, entries }) {
    if (entries.length === 0)
        return markup `<p>${title}: nothing.</p>`;
    const rows = entries
        .slice(0, ROWS)
        .map(({ what, key, bytes: size, step, why }) => markup `<tr><td>${what === 'pack' ? 'records' : 'layer'}${step === undefined ? '' : markup ` of <a href="#${anchors_stepId(step)}">step ${step}</a>`}${why === undefined ? '' : `, ${(0,sanitize_line/* shorten */.m)(why, 200)}`}</td><td><code>${(0,sanitize_line/* shorten */.m)(key, 300)}</code></td><td class="number">${(0,format/* formatBytes */.z3)(size)}</td></tr>`);
    return markup `<details><summary>${title}: ${(0,format/* formatBytes */.z3)(bytes)} in ${entries.length === 1 ? '1 entry' : `${entries.length} entries`}, ${(0,format/* formatDuration */.a3)(durationMs)}</summary>
<table><thead><tr><th scope="col">What</th><th scope="col">Key</th><th scope="col" class="number">Size, compressed</th></tr></thead><tbody>${rows}</tbody></table>${leftOut(entries.length)}</details>`;
}

;// CONCATENATED MODULE: ./lib/report/html/misses.js








/**
 * The misses that have a cause of their own, each with the steps that missed only because of it, and the time of all. The dearest comes
 * first: an ARG by itself takes no time.
 */
function misses(steps) {
    const all = steps.filter(work/* missed */.cT);
    if (all.length === 0 && !steps.every(report/* isReached */.x))
        return markup `<p>Every step that was reached came from the cache.</p>`;
    if (all.length === 0)
        return markup `<p>Every step came from the cache.</p>`;
    if (all.every(({ why }) => why.kind === 'no-record'))
        return markup `<p>The cache had nothing yet.</p>`;
    const spent = new Map((0,model_causes/* causesOf */.c)(steps).map((cause) => [cause, (0,model_causes/* timeOf */.n)([cause.step, ...cause.followers])]));
    const causes = [...spent.keys()].sort((left, right) => (spent.get(right) ?? 0) - (spent.get(left) ?? 0));
    const items = causes.slice(0, ROWS).map((each) => {
        const { step: cause, followers } = each;
        const remedy = cause.remedy === undefined ? markup `` : markup `<p class="remedy">${(0,sanitize_line/* shorten */.m)(cause.remedy.words, 400)}</p>`;
        return markup `<li><a href="#${anchors_stepId(cause.number)}">Step ${cause.number}</a> <code>${(0,sanitize_line/* shorten */.m)(cause.instruction, 200)}</code>
<p><strong>${(0,sanitize_line/* shorten */.m)(cause.reason, 400)}</strong></p><p class="quiet">${(0,format/* formatDuration */.a3)(spent.get(each) ?? 0)} in all.${alsoMissed(followers)}</p>${remedy}</li>
`;
    });
    return markup `<ol class="misses">${items}</ol>${leftOut(causes.length)}`;
}
/** ` Because of it, steps 9 and 10 missed too.`, with a link to each. */
function alsoMissed(followers) {
    if (followers.length === 0)
        return markup ``;
    const links = followers
        .slice(0, 30)
        .map(({ number }, index) => markup `${index === 0 ? '' : ', '}<a href="#${anchors_stepId(number)}">${number}</a>`);
    const more = followers.length > 30 ? ` and ${followers.length - 30} more` : '';
    return markup ` Because of it, ${followers.length === 1 ? 'step' : 'steps'} ${links}${more} missed too.`;
}

;// CONCATENATED MODULE: ./lib/report/html/changes.js









/** What changed since an earlier build. */
function changesSection(comparison) {
    const { before, after, stoppedHitting, startedHitting, added, removed, unfinished, platforms } = comparison;
    const figures = figureRows(before, after).map(([what, was, is, change]) => markup `<tr><th scope="row">${what}</th><td class="number">${was}</td><td class="number">${is}</td><td class="number">${change}</td></tr>`);
    return markup `<p class="quiet">Compared with the build of ${before.startedAt === undefined ? 'an unknown time' : (0,format/* formatMoment */.K9)(before.startedAt)}.</p>
<table class="figures"><thead><tr><td></td><th scope="col" class="number">Before</th><th scope="col" class="number">After</th><th scope="col" class="number">Change</th></tr></thead><tbody>${figures}</tbody></table>
${stoppedList(stoppedHitting.map(({ after: step }) => step))}${stepList('Started hitting', startedHitting.map(({ after: step }) => step), false)}${stepList('New steps', added, true)}${goneList(removed)}${stepList('Not finished', unfinished, false)}${platforms.slice(0, 8).map(changes_sizes)}`;
}
/** Where the cache ended, each with the steps that stopped only because of it. */
function stoppedList(steps) {
    if (steps.length === 0)
        return markup ``;
    const causes = (0,model_causes/* causesOf */.c)(steps);
    const items = causes
        .slice(0, ROWS)
        .map(({ step, followers }) => markup `<li><a href="#${anchors_stepId(step.number)}">step ${step.number}</a> <code>${(0,sanitize_line/* shorten */.m)(step.instruction, 200)}</code><br>${(0,sanitize_line/* shorten */.m)(step.reason, 400)}${followers.length === 0 ? markup `` : markup `.${alsoMissed(followers)}`}</li>`);
    return markup `<h3>Stopped hitting</h3><ul>${items}</ul>${leftOut(causes.length)}`;
}
function stepList(title, steps, reasons) {
    if (steps.length === 0)
        return markup ``;
    const items = steps
        .slice(0, ROWS)
        .map((step) => markup `<li><a href="#${anchors_stepId(step.number)}">step ${step.number}</a> <code>${(0,sanitize_line/* shorten */.m)(step.instruction, 200)}</code>${reasons ? markup `<br>${(0,sanitize_line/* shorten */.m)(step.reason, 400)}` : markup ``}</li>`);
    return changes_listed(title, items, steps.length);
}
function goneList(steps) {
    if (steps.length === 0)
        return markup ``;
    const items = steps.slice(0, ROWS).map((step) => markup `<li><code>${(0,sanitize_line/* shorten */.m)(step.instruction, 200)}</code></li>`);
    return changes_listed('Gone', items, steps.length);
}
/** A longer list would push the rest of the page away. */
const UNFOLDED = 10;
function changes_listed(title, items, count) {
    const list = markup `<ul>${items}</ul>${leftOut(count)}`;
    const shown = count <= UNFOLDED ? list : markup `<details><summary>${count} steps</summary>${list}</details>`;
    return markup `<h3>${title}</h3>${shown}`;
}
function changes_sizes({ platform, before, after, layers, grown, shrunk }) {
    const rows = layers
        .slice(0, ROWS)
        .map(({ step, before: was = 0, after: is = 0 }) => [
        markup `step ${step.number} <code>${(0,sanitize_line/* shorten */.m)(step.instruction, 160)}</code>`,
        (0,format/* formatBytes */.z3)(was),
        (0,format/* formatBytes */.z3)(is),
        signedBytes(is - was),
    ]);
    const pathRows = (paths, sign) => paths
        .slice(0, 50)
        .map(({ path, bytes, more }) => [
        markup `<code>${(0,sanitize_line/* shorten */.m)(path, 300)}</code>`,
        (0,format/* formatBytes */.z3)(bytes),
        signedBytes(sign * more),
    ]);
    return markup `${changes_table(`Compressed size by layer, ${(0,sanitize_line/* shorten */.m)(platform, 60)}: ${(0,format/* formatBytes */.z3)(before)} → ${(0,format/* formatBytes */.z3)(after)}`, ['What', 'Before', 'After', 'Change'], rows)}${changes_table('Paths that grew, before compression', ['Path', 'Now', 'Change'], pathRows(grown, 1))}${changes_table('Paths that shrank, before compression', ['Path', 'Before', 'Change'], pathRows(shrunk, -1))}`;
}
function changes_table(title, [what, ...figures], rows) {
    if (rows.length === 0)
        return markup ``;
    const heads = figures.map((head) => markup `<th scope="col" class="number">${head}</th>`);
    const lines = rows.map(([name, ...cells]) => markup `<tr><td>${name}</td>${cells.map((cell) => markup `<td class="number">${cell}</td>`)}</tr>`);
    return markup `<h3>${title}</h3><table><thead><tr><th scope="col">${what}</th>${heads}</tr></thead><tbody>${lines}</tbody></table>`;
}

;// CONCATENATED MODULE: ./lib/report/html/phrases.js

function htmlPhrases(phrases) {
    const pieces = phrases.map((phrase) => typeof phrase === 'string' ? markup `${phrase}` : markup `<code>${phrase.code}</code>`);
    return markup `${pieces}`;
}

;// CONCATENATED MODULE: ./lib/report/html/headline.js










/** Where the build checks are explained. Other addresses in a report do not become links. */
const CHECKS = 'https://docs.docker.com/reference/build-checks/';
/** The outcome of the build, and its figures. */
function headline_headline(report) {
    const { totals, image, durationMs } = report;
    const { work } = totals;
    const tiles = [
        [
            'From the cache',
            work === undefined ? '–' : (0,work_words/* rateWords */.c5)(work.hitRate),
            work === undefined ? 'of the work' : `of the work, ${(0,work_words/* countWords */.rj)(work)}`,
        ],
        ['Time', durationMs === undefined ? '–' : (0,format/* formatDuration */.a3)(durationMs), 'from start to end'],
        ['Time saved', (0,format/* formatDuration */.a3)(totals.savedMs), 'against a build without a cache'],
        ['Image', image === undefined ? '–' : (0,format/* formatBytes */.z3)(image.size), 'compressed'],
        ['Fetched', (0,format/* formatBytes */.z3)(totals.restoredBytes), 'bases and caches'],
        ['Pushed', (0,format/* formatBytes */.z3)(totals.pushedBytes), 'to registries'],
    ];
    const stopped = report.error?.name === 'Interruption';
    return markup `<p class="outcome ${report.ok ? 'built' : 'failed'}">${report.ok ? 'Built' : stopped ? 'Stopped' : 'Failed'}</p>
<h1>${report.ok ? tagWords(report) : `The build ${stopped ? 'was stopped' : 'failed'}`}</h1>
<p class="conclusion">${htmlPhrases((0,conclusion_words/* conclusionWords */.Do)(withoutAdvice((0,conclusion/* conclusionOf */.v)(report))))}</p>
<p class="quiet">${(0,sanitize_line/* shorten */.m)(report.dockerfile ?? 'no Dockerfile', 200)}${report.startedAt === undefined ? '' : `, ${(0,format/* formatMoment */.K9)(report.startedAt)}`}</p>
<ul class="tiles">${tiles.map(([name, value, note]) => markup `<li><span class="name">${name}</span><span class="value">${value}</span><span class="note">${note}</span></li>`)}</ul>`;
}
/** What to do about a failure stands below what failed. */
function withoutAdvice(conclusion) {
    if (conclusion.kind !== 'failed')
        return conclusion;
    const { advice, ...rest } = conclusion;
    return rest;
}
/** What failed or was at work, at which line, and what it said last. */
function errorSection(report, { excerpt, hint }) {
    const failure = (0,model_failure/* failureOf */.g)(report);
    if (failure === undefined)
        return markup ``;
    const { at, what, isTest, durationMs, message, telling, output } = failure;
    const where = at === undefined ? markup `` : markup `<strong>${(0,sanitize_line/* shorten */.m)(at, 200)}</strong>: `;
    const took = durationMs === undefined ? '' : ` after ${(0,format/* formatDuration */.a3)(durationMs)}`;
    const work = what === undefined
        ? markup ``
        : markup `<p>${isTest === true ? 'Test' : 'Step'} <code>${(0,sanitize_line/* shorten */.m)(what, 400)}</code>${took}</p>`;
    const said = (title, lines) => lines.length === 0 ? markup `` : markup `<p class="quiet">${title}</p>${block(lines.join('\n'), 16_000)}`;
    return markup `<p>${where}${(0,sanitize_line/* shorten */.m)(message, 4000)}</p>
${work}${said('What it says', (0,model_failure/* hasTellingLines */.Z)(failure) ? telling : [])}${said('Its last output', output)}${excerpt === undefined ? markup `` : block(excerpt, 16_000)}${hint === undefined ? markup `` : markup `<p class="remedy">${(0,sanitize_line/* shorten */.m)(hint, 1000)}</p>`}`;
}
function warningList(warnings) {
    const items = warnings.slice(0, ROWS).map(({ message, hint, line, rule, url }) => {
        const name = rule === undefined
            ? markup ``
            : url?.startsWith(CHECKS) === true
                ? checkLink(rule, url)
                : markup `${(0,sanitize_line/* shorten */.m)(rule, 60)}: `;
        return markup `<li>${line === undefined ? '' : `line ${line}: `}${name}${(0,sanitize_line/* shorten */.m)(message, 1000)}${hint === undefined ? '' : ` ${(0,sanitize_line/* shorten */.m)(hint, 400)}`}</li>`;
    });
    return markup `<ul>${items}</ul>${leftOut(warnings.length)}`;
}
function checkLink(rule, url) {
    return markup `<a href="${url}" rel="noreferrer">${(0,sanitize_line/* shorten */.m)(rule, 60)}</a>: `;
}

;// CONCATENATED MODULE: ./lib/report/html/treemap-layout.js
/**
 * Divides a box into one part for each weight. A part's area is in proportion to its weight, and its shape is as close to a
 * square as rows allow (Bruls, Huizing and van Wijk, Squarified Treemaps, 2000).
 *
 * @param weights positive, the largest first
 * @returns one part for each weight, in the same order
 */
function squarified(weights, box) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const scale = total === 0 ? 0 : (box.width * box.height) / total;
    const parts = [];
    let left = box;
    let start = 0;
    while (start < weights.length) {
        const side = Math.min(left.width, left.height);
        let end = start + 1;
        let sum = (weights[start] ?? 0) * scale;
        // A row takes another part as long as its worst aspect ratio does not get worse.
        while (end < weights.length) {
            const next = (weights[end] ?? 0) * scale;
            const first = (weights[start] ?? 0) * scale;
            const last = (weights[end - 1] ?? 0) * scale;
            if (worst(first, next, sum + next, side) > worst(first, last, sum, side))
                break;
            sum += next;
            end += 1;
        }
        const row = weights.slice(start, end).map((weight) => weight * scale);
        const laid = layRow(row, sum, left);
        parts.push(...laid.parts);
        left = laid.left;
        start = end;
    }
    return parts;
}
/** The worst aspect ratio of a row: that of its largest or its smallest part. */
function worst(largest, smallest, sum, side) {
    const square = side * side;
    return Math.max((square * largest) / (sum * sum), (sum * sum) / (square * smallest));
}
function layRow(areas, sum, box) {
    const { x, y, width, height } = box;
    const parts = [];
    if (width >= height) {
        const column = height === 0 ? 0 : Math.min(sum / height, width);
        let top = y;
        for (const area of areas) {
            const part = column === 0 ? 0 : area / column;
            parts.push({ x, y: top, width: column, height: part });
            top += part;
        }
        return { parts, left: { x: x + column, y, width: width - column, height } };
    }
    const row = width === 0 ? 0 : Math.min(sum / width, height);
    let start = x;
    for (const area of areas) {
        const part = row === 0 ? 0 : area / row;
        parts.push({ x: start, y, width: part, height: row });
        start += part;
    }
    return { parts, left: { x, y: y + row, width, height: height - row } };
}

;// CONCATENATED MODULE: ./lib/report/html/treemap.js





/** The shape that the layout is made for; the page stretches it. */
const AREA = { x: 0, y: 0, width: 1000, height: 400 };
/** The share of the whole below which a box could hardly be seen: such paths are drawn as one box. */
const SPECK = 0.0005;
/** Number of layer colours in the style sheet. */
const COLOURS = 8;
/**
 * An image's layers as boxes, each as large as its blob, divided among its paths by their size before compression. Every box
 * is a link to its layer's row, so the keyboard reaches what the mouse does.
 */
function treemap(image, stepOf, prefix) {
    const layers = image.layers
        .map((layer, index) => ({ layer, index }))
        .filter(({ layer }) => layer.size > 0)
        .sort((left, right) => right.layer.size - left.layer.size);
    if (layers.length === 0)
        return markup `<p>The image has no layers.</p>`;
    const boxes = squarified(layers.map(({ layer }) => layer.size), AREA);
    const drawn = layers.map(({ layer, index }, order) => {
        const box = boxes[order];
        return box === undefined ? markup `` : layerBox(layer, index, box, image.size, stepOf, prefix);
    });
    return markup `<svg class="treemap" width="100%" height="400" role="group" aria-label="Layers and their paths by size. Arrow keys move between them.">${drawn}</svg>`;
}
function layerBox(layer, index, box, whole, stepOf, prefix) {
    const step = layer.step === undefined ? undefined : stepOf.get(layer.step);
    const from = step === undefined ? `layer ${index + 1}` : `step ${step.number}, ${(0,sanitize_line/* shorten */.m)(step.instruction, 80)}`;
    const parts = partsOf(layer, whole);
    const partBoxes = squarified(parts.map(({ weight }) => weight), box);
    return markup `<g class="layer c${index % COLOURS}">${parts.map((part, order) => {
        const partBox = partBoxes[order];
        if (partBox === undefined)
            return markup ``;
        const words = `${part.words} (${from})`;
        return markup `<a href="#${layerId(prefix, index)}" aria-label="${words}"><title>${words}</title><svg x="${across(partBox.x)}" y="${down(partBox.y)}" width="${across(partBox.width)}" height="${down(partBox.height)}"><rect width="100%" height="100%" class="box"/>${label(part, partBox)}</svg></a>`;
    })}</g>`;
}
function partsOf(layer, whole) {
    const paths = layer.paths ?? [];
    const total = paths.reduce((sum, { bytes }) => sum + bytes, 0);
    if (total === 0) {
        const why = layer.paths === undefined ? 'paths not known' : 'no file with content';
        return [{ weight: 1, label: why, words: `${(0,format/* formatBytes */.z3)(layer.size)} compressed: ${why}` }];
    }
    const share = ({ bytes }) => ((bytes / total) * layer.size) / Math.max(whole, 1);
    const sorted = paths.filter(({ bytes }) => bytes > 0).toSorted((left, right) => right.bytes - left.bytes);
    const large = sorted.filter((path) => share(path) >= SPECK);
    const small = sorted.slice(large.length);
    const parts = large.map((path) => {
        const rest = path.rest === true ? ' (the rest of it)' : '';
        const name = path.path.slice(path.path.lastIndexOf('/') + 1);
        return {
            weight: path.bytes,
            bytes: path.bytes,
            label: name === '' ? path.path : path.rest === true ? `${name}/…` : name,
            words: `${(0,sanitize_line/* shorten */.m)(path.path, 300)}${rest}: ${(0,format/* formatBytes */.z3)(path.bytes)}`,
        };
    });
    if (small.length === 0)
        return parts;
    const bytes = small.reduce((sum, path) => sum + path.bytes, 0);
    const words = `${small.length} smaller paths`;
    return [...parts, { weight: bytes, bytes, label: words, words: `${words}: ${(0,format/* formatBytes */.z3)(bytes)}` }];
}
/** Shown where there is room for it; narrow screens show less. */
function label(part, { width, height }) {
    if (width < 60 || height < 22)
        return markup ``;
    const room = width < 230 ? 'roomy' : '';
    const size = height < 40 || part.bytes === undefined ? '' : (0,format/* formatBytes */.z3)(part.bytes);
    return markup `<text x="6" y="16" class="${room}">${(0,sanitize_line/* shorten */.m)(part.label, Math.floor(width / 7))}</text><text x="6" y="32" class="size ${room}">${size}</text>`;
}
function across(value) {
    return `${((value / AREA.width) * 100).toFixed(3)}%`;
}
function down(value) {
    return `${((value / AREA.height) * 100).toFixed(3)}%`;
}

;// CONCATENATED MODULE: ./lib/report/html/image.js






/** Platforms that are drawn, each as a map of its own. */
const PLATFORMS = 8;
/** The image: its names, a map and a table of its layers for each platform, and what was pushed. */
function imageSection(image, steps) {
    const stepOf = new Map(steps.map((step) => [step.number, step]));
    const tags = image.tags.slice(0, 50).map((tag) => markup `<li><code>${(0,sanitize_line/* shorten */.m)(tag, 300)}</code></li>`);
    const drawn = image.platforms.slice(0, PLATFORMS);
    return markup `<dl><dt>Tags</dt><dd>${tags.length === 0 ? 'none' : markup `<ul class="plain">${tags}</ul>`}</dd>
<dt>Digest</dt><dd><code>${image.digest}</code></dd><dt>Image id</dt><dd><code>${image.imageId}</code></dd><dt>Size</dt><dd>${(0,format/* formatBytes */.z3)(image.size)}, compressed</dd></dl>
${drawn.map((platform, index) => platformImage(platform, stepOf, `image-${index + 1}`))}${push(image.push)}`;
}
function platformImage(image, stepOf, prefix) {
    return markup `<h3>${(0,sanitize_line/* shorten */.m)(image.platform, 60)} <small>${(0,format/* formatBytes */.z3)(image.size)} compressed, in ${image.layers.length === 1 ? '1 layer' : `${image.layers.length} layers`}</small></h3>
<p class="quiet">Each box is a path: the colour is its layer's, and the area its share of what the registry stores.</p>
${treemap(image, stepOf, prefix)}
<table class="layers"><caption class="unseen">Layers of ${(0,sanitize_line/* shorten */.m)(image.platform, 60)}, lowest first</caption>
<thead><tr><th scope="col">Layer</th><th scope="col">Made by</th><th scope="col" class="number">Size, compressed</th></tr></thead>
<tbody>${image.layers.slice(0, ROWS).map((layer, index) => layerRow(layer, index, stepOf, prefix))}</tbody></table>${leftOut(image.layers.length)}`;
}
function layerRow(layer, index, stepOf, prefix) {
    const step = layer.step === undefined ? undefined : stepOf.get(layer.step);
    const paths = layer.paths ?? [];
    const most = Math.max(1, ...paths.map(({ bytes }) => bytes));
    const rows = paths.map(({ path, bytes, rest }) => markup `<tr><td><code>${(0,sanitize_line/* shorten */.m)(path, 300)}</code>${rest === true ? ' (the rest of it)' : ''}</td><td class="share"><svg width="100%" height="10" aria-hidden="true"><rect class="part" width="${((bytes / most) * 100).toFixed(2)}%" height="10"/></svg></td><td class="number">${(0,format/* formatBytes */.z3)(bytes)}</td></tr>`);
    const inside = paths.length === 0
        ? markup `<p class="quiet">${layer.paths === undefined ? 'Its paths are not known: its content was not on the machine.' : 'It has no file with content.'}</p>`
        : markup `<table class="paths"><thead><tr><th scope="col">Path</th><th scope="col"><span class="unseen">Share</span></th><th scope="col" class="number">Before compression</th></tr></thead><tbody>${rows}</tbody></table>`;
    const made = step === undefined
        ? markup `a step that the report does not have`
        : markup `<a href="#${anchors_stepId(step.number)}">step ${step.number}</a> <code>${(0,sanitize_line/* shorten */.m)(step.instruction, 160)}</code>`;
    return markup `<tr id="${layerId(prefix, index)}" tabindex="0"><td><span class="swatch c${index % COLOURS}"></span>${index + 1}</td>
<td>${layer.base ? 'the base of ' : ''}${made}<details><summary>${insideWords(layer)}</summary>${inside}<p class="quiet"><code>${layer.digest}</code></p></details></td><td class="number">${(0,format/* formatBytes */.z3)(layer.size)}</td></tr>
`;
}
/** Of what is folded below a layer. */
function insideWords({ paths }) {
    if (paths === undefined)
        return 'paths not known';
    if (paths.length === 0)
        return 'no files';
    return paths.length === 1 ? '1 path' : `${paths.length} paths`;
}
function push(pushed) {
    if (pushed === undefined)
        return markup ``;
    const rows = pushed.blobs
        .slice(0, ROWS)
        .map(({ digest, size, skipped }) => markup `<tr><td><code>${digest}</code></td><td>${skipped === undefined ? 'pushed' : (0,sanitize_line/* shorten */.m)(skipped, 200)}</td><td class="number">${(0,format/* formatBytes */.z3)(size)}</td></tr>`);
    return markup `<h3>Pushed</h3><table><caption class="unseen">Blobs that went to registries, and those that did not have to</caption>
<thead><tr><th scope="col">Blob</th><th scope="col">What happened</th><th scope="col" class="number">Size, compressed</th></tr></thead><tbody>${rows}</tbody></table>${leftOut(pushed.blobs.length)}`;
}

;// CONCATENATED MODULE: ./lib/report/html/inputs.js



/** What the build was asked for. */
function inputSection(inputs) {
    const { context, target, platforms, buildArgs, labels, contexts, cacheFrom, cacheTo, secrets } = inputs;
    const rows = [
        ['Context', [code(context)]],
        ['Target', target === undefined ? [] : [code(target)]],
        ['Platforms', platforms.map(code)],
        ['Build arguments', buildArgs.map(named)],
        ['Labels', labels.map(named)],
        ['Named contexts', contexts.map(named)],
        ['Cache from', cacheFrom.map(code)],
        ['Cache to', cacheTo.map(code)],
        ['Secrets', secrets.map(code)],
    ];
    const shown = rows.filter(([, items]) => items.length > 0);
    return markup `<details><summary>What the build was asked for</summary><dl>${shown.map(([what, items]) => markup `<dt>${what}</dt><dd><ul class="plain">${items.slice(0, ROWS).map((item) => markup `<li>${item}</li>`)}</ul></dd>`)}</dl></details>`;
}
function code(text) {
    return markup `<code>${(0,sanitize_line/* shorten */.m)(text, 400)}</code>`;
}
function named({ name, value }) {
    return value === undefined ? markup `${code(name)} (value not shown)` : code(`${name}=${value}`);
}

;// CONCATENATED MODULE: ./lib/report/html/script.js
/** What the page does beyond plain HTML. It reads nothing but the page. */
const SCRIPT = `
'use strict';
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Arrow keys: between the rows of a table, and between the boxes of a map, which is one stop of the Tab key.
const move = (items, event, keys) => {
  const step = keys[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const index = items.indexOf(event.target);
  const next = index < 0 ? undefined : items[step === 'first' ? 0 : step === 'last' ? items.length - 1 : index + step];
  if (index >= 0) event.preventDefault();
  if (next === undefined) return;
  if (next.closest('.treemap')) for (const item of items) item.setAttribute('tabindex', item === next ? '0' : '-1');
  next.focus();
};
const visible = (item) => item.getClientRects().length > 0;
for (const body of all('tbody')) {
  body.addEventListener('keydown', (event) => {
    const rows = all(':scope > tr[tabindex]', body).filter(visible);
    if (event.key === 'Enter' && rows.includes(event.target)) {
      const details = event.target.querySelector('details');
      if (details) details.open = !details.open;
    } else move(rows, event, { ArrowUp: -1, ArrowDown: 1, Home: 'first', End: 'last' });
  });
}
for (const map of all('.treemap')) {
  const boxes = all('a', map);
  boxes.forEach((box, index) => box.setAttribute('tabindex', index === 0 ? '0' : '-1'));
  map.addEventListener('keydown', (event) =>
    move(boxes, event, { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: 'first', End: 'last' }),
  );
}

// A link to a row unfolds the row and moves the focus there.
const arrive = () => {
  const row = document.getElementById(location.hash.slice(1));
  if (row === null || !row.matches('tr')) return;
  if (!visible(row)) document.getElementById('hide-hits').checked = false;
  const details = row.querySelector('details');
  if (details) details.open = true;
  row.focus();
};
addEventListener('hashchange', arrive);
arrive();

// Paper cannot be unfolded, so printing unfolds everything.
let folded = [];
addEventListener('beforeprint', () => {
  folded = all('details:not([open])');
  for (const details of folded) details.open = true;
});
addEventListener('afterprint', () => {
  for (const details of folded) details.open = false;
});

const save = document.getElementById('save');
if (save !== null) {
  save.hidden = false;
  save.addEventListener('click', () => {
    const text = JSON.stringify(JSON.parse(document.getElementById('report').textContent), null, 2) + '\\n';
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = 'report.json';
    link.click();
    URL.revokeObjectURL(link.href);
  });
}
`;

// EXTERNAL MODULE: ./lib/report/model/step-names.js
var step_names = __webpack_require__(68417);
// EXTERNAL MODULE: ./lib/report/model/reason-words.js
var reason_words = __webpack_require__(85762);
;// CONCATENATED MODULE: ./lib/report/usage-words.js

/** `3.2s CPU, 240MB`. */
function usageWords({ cpuMs, memoryBytes }) {
    return [`${(0,format/* formatDuration */.a3)(cpuMs)} CPU`, ...(memoryBytes === undefined ? [] : [(0,format/* formatBytes */.z3)(memoryBytes)])].join(', ');
}

;// CONCATENATED MODULE: ./lib/report/html/evidence.js






const evidence_TEXT = 400;
/** All that the report says about a step and its row does not show. */
function evidence(step) {
    const { times, bytes, layer, base } = step;
    const facts = [
        ['Instruction', markup `<code>${(0,sanitize_line/* shorten */.m)(step.instruction, 4000)}</code>`],
        ['Dockerfile', step.line === step.endLine ? `line ${step.line}` : `lines ${step.line} to ${step.endLine}`],
        ['Stage', step.stage === '' ? undefined : `${(0,sanitize_line/* shorten */.m)(step.stage, 100)}, ${(0,sanitize_line/* shorten */.m)(step.platform, 60)}`],
        ['What differs', reasonEvidence(step.why)],
        ['Remedy', step.remedy?.words],
        ['Result', step.unchanged === true ? 'the same as before, so no later step missed because of it' : undefined],
        ['Found in', step.source === undefined ? undefined : SOURCES[step.source]],
        ['Made', step.madeAt],
        ['Own work', ownWork(step)],
        [
            'Time',
            `${(0,format/* formatDuration */.a3)(times.waitingMs)} waiting, ${(0,format/* formatDuration */.a3)(times.restoringMs)} restoring, ` +
                `${(0,format/* formatDuration */.a3)(times.runningMs)} running, ${(0,format/* formatDuration */.a3)(times.savingMs)} saving`,
        ],
        ['Used', step.usage === undefined ? undefined : usageWords(step.usage)],
        ['Fetched', bytes.restored === 0 ? undefined : `${(0,format/* formatBytes */.z3)(bytes.restored)} compressed`],
        [
            'Made',
            bytes.made === 0 ? undefined : `${(0,format/* formatBytes */.z3)(bytes.made)}, compressed to ${(0,format/* formatBytes */.z3)(bytes.compressed)}`,
        ],
        ['Base', base === undefined ? undefined : markup `<code>${(0,sanitize_line/* shorten */.m)(base.reference, evidence_TEXT)}@${base.digest}</code>`],
        [
            'Layer',
            layer === undefined ? undefined : markup `<code>${layer.digest}</code>, ${(0,format/* formatBytes */.z3)(layer.size)} compressed`,
        ],
        ['Image so far', step.imageId === undefined ? undefined : markup `<code>${step.imageId}</code>`],
    ];
    const rows = facts.flatMap(([name, value]) => value === undefined
        ? []
        : [markup `<dt>${name}</dt><dd>${typeof value === 'string' ? (0,sanitize_line/* shorten */.m)(value, evidence_TEXT) : value}</dd>`]);
    return markup `<dl>${rows}</dl>`;
}
const SOURCES = {
    builder: 'the builder',
    local: 'this machine',
    build: 'this build',
    actions: 'the Actions cache',
    registry: 'a registry',
    directory: 'a directory',
    objects: 'an object store',
};
/** Of a hit, when it was made. */
function ownWork({ savedMs, ownMs, status }) {
    if (savedMs !== undefined)
        return `${(0,format/* formatDuration */.a3)(savedMs)} when it ran`;
    return ownMs === undefined || status === 'hit' ? undefined : (0,format/* formatDuration */.a3)(ownMs);
}
/** `undefined` where the reason's words already say everything. */
function reasonEvidence(why) {
    if (why.kind === 'unreachable') {
        const faults = why.faults.slice(0, 20);
        return list(faults.map(({ place, message }) => markup `${(0,sanitize_line/* shorten */.m)(place.name, 200)}: ${(0,sanitize_line/* shorten */.m)(message, evidence_TEXT)}`));
    }
    return why.kind === 'changed' ? list(why.changes.slice(0, 50).map(changeEvidence)) : undefined;
}
function changeEvidence(change) {
    if (change.input === 'files') {
        const more = change.changed - change.changes.length;
        const files = change.changes.map((file) => markup `<code>${(0,sanitize_line/* shorten */.m)((0,reason_words/* fileWords */.Ad)(file), evidence_TEXT)}</code>`);
        return markup `${change.changed} of ${change.taken} files:${list([...files, ...(more > 0 ? [markup `and ${more} more`] : [])])}`;
    }
    if (change.input === 'parent' && change.step !== undefined) {
        const { step, paths } = change;
        const more = paths === undefined ? 0 : paths.count - paths.named.length;
        const named = (paths?.named ?? []).map((path) => markup `<code>${(0,sanitize_line/* shorten */.m)(path, evidence_TEXT)}</code>`);
        const what = step.isNew
            ? 'is new below it'
            : step.isHit === true
                ? 'came from the cache with another result than in the last build'
                : 'changed its result';
        return markup `<a href="#${anchors_stepId(step.number)}">step ${step.number}</a> ${what}${list([...named, ...(more > 0 ? [markup `and ${more} more paths`] : [])])}`;
    }
    return markup `${(0,sanitize_line/* shorten */.m)((0,reason_words/* changeWords */.mF)(change), evidence_TEXT)}`;
}
function list(items) {
    return items.length === 0 ? markup `` : markup `<ul>${items.map((item) => markup `<li>${item}</li>`)}</ul>`;
}

;// CONCATENATED MODULE: ./lib/report/html/steps.js








const STATUS = {
    hit: '✓ hit',
    duplicate: '= same',
    miss: '✗ miss',
    failed: '! failed',
    interrupted: '◼ stopped',
    'not-reached': '– not reached',
};
/** One row for each step, with its reason; it unfolds to show the evidence. */
function stepsTable(steps) {
    return markup `<p class="filter"><label><input type="checkbox" id="hide-hits"> Only steps that missed</label></p>
<table class="steps"><caption class="unseen">Every step, whether it hit the cache, and why</caption>
<thead><tr><th scope="col" class="number">Step</th><th scope="col">Cache</th><th scope="col">Instruction and reason</th><th scope="col" class="number">Time</th><th scope="col" class="number">Layer, compressed</th></tr></thead>
<tbody>${steps.slice(0, ROWS).map(row)}</tbody></table>
${leftOut(steps.length)}`;
}
function row(step) {
    const { savedMs = 0 } = step;
    const saved = savedMs < 50 ? markup `` : markup ` <small>of ${(0,format/* formatDuration */.a3)(savedMs)}</small>`;
    const target = (0,step_names/* targetOf */.$r)(step);
    const platform = target === undefined ? markup `` : markup ` <small>for ${(0,sanitize_line/* shorten */.m)(target, 60)}</small>`;
    const remedy = step.remedy === undefined ? markup `` : markup `<p class="remedy">${(0,sanitize_line/* shorten */.m)(step.remedy.words, 400)}</p>`;
    return markup `<tr id="${anchors_stepId(step.number)}" tabindex="0" class="${step.status}"><td class="number">${step.number}</td><td>${badge(step.status)}</td>
<td><code class="instruction">${(0,sanitize_line/* shorten */.m)(step.instruction, 400)}</code>${platform}${remedy}<details><summary>${(0,sanitize_line/* shorten */.m)(reasonShown(step), 400)}</summary>${evidence(step)}</details></td>
<td class="number">${(0,report/* isReached */.x)(step) ? (0,format/* formatDuration */.a3)(step.durationMs) : ''}${saved}</td><td class="number">${step.layer === undefined ? '' : (0,format/* formatBytes */.z3)(step.layer.size)}</td></tr>
`;
}
/** That there is no earlier build is told once, above. */
function reasonShown({ why, reason, duplicateOf }) {
    if (why.kind === 'no-record')
        return 'nothing to compare it with';
    return duplicateOf === undefined ? reason : `the same as step ${duplicateOf}`;
}
function badge(status) {
    return markup `<span class="badge ${status}">${STATUS[status]}</span>`;
}

;// CONCATENATED MODULE: ./lib/report/html/style.js
/** The style sheet: for light and dark, narrow and wide screens, and for paper. It uses the reader's own fonts. */
const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; --soft: #f6f8fa; --link: #0550ae;
  --hit: #1a7f37; --hit-soft: #dafbe1; --miss: #9a6700; --miss-soft: #fff8c5; --failed: #cf222e; --failed-soft: #ffebe9;
  --waiting: #afb8c1; --looking: #8c959f; --restoring: #8250df; --running: #0969da; --saving: #1b7c83;
  --c0: #9cc7f0; --c1: #f2c98a; --c2: #a5d8ae; --c3: #e5b0d0; --c4: #c3b9ee; --c5: #9fd6d9; --c6: #f0b3a6; --c7: #d3d09a;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --text: #e6edf3; --quiet: #9198a1; --line: #3d444d; --soft: #151b23; --link: #79c0ff;
    --hit: #56d364; --hit-soft: #12261e; --miss: #e3b341; --miss-soft: #272115; --failed: #ff7b72; --failed-soft: #2d1416;
    --waiting: #545d68; --looking: #768390; --restoring: #a371f7; --running: #4493f8; --saving: #39c5cf;
    --c0: #1f4e79; --c1: #6b4a14; --c2: #245c33; --c3: #66305a; --c4: #443a7c; --c5: #17565b; --c6: #702f24; --c7: #55531f;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif;
}
h1 { font-size: 1.7rem; line-height: 1.25; margin: .25rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
h3 small, .stage small { font-weight: normal; color: var(--quiet); }
p { margin: .4rem 0; }
code, pre { font: .87em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .75rem; overflow-x: auto; overflow-wrap: normal; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.quiet { color: var(--quiet); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .5rem 1rem; z-index: 1; }

.outcome { display: inline-block; margin: 0; padding: .1rem .7rem; border-radius: 1rem; font-weight: 600; }
.outcome.built { color: var(--hit); background: var(--hit-soft); }
.outcome.failed { color: var(--failed); background: var(--failed-soft); }
.tiles { list-style: none; padding: 0; margin: 1.25rem 0 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); }
.tiles li { display: flex; flex-direction: column; background: var(--soft); border: 1px solid var(--line); border-radius: 8px; padding: .6rem .9rem; }
.tiles .name, .tiles .note { color: var(--quiet); font-size: .85rem; }
.tiles .value { font-size: 1.5rem; font-weight: 600; line-height: 1.3; }
.conclusion { font-size: 1.1rem; font-weight: 600; overflow-wrap: anywhere; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: 1.25rem 0 0; }

table { width: 100%; border-collapse: collapse; margin: .5rem 0; }
th { text-align: left; font-weight: 600; }
thead th { color: var(--quiet); font-size: .85rem; }
td, th { padding: .4rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
.number { width: 6rem; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.number small { display: block; color: var(--quiet); }
tr:target, tr:target:hover { background: var(--soft); }
tbody tr[tabindex]:hover { background: var(--soft); }
.badge { display: inline-block; padding: 0 .5rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; white-space: nowrap; }
.badge.hit { color: var(--hit); background: var(--hit-soft); }
.badge.miss { color: var(--miss); background: var(--miss-soft); }
.badge.duplicate { color: var(--quiet); border: 1px solid currentColor; }
.badge.failed, .badge.interrupted { color: var(--failed); background: var(--failed-soft); }
summary { cursor: pointer; color: var(--quiet); overflow-wrap: anywhere; }
tr.miss summary, tr.failed summary { color: var(--text); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1rem; margin: .6rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
ul, ol { margin: .3rem 0; padding-left: 1.4rem; }
ul.plain { list-style: none; padding: 0; }
.remedy { border-left: 3px solid var(--miss); background: var(--miss-soft); padding: .3rem .7rem; border-radius: 0 4px 4px 0; }
.misses > li { margin-bottom: 1rem; }
.misses p { margin: .15rem 0; }
.fault { color: var(--failed); }
.filter { margin: .5rem 0; }
body:has(#hide-hits:checked) table.steps :is(tr.hit, tr.duplicate) { display: none; }
button { font: inherit; color: var(--text); background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .9rem; cursor: pointer; }

.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: 0; color: var(--quiet); font-size: .85rem; }
.key { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; vertical-align: -1px; }
.gantt { table-layout: fixed; }
.gantt th:first-child { width: 34%; }
.gantt th:last-child { width: 8.5rem; }
.gantt td, .gantt tbody th { padding: .15rem .6rem; border: 0; font-weight: normal; }
.gantt tbody th { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.gantt .stage th { padding-top: .6rem; font-weight: 600; }
.gantt .stage td { padding-top: .6rem; }
.gantt .number small { white-space: normal; }
.gantt a { display: inline-block; min-width: 1.5rem; text-align: right; }
.bar, .axis { display: block; overflow: visible; }
.axis text { font-size: 11px; fill: var(--quiet); text-anchor: middle; }
.axis text.first { text-anchor: start; }
.grid { stroke: var(--line); }
.bar .span { fill: var(--line); }
.bar .hit { fill: var(--hit); }
.bar .duplicate { fill: var(--quiet); }
.bar .miss { fill: var(--miss); }
.trend { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 1rem; }
.trend figure { margin: 0; }
.runs .run { fill: var(--waiting); }
.runs .run.now { fill: var(--running); }
.bar .failed, .bar .interrupted { fill: var(--failed); }
.waiting { fill: var(--waiting); } .key.waiting { background: var(--waiting); }
.looking { fill: var(--looking); } .key.looking { background: var(--looking); }
.restoring { fill: var(--restoring); } .key.restoring { background: var(--restoring); }
.running { fill: var(--running); } .key.running { background: var(--running); }
.saving { fill: var(--saving); } .key.saving { background: var(--saving); }

.treemap { display: block; border-radius: 6px; }
.treemap text { font: 12px system-ui, sans-serif; fill: var(--text); pointer-events: none; }
.treemap text.size { fill: var(--text); opacity: .8; }
.treemap .box { stroke: var(--page); stroke-width: 2; }
.treemap a:hover .box { stroke: var(--link); }
.treemap a:focus { outline: none; }
.treemap a:focus-visible .box { stroke: var(--link); stroke-width: 6; }
.c0 { --own: var(--c0); } .c1 { --own: var(--c1); } .c2 { --own: var(--c2); } .c3 { --own: var(--c3); }
.c4 { --own: var(--c4); } .c5 { --own: var(--c5); } .c6 { --own: var(--c6); } .c7 { --own: var(--c7); }
.box { fill: var(--own); }
.swatch { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; background: var(--own); margin-right: .5rem; vertical-align: -1px; }
.paths .share { width: 30%; }
.paths td { padding: .15rem .6rem; }
.part { fill: var(--running); }
.whole { fill: var(--line); }
.meter { display: block; margin-top: .3rem; }

@media (max-width: 40rem) {
  body { padding: 1rem; }
  .tiles { grid-template-columns: 1fr 1fr; }
  td, th { padding: .35rem .3rem; }
  .number { width: auto; }
  .figures .number { white-space: normal; }
  .gantt, .gantt tbody { display: block; }
  .gantt thead, .gantt thead tr { display: block; }
  .gantt thead th { display: none; }
  .gantt thead th:nth-child(2) { display: block; padding: 0; }
  .gantt .stage th, .gantt .stage td { padding-top: 0; }
  .gantt tbody tr { display: grid; grid-template-columns: minmax(0, 1fr) max-content; padding: .2rem 0; }
  .gantt tbody th, .gantt tbody th:first-child { width: auto; padding: 0; }
  .gantt tbody td { padding: 0; }
  .gantt td:nth-child(2) { grid-row: 2; grid-column: 1 / 3; }
  .steps, .steps tbody { display: block; }
  .steps thead { display: none; }
  .steps tr { display: grid; grid-template-columns: 2rem max-content 1fr max-content; gap: 0 .5rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .steps td { border: 0; padding: .1rem 0; }
  .steps td:nth-child(3) { grid-row: 2; grid-column: 1 / 5; }
  .steps td.number:first-child { text-align: left; font-weight: 600; }
  .steps .number small { display: inline; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dt { margin-top: .4rem; }
  .treemap text.roomy { display: none; }
  .paths .share { display: none; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 11px; }
  nav, .skip, .filter, button { display: none; }
  section { break-inside: auto; }
  h2, h3 { break-after: avoid; }
  tr, .tiles li { break-inside: avoid; }
  * { print-color-adjust: exact; }
}
`;

;// CONCATENATED MODULE: ./lib/report/html/time-scale.js
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [
    ...[100, 200, 500],
    ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
    ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
    ...[1, 2, 6, 12, 24].map((hours) => hours * HOUR),
];
/** Milliseconds between the marks of a time axis: a round number of which at most six fit. */
function tickEvery(length) {
    return STEPS.find((step) => length / step <= 6) ?? Math.ceil(length / (6 * 24 * HOUR)) * 24 * HOUR;
}

;// CONCATENATED MODULE: ./lib/report/html/timeline.js









/** The phases of a step, in the order in which they happen. */
const PHASES = ['waiting', 'looking', 'restoring', 'running', 'saving'];
const PHASE_WORDS = {
    waiting: 'waiting for another step',
    looking: 'finding its key',
    restoring: 'restoring the layers below it',
    running: 'running',
    saving: 'saving its layer',
};
const USED = markup `<p class="quiet"><small>Below a step's time: the processor time of its command, and the most memory that it had.</small></p>`;
/**
 * Stages and steps over the time of the build: one row for each step, with a bar that shows when and how long each phase
 * was.
 */
function timeline({ steps, durationMs = 0 }) {
    const end = Math.max(durationMs, ...steps.slice(0, ROWS).map(endOf), 1);
    const ticks = tickEvery(end);
    const marks = Array.from({ length: Math.floor(end / ticks) }, (_, index) => (index + 1) * ticks).filter((mark) => mark < end * 0.97);
    const grid = marks.map((mark) => markup `<line x1="${timeline_at(mark, end)}" x2="${timeline_at(mark, end)}" y1="0" y2="100%" class="grid"/>`);
    const axis = [0, ...marks].map((mark) => markup `<text x="${timeline_at(mark, end)}" y="12" class="${mark === 0 ? 'first' : ''}">${(0,format/* formatDuration */.a3)(mark)}</text>`);
    return markup `<ul class="legend">${PHASES.map((phase) => markup `<li><span class="key ${phase}"></span> ${PHASE_WORDS[phase]}</li>`)}</ul>${steps.some(({ usage }) => usage !== undefined) ? USED : ''}
<table class="gantt"><caption class="unseen">When each step was, from the start of the build, and how long it took</caption>
<thead><tr><th scope="col">Step</th><th scope="col"><svg class="axis" width="100%" height="16" aria-hidden="true">${axis}</svg></th><th scope="col" class="number">Time</th></tr></thead>
${byStage(steps.slice(0, ROWS)).map((stage) => stageRows(stage, end, grid))}</table>
${leftOut(steps.length)}`;
}
/** The steps of each stage and platform, in the order of the report. */
function byStage(steps) {
    const stages = new Map();
    for (const step of steps) {
        const key = JSON.stringify([step.stage, step.platform]);
        const known = stages.get(key);
        if (known === undefined)
            stages.set(key, [step]);
        else
            known.push(step);
    }
    return [...stages.values()];
}
function stageRows(steps, end, grid) {
    const [first] = steps;
    if (first === undefined)
        return markup ``;
    const reached = steps.filter(report/* isReached */.x);
    const start = Math.min(...reached.map(({ startedMs }) => startedMs));
    const length = reached.length === 0 ? 0 : Math.max(...reached.map(endOf)) - start;
    const [own, target] = [(0,step_names/* ownStage */.P0)(first), (0,step_names/* targetOf */.$r)(first)];
    const name = own === '' ? 'before the first stage' : `stage ${(0,sanitize_line/* shorten */.m)(own, 60)}`;
    const platform = target === undefined ? (0,sanitize_line/* shorten */.m)(first.platform, 40) : forWords(target, first.platform);
    return markup `<tbody><tr class="stage"><th scope="rowgroup">${name} <small>${platform}</small></th>
<td><svg class="bar" width="100%" height="16" aria-hidden="true">${grid}${bar('span', start, length, end)}</svg></td><td class="number">${(0,format/* formatDuration */.a3)(length)}</td></tr>
${steps.map((step) => stepRow(step, end, grid))}</tbody>`;
}
function forWords(target, platform) {
    const on = platform === target || platform === '' ? '' : `, on ${(0,sanitize_line/* shorten */.m)(platform, 40)}`;
    return `for ${(0,sanitize_line/* shorten */.m)(target, 40)}${on}`;
}
function stepRow(step, end, grid) {
    const heading = markup `<th scope="row"><a href="#${anchors_stepId(step.number)}">${step.number}</a> <code>${(0,sanitize_line/* shorten */.m)(step.instruction, 120)}</code></th>`;
    if (!(0,report/* isReached */.x)(step))
        return markup `<tr class="not-reached">${heading}\n<td>not reached</td><td></td></tr>\n`;
    const phases = phasesOf(step);
    const divided = phases
        .filter(([, length]) => length >= 50)
        .map(([phase, length]) => `${PHASE_WORDS[phase]} ${(0,format/* formatDuration */.a3)(length)}`);
    const used = step.usage === undefined ? undefined : usageWords(step.usage);
    const words = [
        `step ${step.number}, ${step.status}, from ${(0,format/* formatDuration */.a3)(step.startedMs)}`,
        ...divided,
        ...(used === undefined ? [] : [`used ${used} of memory`]),
    ].join('; ');
    let from = step.startedMs;
    const bars = phases.map(([phase, length]) => {
        const drawn = bar(phase, from, length, end);
        from += length;
        return drawn;
    });
    // A mark, so that even a step too short for a visible bar can be seen.
    const began = timeline_at(step.startedMs + step.times.waitingMs, end);
    const mark = markup `<rect class="${step.status}" x="${began}" width="2" y="3" height="10"/>`;
    return markup `<tr class="${step.status}">${heading}
<td><svg class="bar" width="100%" height="16" role="img" aria-label="${words}"><title>${words}</title>${grid}${mark}${bars}</svg></td><td class="number">${(0,format/* formatDuration */.a3)(step.durationMs)}${used === undefined ? '' : markup `<small>${used}</small>`}</td></tr>
`;
}
function phasesOf({ durationMs, times }) {
    const { waitingMs, restoringMs, runningMs, savingMs } = times;
    const looking = Math.max(0, durationMs - restoringMs - runningMs - savingMs);
    return [
        ['waiting', waitingMs],
        ['looking', looking],
        ['restoring', restoringMs],
        ['running', runningMs],
        ['saving', savingMs],
    ];
}
function endOf({ startedMs, times, durationMs }) {
    return startedMs + times.waitingMs + durationMs;
}
function bar(kind, start, length, end) {
    if (length === 0)
        return markup ``;
    const thin = kind === 'span' || kind === 'waiting';
    return markup `<rect class="${kind}" x="${timeline_at(start, end)}" width="${timeline_at(length, end)}" y="${thin ? 6 : 3}" height="${thin ? 4 : 10}"/>`;
}
function timeline_at(time, end) {
    return `${((Math.min(time, end) / end) * 100).toFixed(3)}%`;
}

;// CONCATENATED MODULE: ./lib/report/trend-figures.js


const TREND_FIGURES = [
    { name: 'time', of: ({ durationMs }) => durationMs, words: format/* formatDuration */.a3 },
    { name: 'from the cache', of: ({ hitRate: rate }) => rate, words: work_words/* rateWords */.c5, most: 1 },
    { name: 'image size', of: ({ size }) => size, words: format/* formatBytes */.z3 },
    { name: 'fetched and pushed', of: ({ bytes }) => bytes, words: format/* formatBytes */.z3 },
];

;// CONCATENATED MODULE: ./lib/report/html/trend.js



/** A chart for each figure: a bar for each run, the newest last. */
function trendSection(trend) {
    const first = (0,format/* formatMoment */.K9)(trend[0]?.startedAt ?? '');
    return markup `<p class="quiet">This run, and before it the last ${trend.length - 1} that had something new to save, since ${first}.</p>
<div class="trend">${TREND_FIGURES.map((figure) => chart(figure, trend))}</div>`;
}
function chart({ name, of, words, most }, trend) {
    const values = trend.map(of);
    const full = most ?? Math.max(...values);
    const width = 100 / trend.length;
    const bars = trend.map((point, index) => {
        const value = of(point);
        const height = full <= 0 ? 0 : Math.min(value / full, 1) * 100;
        const last = index === trend.length - 1 ? ' now' : '';
        return markup `<rect class="run${last}" x="${(index * width).toFixed(2)}%" width="${(width * 0.8).toFixed(2)}%" y="${(100 - Math.max(height, 2)).toFixed(2)}%" height="${Math.max(height, 2).toFixed(2)}%"><title>${(0,format/* formatMoment */.K9)(point.startedAt)}: ${words(value)}</title></rect>`;
    });
    const now = words(values.at(-1) ?? 0);
    const [least, largest] = [words(Math.min(...values)), words(Math.max(...values))];
    const range = least === largest ? `always ${least}` : `between ${least} and ${largest}`;
    return markup `<figure><figcaption>${name} <strong>${now}</strong></figcaption>
<svg class="runs" width="100%" height="60" role="img" aria-label="${`${name}: now ${now}, ${range}`}">${bars}</svg><p class="quiet">${range}</p></figure>`;
}

;// CONCATENATED MODULE: ./lib/report/html/page.js
















/** The largest report that is kept within the page, in UTF-16 units: a larger one would make the page slow. */
const EMBEDDED = 8 * 1024 * 1024;
/** Nothing is loaded, and only our own style sheet and script are allowed, by their hashes. */
const POLICY = [
    "default-src 'none'",
    `style-src '${hashOf(STYLE)}'`,
    `script-src '${hashOf(SCRIPT)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
].join('; ');
/**
 * A report as a page in one file, which needs no network and no server. The page is complete without its script, which adds
 * arrow keys, unfolds everything for printing, and saves the report.
 *
 * @param comparison with an earlier build
 */
function renderPage(report, comparison) {
    const sections = sectionsOf(report, comparison);
    const title = report.ok ? tagWords(report) : 'failed build';
    const page = markup `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${(0,sanitize_line/* shorten */.m)(title, 200)} – layer-build</title>
${verbatim('style', STYLE)}
</head>
<body>
<a class="skip" href="#steps">To the steps</a>
<header>${headline_headline(report)}</header>
<nav aria-label="Sections"><ul>${sections.map(({ id, title: name }) => markup `<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
<main>${sections.map(section)}</main>
<footer><p class="quiet">${(0,sanitize_line/* shorten */.m)(report.generator, 100)}</p>${embedded(report)}</footer>
${verbatim('script', SCRIPT)}
</body>
</html>
`;
    return page.text;
}
function sectionsOf(report, comparison) {
    const { steps, image, inputs, warnings, error, trend = [] } = report;
    const stepSections = [
        { id: 'misses', title: 'Misses', content: misses(steps) },
        { id: 'timeline', title: 'Timeline', content: timeline(report) },
        { id: 'steps', title: 'Steps', content: stepsTable(steps) },
    ];
    return [
        ...(error === undefined ? [] : [{ id: 'error', title: failureTitle(error), content: errorSection(report, error) }]),
        ...(comparison === undefined ? [] : [{ id: 'changes', title: 'Changes', content: changesSection(comparison) }]),
        ...(steps.length === 0 ? [] : stepSections),
        ...(trend.length < 2 ? [] : [{ id: 'trend', title: 'Trend', content: trendSection(trend) }]),
        ...(image === undefined ? [] : [{ id: 'image', title: 'Image', content: imageSection(image, steps) }]),
        { id: 'cache', title: 'Cache', content: markup `${cacheSection(report.cache)}${baseTable(report)}` },
        ...(inputs === undefined ? [] : [{ id: 'inputs', title: 'Inputs', content: inputSection(inputs) }]),
        ...(warnings.length === 0 ? [] : [{ id: 'warnings', title: 'Warnings', content: warningList(warnings) }]),
    ];
}
function failureTitle({ name }) {
    return name === 'Interruption' ? 'Where it stopped' : 'What failed';
}
function section({ id, title, content }) {
    return markup `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}
</section>
`;
}
function embedded(report) {
    if (textLength(report) > EMBEDDED) {
        return markup `<p class="quiet">The report itself is too large to be kept in this page.</p>`;
    }
    return markup `<p><button type="button" id="save" hidden>Save report.json</button></p>${dataBlock('report', report)}`;
}
/** The length of all texts and field names, counted before the report is made a text. */
function textLength(value) {
    if (typeof value === 'string')
        return value.length;
    if (typeof value !== 'object' || value === null)
        return 1;
    return Object.entries(value).reduce((sum, [name, item]) => sum + name.length + textLength(item), 0);
}
function hashOf(text) {
    return `sha256-${(0,external_node_crypto_.createHash)('sha256').update(text).digest('base64')}`;
}

// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/json/parse-json.js + 1 modules
var parse_json = __webpack_require__(51289);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/union.js
var union = __webpack_require__(26873);
;// CONCATENATED MODULE: ./lib/report/model/trend.js




/** Runs that are kept: enough for a month of work days, and small in the entry that holds them. */
const RUNS = 20;
/** @returns `undefined` for a build without a result: its figures mean something else */
function pointOf(report) {
    const { ok, startedAt, durationMs, image, totals, steps } = report;
    if (!ok || startedAt === undefined || durationMs === undefined || image === undefined) {
        return undefined;
    }
    return {
        startedAt,
        durationMs: Math.round(durationMs),
        // Where there was no work, none had to be done. It is rounded as percents are, so that it is the same figure as everywhere.
        hitRate: Math.floor((totals.work?.hitRate ?? 1) * 1000 + 1e-6) / 1000,
        size: image.size,
        bytes: totals.restoredBytes + totals.pushedBytes,
        cacheEnd: trend_endOf(steps),
    };
}
function trend_endOf(steps) {
    const [first] = cacheEnds(steps);
    return first === undefined ? '' : stepId(first, first.instruction);
}
/** The last runs, the newest last. @param earlier the runs before this one */
function trendWith(earlier, report) {
    const own = pointOf(report);
    const before = earlier.filter(({ startedAt }) => startedAt !== own?.startedAt);
    return (own === undefined ? before : [...before, own]).slice(-RUNS);
}
const share = (0,decoder/* refine */.YP)(decoder/* number */.ai, (value) => value >= 0 && value <= 1, 'a number from 0 to 1');
const point = (0,object/* object */.Ik)({
    startedAt: decoder/* utcTime */.SK,
    durationMs: decoder/* nonNegative */.rG,
    hitRate: share,
    size: decoder/* nonNegativeInteger */.dv,
    bytes: decoder/* nonNegativeInteger */.dv,
    cacheEnd: (0,object/* optional */.lq)((0,decoder/* stringMatching */.zc)(/^(?:[a-f0-9]{16})?$/, 'the id of a step')),
});
/** A trend as a report has it. */
const trendDecoder = (0,containers/* array */.YO)(point, RUNS);
const points = (0,containers/* arrayOfValid */.tP)(point);
/** What others may have written to a cache or a comment: points that are none are left out. */
function knownTrend(value) {
    return points(value).slice(-RUNS);
}

// EXTERNAL MODULE: ./lib/oci/digest-schema.js
var digest_schema = __webpack_require__(70113);
;// CONCATENATED MODULE: ./lib/report/model/remedies/remedy-schema.js





const saving = { words: decoder/* string */.Yj, steps: (0,containers/* array */.YO)(decoder/* positiveInteger */.Cq), savesMs: decoder/* nonNegative */.rG };
const remedy = (0,union/* union */.K)('kind', {
    'ignore-files': (0,object/* object */.Ik)({ ...saving, files: (0,containers/* array */.YO)(decoder/* string */.Yj) }),
    'copy-later': (0,object/* object */.Ik)({ ...saving, below: decoder/* positiveInteger */.Cq, first: (0,containers/* array */.YO)(decoder/* string */.Yj), proven: decoder/* boolean */.zM }),
    'arg-later': (0,object/* object */.Ik)({ ...saving, names: (0,containers/* array */.YO)(decoder/* string */.Yj), below: decoder/* positiveInteger */.Cq, proven: decoder/* boolean */.zM }),
    'pin-base': (0,object/* object */.Ik)({ ...saving, reference: decoder/* string */.Yj, digest: digest_schema/* digest */.b }),
    'cache-mount': (0,object/* object */.Ik)({ words: decoder/* string */.Yj, targets: (0,containers/* array */.YO)(decoder/* string */.Yj), savesBytes: decoder/* nonNegativeInteger */.dv }),
});

;// CONCATENATED MODULE: ./lib/report/model/report-schema.js








const change = (0,object/* object */.Ik)({ from: decoder/* string */.Yj, to: decoder/* string */.Yj });
const path = (0,object/* object */.Ik)({ path: decoder/* string */.Yj });
const fileChange = (0,union/* union */.K)('change', {
    added: path,
    removed: path,
    renamed: (0,object/* object */.Ik)({ path: decoder/* string */.Yj, from: decoder/* string */.Yj }),
    type: (0,object/* object */.Ik)({ path: decoder/* string */.Yj, from: decoder/* string */.Yj, to: decoder/* string */.Yj }),
    modified: (0,object/* object */.Ik)({
        path: decoder/* string */.Yj,
        content: (0,object/* optional */.lq)((0,decoder/* oneOf */.yL)(true)),
        mode: (0,object/* optional */.lq)(change),
        owner: (0,object/* optional */.lq)(change),
        attributes: (0,object/* optional */.lq)((0,decoder/* oneOf */.yL)(true)),
    }),
});
const baseIdentity = (0,object/* object */.Ik)({ reference: decoder/* string */.Yj, digest: (0,object/* optional */.lq)(digest_schema/* digest */.b) });
const variable = (0,object/* object */.Ik)({
    name: decoder/* string */.Yj,
    change: (0,decoder/* oneOf */.yL)('added', 'removed', 'changed'),
    from: (0,object/* optional */.lq)(decoder/* string */.Yj),
    to: (0,object/* optional */.lq)(decoder/* string */.Yj),
    step: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq),
});
const parentStep = (0,object/* object */.Ik)({
    number: decoder/* positiveInteger */.Cq,
    instruction: decoder/* string */.Yj,
    isNew: decoder/* boolean */.zM,
    isHit: (0,object/* optional */.lq)((0,decoder/* oneOf */.yL)(true)),
});
const nothing = (0,object/* object */.Ik)({});
const inputChange = (0,union/* union */.K)('input', {
    instruction: (0,object/* object */.Ik)({ was: decoder/* string */.Yj }),
    files: (0,object/* object */.Ik)({
        changes: (0,containers/* nonEmptyArray */.OR)(fileChange, 20),
        changed: decoder/* positiveInteger */.Cq,
        taken: decoder/* nonNegativeInteger */.dv,
        step: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq),
    }),
    arg: variable,
    env: variable,
    base: (0,object/* object */.Ik)({ from: baseIdentity, to: baseIdentity, step: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq) }),
    platform: (0,object/* object */.Ik)({ from: decoder/* string */.Yj, to: decoder/* string */.Yj }),
    option: (0,object/* object */.Ik)({
        name: decoder/* string */.Yj,
        from: (0,object/* optional */.lq)(decoder/* string */.Yj),
        to: (0,object/* optional */.lq)(decoder/* string */.Yj),
        step: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq),
    }),
    expansion: nothing,
    parent: (0,object/* object */.Ik)({
        step: (0,object/* optional */.lq)(parentStep),
        paths: (0,object/* optional */.lq)((0,object/* object */.Ik)({ named: (0,containers/* array */.YO)(decoder/* string */.Yj, 3), count: decoder/* nonNegativeInteger */.dv })),
    }),
    config: (0,object/* object */.Ik)({
        step: (0,object/* optional */.lq)((0,object/* object */.Ik)({ number: decoder/* positiveInteger */.Cq, instruction: decoder/* string */.Yj })),
        parts: (0,object/* optional */.lq)((0,containers/* array */.YO)(decoder/* string */.Yj)),
        gone: (0,object/* optional */.lq)(decoder/* string */.Yj),
    }),
});
const locationKind = (0,decoder/* oneOf */.yL)('actions', 'registry', 'directory', 'objects');
const report_schema_location = (0,object/* object */.Ik)({ kind: locationKind, name: decoder/* string */.Yj });
const faults = (0,containers/* nonEmptyArray */.OR)((0,object/* object */.Ik)({ place: report_schema_location, message: decoder/* string */.Yj }));
const stepReason = (0,union/* union */.K)('kind', {
    'same-inputs': nothing,
    'same-step': nothing,
    changed: (0,object/* object */.Ik)({ changes: (0,containers/* nonEmptyArray */.OR)(inputChange) }),
    'no-record': nothing,
    unreachable: (0,object/* object */.Ik)({ faults }),
    'new-instruction': nothing,
    unfinished: nothing,
    evicted: nothing,
    'cache-off': nothing,
    'cache-off-in-stage': nothing,
    'not-evaluated': nothing,
    'not-reached': nothing,
});
const step = (0,object/* object */.Ik)({
    number: decoder/* positiveInteger */.Cq,
    total: decoder/* positiveInteger */.Cq,
    stage: decoder/* string */.Yj,
    platform: decoder/* string */.Yj,
    instruction: decoder/* string */.Yj,
    line: decoder/* positiveInteger */.Cq,
    endLine: decoder/* positiveInteger */.Cq,
    dependsOn: (0,object/* optional */.lq)((0,containers/* array */.YO)(decoder/* positiveInteger */.Cq)),
    locks: (0,object/* optional */.lq)((0,containers/* array */.YO)(decoder/* string */.Yj)),
    status: (0,decoder/* oneOf */.yL)('hit', 'duplicate', 'miss', 'failed', 'interrupted', 'not-reached'),
    source: (0,object/* optional */.lq)((0,decoder/* oneOf */.yL)('local', 'build', 'builder', 'actions', 'registry', 'directory', 'objects')),
    duplicateOf: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq),
    reason: decoder/* string */.Yj,
    why: stepReason,
    cause: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq),
    remedy: (0,object/* optional */.lq)(remedy),
    startedMs: decoder/* nonNegative */.rG,
    durationMs: decoder/* nonNegative */.rG,
    times: (0,object/* object */.Ik)({
        waitingMs: decoder/* nonNegative */.rG,
        restoringMs: decoder/* nonNegative */.rG,
        runningMs: decoder/* nonNegative */.rG,
        savingMs: decoder/* nonNegative */.rG,
    }),
    ownMs: (0,object/* optional */.lq)(decoder/* nonNegative */.rG),
    usage: (0,object/* optional */.lq)((0,object/* object */.Ik)({ cpuMs: decoder/* nonNegative */.rG, memoryBytes: (0,object/* optional */.lq)(decoder/* nonNegativeInteger */.dv) })),
    bytes: (0,object/* object */.Ik)({ restored: decoder/* nonNegativeInteger */.dv, made: decoder/* nonNegativeInteger */.dv, compressed: decoder/* nonNegativeInteger */.dv }),
    layer: (0,object/* optional */.lq)((0,object/* object */.Ik)({ digest: digest_schema/* digest */.b, size: decoder/* nonNegativeInteger */.dv })),
    base: (0,object/* optional */.lq)((0,object/* object */.Ik)({ reference: decoder/* string */.Yj, digest: digest_schema/* digest */.b, created: (0,object/* optional */.lq)(decoder/* utcTime */.SK) })),
    imageId: (0,object/* optional */.lq)(digest_schema/* digest */.b),
    unchanged: (0,object/* optional */.lq)((0,decoder/* oneOf */.yL)(true)),
    madeAt: (0,object/* optional */.lq)(decoder/* utcTime */.SK),
    savedMs: (0,object/* optional */.lq)(decoder/* nonNegative */.rG),
});
const test = (0,object/* object */.Ik)({
    platform: decoder/* string */.Yj,
    command: decoder/* string */.Yj,
    exitCode: decoder/* nonNegativeInteger */.dv,
    durationMs: decoder/* nonNegative */.rG,
});
const pathSize = { path: decoder/* string */.Yj, bytes: decoder/* nonNegativeInteger */.dv, rest: (0,object/* optional */.lq)((0,decoder/* oneOf */.yL)(true)) };
const report_schema_platformImage = (0,object/* object */.Ik)({
    platform: decoder/* string */.Yj,
    digest: digest_schema/* digest */.b,
    imageId: digest_schema/* digest */.b,
    size: decoder/* nonNegativeInteger */.dv,
    layers: (0,containers/* array */.YO)((0,object/* object */.Ik)({
        digest: digest_schema/* digest */.b,
        size: decoder/* nonNegativeInteger */.dv,
        step: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq),
        base: decoder/* boolean */.zM,
        paths: (0,object/* optional */.lq)((0,containers/* array */.YO)((0,object/* object */.Ik)(pathSize), 24)),
    })),
    largestPaths: (0,containers/* array */.YO)((0,object/* object */.Ik)({ ...pathSize, layer: digest_schema/* digest */.b, step: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq) }), 20),
});
const report_schema_image = (0,object/* object */.Ik)({
    digest: digest_schema/* digest */.b,
    imageId: digest_schema/* digest */.b,
    tags: (0,containers/* array */.YO)(decoder/* string */.Yj),
    size: decoder/* nonNegativeInteger */.dv,
    platforms: (0,containers/* array */.YO)(report_schema_platformImage),
    push: (0,object/* optional */.lq)((0,object/* object */.Ik)({
        blobs: (0,containers/* array */.YO)((0,object/* object */.Ik)({ digest: digest_schema/* digest */.b, size: decoder/* nonNegativeInteger */.dv, skipped: (0,object/* optional */.lq)(decoder/* string */.Yj) })),
    })),
});
const report_schema_traffic = (0,object/* object */.Ik)({
    bytes: decoder/* nonNegativeInteger */.dv,
    durationMs: decoder/* nonNegative */.rG,
    entries: (0,containers/* array */.YO)((0,object/* object */.Ik)({
        what: (0,decoder/* oneOf */.yL)('pack', 'blob'),
        key: decoder/* string */.Yj,
        bytes: decoder/* nonNegativeInteger */.dv,
        step: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq),
        why: (0,object/* optional */.lq)(decoder/* string */.Yj),
    })),
});
const leftOutLayer = (0,object/* object */.Ik)({
    digest: digest_schema/* digest */.b,
    size: decoder/* nonNegativeInteger */.dv,
    step: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq),
    why: decoder/* string */.Yj,
});
const leftOutMount = (0,object/* object */.Ik)({ mount: decoder/* string */.Yj, size: decoder/* nonNegativeInteger */.dv, why: decoder/* string */.Yj });
const report_schema_cache = (0,object/* object */.Ik)({
    savedLater: (0,object/* optional */.lq)((0,decoder/* oneOf */.yL)(true)),
    places: (0,containers/* array */.YO)((0,object/* object */.Ik)({
        kind: locationKind,
        name: decoder/* string */.Yj,
        restored: report_schema_traffic,
        saved: report_schema_traffic,
        budget: (0,object/* optional */.lq)((0,object/* object */.Ik)({
            entries: decoder/* nonNegativeInteger */.dv,
            bytes: decoder/* nonNegativeInteger */.dv,
            limit: decoder/* nonNegativeInteger */.dv,
        })),
        remarks: (0,containers/* array */.YO)(decoder/* string */.Yj),
        faults: (0,containers/* array */.YO)(decoder/* string */.Yj),
    })),
    leftOut: (0,containers/* array */.YO)((0,union/* unionByPresence */.A)('mount', leftOutMount, leftOutLayer)),
});
const warning = (0,object/* object */.Ik)({
    message: decoder/* string */.Yj,
    hint: (0,object/* optional */.lq)(decoder/* string */.Yj),
    severe: (0,object/* optional */.lq)((0,decoder/* oneOf */.yL)(true)),
    line: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq),
    endLine: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq),
    rule: (0,object/* optional */.lq)(decoder/* string */.Yj),
    description: (0,object/* optional */.lq)(decoder/* string */.Yj),
    url: (0,object/* optional */.lq)(decoder/* string */.Yj),
});
const error = (0,object/* object */.Ik)({
    name: decoder/* string */.Yj,
    message: decoder/* string */.Yj,
    location: (0,object/* optional */.lq)((0,object/* object */.Ik)({
        file: decoder/* string */.Yj,
        line: decoder/* positiveInteger */.Cq,
        endLine: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq),
        column: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq),
        endColumn: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq),
    })),
    excerpt: (0,object/* optional */.lq)(decoder/* string */.Yj),
    hint: (0,object/* optional */.lq)(decoder/* string */.Yj),
    retryable: (0,object/* optional */.lq)(decoder/* boolean */.zM),
    step: (0,object/* optional */.lq)(decoder/* positiveInteger */.Cq),
    test: (0,object/* optional */.lq)(decoder/* string */.Yj),
    telling: (0,object/* optional */.lq)((0,containers/* array */.YO)(decoder/* string */.Yj, 6)),
    output: (0,object/* optional */.lq)((0,containers/* array */.YO)(decoder/* string */.Yj, 15)),
});
const report_schema_named = (0,containers/* array */.YO)((0,object/* object */.Ik)({ name: decoder/* string */.Yj, value: (0,object/* optional */.lq)(decoder/* string */.Yj) }));
const inputs = (0,object/* object */.Ik)({
    context: decoder/* string */.Yj,
    target: (0,object/* optional */.lq)(decoder/* string */.Yj),
    platforms: (0,containers/* array */.YO)(decoder/* string */.Yj),
    buildArgs: report_schema_named,
    labels: report_schema_named,
    contexts: report_schema_named,
    cacheFrom: (0,containers/* array */.YO)(decoder/* string */.Yj),
    cacheTo: (0,containers/* array */.YO)(decoder/* string */.Yj),
    secrets: (0,containers/* array */.YO)(decoder/* string */.Yj),
});
/** Reads a report of this version. */
const reportDecoder = (0,object/* object */.Ik)({
    version: (0,decoder/* oneOf */.yL)(report/* REPORT_VERSION */.A),
    generator: decoder/* string */.Yj,
    ok: decoder/* boolean */.zM,
    dockerfile: (0,object/* optional */.lq)(decoder/* string */.Yj),
    startedAt: (0,object/* optional */.lq)(decoder/* utcTime */.SK),
    durationMs: (0,object/* optional */.lq)(decoder/* nonNegative */.rG),
    inputs: (0,object/* optional */.lq)(inputs),
    totals: (0,object/* object */.Ik)({
        hits: decoder/* nonNegativeInteger */.dv,
        misses: decoder/* nonNegativeInteger */.dv,
        work: (0,object/* optional */.lq)((0,object/* object */.Ik)({
            hits: decoder/* nonNegativeInteger */.dv,
            misses: decoder/* nonNegativeInteger */.dv,
            hitRate: decoder/* share */.uM,
        })),
        savedMs: decoder/* nonNegative */.rG,
        restoredBytes: decoder/* nonNegativeInteger */.dv,
        pushedBytes: decoder/* nonNegativeInteger */.dv,
    }),
    image: (0,object/* optional */.lq)(report_schema_image),
    steps: (0,containers/* array */.YO)(step),
    tests: (0,object/* optional */.lq)((0,containers/* array */.YO)(test)),
    cache: report_schema_cache,
    warnings: (0,containers/* array */.YO)(warning),
    error: (0,object/* optional */.lq)(error),
    trend: (0,object/* optional */.lq)(trendDecoder),
});

// EXTERNAL MODULE: ./lib/report/model/step-causes.js
var step_causes = __webpack_require__(12969);
;// CONCATENATED MODULE: ./lib/report/model/parse-report.js









/** The largest report that is read, in bytes. One of 5,000 steps that each name 20 files has some 20 MB. */
const REPORT_BYTES = 64 * 1024 * 1024;
/**
 * Reads a report that some build wrote on some machine: nothing in it is trusted.
 *
 * @param name of the file, for messages
 * @throws UserError for anything but a report of this version
 */
function parseReport(bytes, name) {
    return (0,decode_or/* orThrow */.aU)(() => {
        const document = (0,parse_json/* parseJson */.q)(bytes, REPORT_BYTES);
        checkVersion(document, name);
        return withKnownCauses(reportDecoder(document));
    }, (error) => notReport(name, error.message, error));
}
/** A report of an earlier version has no causes yet. */
function withKnownCauses(report) {
    const isKnown = report.steps.every((step) => !(0,work/* missed */.cT)(step) || step.cause !== undefined);
    return isKnown ? report : { ...report, steps: (0,step_causes/* withCauses */.v)(report.steps) };
}
function checkVersion(document, name) {
    const version = versionOf(document);
    if (version === undefined)
        throw notReport(name, 'it has no version');
    if (version === report/* REPORT_VERSION */.A)
        return;
    throw new errors/* UserError */.yo(`${name} is a report of version ${version}, and this layer-build reads version ${report/* REPORT_VERSION */.A}`, {
        hint: version > report/* REPORT_VERSION */.A
            ? 'A newer layer-build wrote it: read it with that one.'
            : 'Build again with --report, or read it with the layer-build that wrote it.',
    });
}
function versionOf(document) {
    return (0,decode_or/* decodeOrUndefined */.cw)((0,object/* object */.Ik)({ version: decoder/* number */.ai }), document)?.version;
}
function notReport(name, why, cause) {
    return new errors/* UserError */.yo(`${name} is not a report of layer-build: ${why}`, {
        hint: 'layer-build build --report FILE writes one.',
        cause,
    });
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/report/dockerfile/check-report.js
var check_report = __webpack_require__(95584);
;// CONCATENATED MODULE: ./lib/report/github-markdown.js

/**
 * Untrusted text for a table cell of GitHub-flavoured Markdown. Every mark that could mean something there (pipes,
 * backticks, emphasis, brackets, entities, HTML) becomes a character reference, links are broken, and a zero-width space
 * keeps `@name` and `#1` from notifying people or linking issues.
 *
 * @param limit characters of `text` that are kept
 */
function github_markdown_markdownText(text, limit) {
    return escapeText((0,sanitize_line/* shorten */.m)((0,sanitize_line/* oneLine */.T)(text), limit));
}
/** The same for a cell that has to be narrow on a phone: a long word may end a line within. */
function narrowText(text, limit) {
    return withBreaks((0,sanitize_line/* shorten */.m)((0,sanitize_line/* oneLine */.T)(text), limit), escapeText);
}
function escapeText(text) {
    return (escapeCharacters(text)
        .replaceAll('&#64;', '&#64;&#8203;')
        .replaceAll('&#35;', '&#35;&#8203;')
        // Autolinks need no brackets: `www.` is enough, and so is `GH-1`.
        .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#46;`)
        .replace(/\bGH-(?=\d)/gi, (prefix) => `${prefix}&#8203;`));
}
/** Untrusted text as inline code in a table cell. GitHub makes no links inside it. */
function markdownCode(text, limit) {
    const escaped = escapeCode((0,sanitize_line/* shorten */.m)((0,sanitize_line/* oneLine */.T)(text), limit));
    return escaped === '' ? '' : `<code>${escaped}</code>`;
}
/** The same for a cell that has to be narrow on a phone: a long word may end a line within. */
function narrowCode(text, limit) {
    const escaped = withBreaks((0,sanitize_line/* shorten */.m)((0,sanitize_line/* oneLine */.T)(text), limit), escapeCode);
    return escaped === '' ? '' : `<code>${escaped}</code>`;
}
function escapeCode(text) {
    return escapeCharacters(text).replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#46;`);
}
/** Escapes a text, and lets its long words end a line within, so that none is longer than one column of several on a phone. */
function withBreaks(text, escape) {
    return text
        .split(/(\S{17,})/u)
        .map((part, index) => (index % 2 === 0 ? escape(part) : (part.match(PIECES) ?? []).map(escape).join('<wbr>')))
        .join('');
}
/** A word is cut behind marks if it has some. */
const PIECES = /[^/_.,;=&-]{0,15}[/_.,;=&-]+|[^/_.,;=&-]{1,16}/gu;
/** Several untrusted lines as a preformatted block, outside of any table. */
function github_markdown_markdownBlock(text, limit) {
    const lines = (0,sanitize_line/* shorten */.m)(text.replace(/\r\n?/g, '\n'), limit).split('\n').map(sanitize_line/* oneLine */.T);
    return `<pre>${lines.join('\n').replace(/[&<>]/g, github_markdown_reference)}</pre>`;
}
/** The marks that GitHub-flavoured Markdown, HTML or GitHub's own extensions (math, autolinks) read within a line. */
function escapeCharacters(text) {
    return text.replace(/[&<>|`*_~[\]@#\\$!]|:(?=\/)/g, github_markdown_reference);
}
function github_markdown_reference(character) {
    return `&#${character.charCodeAt(0)};`;
}

;// CONCATENATED MODULE: ./lib/report/phrase-markdown.js

/** A sentence in GitHub-flavoured Markdown; also for a table cell. */
function markdownPhrases(phrases) {
    return phrases
        .map((phrase) => (typeof phrase === 'string' ? github_markdown_markdownText(phrase, 1000) : markdownCode(phrase.code, 200)))
        .join('');
}

;// CONCATENATED MODULE: ./lib/report/summary/bases.js


const BASES = 20;
/** Each base image: its digest, how old it is, and whether its name led elsewhere in the last run. */
function baseSection(report) {
    const bases = (0,base_images/* basesOf */.cF)(report);
    if (bases.length === 0)
        return [];
    const rows = bases.slice(0, BASES).map((base) => {
        const moved = (0,base_images/* movedWords */.$j)(base);
        const change = moved === '' ? '' : `<br>🔀 ${narrowText(moved, 200)}`;
        const digest = narrowCode((0,base_images/* shortWithAlgorithm */.iJ)(base.digest), 100);
        return `| ${narrowCode(base.name, 200)}<br>${digest}${change} | ${(0,base_images/* ageWords */.hm)(base)} |`;
    });
    const more = bases.length - rows.length;
    return ['| Base image | Age |', '| --- | --- |', ...rows, ...(more > 0 ? ['', `and ${more} more`] : [])];
}

;// CONCATENATED MODULE: ./lib/report/summary/cache.js


const LOCATIONS = 20;
const REMARKS = 3;
const REASONS = 5;
const MOUNTS = 5;
const TEXT_LIMIT = 300;
/** What was restored from and saved to each cache location, and what went wrong there. */
function cache_cacheSection({ places, leftOut, savedLater }) {
    if (places.length === 0 && leftOut.length === 0)
        return [];
    const table = [
        '| Cache | Restored | Saved | Holds | |',
        '| --- | --- | --- | --- | --- |',
        ...places.slice(0, LOCATIONS).map((place) => locationRow(place, savedLater === true)),
    ];
    return [...(places.length === 0 ? [] : table), ...leftOutLines(leftOut)];
}
function locationRow({ name, restored, saved, budget, remarks, faults }, later) {
    const holds = budget === undefined || budget.entries === 0
        ? ''
        : `${(0,format/* formatBytes */.z3)(budget.bytes)} of ${(0,format/* formatBytes */.z3)(budget.limit)} in ${entries(budget.entries)}`;
    const notes = [...faults.map((fault) => `⚠️ ${fault}`), ...remarks];
    const more = notes.length > REMARKS ? [`and ${notes.length - REMARKS} more`] : [];
    const notesCell = [...notes.slice(0, REMARKS).map((note) => github_markdown_markdownText(note, TEXT_LIMIT)), ...more].join('<br>');
    const savedCell = later && saved.entries.length === 0 ? 'at the end of the job' : cache_traffic(saved);
    return `| ${github_markdown_markdownText(name, 100)} | ${cache_traffic(restored)} | ${savedCell} | ${holds} | ${notesCell} |`;
}
function cache_traffic({ bytes, durationMs, entries: moved }) {
    if (moved.length === 0)
        return 'nothing';
    return `${(0,format/* formatBytes */.z3)(bytes)} in ${entries(moved.length)}, ${(0,format/* formatDuration */.a3)(durationMs)}`;
}
function entries(count) {
    return count === 1 ? '1 entry' : `${count} entries`;
}
/** Layers are grouped by reason, since many are left out for the same one. */
function leftOutLines(leftOut) {
    const byReason = new Map();
    const mounts = [];
    for (const one of leftOut) {
        const { why, size } = one;
        if ('mount' in one) {
            mounts.push(`The cache mount ${github_markdown_markdownText(one.mount, 100)} (${(0,format/* formatBytes */.z3)(size)} compressed)${cache_notSaved(why)}`);
            continue;
        }
        const known = byReason.get(why) ?? { count: 0, bytes: 0 };
        byReason.set(why, { count: known.count + 1, bytes: known.bytes + size });
    }
    const layers = [...byReason].map(([why, { count, bytes }]) => {
        return `${count === 1 ? '1 layer' : `${count} layers`} (${(0,format/* formatBytes */.z3)(bytes)} compressed)${cache_notSaved(why)}`;
    });
    const items = [...mounts.slice(0, MOUNTS), ...layers.slice(0, REASONS)].map((line) => `- ${line}`);
    return items.length === 0 ? [] : ['', ...items];
}
function cache_notSaved(why) {
    return ` not saved: ${github_markdown_markdownText(why, TEXT_LIMIT)}`;
}

;// CONCATENATED MODULE: ./lib/report/failure/failure-markdown.js




const MESSAGE = 500;
const LINES = 12_000;
/**
 * What failed, at which line, and what it said last, in GitHub-flavoured Markdown.
 *
 * @param job the address of the job's log, which is trusted
 * @param also a further sentence, which is trusted
 */
function failureMarkdown(failure, job, also = '') {
    const { telling, output } = failure;
    const link = job === undefined ? '' : ` [Log of the job](${job})`;
    const lines = [`${sentence(failure)}${also}${link}`];
    if ((0,model_failure/* hasTellingLines */.Z)(failure))
        lines.push('', github_markdown_markdownBlock(telling.join('\n'), LINES));
    if (output.length > 0)
        lines.push('', 'Its last output:', '', github_markdown_markdownBlock(output.join('\n'), LINES));
    return lines;
}
function sentence(failure) {
    const { kind, at, what, isTest, durationMs, message } = failure;
    const where = at === undefined ? '' : `${github_markdown_markdownText(at, 200)} `;
    const code = what === undefined ? '' : markdownCode(what.replace(/\s+/g, ' '), 300);
    const time = durationMs === undefined ? '' : ` after ${(0,format/* formatDuration */.a3)(durationMs)}`;
    const words = github_markdown_markdownText((0,sanitize_line/* shorten */.m)((0,sanitize_line/* oneLine */.T)(message), MESSAGE), MESSAGE);
    if (kind === 'interrupted') {
        const cause = `${sentenceCase(words)}: the job was cancelled, or its time was over.`;
        if (what === undefined)
            return `🛑 **Stopped.** ${cause}`;
        return `🛑 **Stopped** while ${isTest === true ? 'the test ' : `**${where.trim()}** `}${code} was at work${time.replace(' after', ', for')}. ${cause}`;
    }
    if (isTest === true)
        return `❌ **A test failed**: ${words}.`;
    if (what === undefined)
        return `❌ ${where === '' ? '' : `**${where.trim()}** `}**failed**: ${words}.`;
    return `❌ **${where}failed**${time}: ${code}. ${sentenceCase(words)}.`;
}
function sentenceCase(words) {
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

;// CONCATENATED MODULE: ./lib/report/summary/drawn-width.js
/**
 * The most pixels that text takes in a drawing, in any common sans-serif font: labels are placed before the reader's font is
 * known. The widest of the common fonts are Verdana and DejaVu Sans, which are much alike.
 */
function drawnWidth(text, fontSize) {
    let ems = 0;
    for (const character of text)
        ems += emsOf(character);
    return ems * fontSize;
}
/** As much of the beginning of `text` as fits into `pixels`; with an ellipsis where something was cut. */
function cutToDrawnWidth(text, pixels, fontSize) {
    if (drawnWidth(text, fontSize) <= pixels)
        return text;
    let cut = '';
    for (const character of text) {
        if (drawnWidth(`${cut}${character}…`, fontSize) > pixels)
            break;
        cut += character;
    }
    return `${cut.trimEnd()}…`;
}
/** Widths in ems, each with the characters that are no wider. */
const WIDTHS = [
    [0.37, ' .,ijlf'],
    [0.5, '-/IJrt'],
    [0.64, '0123456789_abcdeghknopqsuvxyz'],
    [0.73, 'ABCEFKLPRSTVXYZ'],
    [0.8, 'DGHNOQU'],
    [0.91, 'M=+'],
    [1.02, '@'],
];
const EMS = new Map(WIDTHS.flatMap(([ems, characters]) => [...characters].map((character) => [character, ems])));
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** A character that is not listed counts as one em, which is the width of East Asian letters. */
function emsOf(character) {
    return EMS.get(character) ?? (ZERO_WIDTH.test(character) ? 0 : 1);
}

;// CONCATENATED MODULE: ./lib/report/summary/gantt.js


/** With more bars, GitHub's Mermaid gets slow and the chart unreadable. */
const BARS = 50;
/** Pixels for a step's name. Mermaid draws names over whatever is there, and a chart may be only 350 pixels wide. */
const LABEL = 126;
/** Pixels for a stage's name. */
const STAGE_LABEL = 72;
/** Mermaid's size for both. */
const FONT_SIZE = 11;
/** Milliseconds. The bar of a shorter step could not be seen. */
const SHORTEST = 1;
/** Milliseconds. A report that claims more was not made by a build, and Mermaid cannot draw it. */
const gantt_LONGEST = 30 * 24 * 3_600_000;
/** Marks on the axis that have room beside each other on a phone. Fractions of seconds have three digits there. */
const MARKS = 4;
const FRACTION_MARKS = 2;
/**
 * When each step ran, as a Mermaid chart with one section for each stage. The table says the same in numbers. There is none if all came
 * from the cache: nobody waits for that.
 */
function ganttSection({ steps, startedAt }) {
    const visible = steps.filter((step) => step.durationMs >= SHORTEST && startOf(step) + step.durationMs <= gantt_LONGEST);
    if (visible.length < 2 || !visible.some(work/* missed */.cT))
        return [];
    const longest = new Set(visible.toSorted((left, right) => right.durationMs - left.durationMs).slice(0, BARS));
    const shown = visible.filter((step) => longest.has(step));
    const { begin, interval, format } = axisOf(shown, startedAt);
    const lines = [
        '```mermaid',
        paddings(shown),
        'gantt',
        '  dateFormat x',
        `  axisFormat ${format}`,
        `  tickInterval ${interval}`,
    ];
    lines.push('  todayMarker off');
    let section;
    for (const step of shown) {
        if (step.stage !== section) {
            section = step.stage;
            lines.push(`  section ${stageLabel(step)}`);
        }
        lines.push(gantt_bar(step, begin));
    }
    const left = steps.length - shown.length;
    return [...lines, '```', '', `<sub>${legend(shown)}${left === 0 ? '' : ` ${notDrawn(left)}`}</sub>`];
}
/** Of what ran. In Mermaid's dark theme these bars would be grey, too. */
const gantt_COLOURS = { taskBkgColor: '#3b76d1', taskBorderColor: '#3b76d1', taskTextColor: '#ffffff' };
/** The other colours are those of the reader's theme. In both themes of GitHub they look as they are named here. */
function legend(steps) {
    const has = (wanted) => steps.some(({ status }) => TAGS[status] === wanted);
    const colours = [
        ...(has(RAN) ? ['blue bars ran'] : []),
        ...(has(CACHED) ? ['grey ones came from the cache'] : []),
        ...(has(ENDED) ? ['red ones did not succeed'] : []),
    ];
    return `When each step ran: ${colours.join(', ')}.`;
}
function notDrawn(count) {
    return count === 1 ? '1 shorter step is not drawn.' : `${count} shorter steps are not drawn.`;
}
/**
 * Room for the stages' names on the left, and on the right for the name of the step that ends last. Without that room,
 * Mermaid puts the name to the left of its bar, over the stage's name. It needs the name's width and half the left padding.
 */
function paddings(steps) {
    const widest = (names) => Math.ceil(Math.max(...names.map((name) => drawnWidth(name, FONT_SIZE))));
    const leftPadding = widest(steps.map(stageLabel)) + 15;
    const rightPadding = widest(steps.map(stepLabel)) + Math.ceil(leftPadding / 2);
    return `%%{init: ${JSON.stringify({ gantt: { leftPadding, rightPadding }, themeVariables: gantt_COLOURS })}}%%`;
}
function stepLabel({ number, instruction }) {
    return gantt_label(`${number} ${instruction}`, LABEL);
}
/** Never empty: Mermaid refuses a chart with a section that has no name. */
function stageLabel({ stage }) {
    if (stage === '')
        return 'global';
    // With several platforms, only the part that differs between them.
    const name = /^\d+$/.test(stage) ? `stage ${stage}` : stage.replace(/^linux\//, '');
    return gantt_label(name, STAGE_LABEL) || 'unnamed';
}
function gantt_bar(step, begin) {
    const start = Math.round(begin + startOf(step));
    const end = start + Math.max(Math.round(step.durationMs), SHORTEST);
    return `  ${stepLabel(step)} :${TAGS[step.status]}s${step.number}, ${start}, ${end}`;
}
/** Mermaid's words for the kinds of bars. */
const RAN = '';
const CACHED = 'done, ';
const ENDED = 'crit, ';
const TAGS = {
    hit: CACHED,
    duplicate: CACHED,
    miss: RAN,
    failed: ENDED,
    interrupted: ENDED,
    'not-reached': RAN,
};
function startOf({ startedMs, times }) {
    return startedMs + times.waitingMs;
}
/** Mermaid's tick intervals, with their length in milliseconds. */
const INTERVALS = [
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((ms) => [ms, `${ms}millisecond`]),
    ...[1, 2, 5, 10, 15, 30].map((seconds) => [seconds * 1000, `${seconds}second`]),
    ...[1, 2, 5, 10, 15, 30].map((minutes) => [minutes * 60_000, `${minutes}minute`]),
    ...[1, 2, 3, 6].map((hours) => [hours * 3_600_000, `${hours}hour`]),
];
/**
 * For builds up to a minute, the axis has seconds since the build began. For longer ones it has the time of day: Mermaid
 * shows times in the reader's time zone, where an elapsed time of minutes or hours would come out wrong.
 */
function axisOf(steps, startedAt) {
    const start = Math.min(...steps.map(startOf));
    const end = Math.max(...steps.map((step) => startOf(step) + step.durationMs));
    const [ms, interval] = INTERVALS.find(([each]) => each * (each < 1000 ? FRACTION_MARKS : MARKS) >= end - start) ?? [
        Infinity,
        '12hour',
    ];
    if (end < 60_000)
        return { begin: 0, interval, format: ms < 1000 ? '%-S.%Ls' : '%-Ss' };
    const begin = startedAt === undefined ? 0 : Date.parse(startedAt);
    return { begin, interval, format: ms < 60_000 ? '%H:%M:%S' : '%H:%M' };
}
/** Keeps only letters, digits and marks that mean nothing to Mermaid, and cuts the text to the given width. */
function gantt_label(text, pixels) {
    const plain = text
        .replace(/[^\p{L}\p{N} ._/=+@-]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim();
    return cutToDrawnWidth(plain, pixels, FONT_SIZE);
}

;// CONCATENATED MODULE: ./lib/report/summary/image.js





/** The largest layers have a row of their own, up to this number. */
const LAYERS = 30;
const image_PLATFORMS = 4;
const PATHS = 3;
/** What makes up the image's size: one row for each layer that a step made, and one for the base. */
function image_imageSection(image, steps, base) {
    const platforms = image.platforms.filter(({ layers }) => layers.length > 0).slice(0, image_PLATFORMS);
    return platforms.flatMap((platform, index) => [
        ...(index === 0 ? [] : ['']),
        ...platformSection(platform, platforms.length > 1, steps, base),
    ]);
}
/** How the size differs from the base branch's, and the paths that grew most: ` (+1.2MB compared with main: /app/dist +1.1MB)`. */
function growthWords(image, on) {
    if (on === undefined)
        return '';
    const grown = image.platforms.flatMap(({ platform, layers }) => {
        const before = on.run.platforms.find((one) => one.platform === platform);
        return before === undefined ? [] : (grownPaths(before.layers, layers) ?? []);
    });
    const largest = grown.toSorted((left, right) => right.more - left.more).slice(0, PATHS);
    const paths = largest.map(({ path, more }) => `${markdownCode(path, 100)} ${signedBytes(more)}`);
    const compared = comparedWords(image.size - on.run.size, github_markdown_markdownText(on.branch, 100));
    return ` (${compared}${paths.length === 0 ? '' : `: ${paths.join(', ')}`})`;
}
function platformSection({ platform, size, layers }, named, steps, on) {
    const before = on?.run.platforms.find((one) => one.platform === platform)?.layers;
    const title = `Size by layer${named ? ` on ${github_markdown_markdownText(platform, 100)}` : ''}: ${(0,format/* formatBytes */.z3)(size)} compressed${before === undefined || on === undefined ? '' : `, ${comparedWords(size - total(before), `${github_markdown_markdownText(on.branch, 100)} at ${on.run.commit.slice(0, 7)}`)}`}`;
    const base = layers.filter((layer) => layer.base);
    const made = layers.filter((layer) => !layer.base);
    const largest = new Set(made.toSorted((left, right) => right.size - left.size).slice(0, LAYERS));
    const rows = made
        .filter((layer) => largest.has(layer))
        .map((layer) => image_layerRow(layer, { whole: size, before }, steps));
    const left = made.length - rows.length;
    return [
        `<details><summary>${title}</summary>`,
        '',
        `| Layer | Size, compressed | ${before === undefined ? '' : 'Change | '}Share | Largest, uncompressed |`,
        `| --- | ---: | ${before === undefined ? '' : '---: | '}---: | --- |`,
        ...(base.length === 0 ? [] : [baseRow(base, { whole: size, before }, steps)]),
        ...rows,
        ...(left > 0 ? [`| ${left} smaller layers |  | ${before === undefined ? '' : ' | '} |  |`] : []),
        '',
        '</details>',
    ];
}
function baseRow(layers, { whole, before }, steps) {
    const from = steps.find((step) => step.number === layers[0]?.step);
    const name = from === undefined ? 'base' : `base, ${markdownCode(from.instruction, 100)}`;
    const size = total(layers);
    const paths = layers.flatMap((layer) => layer.paths ?? []).sort((left, right) => right.bytes - left.bytes);
    const change = before && changeWords(size - total(before.filter((layer) => layer.base)));
    return image_row(`${name} (${layers.length === 1 ? '1 layer' : `${layers.length} layers`})`, { size, whole, change }, paths);
}
function image_layerRow(layer, { whole, before }, steps) {
    const step = steps.find(({ number }) => number === layer.step);
    const name = step === undefined ? '' : `${step.number} ${markdownCode(step.instruction.replace(/\s+/g, ' '), 100)}`;
    const { size } = layer;
    return image_row(name, { size, whole, change: before && layerChange(layer, step, before) }, layer.paths ?? []);
}
/** The change against the same layer, or else against the layer of the same step. */
function layerChange(layer, step, before) {
    const id = step === undefined ? undefined : (0,step_names/* stepId */.eR)(step, step.instruction);
    const earlier = before.find(({ digest }) => digest === layer.digest) ??
        before.find((one) => id !== undefined && !one.base && one.step === id);
    return earlier === undefined ? 'new' : changeWords(layer.size - earlier.size);
}
function changeWords(change) {
    return change === 0 ? 'as before' : signedBytes(change);
}
/** @param other what the size is compared with */
function comparedWords(change, other) {
    return change === 0 ? `the same as on ${other}` : `${signedBytes(change)} compared with ${other}`;
}
function total(layers) {
    return layers.reduce((sum, { size }) => sum + size, 0);
}
function image_row(name, { size, whole, change }, paths) {
    const share = whole === 0 ? '' : `${Math.round((size / whole) * 100)}%`;
    const named = paths.slice(0, PATHS).map(({ path, bytes, rest }) => {
        const below = rest === true ? `${path === '/' ? '' : path}/*` : path;
        return `${markdownCode(below, 100)} ${(0,format/* formatBytes */.z3)(bytes)}`;
    });
    const changed = change === undefined ? '' : `${change} | `;
    return `| ${name} | ${(0,format/* formatBytes */.z3)(size)} | ${changed}${share} | ${named.join(', ')} |`;
}

;// CONCATENATED MODULE: ./lib/report/summary/inputs.js

const ITEMS = 50;
const inputs_TEXT = 200;
/** What the build was asked for, folded. */
function inputs_inputSection(inputs) {
    const rows = inputRows(inputs).map(([what, items]) => {
        const shown = items.slice(0, ITEMS);
        const more = items.length > ITEMS ? [`and ${items.length - ITEMS} more`] : [];
        return `| ${what} | ${[...shown, ...more].join('<br>')} |`;
    });
    return [
        '<details><summary>Inputs of the build</summary>',
        '',
        '| Input | |',
        '| --- | --- |',
        ...rows,
        '',
        '</details>',
    ];
}
function inputRows(inputs) {
    const { context, target, platforms, buildArgs, labels, contexts, cacheFrom, cacheTo, secrets } = inputs;
    const plain = (texts) => texts.map((text) => markdownCode(text, inputs_TEXT));
    const rows = [
        ['Context', plain([context])],
        ['Target', plain(target === undefined ? [] : [target])],
        ['Platforms', plain(platforms)],
        ['Build arguments', buildArgs.map(namedCell)],
        ['Labels', labels.map(namedCell)],
        ['Named contexts', contexts.map(namedCell)],
        ['Cache from', plain(cacheFrom)],
        ['Cache to', plain(cacheTo)],
        ['Secrets', plain(secrets)],
    ];
    return rows.filter(([, items]) => items.length > 0);
}
function namedCell({ name, value }) {
    return value === undefined
        ? `${markdownCode(name, inputs_TEXT)} ${github_markdown_markdownText('(value not shown)', inputs_TEXT)}`
        : markdownCode(`${name}=${value}`, inputs_TEXT);
}

;// CONCATENATED MODULE: ./lib/report/summary/step-groups.js



/** A step with this share of the time that was spent is worth a row. */
const SHARE = 0.05;
/** Rows for steps that are neither a cause nor ended badly. */
const DEAREST = 12;
/** With fewer steps to fold, the fold would be no shorter than their rows. */
const FEWEST = 3;
function stepGroups(steps) {
    const ran = steps.filter(work/* missed */.cT);
    const least = (0,model_causes/* timeOf */.n)(ran) * SHARE;
    const dear = ran
        .filter(({ durationMs }) => durationMs > 0 && durationMs >= least)
        // What an ENV takes is the machine's, not its own. A WORKDIR may have had to wait for the base.
        .filter((step) => step.layer !== undefined || (0,work/* doesWork */.dE)(step))
        .sort((left, right) => right.durationMs - left.durationMs);
    const dearest = new Set(dear.slice(0, DEAREST));
    // An ARG by itself takes no time. The step that it cost says the same of it.
    const reasons = new Set([...dearest].map(({ reason }) => reason));
    const isTold = (step) => step.status !== 'miss' ||
        step.remedy !== undefined ||
        dearest.has(step) ||
        (isTellingCause(step) && !reasons.has(step.reason));
    const isFolded = ran.filter((step) => !isTold(step)).length >= FEWEST;
    return {
        told: isFolded ? ran.filter(isTold) : ran,
        others: isFolded ? ran.filter((step) => !isTold(step)) : [],
        cached: steps.filter((step) => (0,report/* isReached */.x)(step) && !(0,work/* missed */.cT)(step)),
        unreached: steps.filter((step) => !(0,report/* isReached */.x)(step)),
    };
}
/** Of a first build, or one without the cache, every step is a cause: that says nothing about the step. */
function isTellingCause({ number, cause, why }) {
    return cause === number && !['no-record', 'cache-off', 'cache-off-in-stage'].includes(why.kind);
}

;// CONCATENATED MODULE: ./lib/report/summary/steps.js







const INSTRUCTION_LIMIT = 120;
const REASON_LIMIT = 300;
/**
 * A step's reason is below its instruction, and the size of its layer below its time: a phone would show further columns only when one
 * scrolls sideways.
 */
const TABLE_HEAD = ['| # | Step | Time<br><sub>layer, compressed</sub> |', '| ---: | --- | ---: |'];
/**
 * The steps that a reader looks for, and the others folded below them.
 *
 * @param room bytes that the rows may have
 */
function stepTables(steps, room) {
    const { told, others, cached, unreached } = stepGroups(steps);
    const parts = [
        { title: undefined, group: told },
        { title: otherTitle(others), group: others },
        {
            title: `⬜ ${unreached.length === 1 ? '1 step was' : `${unreached.length} steps were`} not reached`,
            group: unreached,
        },
        { title: hitTitle(steps), group: cached },
    ];
    const lines = [];
    let left = 0;
    let roomLeft = room;
    for (const { title, group } of parts.filter((part) => part.group.length > 0)) {
        const part = rowsWithin(group, roomLeft);
        roomLeft -= part.bytes;
        left += group.length - part.rows.length;
        if (title === undefined)
            lines.push(...steps_table(part.rows));
        else
            lines.push(...(lines.length === 0 ? [] : ['']), `<details><summary>${title}</summary>`, '', ...steps_table(part.rows), '', '</details>');
    }
    if (left > 0)
        lines.push('', `${left} further steps are left out here: a summary has to stay below 1 MiB.`);
    return lines;
}
function steps_table(rows) {
    return rows.length === 0 ? [] : [...TABLE_HEAD, ...rows];
}
function otherTitle(others) {
    return `🔨 ${others.length} more steps missed, in ${(0,format/* formatDuration */.a3)((0,model_causes/* timeOf */.n)(others))}`;
}
function hitTitle(steps) {
    const count = (wanted) => steps.filter(({ status }) => status === wanted).length;
    const [hits, duplicates] = [count('hit'), count('duplicate')];
    const counted = (number) => (number === 1 ? '1 step' : `${number} steps`);
    if (hits === 0)
        return `🟰 ${counted(duplicates)} the same as another of this build`;
    const same = duplicates === 0 ? '' : `, ${duplicates} the same as another of this build`;
    return `✅ ${counted(hits)} came from the cache${same}`;
}
/** As many rows as there is room for. */
function rowsWithin(steps, room) {
    const rows = [];
    let bytes = 200;
    for (const [index, step] of steps.entries()) {
        const row = steps_stepRow(step, steps[index - 1]);
        const size = Buffer.byteLength(row) + 1;
        if (bytes + size > room)
            break;
        bytes += size;
        rows.push(row);
    }
    return { rows, bytes };
}
/** @param above the step in the row above */
function steps_stepRow(step, above) {
    const instruction = narrowCode(step.instruction.replace(/\s+/g, ' '), INSTRUCTION_LIMIT);
    const target = (0,step_names/* targetOf */.$r)(step);
    const platform = target === undefined ? '' : ` for ${github_markdown_markdownText(target, 60)}`;
    const words = why(step, above);
    const cells = [
        `${step.number}`,
        `${steps_STATUS[step.status]}&nbsp;${instruction}${platform}${words === '' ? '' : `<br>${words}`}`,
        `${(0,report/* isReached */.x)(step) ? (0,format/* formatDuration */.a3)(step.durationMs) : ''}${step.layer === undefined ? '' : layerLine(step.layer)}`,
    ];
    return `| ${cells.join(' | ')} |`;
}
const steps_STATUS = {
    hit: '✅&nbsp;hit',
    duplicate: '🟰&nbsp;same',
    miss: '🔨&nbsp;miss',
    failed: '❌&nbsp;failed',
    interrupted: '🛑&nbsp;stopped',
    'not-reached': '⬜&nbsp;not&nbsp;reached',
};
const steps_SOURCES = {
    local: '',
    // Only in reports of earlier versions.
    build: 'of this build',
    builder: '',
    actions: 'from the Actions cache',
    registry: 'from a registry',
    directory: 'from a folder',
    objects: 'from an object store',
};
/** For a hit, where it came from and what it took when it ran. For a miss, its reason and how to avoid it. */
function why(step, above) {
    if (!(0,report/* isReached */.x)(step))
        return '';
    if (step.status === 'hit') {
        const { source = 'local', savedMs = 0 } = step;
        const saved = savedMs < 100 ? '' : `took ${(0,format/* formatDuration */.a3)(savedMs)} when it ran`;
        return [steps_SOURCES[source], saved].filter((part) => part !== '').join(', ');
    }
    if (step.status === 'duplicate')
        return `as step ${step.duplicateOf ?? '?'}`;
    // That there is no earlier build is in the headline.
    if (step.why.kind === 'no-record')
        return '';
    // One cause makes many steps miss one after another. The report gives it for each.
    const isSame = step.status === 'miss' && above?.status === 'miss' && above.reason === step.reason;
    const reason = isSame ? 'likewise' : narrowText(step.reason, REASON_LIMIT);
    const same = step.unchanged === true ? ' (made the same as before)' : '';
    const remedy = step.remedy === undefined ? '' : `<br>💡 ${narrowText(step.remedy.words, REASON_LIMIT)}`;
    return `${reason}${same}${remedy}`;
}
function layerLine(layer) {
    const id = (0,oci_digest/* isDigest */.Bc)(layer.digest) ? (0,oci_digest/* shortDigest */.VK)(layer.digest) : '';
    return `<br><sub title="${id}">${(0,format/* formatBytes */.z3)(layer.size)}</sub>`;
}

;// CONCATENATED MODULE: ./lib/report/summary/summary.js

















/** GitHub drops a job summary of more than 1 MiB as a whole; some room is left for other text in the same step. */
const SUMMARY_BYTES = 1024 * 1024 - 64 * 1024;
const MESSAGE_LIMIT = 300;
const WARNINGS = 20;
const summary_TAGS = 20;
/**
 * A build's job summary in GitHub-flavoured Markdown: one sentence that says what it cost, why, and what to do; then a row for
 * each step, and the other sections. Steps get the room that the other parts leave.
 */
function renderSummary(report, context) {
    const head = [`### ${github_markdown_markdownText(context.title, 200)}`, '', ...summary_headline(report, context)];
    const tail = [
        testSection(report),
        warningSection(report),
        ganttSection(report),
        report.image === undefined ? [] : image_imageSection(report.image, report.steps, context.base),
        baseSection(report),
        cache_cacheSection(report.cache),
        report.inputs === undefined ? [] : inputs_inputSection(report.inputs),
        artifactSection(context),
    ].flatMap((section) => (section.length === 0 ? [] : ['', ...section]));
    const room = SUMMARY_BYTES - bytesOf(head) - bytesOf(tail);
    const steps = report.steps.length === 0 ? [] : ['', ...stepTables(report.steps, room)];
    return `${[...head, ...steps, ...tail].join('\n').trimEnd()}\n`;
}
/** The artifact has no address of its own yet: the list of the run's artifacts has one. */
function artifactSection({ artifact }) {
    if (artifact === undefined)
        return [];
    return [`At the end of the job, the report is the artifact [${github_markdown_markdownText(artifact.name, 200)}](${artifact.url}).`];
}
/** The summary of a check that built nothing. */
function renderCheckSummary(checked, context) {
    const { findings } = checked;
    const ok = findings.length === 0 && context.error === undefined;
    const lines = [
        `### ${markdownText(context.title, 200)}`,
        '',
        `${ok ? '✅' : '❌'} ${checkHeadline(findings.length)}`,
    ];
    if (context.error !== undefined)
        lines.push('', markdownBlock(context.error.trimEnd(), 16 * 1024));
    if (findings.length > 0)
        lines.push('', ...warningSection({ warnings: findings }));
    return `${lines.join('\n')}\n`;
}
function summary_headline(report, context) {
    if (!report.ok)
        return failedHeadline(report, context);
    const sentence = markdownPhrases((0,conclusion_words/* conclusionWords */.Do)((0,conclusion/* conclusionOf */.v)(report)));
    const { image } = report;
    const tags = image?.tags ?? [];
    const shown = tags.slice(0, summary_TAGS).map((tag) => markdownCode(tag, MESSAGE_LIMIT));
    const more = tags.length > shown.length ? ` and ${tags.length - shown.length} more` : '';
    const what = shown.length === 0 ? 'an image' : `${shown.join(', ')}${more}`;
    const lines = [`✅ **${sentence}**`, '', `Built ${what}.${cacheSentence(report)}`];
    return image === undefined ? lines : [...lines, '', ...identityLines(image, context.base)];
}
/** What failed comes first: the hits of a build without a result are no news. */
function failedHeadline(report, { dockerfile, error, job }) {
    const failure = (0,model_failure/* failureOf */.g)(report, dockerfile);
    const time = report.durationMs === undefined ? '' : ` The build took ${(0,format/* formatDuration */.a3)(report.durationMs)}.`;
    const rendered = error === undefined ? [] : ['', github_markdown_markdownBlock(error.trimEnd(), 16 * 1024)];
    if (failure === undefined) {
        return [`❌ **${markdownPhrases((0,conclusion_words/* conclusionWords */.Do)((0,conclusion/* conclusionOf */.v)(report)))}**${time}`, ...rendered];
    }
    const lines = failureMarkdown(failure, job, time);
    const { hint } = report.error ?? {};
    if (failure.what !== undefined)
        return hint === undefined ? lines : [...lines, '', `💡 ${github_markdown_markdownText(hint, 1000)}`];
    return failure.kind === 'interrupted' ? lines : [...lines, ...rendered];
}
function cacheSentence(report) {
    const words = (0,work_words/* cacheWords */.M8)(report);
    return words === undefined ? '' : ` ${words}.`;
}
/** The image's digest. For a pushed image it is a `docker pull` command, in a block to which GitHub adds a copy button. */
function identityLines(image, base) {
    const size = image.size === 0 ? '' : ` · ${(0,format/* formatBytes */.z3)(image.size)} compressed${growthWords(image, base)}`;
    const name = image.push === undefined ? undefined : pulledName(image);
    if (name === undefined)
        return [`Digest ${markdownCode(image.digest, 200)}${size}`];
    return [`Pushed to a registry${size}. To get just this image:`, '', '```', `docker pull ${name}`, '```'];
}
/** `undefined` for anything but a valid reference, which has no character that could end the block. */
function pulledName({ tags, digest }) {
    const [first] = tags;
    if (first === undefined || !(0,oci_digest/* isDigest */.Bc)(digest))
        return undefined;
    try {
        const { registry, repository } = (0,reference/* parseReference */.F2)(first);
        return (0,reference/* familiarName */.hG)({ registry, repository, digest });
    }
    catch {
        return undefined;
    }
}
function warningSection({ warnings }) {
    if (warnings.length === 0)
        return [];
    const items = warnings.slice(0, WARNINGS).map((warning) => {
        const line = warning.line === undefined ? '' : `line ${warning.line}: `;
        return `- ${warning.severe === true ? '❌' : '⚠️'} ${line}${ruleLink(warning)}${github_markdown_markdownText(warning.message, MESSAGE_LIMIT)}`;
    });
    const more = warnings.length - items.length;
    return [...items, ...(more > 0 ? [`- and ${more} more`] : [])];
}
/** The check's name, as a link to the page that explains it. Both are our own text, so nothing is escaped. */
function ruleLink({ rule, url }) {
    if (rule === undefined)
        return '';
    return `${url === undefined ? rule : `[${rule}](${url})`}: `;
}
const TESTS = 100;
/** A row for each test that ran in the image. */
function testSection({ tests = [] }) {
    if (tests.length === 0)
        return [];
    const rows = tests.slice(0, TESTS).map(({ exitCode, platform, command, durationMs }) => {
        const result = exitCode === 0 ? '✅&nbsp;passed' : `❌&nbsp;exit code ${exitCode}`;
        const words = markdownCode(command.replace(/\s+/g, ' '), MESSAGE_LIMIT);
        return `| ${result} | ${words} | ${github_markdown_markdownText(platform, 100)} | ${(0,format/* formatDuration */.a3)(durationMs)} |`;
    });
    const more = tests.length - rows.length;
    const rest = more > 0 ? ['', `and ${more} more tests`] : [];
    return ['| Test | Command | Platform | Time |', '| --- | --- | --- | ---: |', ...rows, ...rest];
}
function bytesOf(lines) {
    return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

// EXTERNAL MODULE: ./lib/report/console/step-frame.js
var step_frame = __webpack_require__(56120);
// EXTERNAL MODULE: ./lib/cli/command/progress.js + 4 modules
var progress = __webpack_require__(81520);
// EXTERNAL MODULE: ./lib/cli/command/verb.js
var verb = __webpack_require__(48363);
// EXTERNAL MODULE: ./lib/async/read-bytes.js
var read_bytes = __webpack_require__(41828);
;// CONCATENATED MODULE: ./lib/cli/report-verb.js




















const reportVerb = (0,verb/* defineVerb */.P)({
    name: 'report',
    summary: 'show what builds did and why, or what changed between two',
    about: `Shows what a build did and why, from the file that build --report wrote.

With several FILEs, oldest first, it shows a line for each build, and what changed between the last
two: hit rate, times, steps that stopped or started hitting, sizes. - is standard input.`,
    operands: 'FILE…',
    count: [0, Infinity],
    examples: [
        {
            does: 'Show a build',
            command: 'layer-build report report.json',
        },
        {
            does: 'Write what GitLab shows in a merge request',
            command: 'layer-build report report.json --code-quality gl-code-quality.json --junit steps.xml',
        },
        {
            does: 'Say what changed between two builds, and make a page of it',
            command: 'layer-build report before.json after.json --html page.html',
        },
    ],
    table: {
        own: {
            title: 'Flags',
            options: {
                page: {
                    flag: '--html',
                    takes: (0,options_option/* one */.xH)('FILE', plain_values/* absolutePath */.Hi),
                    help: 'also write a page for browsers: one file that loads nothing',
                },
                markdown: {
                    flag: '--markdown',
                    takes: (0,options_option/* one */.xH)('FILE', plain_values/* absolutePath */.Hi),
                    help: 'also write what the job summary says, in Markdown',
                },
                codeQuality: {
                    flag: '--code-quality',
                    takes: (0,options_option/* one */.xH)('FILE', plain_values/* absolutePath */.Hi),
                    help: "also write the findings of the build checks as GitLab's code quality report",
                },
                junit: {
                    flag: '--junit',
                    takes: (0,options_option/* one */.xH)('FILE', plain_values/* absolutePath */.Hi),
                    help: 'also write steps and tests as JUnit XML, which GitLab and Jenkins show',
                },
            },
        },
        general: table/* GENERAL */.zm,
    },
    run: async ({ values, operands }, cli) => {
        await showReports(operands, values.own, cli);
        return 0;
    },
});
async function showReports(names, written, cli) {
    if (names.length === 0) {
        throw new errors/* UserError */.yo('report needs a FILE', { hint: 'layer-build build --report FILE writes one.' });
    }
    const reports = [];
    for (const name of names)
        reports.push(await readReport(name, cli));
    const after = reports.at(-1);
    if (after === undefined)
        return;
    const before = reports.at(-2);
    const comparison = before === undefined ? undefined : compareReports(before, after);
    const runs = reports.map((report, index) => ({ name: names[index] ?? '', report }));
    const text = comparison === undefined ? reportText(after) : `${historyText(runs)}\n${comparisonText(comparison)}`;
    cli.stdout.write((0,progress/* onGithub */.xb)(cli) ? (0,step_frame/* disarmCommands */.T7)(text) : text);
    const { page, markdown, codeQuality: quality, junit: xml } = written;
    if (page !== undefined)
        await writeOut('--html', page, renderPage(after, comparison), cli);
    if (markdown !== undefined)
        await writeOut('--markdown', markdown, summaryOf(after), cli);
    if (quality !== undefined)
        await writeOut('--code-quality', quality, codeQuality(after), cli);
    if (xml !== undefined)
        await writeOut('--junit', xml, junit(after), cli);
}
async function readReport(name, cli) {
    const chunks = name === '-' ? cli.stdin : cli.readFile(external_node_path_.resolve(cli.cwd, name));
    const shown = name === '-' ? 'standard input' : name;
    return parseReport(await readUpTo(REPORT_BYTES, chunks, shown, cli.signal), shown);
}
/** The file can be anything, even a device without an end. */
async function readUpTo(limit, chunks, name, signal) {
    let read;
    try {
        read = await (0,read_bytes/* readBytesUpTo */.gR)(chunks, limit);
    }
    catch (error) {
        signal.throwIfAborted();
        throw new errors/* UserError */.yo(`cannot read ${name}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
    }
    if (read === undefined) {
        throw new errors/* UserError */.yo(`${name} has more than ${limit / 1024 / 1024} MiB: it is not a report of layer-build`);
    }
    return read;
}
function summaryOf(report) {
    const { dockerfile, error } = report;
    const said = error && [error.message, error.excerpt, error.hint].filter((part) => part !== undefined).join('\n\n');
    return renderSummary(report, {
        title: `layer-build: ${dockerfile ?? 'no Dockerfile'}`,
        ...(said !== undefined && { error: said }),
    });
}
async function writeOut(flag, file, text, cli) {
    try {
        await cli.writeFile(file, text);
    }
    catch (error) {
        throw (0,write_error/* destinationError */.Zh)(error, `write ${flag}`, file);
    }
    cli.stderr.write(`Wrote ${(0,sanitize_line/* oneLine */.T)(shortPath(file, cli.cwd))}\n`);
}
/** As a person types it in that folder. */
function shortPath(file, folder) {
    const relative = external_node_path_.relative(folder, file);
    return relative.startsWith('..') ? file : relative;
}


/***/ }),

/***/ 40920:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A7: () => (/* binding */ mapOf),
/* harmony export */   Gz: () => (/* binding */ below),
/* harmony export */   IQ: () => (/* binding */ withDefault),
/* harmony export */   OR: () => (/* binding */ nonEmptyArray),
/* harmony export */   PV: () => (/* binding */ tuple),
/* harmony export */   YO: () => (/* binding */ array),
/* harmony export */   _j: () => (/* binding */ asArray),
/* harmony export */   eB: () => (/* binding */ asObject),
/* harmony export */   me: () => (/* binding */ nullable),
/* harmony export */   tP: () => (/* binding */ arrayOfValid)
/* harmony export */ });
/* harmony import */ var _decode_or_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55370);
/* harmony import */ var _json_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40681);


/** @param maxLength the most entries that are accepted */
function array(item, maxLength = Infinity) {
    return (value) => {
        const entries = asArray(value);
        if (entries.length > maxLength)
            throw new _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X(`an array of at most ${maxLength} entries`, value);
        let index = 0;
        try {
            const decoded = [];
            for (; index < entries.length; index++)
                decoded.push(item(entries[index]));
            return decoded;
        }
        catch (error) {
            throw below(index, error);
        }
    };
}
function nonEmptyArray(item, maxLength) {
    const entries = array(item, maxLength);
    return (value) => {
        const decoded = entries(value);
        if (decoded.length === 0)
            throw new _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X('an array of at least one entry', value);
        return decoded;
    };
}
/** The entries that `item` accepts; others are left out. */
function arrayOfValid(item) {
    const entries = array((value) => (0,_decode_or_js__WEBPACK_IMPORTED_MODULE_0__/* .decodeOrUndefined */ .cw)(item, value));
    return (value) => entries(value).filter((entry) => entry !== undefined);
}
/** An array with a decoder for each of its entries. */
function tuple(...items) {
    return (value) => {
        if (!Array.isArray(value) || value.length !== items.length) {
            throw new _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X(`an array of ${items.length} entries`, value);
        }
        const entries = value;
        return items.map((item, index) => {
            try {
                return item(entries[index]);
            }
            catch (error) {
                throw below(index, error);
            }
        });
    };
}
/** An object with names that are not known before. */
function mapOf(item) {
    return (value) => {
        // Not by assignment: that would set the prototype for the name `__proto__`.
        return Object.fromEntries(Object.entries(asObject(value)).map(([name, given]) => {
            try {
                return [name, item(given)];
            }
            catch (error) {
                throw below(name, error);
            }
        }));
    };
}
/** `fallback` for what is missing, and for `null`, which Go's encoders write for empty lists and maps. */
function withDefault(decoder, fallback) {
    return (value) => (value === undefined || value === null ? fallback : decoder(value));
}
function nullable(decoder) {
    return (value) => (value === null ? null : decoder(value));
}
/** An array whose entries are not checked yet. */
const asArray = (value) => {
    if (!Array.isArray(value))
        throw new _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X('an array', value);
    return value;
};
/** An object whose fields are not checked yet. */
const asObject = (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X('an object', value);
    return value;
};
/** An error inside a value, with the step that leads to it added to its path. */
function below(step, error) {
    return error instanceof _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X ? error.below(step) : error;
}


/***/ }),

/***/ 55370:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   aU: () => (/* binding */ orThrow),
/* harmony export */   cw: () => (/* binding */ decodeOrUndefined),
/* harmony export */   x9: () => (/* binding */ parseOrUndefined)
/* harmony export */ });
/* harmony import */ var _json_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40681);
/* harmony import */ var _parse_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51289);


/** The result of `read`. If it throws a JsonError, the caller's own error is thrown instead. */
function orThrow(read, toError) {
    try {
        return read();
    }
    catch (error) {
        throw error instanceof _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .JsonError */ .N ? toError(error) : error;
    }
}
/** `undefined` for a value that the decoder does not accept: for content that counts as missing if it is wrong. */
function decodeOrUndefined(decoder, value) {
    return orUndefined(() => decoder(value));
}
/** Like `decodeOrUndefined`, for a text that may not even be JSON. */
function parseOrUndefined(decoder, source, maxBytes) {
    return orUndefined(() => decoder((0,_parse_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .q)(source, maxBytes)));
}
function orUndefined(read) {
    try {
        return read();
    }
    catch (error) {
        if (error instanceof _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .JsonError */ .N)
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 21466:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cq: () => (/* binding */ positiveInteger),
/* harmony export */   D8: () => (/* binding */ anything),
/* harmony export */   SK: () => (/* binding */ utcTime),
/* harmony export */   YP: () => (/* binding */ refine),
/* harmony export */   Yj: () => (/* binding */ string),
/* harmony export */   _m: () => (/* binding */ stringUpTo),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   dv: () => (/* binding */ nonNegativeInteger),
/* harmony export */   nd: () => (/* binding */ integer),
/* harmony export */   rG: () => (/* binding */ nonNegative),
/* harmony export */   uM: () => (/* binding */ share),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   zM: () => (/* binding */ boolean),
/* harmony export */   zc: () => (/* binding */ stringMatching)
/* harmony export */ });
/* harmony import */ var _json_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40681);

/** As it is. */
const anything = (value) => value;
const string = (value) => {
    if (typeof value !== 'string')
        throw new _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .DecodeError */ .X('a string', value);
    return value;
};
function stringUpTo(maxLength) {
    return refine(string, (text) => text.length <= maxLength, `a string of at most ${maxLength} characters`);
}
/** @param expected what the string is then, for messages: `a commit` */
function stringMatching(pattern, expected) {
    return refine(string, (text) => pattern.test(text), expected);
}
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
/** ISO 8601, in UTC. */
const utcTime = refine(string, (text) => UTC.test(text) && !Number.isNaN(Date.parse(text)), 'a time in UTC');
const boolean = (value) => {
    if (typeof value !== 'boolean')
        throw new _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .DecodeError */ .X('true or false', value);
    return value;
};
const number = (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value))
        throw new _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .DecodeError */ .X('a number', value);
    return value;
};
/** An integer that a double holds exactly. */
const integer = (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value))
        throw new _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .DecodeError */ .X('an integer', value);
    return value;
};
const nonNegative = refine(number, (value) => value >= 0, 'a number that is not negative');
/** From 0 to 1. */
const share = refine(nonNegative, (value) => value <= 1, 'a number from 0 to 1');
/** A number of bytes or entries. */
const nonNegativeInteger = refine(integer, (value) => value >= 0, 'an integer that is not negative');
/** The number of a line or a step. */
const positiveInteger = refine(integer, (value) => value >= 1, 'an integer from 1');
function oneOf(...allowed) {
    const expected = allowed.map((item) => JSON.stringify(item)).join(' or ');
    return (value) => {
        const found = allowed.find((item) => item === value);
        if (found === undefined)
            throw new _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .DecodeError */ .X(expected, value);
        return found;
    };
}
function refine(decoder, test, expected) {
    return (value) => {
        const decoded = decoder(value);
        if (!test(decoded))
            throw new _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .DecodeError */ .X(expected, value);
        return decoded;
    };
}


/***/ }),

/***/ 40681:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ JsonError),
/* harmony export */   X: () => (/* binding */ DecodeError)
/* harmony export */ });
/* harmony import */ var _text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65331);

/** A text is not the JSON that it should be. Messages are made to follow a name: `NAME: it is not JSON`. */
class JsonError extends Error {
    name = 'JsonError';
    /** Like the message, but without any content of the text, which may have secrets. */
    reason;
    /** @param evidence a part of the text, or what the parser says about it */
    constructor(reason, evidence, cause) {
        const message = evidence === undefined ? reason : `${reason}: ${(0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_0__/* .shorten */ .m)((0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .T)(evidence), 200)}`;
        super(message, cause === undefined ? undefined : { cause });
        this.reason = reason;
    }
}
/** A value in a JSON document is not what is expected at its position. */
class DecodeError extends JsonError {
    name = 'DecodeError';
    #expected;
    #value;
    #path;
    /** @param expected what the value should be, as in `should be an integer`; a value of `undefined` is a missing one */
    constructor(expected, value, path = []) {
        const where = path.length === 0 ? 'the document' : formatPath(path);
        const reason = value === undefined ? `${where} is missing` : `${where} should be ${expected}`;
        super(reason);
        if (value !== undefined)
            this.message = `${reason}, but is ${shown(value)}`;
        this.#expected = expected;
        this.#value = value;
        this.#path = path;
    }
    /** The same error for the value around this one: `step` is added to the path. */
    below(step) {
        return new DecodeError(this.#expected, this.#value, [step, ...this.#path]);
    }
}
/** `layers[0].annotations["org.example.name"]`. */
function formatPath(path) {
    return path
        .map((step, index) => {
        if (typeof step === 'number')
            return `[${step}]`;
        if (!/^[A-Za-z_$][\w$-]*$/.test(step))
            return `[${quoted(step)}]`;
        return index === 0 ? step : `.${step}`;
    })
        .join('');
}
/** Only the kind of arrays and objects is shown: they may be large, or too deep for a recursive encoder. */
function shown(value) {
    if (typeof value === 'string')
        return quoted(value);
    if (Array.isArray(value))
        return 'an array';
    return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
function quoted(text) {
    return (0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .T)(JSON.stringify((0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_0__/* .shorten */ .m)(text, 80)));
}


/***/ }),

/***/ 90139:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ik: () => (/* binding */ object),
/* harmony export */   S6: () => (/* binding */ ifValid),
/* harmony export */   _H: () => (/* binding */ looseObject),
/* harmony export */   cl: () => (/* binding */ nullish),
/* harmony export */   lq: () => (/* binding */ optional)
/* harmony export */ });
/* harmony import */ var _containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40920);
/* harmony import */ var _decode_or_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55370);


/** A field that may be missing. */
function optional(decoder) {
    return { optional: (value) => (value === undefined ? undefined : decoder(value)) };
}
/** A field that may be missing or `null`, which Go's encoders write for it: both are read as missing. */
function nullish(decoder) {
    return { optional: (value) => (value === undefined || value === null ? undefined : decoder(value)) };
}
/** A field that may have any value: one that the decoder does not accept is read as missing. */
function ifValid(decoder) {
    return { optional: (value) => (0,_decode_or_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeOrUndefined */ .cw)(decoder, value) };
}
/**
 * An object with these fields; others are dropped. `object<Layer>({ … })` asks for a decoder for each field of a type;
 * `object({ … })` makes the type of its fields.
 */
function object(fields) {
    const all = decodersOf(fields);
    return (value) => {
        const given = (0,_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .eB)(value);
        const read = {};
        let name = '';
        try {
            for (const field of all) {
                name = field.name;
                const decoded = field.decode(Object.hasOwn(given, name) ? given[name] : undefined);
                if (decoded !== undefined)
                    read[name] = decoded;
            }
        }
        catch (error) {
            throw (0,_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .below */ .Gz)(name, error);
        }
        return read;
    };
}
/** The same, but all other fields stay as they are and where they are: for a document that is written again. */
function looseObject(fields) {
    const all = decodersOf(fields);
    const known = new Map(all.map(({ name, decode }) => [name, decode]));
    return (value) => {
        const given = (0,_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .eB)(value);
        const missing = all.filter(({ name }) => !Object.hasOwn(given, name)).map(({ name }) => [name, undefined]);
        const read = [...Object.entries(given), ...missing].map(([name, part]) => {
            try {
                return [name, (known.get(name) ?? keep)(part)];
            }
            catch (error) {
                throw (0,_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .below */ .Gz)(name, error);
            }
        });
        return Object.fromEntries(read.filter(([, part]) => part !== undefined));
    };
}
const keep = (value) => value;
function decodersOf(fields) {
    return Object.entries(fields).map(([name, field]) => ({
        name,
        decode: typeof field === 'function' ? field : field.optional,
    }));
}


/***/ }),

/***/ 51289:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ parseJson),
  u: () => (/* binding */ parseUncheckedJson)
});

// EXTERNAL MODULE: ./lib/json/json-error.js
var json_error = __webpack_require__(40681);
;// CONCATENATED MODULE: ./lib/json/check-structure.js

/**
 * The most levels of nested arrays and objects. No document that we read has ten. The parser takes seconds for a million
 * levels, and to encode such a value again overflows the stack at some thousands.
 */
const MAX_DEPTH = 1000;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/**
 * Refuses texts that `JSON.parse` accepts but that other parsers may read differently: unlimited nesting, a key twice in one
 * object, a number that a double cannot hold. Whether the text is JSON at all is left to the parser.
 *
 * @throws JsonError
 */
function checkStructure(text, duplicateKeys) {
    /** The keys so far of each open object, innermost last; `undefined` for an array. */
    const open = [];
    let keys;
    let keyIsNext = false;
    for (let at = 0; at < text.length; at++) {
        switch (text.charCodeAt(at)) {
            case QUOTE: {
                const end = endOfString(text, at);
                if (keyIsNext && keys !== undefined)
                    addKey(keys, text.slice(at, end), duplicateKeys);
                keyIsNext = false;
                at = end - 1;
                break;
            }
            case OPEN_OBJECT:
            case OPEN_ARRAY:
                if (open.length === MAX_DEPTH)
                    throw new json_error/* JsonError */.N(`it is nested more than ${MAX_DEPTH} levels deep`);
                keyIsNext = text.charCodeAt(at) === OPEN_OBJECT;
                keys = keyIsNext ? new Set() : undefined;
                open.push(keys);
                break;
            case CLOSE_OBJECT:
            case CLOSE_ARRAY:
                open.pop();
                keys = open.at(-1);
                keyIsNext = false;
                break;
            case COMMA:
                keyIsNext = keys !== undefined;
                break;
            default:
                if (isDigit(text.charCodeAt(at)))
                    at = checkNumber(text, at) - 1;
        }
    }
}
/** @returns the position behind the closing quote */
function endOfString(text, start) {
    for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
        let before = end;
        while (text.charCodeAt(before - 1) === BACKSLASH)
            before--;
        if ((end - before) % 2 === 0)
            return end + 1;
    }
    return text.length;
}
/** @param quoted the key as it is written: `"a"` and `"\u0061"` are the same one */
function addKey(keys, quoted, duplicateKeys) {
    const key = quoted.includes('\\') ? unescaped(quoted) : quoted.slice(1, -1);
    if (duplicateKeys === 'refused' && keys.has(key))
        throw new json_error/* JsonError */.N('it has a key twice in one object', JSON.stringify(key));
    keys.add(key);
}
function unescaped(quoted) {
    try {
        return String(JSON.parse(quoted));
    }
    catch {
        // The parser will say what is wrong with it.
        return quoted;
    }
}
const NUMBER = /[\d.eE+-]+/y;
/** @returns the position behind the number */
function checkNumber(text, start) {
    NUMBER.lastIndex = start;
    const number = NUMBER.exec(text)?.[0] ?? '';
    if (Number(number) === Infinity)
        throw new json_error/* JsonError */.N('it has a number that is too large', number);
    return start + number.length;
}
function isDigit(code) {
    return code >= 0x30 && code <= 0x39;
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/json/parse-json.js



const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BYTE_ORDER_MARK = '\ufeff';
/**
 * Reads a JSON text from outside this program (RFC 8259). A key named `__proto__` is a key like any other, and reaches no
 * prototype.
 *
 * @param maxBytes a text with more bytes is refused unread
 * @param duplicateKeys what to do with a key that an object has twice
 * @throws JsonError for a text that is larger, not UTF-8, not JSON, or JSON that readers would not agree on
 */
function parseJson(source, maxBytes, duplicateKeys = 'refused') {
    const size = typeof source === 'string' ? Buffer.byteLength(source) : source.byteLength;
    if (size > maxBytes)
        throw new json_error/* JsonError */.N(`it has ${size} bytes; at most ${maxBytes} are read`);
    if (size === 0)
        throw new json_error/* JsonError */.N('it is empty');
    const text = typeof source === 'string' ? source : decodeUtf8(source);
    if (text.startsWith(BYTE_ORDER_MARK))
        throw new json_error/* JsonError */.N('it is not JSON: it begins with a byte order mark');
    checkStructure(text, duplicateKeys);
    return parseUncheckedJson(text);
}
/**
 * The same without the checks of size and structure, which cost as much as the parsing: for a text that this program wrote
 * itself, and for one whose size is bounded and whose decoder visits every value without recursion.
 */
function parseUncheckedJson(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new json_error/* JsonError */.N('it is not JSON', (0,errors/* messageOf */.bD)(error), error);
    }
}
function decodeUtf8(bytes) {
    try {
        return UTF8.decode(bytes);
    }
    catch (cause) {
        throw new json_error/* JsonError */.N('it is not JSON: its bytes are not UTF-8', undefined, cause);
    }
}


/***/ }),

/***/ 26873:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ unionByPresence),
/* harmony export */   K: () => (/* binding */ union)
/* harmony export */ });
/* harmony import */ var _containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40920);
/* harmony import */ var _json_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40681);


/**
 * A union whose members differ in the string of one field, the tag. The decoder of a member is without the tag.
 * `union<Shape, 'kind'>('kind', { … })` asks for a decoder for each member of a type.
 */
function union(tag, members) {
    const all = new Map(Object.entries(members));
    const expected = `one of ${[...all.keys()].join(', ')}`;
    return (value) => {
        const given = (0,_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .eB)(value);
        const kind = Object.hasOwn(given, tag) ? given[tag] : undefined;
        const member = typeof kind === 'string' ? all.get(kind) : undefined;
        if (member === undefined)
            throw new _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X(expected, kind, [tag]);
        return { [tag]: kind, ...member(value) };
    };
}
/** A union of two, of which only the first has the field `name`. */
function unionByPresence(name, having, lacking) {
    return (value) => (Object.hasOwn((0,_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .eB)(value), name) ? having : lacking)(value);
}


/***/ }),

/***/ 70113:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ digest)
/* harmony export */ });
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21466);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9501);


/** A digest in a JSON document. */
const digest = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .refine */ .YP)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj, _digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc, 'a sha256 or sha512 digest');


/***/ }),

/***/ 95584:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d3: () => (/* binding */ renderCheck),
/* harmony export */   sw: () => (/* binding */ checkDocument)
/* harmony export */ });
/* unused harmony export checkHeadline */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65331);
/* harmony import */ var _line_ranges_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19646);



/**
 * What `docker build --check` prints: the number of findings, and each finding with its lines, in the order of the file. An
 * error is printed elsewhere.
 */
function renderCheck({ dockerfile, findings, failure }) {
    if (findings.length === 0)
        return failure === undefined ? `${checkHeadline(0)}\n` : '';
    const lines = dockerfile.text.replace(/^\ufeff/, '').split('\n');
    const sorted = findings.toSorted((left, right) => (left.line ?? 0) - (right.line ?? 0));
    const blocks = sorted.map((finding) => `\n${renderFinding(finding, dockerfile.name, lines)}`);
    return `${checkHeadline(findings.length)}\n${blocks.join('')}`;
}
/** The first line of the text. */
function checkHeadline(count) {
    if (count === 0)
        return 'Check complete, no warnings found.';
    return `Check complete, ${count === 1 ? '1 warning has' : `${count} warnings have`} been found!`;
}
function renderFinding(finding, file, lines) {
    const url = finding.url === undefined ? '' : ` - ${finding.url}`;
    const head = `WARNING: ${finding.rule ?? ''}${url}\n${(0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .T)(finding.message)}\n`;
    return head + excerpt(file, lines, finding.line ?? 0, finding.endLine ?? finding.line ?? 0);
}
/** Lines around a finding, as BuildKit shows them: four for one line, two for several. */
function excerpt(file, lines, start, end) {
    if (start < 1 || start > lines.length)
        return '';
    let first = start;
    let last = Math.min(end, lines.length);
    const around = start === end ? 4 : 2;
    for (let added = 0; added < around; added++) {
        if (first > 1) {
            first -= 1;
            added += 1;
        }
        if (last !== lines.length) {
            last += 1;
            added += 1;
        }
    }
    const shown = [];
    for (let number = first; number <= last; number++) {
        const mark = number >= start && number <= end ? '>>>' : '   ';
        const text = (0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .T)((lines[number - 1] ?? '').replace(/\r$/, ''));
        shown.push(` ${String(number).padStart(3)} | ${mark} ${text}`.trimEnd());
    }
    const rule = '--------------------';
    return `${[`${(0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .T)(file)}:${start}`, rule, ...shown, rule].join('\n')}\n`;
}
/** The document that `docker build --call=check,format=json` prints. */
function checkDocument({ dockerfile, findings, failure }) {
    const location = failure instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo ? failure.location : undefined;
    return {
        warnings: findings.map(({ rule, description, url, message, line, endLine }) => ({
            ruleName: rule,
            description,
            url,
            detail: message,
            location: { ranges: ranges(line, endLine) },
        })),
        sources: [
            {
                filename: dockerfile.name,
                language: 'Dockerfile',
                data: Buffer.from(dockerfile.text).toString('base64'),
            },
        ],
        ...(failure !== undefined && {
            buildError: {
                message: failure instanceof Error ? failure.message : 'the check failed',
                location: { ranges: ranges(location?.line, location?.endLine) },
            },
        }),
    };
}
function ranges(line, endLine = line ?? 0) {
    return line === undefined ? [] : (0,_line_ranges_js__WEBPACK_IMPORTED_MODULE_2__/* .lineRanges */ .n)(line, endLine);
}


/***/ }),

/***/ 19646:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ lineRanges)
/* harmony export */ });
/** One range for each line, as BuildKit's documents have them. */
function lineRanges(line, endLine) {
    return Array.from({ length: endLine - line + 1 }, (_, index) => ({
        start: { line: line + index },
        end: { line: line + index },
    }));
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

/***/ 72956:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ REPORT_VERSION),
/* harmony export */   x: () => (/* binding */ isReached)
/* harmony export */ });
/** Raised when a field is removed or changes its meaning. A new field does not raise it. */
const REPORT_VERSION = 2;
/** Whether the build got to the step: it hit, or something was done for it. */
function isReached({ status }) {
    return status !== 'not-reached';
}


/***/ }),

/***/ 12969:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ withOrigin),
/* harmony export */   v: () => (/* binding */ withCauses)
/* harmony export */ });
/* harmony import */ var _work_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11563);

/**
 * Gives each step that missed its cause: the step where it began. One change makes many steps miss, one after another, and people look
 * for the first of them. A step has another step's cause if all that differs follows from steps that missed. If these have several
 * causes, that of the first change counts.
 *
 * @param steps in the order of the plan: those that a step follows from come before it, even if they are of other stages
 */
function withCauses(steps) {
    // A step may follow from a duplicate of a later step.
    const causes = causesIn(steps, causesIn(steps, new Map()));
    return steps.map((step) => ((0,_work_js__WEBPACK_IMPORTED_MODULE_0__/* .missed */ .cT)(step) ? { ...step, cause: causes.get(step.number) ?? step.number } : step));
}
/** @param known causes of steps that come later, as far as they are known */
function causesIn(steps, known) {
    const all = new Set(steps.filter(_work_js__WEBPACK_IMPORTED_MODULE_0__/* .missed */ .cT).map(({ number }) => number));
    const causes = new Map();
    for (const step of steps) {
        if (!(0,_work_js__WEBPACK_IMPORTED_MODULE_0__/* .missed */ .cT)(step)) {
            const first = step.status === 'duplicate' ? step.duplicateOf : undefined;
            if (first !== undefined && all.has(first))
                causes.set(step.number, known.get(first) ?? first);
            continue;
        }
        const [first, ...others] = originsOf(step.why).map((origin) => origin === undefined ? undefined : causes.get(origin));
        causes.set(step.number, others.every((other) => other !== undefined) ? (first ?? step.number) : step.number);
    }
    return causes;
}
/** The step that each change follows from; `undefined` for a change that comes from outside. */
function originsOf(why) {
    return why.kind === 'changed' ? why.changes.map(originOf) : [];
}
function originOf(change) {
    switch (change.input) {
        case 'parent':
        case 'config':
            return change.step?.number;
        case 'arg':
        case 'env':
        case 'files':
        case 'base':
        case 'option':
            return change.step;
        case 'instruction':
        case 'platform':
        case 'expansion':
            return undefined;
    }
}
/** The change with another number for the step that it follows from, if it follows from one. */
function withOrigin(change, numberOf) {
    switch (change.input) {
        case 'parent':
            return change.step === undefined
                ? change
                : { ...change, step: { ...change.step, number: numberOf(change.step.number) } };
        case 'config':
            return change.step === undefined
                ? change
                : { ...change, step: { ...change.step, number: numberOf(change.step.number) } };
        case 'arg':
        case 'env':
        case 'files':
        case 'base':
        case 'option':
            return change.step === undefined ? change : { ...change, step: numberOf(change.step) };
        case 'instruction':
        case 'platform':
        case 'expansion':
            return change;
    }
}


/***/ }),

/***/ 68417:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ targetOf),
/* harmony export */   P0: () => (/* binding */ ownStage),
/* harmony export */   eR: () => (/* binding */ stepId)
/* harmony export */ });
/* unused harmony export cacheEnds */
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);

/** The same name for a step in every build that has it, wherever it is in its stage: 16 hex digits. */
function stepId({ stage, platform }, instruction) {
    return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .hashFieldList */ .rK)([stage, platform, instruction]).slice(0, 16);
}
/** The steps at which the cache ended: they missed, and no earlier step is the cause. */
function cacheEnds(steps) {
    return steps.filter(({ status, cause, number }) => status === 'miss' && cause === number);
}
/** Of a build for several platforms, the platform that a step's stage is for. It may run on another one. */
function targetOf({ stage }) {
    return STAGE.exec(stage)?.[1];
}
/** A stage's name without the platform that it is for. */
function ownStage({ stage }) {
    const [, target, name = ''] = STAGE.exec(stage) ?? [];
    return target === undefined ? stage : name;
}
/** The name of a stage itself has no slash. */
const STAGE = /^([a-z0-9]+\/[\w./-]+)(?: (.*))?$/;


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

/***/ 11563:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LT: () => (/* binding */ workOf),
/* harmony export */   cT: () => (/* binding */ missed),
/* harmony export */   dE: () => (/* binding */ doesWork)
/* harmony export */ });
/** RUN, COPY and ADD do a build's work. The other instructions only change the image's config, or cost next to nothing. */
const WORK = /^(?:run|copy|add)\b/i;
/** Whether a step of its kind does work. */
function doesWork({ instruction }) {
    return WORK.test(instruction);
}
/** Whether the step's result did not come from the cache, although the step is not a duplicate of another. */
function missed({ status }) {
    return status === 'miss' || status === 'failed' || status === 'interrupted';
}
/**
 * How much of a build's work came from the cache. The rate is by time: what the hits took when they ran, of that and what the misses took
 * now. It is by number if the time of a hit is not known, or if nothing took any time.
 *
 * @returns `undefined` for a build without RUN, COPY and ADD
 */
function workOf(steps) {
    const work = steps.filter(doesWork);
    const hit = work.filter(({ status }) => status === 'hit');
    const ran = work.filter(missed);
    const count = { hits: hit.length, misses: ran.length };
    if (count.hits + count.misses === 0)
        return undefined;
    const hitMs = sum(hit.map(({ savedMs = Number.NaN }) => savedMs));
    const allMs = hitMs + sum(ran.map(({ ownMs = 0 }) => ownMs));
    const byTime = allMs > 0 && Number.isFinite(allMs);
    return { ...count, hitRate: byTime ? hitMs / allMs : count.hits / (count.hits + count.misses) };
}
function sum(values) {
    return values.reduce((total, value) => total + value, 0);
}


/***/ })

};
