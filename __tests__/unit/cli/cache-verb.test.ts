import { expect, it } from 'vitest';

import type { ForeseenStep } from '../../../src/app/explain-build.js';
import type { PruneActionsOptions } from '../../../src/app/prune-actions.js';
import { runCli } from '../../../src/cli/run.js';
import { disk, makeBelieve } from './make-believe.js';

const step = (number: number, status: ForeseenStep['status'], reason: string): ForeseenStep => ({
  step: { number, total: 2, stage: '', instruction: `RUN ${number}`, line: number } as ForeseenStep['step'],
  status,
  reason: reason as ForeseenStep['reason'],
});

function explaining() {
  const explainBuild = () => Promise.resolve([step(1, 'hit', 'same'), step(2, 'miss', 'f modified')]);
  return makeBelieve({ files: disk(), loadExplain: () => Promise.resolve({ explainBuild }) });
}

it('explains all steps, or the one that is asked for', async () => {
  const all = explaining();
  expect(await runCli(['cache', 'explain', '.'], all)).toBe(0);
  expect(all.out()).toBe('Step 1/2 : RUN 1\n ---> Using cache\nStep 2/2 : RUN 2\n ---> Would miss: f modified\n');
  const one = explaining();
  expect(await runCli(['cache', 'explain', '2', '--target', 'x', '.'], one)).toBe(0);
  expect(one.out()).toBe('Step 2/2 : RUN 2\n ---> Would miss: f modified\n');
  const none = explaining();
  expect(await runCli(['cache', 'explain', '3', '.'], none)).toBe(1);
  expect(none.err()).toContain('the build has no step 3');
});

it('deletes nothing of the Actions cache without a token, which is no error', async () => {
  const around = makeBelieve({ env: { GITHUB_REPOSITORY: 'o/r' } });
  expect(await runCli(['cache', 'prune', '--actions'], around)).toBe(0);
  expect(around.out()).toContain('Nothing was deleted: GITHUB_TOKEN');
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
  const around = makeBelieve({ env, loadPruneActions: () => Promise.resolve({ pruneActions }) });
  expect(await runCli(['cache', 'prune', '--actions', '--older-than', '2d', '--dry-run'], around)).toBe(0);
  expect(around.out()).toContain('"actions: write"');
  expect(asked).toMatchObject([{ repository: 'o/r', token: 't', olderThanMs: 172_800_000, dryRun: true }]);
  expect(asked[0]?.api.href).toBe('https://ghe.example/api/v3');
});

it('knows its verbs, and what they take', async () => {
  const wrong = makeBelieve();
  expect(await runCli(['cache', 'verfy'], wrong)).toBe(1);
  expect(wrong.err()).toContain('Did you mean layer-build cache verify?');
  const many = makeBelieve();
  expect(await runCli(['cache', 'ls', 'x'], many)).toBe(1);
  expect(many.err()).toContain('layer-build cache ls takes no arguments');
  const help = makeBelieve();
  expect(await runCli(['cache', 'explain', '--help'], help)).toBe(0);
  expect(help.out()).toContain('--build-arg K=V');
});
