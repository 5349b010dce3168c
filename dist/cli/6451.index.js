export const id = 6451;
export const ids = [6451];
export const modules = {

/***/ 76451:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   chromeTrace: () => (/* binding */ chromeTrace)
/* harmony export */ });
const PROCESSES = { client: 1, worker: 2 };
/**
 * Spans as a file that Chrome's tracing page and Perfetto show: the JSON object format of the "Trace Event Format". The first span
 * begins at 0.
 *
 * @param dropped how many spans are missing
 */
function chromeTrace(spans, dropped) {
    const start = spans.reduce((first, { from }) => Math.min(first, from), Infinity);
    const events = Object.entries(PROCESSES).map(([name, pid]) => ({
        ...{ ph: 'M', name: 'process_name', pid, tid: 0 },
        args: { name: `layer-build: ${name}` },
    }));
    for (const [index, row] of rowsOf(spans).entries()) {
        const thread = { pid: PROCESSES[row.process], tid: index + 1 };
        events.push({ ph: 'M', name: 'thread_name', ...thread, args: { name: row.name } }, { ph: 'M', name: 'thread_sort_index', ...thread, args: { sort_index: index } });
        // Not spread into one call: there may be more spans than a call can have arguments.
        for (const { track, name, from, to, facts } of row.spans)
            events.push({ ph: 'X', name, cat: track, ...thread, ts: from - start, dur: to - from, args: facts });
    }
    const lines = [...events, ...byteCounts(spans, start)].map((event) => JSON.stringify(event)).join(',\n');
    const rest = dropped === 0 ? '' : `,"otherData":{"spansLeftOut":${dropped}}`;
    return `{"displayTimeUnit":"ms","traceEvents":[\n${lines}\n]${rest}}\n`;
}
/** Rows in the order of the tracks' first spans. Spans without a row of their own share as few rows as they fit in. */
function rowsOf(spans) {
    const tracks = new Map();
    for (const span of [...spans].sort((a, b) => a.from - b.from || b.to - a.to)) {
        const process = span.process ?? 'client';
        const track = `${process} ${span.track}`;
        const rows = tracks.get(track) ?? new Map();
        tracks.set(track, rows);
        const name = span.row ?? freeRow(rows, span);
        const row = rows.get(name) ?? { process, name, spans: [] };
        rows.set(name, row);
        row.spans.push(span);
    }
    return [...tracks.values()].flatMap((rows) => [...rows.values()]);
}
function freeRow(rows, span) {
    for (let number = 1;; number++) {
        const name = number === 1 ? span.track : `${span.track} ${number}`;
        const last = rows.get(name)?.spans.at(-1);
        if (last === undefined || last.to <= span.from)
            return name;
    }
}
/** Two lines that rise: the bytes that were received and sent up to then. */
function byteCounts(spans, start) {
    const counts = { received: 0, sent: 0 };
    const requests = spans.filter(({ facts }) => 'received' in facts || 'sent' in facts).sort((a, b) => a.to - b.to);
    return requests.map(({ to, facts }) => {
        counts.received += Number(facts['received'] ?? 0);
        counts.sent += Number(facts['sent'] ?? 0);
        return {
            ph: 'C',
            name: 'bytes over the network',
            pid: PROCESSES.client,
            tid: 0,
            ts: to - start,
            args: { ...counts },
        };
    });
}


/***/ })

};
