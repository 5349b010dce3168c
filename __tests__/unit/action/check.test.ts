import { describe, expect, it } from 'vitest';

import type { CheckResult } from '../../../src/app/check-function.js';
import { runMain } from '../../../src/action/run-main.js';
import type { WarningEvent } from '../../../src/engine/events.js';
import { UserError } from '../../../src/errors.js';
import { FakeToolkit, job } from './job.js';

const FINDING: WarningEvent = {
  type: 'warning',
  rule: 'FromAsCasing',
  message: "'as' and 'FROM' keywords' casing do not match",
  line: 2,
  endLine: 3,
  url: 'https://docs.docker.com/go/dockerfile/rule/from-as-casing/',
};

const TARGET = {
  name: 'a',
  description: '::warning::hostile',
  isDefault: true,
  base: 'b',
  platform: undefined,
  range: { start: 1, end: 1 },
};

async function run(result: Partial<CheckResult>, call = 'check') {
  const toolkit = new FakeToolkit();
  let log = '';
  const code = await runMain({
    job: job({ call }, { GITHUB_STEP_SUMMARY: '/summary' }),
    write: (text) => (log += text),
    signal: new AbortController().signal,
    claimRoot: () => Promise.reject(new Error('a check keeps nothing')),
    loadArtifacts: () => Promise.reject(new Error('no artifacts here')),
    loadBuild: () => Promise.reject(new Error('nothing is to be built')),
    loadCheck: () =>
      Promise.resolve(() =>
        Promise.resolve({ dockerfile: { name: 'Dockerfile', text: '\nFROM a \\\n as b' }, findings: [], ...result }),
      ),
    loadDescribe: () =>
      Promise.resolve(() =>
        Promise.resolve({ dockerfile: Buffer.from('FROM a\n'), kind: 'targets', targets: [TARGET] }),
      ),
    actionsCache: undefined,
    toolkit,
    writeFile: () => Promise.reject(new Error('a check writes none')),
    loadBaselines: () => Promise.reject(new Error('no baselines here')),
    loadGitHub: () => Promise.reject(new Error('no GitHub here')),
  });
  return { code, log, toolkit };
}

describe('call: check', () => {
  it('puts each finding at its line, and fails', async () => {
    const { code, log, toolkit } = await run({ findings: [FINDING] });
    expect(code).toBe(1);
    expect(toolkit.warnings).toEqual([
      {
        message: `${FINDING.message}\nMore info: ${FINDING.url}`,
        properties: { title: 'FromAsCasing', file: 'Dockerfile', startLine: 2, endLine: 3 },
      },
    ]);
    expect(toolkit.errors.map(({ message }) => message)).toEqual(['Check complete, 1 warning has been found!']);
    expect(log).toContain('   2 | >>> FROM a \\\n');
    expect(toolkit.summary).toContain('❌ Check complete, 1 warning has been found!');
    expect(toolkit.summary).toContain('[FromAsCasing](');
    // Nothing for post to save.
    expect([...toolkit.state]).toEqual([]);
  });

  it('passes where nothing was found, or where findings are not to count', async () => {
    const { code, log, toolkit } = await run({});
    expect([code, log, toolkit.errors]).toEqual([0, 'Check complete, no warnings found.\n', []]);
    expect((await run({ findings: [FINDING] }, 'check,ignorestatus=true')).code).toBe(0);
  });

  it('reports findings before an error', async () => {
    const failure = new UserError('unknown instruction: RUM', { location: { file: 'Dockerfile', line: 4 } });
    const { code, toolkit } = await run({ findings: [FINDING], failure });
    expect(code).toBe(1);
    expect(toolkit.warnings).toHaveLength(1);
    expect(toolkit.errors).toMatchObject([{ message: 'unknown instruction: RUM', properties: { startLine: 4 } }]);
    expect(toolkit.summary).toContain('unknown instruction: RUM');
  });
});

describe('call: targets', () => {
  it('shows them in the log, and commands the runner nothing', async () => {
    const { code, log, toolkit } = await run({}, 'targets');
    expect(code).toBe(0);
    expect(log).toBe('TARGET      DESCRIPTION\na (default) ::warning::hostile\n');
    expect(toolkit.summary).toBe('');
    expect(JSON.parse((await run({}, 'targets,format=json')).log)).toMatchObject({
      targets: [{ name: 'a', default: true }],
    });
  });
});
