import { expect, it } from 'vitest';

import type { PredictedStep } from '../../../src/app/look-ahead.js';
import type { PruneActionsOptions } from '../../../src/app/caching/prune-actions.js';
import type { StepInfo } from '../../../src/engine/events.js';
import { runCli } from '../../../src/cli/run.js';
import { disk, fakeProcess } from './fake-process.js';

const info = (number: number): StepInfo => ({
  number,
  total: 3,
  stage: '',
  platform: 'linux/amd64',
  instruction: `RUN ${number}`,
  line: number,
  endLine: number,
  dependsOn: [],
});

const FORESEEN: readonly PredictedStep[] = [
  { step: info(1), kind: 'hit', reason: { kind: 'same-inputs' } },
  { step: info(2), kind: 'miss', reason: { kind: 'unfinished' } },
  { step: info(3), kind: 'waits', on: 2 },
];

function explaining() {
  const explainBuild = () => Promise.resolve(FORESEEN);
  return fakeProcess({ files: disk(), loadExplain: () => Promise.resolve({ explainBuild }) });
}

it('explains all steps, or the one that is asked for', async () => {
  const all = explaining();
  expect(await runCli(['cache', 'explain', '.'], all)).toBe(0);
  expect(all.out()).toBe(
    `Step 1/3 : RUN 1
 ---> Using cache
Step 2/3 : RUN 2
 ---> Would miss: the last build did not get past it
Step 3/3 : RUN 3
 ---> Would miss: needs the result of step 2, which would run
`,
  );
  const one = explaining();
  expect(await runCli(['cache', 'explain', '2', '--target', 'x', '.'], one)).toBe(0);
  expect(one.out()).toBe('Step 2/3 : RUN 2\n ---> Would miss: the last build did not get past it\n');
  for (const named of [['Dockerfile:2'], ['./Dockerfile:2', '.'], ['2']]) {
    const line = explaining();
    expect(await runCli(['cache', 'explain', ...named], line)).toBe(0);
    expect(line.out()).toBe(one.out());
  }
  const none = explaining();
  expect(await runCli(['cache', 'explain', '4', '.'], none)).toBe(1);
  expect(none.err()).toContain('the build has no step 4');
});

it.each([
  [['Dockerfile:9', '.'], 'no step of the build is at Dockerfile:9'],
  [['web.Dockerfile:2', '.'], 'web.Dockerfile:2 is not in the Dockerfile of the build, Dockerfile'],
  [['RUN', '.'], '"RUN" is not a step'],
  [['1234567', '.'], '"1234567" is not a step'],
])('says what is wrong with %j', async (operands, message) => {
  const cli = explaining();
  expect(await runCli(['cache', 'explain', ...operands], cli)).toBe(1);
  expect(cli.err()).toContain(message);
});

it('takes a folder with a number for its name as the context', async () => {
  const cli = explaining();
  const numbered = { ...cli, files: disk({ '/project/2/': '' }) };
  expect(await runCli(['cache', 'explain', '2'], numbered)).toBe(0);
  expect(cli.out()).toContain('Step 3/3');
});

it('deletes nothing from the Actions cache without a token, which is not an error', async () => {
  const cli = fakeProcess({ env: { GITHUB_REPOSITORY: 'o/r' } });
  expect(await runCli(['cache', 'prune', '--actions'], cli)).toBe(0);
  expect(cli.out()).toContain('Nothing was deleted: GITHUB_TOKEN');
});

it('says what a token may not do, and ends well', async () => {
  const asked: PruneActionsOptions[] = [];
  const pruneActions = (options: PruneActionsOptions) => {
    asked.push(options);
    return Promise.resolve({
      deleted: [],
      kept: [],
      denied: 'the token does not have the permission "actions: write"',
    });
  };
  const env = { GITHUB_TOKEN: 't', GITHUB_REPOSITORY: 'o/r', GITHUB_API_URL: 'https://ghe.example/api/v3' };
  const cli = fakeProcess({ env, loadPruneActions: () => Promise.resolve({ pruneActions }) });
  expect(await runCli(['cache', 'prune', '--actions', '--older-than', '2d', '--dry-run'], cli)).toBe(0);
  expect(cli.out()).toContain('"actions: write"');
  expect(asked).toMatchObject([{ repository: 'o/r', token: 't', olderThanMs: 172_800_000, dryRun: true }]);
  expect(asked[0]?.api.href).toBe('https://ghe.example/api/v3');
});

it('knows its verbs, and what they take', async () => {
  const wrong = fakeProcess();
  expect(await runCli(['cache', 'verfy'], wrong)).toBe(1);
  expect(wrong.err()).toContain('Did you mean layer-build cache verify?');
  const many = fakeProcess();
  expect(await runCli(['cache', 'ls', 'x'], many)).toBe(1);
  expect(many.err()).toContain('layer-build cache ls takes no arguments');
  const help = fakeProcess();
  expect(await runCli(['cache', 'explain', '--help'], help)).toBe(0);
  expect(help.out()).toContain('--build-arg KEY=VALUE');
});
