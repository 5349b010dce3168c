import { describe, expect, it } from 'vitest';

import { chromeTrace } from '../../../src/report/formats/chrome-trace.js';
import { onSpan, openSpan, type Span, traced } from '../../../src/trace/span.js';
import { SpanLog } from '../../../src/trace/span-log.js';

describe('spans', () => {
  it('cost nothing while nobody listens: not even their names are asked for', async () => {
    const asked: string[] = [];
    const span = openSpan('requests', () => String(asked.push('name')));
    span.note({ received: 1 });
    span.end();
    expect(
      await traced(
        'requests',
        () => String(asked.push('name')),
        () => Promise.resolve(7),
      ),
    ).toBe(7);
    expect(asked).toEqual([]);
  });

  it('are told once, with what was noted added up, to each who listens', async () => {
    const log = new SpanLog();
    const others: Span[] = [];
    const stop = onSpan((span) => others.push(span));
    const span = openSpan('requests', () => 'GET', 'a row');
    for (const received of [3, 4]) span.note({ received, status: String(received) });
    span.end();
    span.end();
    await expect(
      traced(
        'steps',
        () => 'RUN',
        () => Promise.reject(new Error('no')),
      ),
    ).rejects.toThrow('no');
    stop();
    log.close();
    openSpan('requests', () => 'late').end();
    expect(others).toEqual(log.spans);
    expect(log.spans.map(({ name, row, facts }) => ({ name, row, facts }))).toEqual([
      { name: 'GET', row: 'a row', facts: { received: 7, status: '4' } },
      { name: 'RUN', row: undefined, facts: { failed: 'yes' } },
    ]);
    for (const { from, to } of log.spans) expect(to).toBeGreaterThanOrEqual(from);
  });
});

interface Event {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly args: Readonly<Record<string, unknown>>;
}

function eventsOf(spans: readonly Partial<Span>[], dropped = 0) {
  const whole = spans.map((span) => ({ track: 'requests', name: 'GET', facts: {}, from: 0, to: 0, ...span }));
  const document = JSON.parse(chromeTrace(whole, dropped)) as { traceEvents: readonly Event[]; otherData?: object };
  const rows = new Map(
    document.traceEvents.filter(({ name }) => name === 'thread_name').map(({ tid, args }) => [tid, args['name']]),
  );
  const shown = document.traceEvents
    .filter(({ ph }) => ph === 'X')
    .map(({ pid, tid, ts, dur }) => [pid, rows.get(tid), ts, dur]);
  return { shown, counts: document.traceEvents.filter(({ ph }) => ph === 'C'), otherData: document.otherData };
}

describe('the trace for Perfetto', () => {
  it('begins at 0, and shows spans that overlap on rows of their own', () => {
    const { shown } = eventsOf([
      { from: 1010, to: 1020 },
      { from: 1000, to: 1015 },
      { from: 1015, to: 1030 },
    ]);
    expect(shown).toEqual([
      [1, 'requests', 0, 15],
      [1, 'requests', 15, 15],
      [1, 'requests 2', 10, 10],
    ]);
  });

  it('keeps what is in a row together, and the worker apart', () => {
    const { shown } = eventsOf([
      { from: 0, to: 9, track: 'steps', row: 'step 1' },
      { from: 2, to: 5, track: 'steps', row: 'step 1' },
      { from: 3, to: 4, track: 'steps', row: 'step 1', process: 'worker' },
    ]);
    expect(shown).toEqual([
      [1, 'step 1', 0, 9],
      [1, 'step 1', 2, 3],
      [2, 'step 1', 3, 1],
    ]);
  });

  it('counts bytes as requests end, and says what was left out', () => {
    const { counts, otherData } = eventsOf(
      [
        { from: 0, to: 9, facts: { received: 5 } },
        { from: 0, to: 4, facts: { received: 1, sent: 2 } },
        { from: 0, to: 4 },
      ],
      3,
    );
    expect(counts.map(({ ts, args }) => [ts, args])).toEqual([
      [4, { received: 1, sent: 2 }],
      [9, { received: 6, sent: 2 }],
    ]);
    expect(otherData).toEqual({ spansLeftOut: 3 });
    expect(eventsOf([]).shown).toEqual([]);
  });

  it('has as many spans as are kept', () => {
    const many = Array.from({ length: 200_000 }, (_, at) => ({ from: at, to: at + 1 }));
    expect(eventsOf(many).shown).toHaveLength(many.length);
  });
});
