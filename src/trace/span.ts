import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';

/** What is known of a span besides its times, for people who look at it. Bytes are whole numbers. */
type SpanFacts = Readonly<Record<string, string | number>>;

/** Something that took time in this process, or in the worker. */
export interface Span {
  /** What it belongs to. Spans of one track are drawn beside each other. */
  readonly track: string;
  /** The spans of one row contain each other, or follow one another. Without a row, any place in the track will do. */
  readonly row?: string;
  readonly name: string;
  /** Microseconds on the machine's own clock, which never goes back and is the same for all processes. */
  readonly from: number;
  readonly to: number;
  readonly facts: SpanFacts;
  /** Absent: it was measured in this process. */
  readonly process?: 'worker';
}

/** A span that has begun. */
export interface OpenSpan {
  /** Adds facts. Numbers of the same name are added up. */
  note(facts: SpanFacts): void;
  /** Only the first call counts. */
  end(): void;
}

/*
 * Spans go through a channel of the process, so that a function that is slow can say so without being given anything. While nobody
 * listens, they cost one look at a flag.
 */
const NAME = 'layer-build:span';
const spans = channel(NAME);

/** Whether anyone listens. */
export function isTraced(): boolean {
  return spans.hasSubscribers;
}

/** Listens to all spans that end from now on. @returns a function that ends this */
export function onSpan(listener: (span: Span) => void): () => void {
  // Only `publishSpan` publishes on this channel.
  const take = (span: unknown): void => listener(span as Span);
  subscribe(NAME, take);
  return () => {
    unsubscribe(NAME, take);
  };
}

/** Tells a span that was measured elsewhere. */
export function publishSpan(span: Span): void {
  spans.publish(span);
}

/** @param name what it is called; only asked for if anyone listens */
export function openSpan(track: string, name: () => string, row?: string): OpenSpan {
  if (!isTraced()) return NOBODY_LISTENS;
  const from = clock();
  const facts: Record<string, string | number> = {};
  let isOpen = true;
  return {
    note(more) {
      for (const [key, value] of Object.entries(more)) {
        const before = facts[key];
        facts[key] = typeof before === 'number' && typeof value === 'number' ? before + value : value;
      }
    },
    end() {
      if (!isOpen) return;
      isOpen = false;
      publishSpan({ track, name: name(), from, to: clock(), facts, ...(row !== undefined && { row }) });
    },
  };
}

/** Does the work within a span. An error ends the span too, which says so. */
export async function traced<T>(
  track: string,
  name: () => string,
  work: (span: OpenSpan) => Promise<T>,
  row?: string,
): Promise<T> {
  const span = openSpan(track, name, row);
  try {
    return await work(span);
  } catch (error) {
    span.note({ failed: 'yes' });
    throw error;
  } finally {
    span.end();
  }
}

const NOBODY_LISTENS: OpenSpan = { note: () => undefined, end: () => undefined };

function clock(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
