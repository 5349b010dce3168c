import { describe, expect, it } from 'vitest';

import { parseCall } from '../../../src/app/options/values/call-spec.js';
import type { CheckFunction, CheckResult } from '../../../src/app/check-function.js';
import { runCli } from '../../../src/cli/run.js';
import { InfraError, UserError } from '../../../src/errors.js';
import { makeBelieve } from './make-believe.js';

const CLEAN: CheckResult = { dockerfile: { name: 'Dockerfile', text: 'FROM a as b\n' }, findings: [] };
const FOUND: CheckResult = {
  ...CLEAN,
  findings: [{ type: 'warning', rule: 'FromAsCasing', message: '::error::hostile', line: 1 }],
};

const checking = (result: CheckResult, env: Readonly<Record<string, string>> = {}) => {
  const calls: Parameters<CheckFunction>[] = [];
  const check: CheckFunction = (...parameters) => {
    calls.push(parameters);
    return Promise.resolve(result);
  };
  const around = makeBelieve({ env, loadCheck: () => Promise.resolve(check) });
  return { around, checks: calls };
};

describe('parseCall', () => {
  it.each([
    ['build', { kind: 'build' }],
    ['check', { kind: 'check', format: 'text', ignoreStatus: false }],
    ['lint,format=json', { kind: 'check', format: 'json', ignoreStatus: false }],
    ['format=text,check,ignorestatus=true', { kind: 'check', format: 'text', ignoreStatus: true }],
  ])('reads %j', (text, call) => {
    expect(parseCall('--call', text)).toEqual(call);
  });

  it.each(['outline', 'check,build', 'check,verbose=1', 'format=json', 'check,ignorestatus=maybe'])(
    'refuses %j',
    (text) => {
      expect(() => parseCall('--call', text)).toThrow(/^--call: /);
    },
  );
});

describe('build --check', () => {
  it.each([[['--check']], [['--call=check']], [['--call', 'lint']]])('%j looks and builds nothing', async (flags) => {
    const { around, checks } = checking(CLEAN);
    expect(await runCli(['build', ...flags, '--target', 'x', '.'], around)).toBe(0);
    expect(around.out()).toBe('Check complete, no warnings found.\n');
    expect(around.calls).toEqual([]);
    expect(checks[0]?.[0].target).toBe('x');
  });

  it('ends with 1 when something was found', async () => {
    const { around } = checking(FOUND);
    expect(await runCli(['build', '--check', '.'], around)).toBe(1);
    expect(around.out()).toMatch(/^Check complete, 1 warning has been found!\n\nWARNING: FromAsCasing\n/);
    expect(around.err()).toBe('');
    expect(await runCli(['build', '--call=check,ignorestatus=true', '.'], checking(FOUND).around)).toBe(0);
  });

  it('disarms workflow commands on GitHub', async () => {
    const { around } = checking(FOUND, { GITHUB_ACTIONS: 'true' });
    await runCli(['build', '--check', '.'], around);
    expect(around.out()).not.toMatch(/^::error::/m);
  });

  it('prints JSON', async () => {
    const { around } = checking(FOUND);
    expect(await runCli(['build', '--call=check,format=json', '.'], around)).toBe(1);
    expect(JSON.parse(around.out())).toMatchObject({ warnings: [{ ruleName: 'FromAsCasing' }] });
  });

  it.each([
    [new UserError('lint violation found for rules: FromAsCasing'), 1, 'ERROR: lint violation'],
    [new InfraError('no answer'), 69, 'ERROR: no answer'],
  ])('prints what it found before %s', async (failure, code, text) => {
    const { around } = checking({ ...FOUND, failure });
    expect(await runCli(['build', '--check', '.'], around)).toBe(code);
    expect(around.out()).toContain('Check complete, 1 warning has been found!');
    expect(around.err()).toContain(text);
  });
});
