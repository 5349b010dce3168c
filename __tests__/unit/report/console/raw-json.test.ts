import { describe, expect, it } from 'vitest';

import type { BuildEvent } from '../../../../src/engine/events.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { RawJsonConsole } from '../../../../src/report/console/raw-json.js';
import { failed, hit, image, miss, output, plan, running } from '../events.js';

interface Status {
  readonly vertexes?: readonly Readonly<Record<string, unknown>>[];
  readonly statuses?: readonly Readonly<Record<string, unknown>>[];
  readonly logs?: readonly Readonly<Record<string, unknown>>[];
  readonly warnings?: readonly Readonly<Record<string, unknown>>[];
}

function print(events: readonly BuildEvent[]): { readonly lines: readonly Status[]; readonly text: string } {
  let text = '';
  let seconds = 0;
  const console = new RawJsonConsole(
    (piece) => (text += piece),
    () => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds++)),
  );
  for (const event of events) console.sink(event);
  const lines = text.trimEnd().split('\n');
  return { lines: lines.map((line) => JSON.parse(line) as Status), text };
}

/** The last state of each vertex, as a reader of BuildKit's stream keeps it. */
function vertices(lines: readonly Status[]): ReadonlyMap<unknown, Readonly<Record<string, unknown>>> {
  return new Map(lines.flatMap(({ vertexes = [] }) => vertexes).map((vertex) => [vertex['name'], vertex]));
}

describe('RawJsonConsole', () => {
  it('has a vertex for each step, on the one below it', () => {
    const { lines } = print([plan('FROM a', 'RUN b'), ...hit(1), ...miss(2, 'x', 'hello\n')]);
    const [first, second] = lines[0]?.vertexes ?? [];
    expect(first).toEqual({
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
      name: '[base 1/2] FROM a',
    });
    expect(second).toMatchObject({ name: '[base 2/2] RUN b', inputs: [first?.['digest']] });
    const ended = vertices(lines);
    expect(ended.get('[base 1/2] FROM a')).toMatchObject({ cached: true, completed: expect.any(String) as string });
    expect(ended.get('[base 2/2] RUN b')).toMatchObject({
      started: expect.any(String) as string,
      completed: expect.any(String) as string,
    });
    expect(ended.get('[base 2/2] RUN b')).not.toHaveProperty('cached');
  });

  it('has output in base64, with its stream', () => {
    const data = Uint8Array.of(0xff, 0x00, 0x0a);
    const { lines } = print([plan('RUN a'), running(1, 'x'), output(1, data), output(1, 'e', 'stderr')]);
    const vertex = lines[0]?.vertexes?.[0]?.['digest'];
    expect(lines.flatMap(({ logs = [] }) => logs)).toEqual([
      { vertex, stream: 1, data: '/wAK', timestamp: '2026-01-01T00:00:00.000Z' },
      { vertex, stream: 2, data: 'ZQ==', timestamp: '2026-01-01T00:00:01.000Z' },
    ]);
  });

  it('has errors, warnings, transfers and the image, and ends all that it began', () => {
    const digest = sha256('blob');
    const { lines } = print([
      plan('RUN a'),
      running(1, 'x'),
      { type: 'warning', message: 'no', rule: 'StageNameCasing', description: 'd', url: 'https://x.test/', line: 3 },
      { type: 'transfer', direction: 'pull', digest, done: 1, total: 2 },
      { type: 'transfer', direction: 'pull', digest, done: 2, total: 2 },
      failed(1, new Error('exit code 2')),
      image(['web:1']),
      { type: 'build-finished', durationMs: 1, ok: false },
    ]);
    const ended = vertices(lines);
    expect(ended.get('[base 1/1] RUN a')).toMatchObject({ error: 'exit code 2' });
    expect(lines.flatMap(({ warnings = [] }) => warnings)).toEqual([
      {
        level: 1,
        short: Buffer.from('StageNameCasing: no').toString('base64'),
        detail: [Buffer.from('d').toString('base64')],
        url: 'https://x.test/',
        range: [{ start: { line: 3 }, end: { line: 3 } }],
      },
    ]);
    const statuses = lines.flatMap(({ statuses: all = [] }) => all);
    expect(statuses.map(({ id, current, completed }) => [id, current, completed !== undefined])).toEqual([
      [digest, 1, false],
      [digest, 2, true],
      [`writing image ${sha256('m')}`, 0, true],
      ['naming to web:1', 0, true],
    ]);
    const begun = [...ended.values()].filter(({ started }) => started !== undefined);
    expect(begun.map(({ name }) => name)).toContain('[internal] pull base images');
    expect(begun.filter(({ completed }) => completed === undefined)).toEqual([]);
  });

  it('lets no workflow command through', () => {
    const { text, lines } = print([plan('RUN echo "##[error]x"')]);
    expect(text).not.toContain('##[');
    expect(lines[0]?.vertexes?.[0]?.['name']).toContain('##[error]x');
  });
});
