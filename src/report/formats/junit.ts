import { oneLine, shorten } from '../../text/sanitize-line.js';
import type { Report, StepReport, TestReport } from '../model/report.js';

const TEXT = 4000;

/**
 * The steps, and the tests of the image, as JUnit's XML, which CI servers show in their own pages: one case for each, with its time.
 * What failed is a failure, and a step that did not run to its end is skipped. A build that failed beside its steps has a case for that.
 */
export function junit({ dockerfile = 'Dockerfile', steps, tests = [], error, durationMs = 0 }: Report): string {
  const all = [...steps.map((step) => stepCase(step, error?.message)), ...tests.map(testCase)];
  const isFailure = (one: string): boolean => one.includes('<failure');
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

function stepCase(
  { number, stage, instruction, status, reason, durationMs, line }: StepReport,
  error = reason,
): string {
  const name = `${number} ${instruction}`;
  const open = `<testcase classname="${escaped(stage === '' ? 'global' : stage)}" name="${escaped(name)}" time="${seconds(durationMs)}">`;
  if (status === 'failed')
    return `${open}<failure message="${escaped(error)}">line ${line}: ${escaped(error)}</failure></testcase>`;
  if (status === 'not-reached' || status === 'interrupted')
    return `${open}<skipped message="${status === 'interrupted' ? 'stopped' : 'not reached'}"></skipped></testcase>`;
  if (status === 'hit') return `${open}<system-out>from the cache</system-out></testcase>`;
  return `${open}<system-out>${escaped(reason)}</system-out></testcase>`;
}

function buildCase(error: string, durationMs: number): string {
  return `<testcase classname="build" name="build" time="${seconds(durationMs)}"><failure message="${escaped(error)}"></failure></testcase>`;
}

function testCase({ platform, command, exitCode, durationMs }: TestReport): string {
  const open = `<testcase classname="${escaped(`test on ${platform}`)}" name="${escaped(command)}" time="${seconds(durationMs)}">`;
  return exitCode === 0
    ? `${open}</testcase>`
    : `${open}<failure message="exit code ${exitCode}"></failure></testcase>`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

/** For text and attributes. Characters that XML 1.0 forbids even as references are visible escapes, or replaced. */
function escaped(text: string): string {
  return oneLine(shorten(text, TEXT))
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
