// The Action as GitHub's runner starts it: an ordinary user with password-less sudo.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, must, mustAs } from './checking.mjs';

/** @returns what main printed */
export function runAction(repository, builds, { user, inputs, name }) {
  const job = join(builds.work, `job-${name}`);
  const folders = ['temp', 'tools', 'workspace', 'commands'];
  for (const folder of folders) mkdirSync(join(job, folder), { recursive: true });
  must('cp', ['-r', `${builds.context}/.`, join(job, 'workspace')]);
  const env = {
    ...Object.fromEntries(Object.entries(inputs).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value])),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: join(job, 'workspace'),
    GITHUB_REPOSITORY: 'octo-org/octo-repo',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: '0'.repeat(40),
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_EVENT_NAME: 'push',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_TEMP: join(job, 'temp'),
    RUNNER_TOOL_CACHE: join(job, 'tools'),
  };
  for (const file of ['OUTPUT', 'STATE', 'STEP_SUMMARY', 'ENV', 'PATH']) {
    env[`GITHUB_${file}`] = join(job, 'commands', file);
    writeFileSync(env[`GITHUB_${file}`], '');
  }
  must('chown', ['-R', `${user}:${user}`, job]);
  const words = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const { output } = mustAs(user, ['env', ...words, process.execPath, join(repository, 'dist/main/index.js')]);
  expect(readFileSync(env.GITHUB_OUTPUT, 'utf8').includes('digest'), `no digest among the outputs: ${output}`);
  return output;
}
