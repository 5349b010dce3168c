import type { Span } from '../../trace/span.js';

const PROCESSES = { client: 1, worker: 2 } as const;
type ProcessName = keyof typeof PROCESSES;

/** One line of a process in the picture. Its spans follow one another, or contain each other. */
interface Row {
  readonly process: ProcessName;
  readonly name: string;
  readonly spans: Span[];
}

/**
 * Spans as a file that Chrome's tracing page and Perfetto show: the JSON object format of the "Trace Event Format". The first span
 * begins at 0.
 *
 * @param dropped how many spans are missing
 */
export function chromeTrace(spans: readonly Span[], dropped: number): string {
  const start = spans.reduce((first, { from }) => Math.min(first, from), Infinity);
  const events: object[] = Object.entries(PROCESSES).map(([name, pid]) => ({
    ...{ ph: 'M', name: 'process_name', pid, tid: 0 },
    args: { name: `layer-build: ${name}` },
  }));
  for (const [index, row] of rowsOf(spans).entries()) {
    const thread = { pid: PROCESSES[row.process], tid: index + 1 };
    events.push(
      { ph: 'M', name: 'thread_name', ...thread, args: { name: row.name } },
      { ph: 'M', name: 'thread_sort_index', ...thread, args: { sort_index: index } },
    );
    // Not spread into one call: there may be more spans than a call can have arguments.
    for (const { track, name, from, to, facts } of row.spans)
      events.push({ ph: 'X', name, cat: track, ...thread, ts: from - start, dur: to - from, args: facts });
  }
  const lines = [...events, ...byteCounts(spans, start)].map((event) => JSON.stringify(event)).join(',\n');
  const rest = dropped === 0 ? '' : `,"otherData":{"spansLeftOut":${dropped}}`;
  return `{"displayTimeUnit":"ms","traceEvents":[\n${lines}\n]${rest}}\n`;
}

/** Rows in the order of the tracks' first spans. Spans without a row of their own share as few rows as they fit in. */
function rowsOf(spans: readonly Span[]): readonly Row[] {
  const tracks = new Map<string, Map<string, Row>>();
  for (const span of [...spans].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const process = span.process ?? 'client';
    const track = `${process} ${span.track}`;
    const rows = tracks.get(track) ?? new Map<string, Row>();
    tracks.set(track, rows);
    const name = span.row ?? freeRow(rows, span);
    const row = rows.get(name) ?? { process, name, spans: [] };
    rows.set(name, row);
    row.spans.push(span);
  }
  return [...tracks.values()].flatMap((rows) => [...rows.values()]);
}

function freeRow(rows: ReadonlyMap<string, Row>, span: Span): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? span.track : `${span.track} ${number}`;
    const last = rows.get(name)?.spans.at(-1);
    if (last === undefined || last.to <= span.from) return name;
  }
}

/** Two lines that rise: the bytes that were received and sent up to then. */
function byteCounts(spans: readonly Span[], start: number): readonly object[] {
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
