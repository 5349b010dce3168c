import { describe, expect, it } from 'vitest';

import { runCli } from '../../../src/cli/run.js';
import { fullReport } from '../report/sample-report.js';
import { fakeProcess } from './fake-process.js';

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

const FILES: Readonly<Record<string, string>> = {
  '/project/one.json': JSON.stringify(fullReport('one')),
  '/project/two.json': JSON.stringify({ ...fullReport('two'), durationMs: 5000 }),
  '/project/bad.json': '<html>',
};

function cli() {
  return fakeProcess({
    readFile: (path) => {
      const text = FILES[path];
      if (text !== undefined) return chunks(text);
      return (async function* () {
        yield await Promise.reject<Uint8Array>(new Error(`ENOENT: no such file, open '${path}'`));
      })();
    },
    stdin: chunks(JSON.stringify(fullReport('piped'))),
    loadBuild: () => Promise.reject(new Error('the engine was loaded')),
  });
}

describe('layer-build report', () => {
  it('prints one report', async () => {
    const process = cli();
    expect(await runCli(['report', 'one.json'], process)).toBe(0);
    expect(process.out()).toMatch(
      /^Failed at one:4 `RUN 4` after 0\.1s: one\. One\.\nThe build failed in 0\.9s\n25 % of the work came from the cache \(1 of 3 steps\), which saved 1\.5s\n/,
    );
    expect(process.out()).toContain('   2  miss');
  });

  it('compares the last with the one before it, after a line each', async () => {
    const process = cli();
    expect(await runCli(['report', 'one.json', '-', 'two.json'], process)).toBe(0);
    expect(process.out()).toMatch(/^REPORT.*\none\.json .*\n- .*\ntwo\.json .*\n\n/);
    expect(process.out()).toMatch(/^time +0\.9s +5\.0s +\+4\.1s$/m);
  });

  it('writes a page, with the comparison', async () => {
    const process = cli();
    expect(await runCli(['report', '--html', 'out.html', 'one.json', 'two.json'], process)).toBe(0);
    expect(process.err()).toBe('Wrote out.html\n');
    const page = process.written.get('/project/out.html') ?? '';
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('<h2 id="changes-title">Changes</h2>');
  });

  it('writes Markdown, and what other servers show', async () => {
    const process = cli();
    const flags = ['--markdown', 'out.md', '--code-quality', 'quality.json', '--junit', 'steps.xml'];
    expect(await runCli(['report', ...flags, 'one.json'], process)).toBe(0);
    expect(process.written.get('/project/out.md')).toMatch(/^### layer-build: one\n\n❌ \*\*A test failed\*\*: /);
    expect(JSON.parse(process.written.get('/project/quality.json') ?? '')).toMatchObject([
      { check_name: 'build', severity: 'blocker', location: { path: 'one', lines: { begin: 1 } } },
      {
        check_name: 'one',
        description: 'one',
        severity: 'minor',
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      },
    ]);
    expect(process.written.get('/project/steps.xml')).toContain(
      '<testcase classname="base" name="4 RUN 4" time="0.090"><failure message="one">line 4: one</failure></testcase>',
    );
  });

  it.each([
    [[], 'report needs a FILE'],
    [['none.json'], "cannot read none.json: ENOENT: no such file, open '/project/none.json'"],
    [['bad.json'], 'bad.json is not a report of layer-build: it is not JSON: Unexpected token'],
    [['--htm', 'x', 'one.json'], 'unknown flag --htm'],
  ])('report %j says what is wrong', async (argv, message) => {
    const process = cli();
    expect(await runCli(['report', ...argv], process)).toBe(1);
    expect(process.err()).toContain(`ERROR: ${message}`);
    expect(process.out()).toBe('');
  });

  it('stops reading what has no end', async () => {
    let given = 0;
    const endless = (async function* () {
      const chunk = new Uint8Array(1024 * 1024);
      for (;;) yield await Promise.resolve((given++, chunk));
    })();
    const process = fakeProcess({ readFile: () => endless });
    expect(await runCli(['report', '/dev/zero'], process)).toBe(1);
    expect(process.err()).toContain('/dev/zero has more than 64 MiB');
    expect(given).toBe(65);
  });
});
