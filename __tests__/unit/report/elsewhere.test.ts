import { describe, expect, it } from 'vitest';

import { junit } from '../../../src/report/elsewhere/junit.js';
import { must } from '../../support/command.js';
import { fullReport, HOSTILE_TEXTS } from './sample-report.js';

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

function test(command: string) {
  return { platform: 'linux/amd64', command, exitCode: 1, durationMs: 5 };
}
