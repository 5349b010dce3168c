import { describe, expect, it } from 'vitest';

import { codeQuality } from '../../../src/report/formats/code-quality.js';
import { junit } from '../../../src/report/formats/junit.js';
import { otlpTrace } from '../../../src/report/formats/otlp.js';
import type { StepReport } from '../../../src/report/model/report.js';
import { must } from '../../support/command.js';
import { fullReport, HOSTILE_TEXTS, sampleStep } from './sample-report.js';

describe('the JUnit report', () => {
  it('is XML to a reader that we did not write, whatever the texts are', async () => {
    const texts = [...HOSTILE_TEXTS, ']]>', '<?xml?>', '&lol; <!DOCTYPE x>', '\u0001\ufffe\uffff\ud800'];
    const read =
      'import sys, json, xml.etree.ElementTree as E\n' +
      'print(json.dumps([[len(E.fromstring(t).findall(".//testcase")), len(list(E.fromstring(t).iter()))] for t in json.load(sys.stdin)]))';
    const documents = texts.map((text) => Buffer.from(junit({ ...fullReport(text), tests: [test(text)] })).toString());
    const stdout = await must(['python3', '-c', read], { input: JSON.stringify(documents) });
    const counts = JSON.parse(stdout) as readonly (readonly [number, number])[];
    // Two around them, five steps, a test, and what is in each.
    expect(counts).toEqual(texts.map(() => [6, 14]));
  });
});

describe('reports for other servers', () => {
  const { error: _, ...rest } = fullReport('x');
  const step = (status: StepReport['status'], number = 1): StepReport => sampleStep(number, { status });
  const error = { name: 'InfraError', message: 'the registry is gone' };

  it('have a failure for a build that failed after its steps, and skip what did not run to its end', () => {
    const pushed = junit({ ...rest, steps: [step('hit')], error });
    expect(pushed).toContain('tests="2" failures="1"');
    expect(pushed).toContain('<failure message="the registry is gone">');
    const stopped = junit({ ...rest, steps: [step('failed'), step('interrupted', 2), step('not-reached', 3)], error });
    expect(stopped).toContain('tests="3" failures="1"');
    expect(stopped.match(/<skipped message="[^"]*"/g)).toEqual([
      '<skipped message="stopped"',
      '<skipped message="not reached"',
    ]);
    expect(junit({ ...rest, steps: [step('hit')] })).toContain('failures="0"');
  });

  it('have a span for each step that was reached, which says what failed and not why it missed', () => {
    const steps = [
      { ...step('miss'), usage: { cpuMs: 1200, memoryBytes: 4096 } },
      step('failed', 2),
      step('interrupted', 3),
      step('not-reached', 4),
    ];
    const ids = { traceId: 'a', newSpanId: () => 'b' };
    const { resourceSpans } = otlpTrace({ ...rest, steps, error }, 'x', ids) as Trace;
    const [build, ...spans] = resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
    expect(build?.status).toEqual({ code: 2, message: 'the registry is gone' });
    expect(spans.map(({ status }) => status)).toEqual([
      { code: 1 },
      { code: 2, message: 'the registry is gone' },
      { code: 2, message: 'stopped' },
    ]);
    expect(spans[0]?.attributes.filter(({ key }) => /cpu|memory/.test(key))).toEqual([
      { key: 'layer_build.cpu_ms', value: { intValue: '1200' } },
      { key: 'layer_build.memory', value: { intValue: '4096' } },
    ]);
  });

  it('tell equal findings on several lines apart, in each run in the same way', () => {
    const found = (lines: readonly number[]): readonly string[] => {
      const warnings = lines.map((line) => ({ rule: 'StageNameCasing', message: 'lower case', line }));
      const list = JSON.parse(codeQuality({ ...rest, warnings })) as readonly { readonly fingerprint: string }[];
      return list.map(({ fingerprint }) => fingerprint);
    };
    const before = found([3, 9]);
    expect(new Set(before).size).toBe(2);
    expect(found([4, 10])).toEqual(before);
  });
});

interface Trace {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly {
        readonly status: object;
        readonly attributes: readonly { readonly key: string; readonly value: object }[];
      }[];
    }[];
  }[];
}

function test(command: string) {
  return { platform: 'linux/amd64', command, exitCode: 1, durationMs: 5 };
}
